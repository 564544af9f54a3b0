using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Locket.Wire;

/// <summary>Relay to client: an append, or the connection, was refused.</summary>
/// <remarks>
/// <code>
/// offset  length  field
/// +-----+-------+--------------------------------------+
/// |   0 |     1 | type, 0x84                           |
/// |   1 |     2 | code, big-endian, 1 to 767           |
/// |   3 |     4 | retry after, big-endian, milliseconds |
/// +-----+-------+--------------------------------------+
/// </code>
/// The code's high byte says what follows from it (<see cref="FaultCode"/>), so that a client can act on codes that are younger than it.
/// Retry after is 0 where a retry cannot help, and where it may be tried at once.
/// </remarks>
public sealed class FaultFrame : IFrame
{
    /// <summary>The length of every such frame in bytes.</summary>
    public const int FixedLengthInBytes = 7;

    private const int CodeOffset = 1;
    private const int RetryOffset = 3;

    /// <summary>Makes a frame.</summary>
    /// <param name="code">A code of one of the three classes.</param>
    /// <param name="retryAfter">Not negative; kept to the millisecond, rounded up, at most 2^32 - 1 ms (49 days).</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public FaultFrame(FaultCode code, TimeSpan retryAfter)
    {
        if (!FaultCodes.HasClass(code))
        {
            throw new ArgumentOutOfRangeException(nameof(code));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(retryAfter, TimeSpan.Zero);
        Code = code;
        RetryAfter = TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(retryAfter.TotalMilliseconds), uint.MaxValue));
    }

    /// <inheritdoc/>
    public FrameType Type => FrameType.Fault;

    /// <summary>Gets what was refused; may be a code without a name here, of a class that is known.</summary>
    public FaultCode Code { get; }

    /// <summary>Gets how long to wait before trying again, where <see cref="FaultCodes.MayRetry"/> says that it can help.</summary>
    public TimeSpan RetryAfter { get; }

    /// <inheritdoc/>
    public int LengthInBytes => FixedLengthInBytes;

    /// <summary>Reads a frame.</summary>
    /// <param name="bytes">One whole message, untrusted.</param>
    /// <param name="frame">The frame.</param>
    /// <returns>False where the bytes are no such frame.</returns>
    public static bool TryLoad(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out FaultFrame? frame)
    {
        frame = null;
        if (bytes.Length != FixedLengthInBytes || bytes[0] != (byte)FrameType.Fault)
        {
            return false;
        }

        FaultCode code = (FaultCode)BinaryPrimitives.ReadUInt16BigEndian(bytes[CodeOffset..]);
        if (!FaultCodes.HasClass(code))
        {
            return false;
        }

        frame = new FaultFrame(code, TimeSpan.FromMilliseconds(BinaryPrimitives.ReadUInt32BigEndian(bytes[RetryOffset..])));
        return true;
    }

    /// <inheritdoc/>
    public void Write(Span<byte> destination)
    {
        FrameBuffer.RequireLength(destination, LengthInBytes);
        destination[0] = (byte)Type;
        BinaryPrimitives.WriteUInt16BigEndian(destination[CodeOffset..], (ushort)Code);
        BinaryPrimitives.WriteUInt32BigEndian(destination[RetryOffset..], (uint)RetryAfter.TotalMilliseconds);
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Locket.Wire;

/// <summary>Client to relay: store this body in the room and tell everyone.</summary>
/// <remarks>
/// <code>
/// offset  length          field
/// +-----+---------------+------------------------------+
/// |   0 |             1 | type, 0x01                   |
/// |   1 |  1 to 262,127 | body, to the frame's end     |
/// +-----+---------------+------------------------------+
/// </code>
/// The relay answers every append once, in the order of the appends on a connection: with <see cref="StoredFrame"/>, or with a
/// <see cref="FaultFrame"/> whose code says that it concerns one append (<see cref="FaultCodes.ConcernsOneAppend"/>).
/// </remarks>
public sealed class AppendFrame : IFrame
{
    /// <summary>The bytes before the body.</summary>
    public const int HeaderInBytes = 1;

    /// <summary>Makes a frame.</summary>
    /// <param name="body">1 to <see cref="WireLimits.MaxBodyInBytes"/> bytes; not copied.</param>
    /// <exception cref="ArgumentException">The body has another length.</exception>
    public AppendFrame(ReadOnlyMemory<byte> body)
    {
        FrameBuffer.RequireBody(body);
        Body = body;
    }

    /// <inheritdoc/>
    public FrameType Type => FrameType.Append;

    /// <summary>Gets the body. After <see cref="TryLoad"/> it is a part of the bytes that were given.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <inheritdoc/>
    public int LengthInBytes => HeaderInBytes + Body.Length;

    /// <summary>Reads a frame.</summary>
    /// <param name="bytes">One whole message, untrusted.</param>
    /// <param name="frame">The frame; its body is not copied.</param>
    /// <returns>False where the bytes are no such frame.</returns>
    public static bool TryLoad(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out AppendFrame? frame)
    {
        frame = null;
        if (bytes.Length < HeaderInBytes || bytes.Span[0] != (byte)FrameType.Append || !FrameBuffer.IsBody(bytes.Length - HeaderInBytes))
        {
            return false;
        }

        frame = new AppendFrame(bytes[HeaderInBytes..]);
        return true;
    }

    /// <inheritdoc/>
    public void Write(Span<byte> destination)
    {
        FrameBuffer.RequireLength(destination, LengthInBytes);
        destination[0] = (byte)Type;
        Body.Span.CopyTo(destination[HeaderInBytes..]);
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Locket.Wire;

/// <summary>Reads what a relay sends and writes any frame.</summary>
public static class RelayFrame
{
    /// <summary>Reads a frame that a relay sends.</summary>
    /// <param name="bytes">One whole message, untrusted.</param>
    /// <param name="frame">
    /// An <see cref="EntryFrame"/>, <see cref="StoredFrame"/>, <see cref="CaughtUpFrame"/> or <see cref="FaultFrame"/>.
    /// </param>
    /// <returns>False where the bytes are none of these.</returns>
    public static bool TryLoad(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out IFrame? frame)
    {
        frame = bytes.Length == 0 ? null : (FrameType)bytes.Span[0] switch
        {
            FrameType.Entry when EntryFrame.TryLoad(bytes, out EntryFrame? entry) => entry,
            FrameType.Stored when StoredFrame.TryLoad(bytes.Span, out StoredFrame? stored) => stored,
            FrameType.CaughtUp when CaughtUpFrame.TryLoad(bytes.Span, out CaughtUpFrame? caughtUp) => caughtUp,
            FrameType.Fault when FaultFrame.TryLoad(bytes.Span, out FaultFrame? fault) => fault,
            _ => null,
        };
        return frame is not null;
    }

    /// <summary>The frame as a new array.</summary>
    public static byte[] ToArray(this IFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        byte[] bytes = new byte[frame.LengthInBytes];
        frame.Write(bytes);
        return bytes;
    }
}

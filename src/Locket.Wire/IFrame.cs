namespace Locket.Wire;

/// <summary>One frame, which is one binary WebSocket message.</summary>
public interface IFrame
{
    /// <summary>Gets what kind of frame it is: its first byte.</summary>
    FrameType Type { get; }

    /// <summary>Gets the length of the frame in bytes, at most <see cref="WireLimits.MaxFrameInBytes"/>.</summary>
    int LengthInBytes { get; }

    /// <summary>Writes the frame, first byte included.</summary>
    /// <param name="destination">Exactly <see cref="LengthInBytes"/> bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    void Write(Span<byte> destination);
}

using System.Runtime.CompilerServices;

namespace Locket.Wire;

/// <summary>What all frames check alike.</summary>
internal static class FrameBuffer
{
    public static void RequireLength(
        Span<byte> destination, int length, [CallerArgumentExpression(nameof(destination))] string? name = null)
    {
        if (destination.Length != length)
        {
            throw new ArgumentException("the buffer has another length than the frame", name);
        }
    }

    public static void RequireBody(ReadOnlyMemory<byte> body, [CallerArgumentExpression(nameof(body))] string? name = null)
    {
        if (!IsBody(body.Length))
        {
            throw new ArgumentException($"a body has {WireLimits.MinBodyInBytes} to {WireLimits.MaxBodyInBytes} bytes", name);
        }
    }

    public static bool IsBody(int length) => length is >= WireLimits.MinBodyInBytes and <= WireLimits.MaxBodyInBytes;
}

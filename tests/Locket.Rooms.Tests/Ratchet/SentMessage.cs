using System.Globalization;

namespace Locket.Rooms.Tests.Ratchet;

/// <summary>A message on its way, and its place as the sender's turns and messages were counted from outside.</summary>
internal sealed record SentMessage(int Id, byte[] Bytes, string Text, ulong Epoch, uint Previous, uint Number)
{
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"message {Id} ({Epoch}.{Number}, after {Previous})");
}

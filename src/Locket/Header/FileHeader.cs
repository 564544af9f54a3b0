namespace Locket.Header;

/// <summary>A header as read or written: lines and bytes, nothing opened.</summary>
/// <param name="Intro">The first line.</param>
/// <param name="Stanzas">The stanzas in order, at least one.</param>
/// <param name="Mac">The 32 bytes of the last line.</param>
/// <param name="Encoded">Every byte, from the intro line to the line feed after the MAC.</param>
internal sealed record FileHeader(Intro Intro, IReadOnlyList<Stanza> Stanzas, ReadOnlyMemory<byte> Mac, ReadOnlyMemory<byte> Encoded)
{
    /// <summary>What stands after the authenticated part: a space, the MAC and a line feed.</summary>
    private static readonly int TailInBytes = 1 + UnpaddedBase64.EncodedLength(HeaderLimits.MacInBytes) + 1;

    /// <summary>Every byte up to and including <c>---</c>: what the MAC is over.</summary>
    public ReadOnlyMemory<byte> Authenticated => Encoded[..^TailInBytes];
}

using System.Security.Cryptography;
using Locket.Header;

namespace Locket.Files;

/// <summary>Zero bytes in the header, so that slots can change without moving the payload (docs/format.md, "Spare room").</summary>
internal static class SpareRoom
{
    public const string Type = "spare";

    /// <summary>Three more password slots, about.</summary>
    public const int DefaultInBytes = 512;

    /// <summary>Content up to this is rewritten whole as fast as its header.</summary>
    public const long SmallContentInBytes = 64 * 1024;

    public static Stanza Create() => new(Type, [], new byte[DefaultInBytes]);

    public static void Validate(Stanza stanza)
    {
        bool argumentsFit = stanza.Arguments.Count == 0
            || (stanza.Arguments.Count == 1 && stanza.Arguments[0] is "x" or "xx" or "xxx");
        if (!argumentsFit || stanza.Body.Span.IndexOfAnyExcept((byte)0) >= 0)
        {
            throw new LocketException(LocketFailure.DamagedHeader, "the spare room is malformed");
        }
    }
}

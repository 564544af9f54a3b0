using System.Security.Cryptography;
using Locket.Header;
using Locket.Metadata;
using Locket.Secrets;

namespace Locket.Files;

/// <summary>Makes the header of a new file.</summary>
internal static class HeaderBuilder
{
    /// <param name="keys">The new file's keys.</param>
    /// <param name="intro">Its first line.</param>
    /// <param name="recipients">One slot each.</param>
    /// <param name="metadata">What to seal; <see cref="FileMetadata.None"/> for nothing.</param>
    /// <param name="thumbnail">A small image to seal; empty for none.</param>
    /// <param name="contentInBytes">The content's length, or null where it is not known yet.</param>
    /// <returns>The encoded header.</returns>
    public static byte[] Build(
        FileKeys keys,
        Intro intro,
        IReadOnlyList<Recipient> recipients,
        FileMetadata metadata,
        ReadOnlySpan<byte> thumbnail,
        long? contentInBytes)
    {
        List<Stanza> stanzas = [.. recipients.Select(recipient => recipient.WrapCore(keys.FileKey))];
        if (metadata != FileMetadata.None)
        {
            stanzas.Add(Seal(keys, MetadataSeal.MetadataType, MetadataJson.Write(metadata)));
        }

        if (!thumbnail.IsEmpty)
        {
            stanzas.Add(Seal(keys, MetadataSeal.ThumbnailType, ThumbnailImage.Pad(thumbnail)));
        }

        if (contentInBytes is null or > SpareRoom.SmallContentInBytes)
        {
            stanzas.Add(SpareRoom.Create());
        }

        byte[] authenticated = HeaderWriter.WriteAuthenticated(intro, stanzas);
        using SecretBytes headerKey = keys.DeriveHeaderKey();
        return HeaderWriter.Finish(authenticated, HeaderMac.Compute(headerKey.Span, authenticated));
    }

    /// <summary>Seals one stanza, and zeroes what was sealed.</summary>
    private static Stanza Seal(FileKeys keys, string type, byte[] text)
    {
        using SecretBytes key = keys.DeriveMetadataKey();
        try
        {
            return new Stanza(type, [], MetadataSeal.Seal(key.Span, type, text));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }
}

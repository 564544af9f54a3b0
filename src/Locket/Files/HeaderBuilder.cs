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
    /// <param name="contentInBytes">The content's length, or null where it is not known yet.</param>
    /// <returns>The encoded header.</returns>
    public static byte[] Build(
        FileKeys keys, Intro intro, IReadOnlyList<Recipient> recipients, FileMetadata metadata, long? contentInBytes)
    {
        List<Stanza> stanzas = [.. recipients.Select(recipient => recipient.WrapCore(keys.FileKey))];
        if (metadata != FileMetadata.None)
        {
            using SecretBytes metadataKey = keys.DeriveMetadataKey();
            byte[] text = MetadataJson.Write(metadata);
            try
            {
                stanzas.Add(
                    new Stanza(MetadataSeal.MetadataType, [], MetadataSeal.Seal(metadataKey.Span, MetadataSeal.MetadataType, text)));
            }
            finally
            {
                CryptographicOperations.ZeroMemory(text);
            }
        }

        if (contentInBytes is null or > SpareRoom.SmallContentInBytes)
        {
            stanzas.Add(SpareRoom.Create());
        }

        byte[] authenticated = HeaderWriter.WriteAuthenticated(intro, stanzas);
        using SecretBytes headerKey = keys.DeriveHeaderKey();
        return HeaderWriter.Finish(authenticated, HeaderMac.Compute(headerKey.Span, authenticated));
    }
}

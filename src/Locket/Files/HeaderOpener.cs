using System.Security.Cryptography;
using Locket.Header;
using Locket.Metadata;
using Locket.Secrets;
using Locket.Slots;

namespace Locket.Files;

/// <summary>Opens a parsed header: slot, MAC, metadata, in this order (docs/format.md, "Opening a file").</summary>
internal static class HeaderOpener
{
    public static FileKeys Open(
        ParsedHeader parsed,
        IReadOnlyList<Credential> credentials,
        int maxKdfMemoryInKiB,
        out int slotIndex,
        out FileMetadata? metadata,
        CancellationToken cancellationToken)
    {
        FileKeys keys = new(SlotOpener.Open(parsed.Slots, credentials, maxKdfMemoryInKiB, out slotIndex, cancellationToken));
        try
        {
            using SecretBytes headerKey = keys.DeriveHeaderKey();
            if (!HeaderMac.Verify(headerKey.Span, parsed.Header))
            {
                throw new LocketException(LocketFailure.DamagedHeader, "the header was altered: its MAC does not verify");
            }

            metadata = parsed.MetadataStanza is Stanza stanza ? OpenMetadata(keys, stanza) : null;
            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    private static FileMetadata OpenMetadata(FileKeys keys, Stanza stanza)
    {
        using SecretBytes key = keys.DeriveMetadataKey();
        byte[] text = MetadataSeal.Open(key.Span, MetadataSeal.MetadataType, stanza.Body.Span);
        try
        {
            return MetadataJson.Read(text);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }
}

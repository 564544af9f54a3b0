using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Curves;
using Locket.Rooms.Fields;
using Locket.Secrets;

namespace Locket.Rooms.Ratchet;

/// <summary>A session's state as bytes, version 1. They hold every key in the clear and are to be sealed before they are kept.</summary>
/// <remarks>
/// <code>
///  version (u8) = 1 | suite (u8) = 1 for AES-256, 2 for AES-128 | chains (u8): 0 none, 1 sending, 3 sending and receiving
///  turns (u64) | last turn (u64, ms since 1970) | opened (u64)
///  root key (32) | own ratchet key (32, scalar) | next sending header key (32) | next receiving header key (32) | previous (u32)
///  where sending:    header key (32) | chain key (32) | number (u32)
///  where receiving:  header key (32) | chain key (32) | ratchet key of the peer (65) | next (u32) | skipped
///  old chains (u8), the oldest first, each:
///                    header key (32) | length (u32) | retired at (u64) | skipped
///
///  skipped = floor (u32) | keys (u16), by rising number, each: number (u32) | stored at (u64) | message key (32)
/// </code>
/// All numbers are big-endian. Every state has exactly one form, and what no session can come to is refused.
/// </remarks>
internal static class SavedRatchet
{
    /// <summary>The length of the longest state in bytes: all chains, all skipped keys.</summary>
    public const int MaxLengthInBytes = FixedInBytes + SendingInBytes + ReceivingInBytes + SkippedHeadInBytes
        + (RatchetLimits.MaxOldHeaderKeys * (OldInBytes + SkippedHeadInBytes)) + (RatchetLimits.MaxSkippedKeys * SkippedKeyInBytes);

    private const byte Version = 1;
    private const byte Aes256 = 1;
    private const byte Aes128 = 2;
    private const byte NoChain = 0;
    private const byte SendingOnly = 1;
    private const byte BothChains = 3;

    private const int KeyInBytes = RatchetStart.KeyInBytes;
    private const int FixedInBytes = 3 + (3 * sizeof(ulong)) + (4 * KeyInBytes) + sizeof(uint) + 1;
    private const int SendingInBytes = (2 * KeyInBytes) + sizeof(uint);
    private const int ReceivingInBytes = (2 * KeyInBytes) + P256Point.LengthInBytes + sizeof(uint);
    private const int OldInBytes = KeyInBytes + sizeof(uint) + sizeof(ulong);
    private const int SkippedHeadInBytes = sizeof(uint) + sizeof(ushort);
    private const int SkippedKeyInBytes = sizeof(uint) + sizeof(ulong) + KeyInBytes;

    public static SecretBytes Write(RatchetState state)
    {
        SecretBytes saved = new(LengthOf(state));
        FieldWriter writer = new(saved.Span);
        writer.Write(Version);
        writer.Write(state.Suite == CipherSuite.Aes256 ? Aes256 : Aes128);
        byte chains = state.Receiving is null ? SendingOnly : BothChains;
        writer.Write(state.Sending is null ? NoChain : chains);
        writer.Write(state.Renewals);
        writer.Write((ulong)state.LastRenewal.ToUnixTimeMilliseconds());
        writer.Write(state.Opened);

        using SecretBytes scalar = state.Own.ExportScalar();
        writer.Write(state.Root.Span);
        writer.Write(scalar.Span);
        writer.Write(state.NextSendingHeaderKey.Span);
        writer.Write(state.NextReceivingHeaderKey.Span);
        writer.Write(state.Previous);
        if (state.Sending is { } sending)
        {
            writer.Write(sending.HeaderKey.Span);
            writer.Write(sending.ChainKey.Span);
            writer.Write(sending.Number);
        }

        if (state.Receiving is { } receiving)
        {
            writer.Write(receiving.HeaderKey.Span);
            writer.Write(receiving.ChainKey.Span);
            writer.Write(receiving.PeerKey);
            writer.Write(receiving.Next);
            Write(ref writer, receiving.Skipped);
        }

        writer.Write((byte)state.Old.Count);
        foreach (OldChain chain in state.Old)
        {
            writer.Write(chain.HeaderKey.Span);
            writer.Write(chain.Length);
            writer.Write(chain.RetiredAt);
            Write(ref writer, chain.Skipped);
        }

        return writer.RestInBytes == 0 ? saved : throw new InvalidOperationException("internal error: the state has another length");
    }

    public static bool TryRead(ReadOnlySpan<byte> saved, [NotNullWhen(true)] out RatchetState? state)
    {
        state = null;
        if (saved.Length > MaxLengthInBytes)
        {
            return false;
        }

        FieldReader reader = new(saved);
        byte version = reader.Byte();
        byte suite = reader.Byte();
        byte chains = reader.Byte();
        ulong renewals = reader.UInt64();
        ulong lastRenewal = reader.UInt64();
        ulong opened = reader.UInt64();
        ReadOnlySpan<byte> root = reader.Bytes(KeyInBytes);
        ReadOnlySpan<byte> scalar = reader.Bytes(KeyInBytes);
        ReadOnlySpan<byte> nextSending = reader.Bytes(KeyInBytes);
        ReadOnlySpan<byte> nextReceiving = reader.Bytes(KeyInBytes);
        uint previous = reader.UInt32();
        if (reader.IsOverrun
            || version != Version
            || suite is not (Aes256 or Aes128)
            || chains is not (NoChain or SendingOnly or BothChains)
            || (long)lastRenewal < DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            || (long)lastRenewal > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            || previous > RatchetLimits.MaxUnanswered
            || renewals > opened
            || chains == BothChains != renewals > 0
            || (chains != BothChains && (opened | previous) != 0)
            || !P256PrivateKey.TryImport(scalar, out P256PrivateKey? key))
        {
            return false;
        }

        RatchetState read = new()
        {
            Suite = suite == Aes256 ? CipherSuite.Aes256 : CipherSuite.Aes128,
            Root = new SecretBytes(root),
            Own = new RatchetKeyPair(key),
            NextSendingHeaderKey = new SecretBytes(nextSending),
            NextReceivingHeaderKey = new SecretBytes(nextReceiving),
            Previous = previous,
            Opened = opened,
            Renewals = renewals,
            LastRenewal = DateTimeOffset.FromUnixTimeMilliseconds((long)lastRenewal),
        };
        if (TryReadChains(ref reader, chains, read) && reader.IsAtEnd && SavedRatchetRules.Hold(read))
        {
            state = read;
            return true;
        }

        read.Dispose();
        return false;
    }

    private static bool TryReadChains(ref FieldReader reader, byte chains, RatchetState state)
    {
        if (chains != NoChain)
        {
            ReadOnlySpan<byte> headerKey = reader.Bytes(KeyInBytes);
            ReadOnlySpan<byte> chainKey = reader.Bytes(KeyInBytes);
            state.Sending = new SendingChain(new SecretBytes(headerKey), new SecretBytes(chainKey), reader.UInt32());
        }

        if (chains == BothChains)
        {
            ReadOnlySpan<byte> headerKey = reader.Bytes(KeyInBytes);
            ReadOnlySpan<byte> chainKey = reader.Bytes(KeyInBytes);
            ReadOnlySpan<byte> peerKey = reader.Bytes(P256Point.LengthInBytes);
            uint next = reader.UInt32();
            SkippedKeys skipped = ReadSkipped(ref reader);
            state.Receiving = new ReceivingChain(new SecretBytes(headerKey), peerKey, new SecretBytes(chainKey), next, skipped);
        }

        byte count = reader.Byte();
        for (int i = 0; i < count && !reader.IsOverrun; i++)
        {
            ReadOnlySpan<byte> headerKey = reader.Bytes(KeyInBytes);
            uint length = reader.UInt32();
            ulong retiredAt = reader.UInt64();
            state.Old.Add(new OldChain(new SecretBytes(headerKey), length, retiredAt, ReadSkipped(ref reader)));
        }

        return !reader.IsOverrun;
    }

    private static SkippedKeys ReadSkipped(ref FieldReader reader)
    {
        SkippedKeys skipped = new(reader.UInt32());
        ushort count = reader.UInt16();
        for (int i = 0; i < count && !reader.IsOverrun; i++)
        {
            uint number = reader.UInt32();
            ulong storedAt = reader.UInt64();
            skipped.Add(new SkippedKey(number, storedAt, new SecretBytes(reader.Bytes(KeyInBytes))));
        }

        return skipped;
    }

    private static void Write(ref FieldWriter writer, SkippedKeys skipped)
    {
        writer.Write(skipped.Floor);
        writer.Write((ushort)skipped.Count);
        foreach (SkippedKey key in skipped.Keys)
        {
            writer.Write(key.Number);
            writer.Write(key.StoredAt);
            writer.Write(key.Key.Span);
        }
    }

    private static int LengthOf(RatchetState state)
        => FixedInBytes
            + (state.Sending is null ? 0 : SendingInBytes)
            + (state.Receiving is null ? 0 : ReceivingInBytes + SkippedHeadInBytes)
            + (state.Old.Count * (OldInBytes + SkippedHeadInBytes))
            + (state.SkippedCount * SkippedKeyInBytes);
}

using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Fields;
using Locket.Rooms.Files;
using Locket.Rooms.Members;
using Locket.Rooms.Pairing;
using Locket.Rooms.Randomness;
using Locket.Rooms.Saved;
using Locket.Rooms.Transcripts;
using Locket.Secrets;

namespace Locket.Rooms.Conversation;

/// <summary>A room's state as bytes, version 2. They hold every key in the clear and are to be sealed before they are kept.</summary>
/// <remarks>
/// <code>
///  version (u8) = 2 | room address (16) | identity (32) | time (u64, ms since 1970) | next number (u64) | previous (32)
///  last local number (u64) | read up to (u64) | notice due (flag, u64) | left (flag)
///  gathering (flag, first (u64), last (u64))
///  desk | members | log | claims | outbox | waiting texts | deliveries | incidents | outgoing files (u8, each)
/// </code>
/// Events that were not taken are not part of it.
/// </remarks>
internal static class SavedState
{
    private const byte Version = 2;

    /// <summary>The longest saved desk in bytes, more than any has: 1,024 pairs, 32 runs, 64 hellos.</summary>
    private const int MaxDeskInBytes = 512 * 1024;

    public static SecretBytes Write(RoomWork work)
    {
        using SavedBuffer saved = new();
        RoomState state = work.State;
        saved.Write(Version);
        saved.Write(work.Keys.Address);
        using SecretBytes identity = state.Identity.Save();
        saved.Write(identity.Span);
        saved.Write(state.Now);
        saved.Write(state.Number);
        saved.Write(state.Previous);
        saved.Write((ulong)state.LastLocal);
        saved.Write((ulong)state.ReadUpTo);
        saved.Write(state.NoticeDue is not null);
        saved.Write(state.NoticeDue ?? DateTimeOffset.UnixEpoch);
        saved.Write(state.HasLeft);
        saved.Write(state.Gathering is not null);
        saved.Write(state.Gathering?.First ?? DateTimeOffset.UnixEpoch);
        saved.Write(state.Gathering?.Last ?? DateTimeOffset.UnixEpoch);
        using SecretBytes desk = work.Desk.Save();
        saved.WriteBlock(desk.Span);
        state.Peers.Save(saved);
        state.Log.Save(saved);
        state.Claims.Save(saved);
        state.Outbox.Save(saved);
        state.Waiting.Save(saved);
        state.Deliveries.Save(saved);
        state.Incidents.Save(saved);
        saved.Write((byte)state.Files.Count);
        state.Files.ForEach(file => file.Save(saved));
        return saved.ToSecret();
    }

    public static bool TryRead(
        ReadOnlySpan<byte> bytes,
        RoomKeys keys,
        RoomOptions options,
        IRandomSource random,
        DateTimeOffset now,
        [NotNullWhen(true)] out RoomWork? work)
    {
        work = null;
        FieldReader saved = new(bytes);
        byte version = saved.Byte();
        ReadOnlySpan<byte> address = saved.Bytes(RoomKeys.AddressInBytes);
        if (version != Version
            || !address.SequenceEqual(keys.Address)
            || !Identity.TryRestore(saved.Bytes(Identity.SavedInBytes), out Identity? identity))
        {
            return false;
        }

        RoomState state = new(identity, new PeerTable());
        state.RestoreTime(saved.Time(), now);
        state.Number = saved.UInt64();
        state.Previous = saved.MessageHash();
        state.LastLocal = (long)saved.UInt64();
        state.ReadUpTo = (long)saved.UInt64();
        bool hasNotice = saved.Flag();
        DateTimeOffset notice = saved.Time();
        state.NoticeDue = hasNotice ? notice : null;
        state.HasLeft = saved.Flag();
        bool isGathering = saved.Flag();
        (DateTimeOffset First, DateTimeOffset Last) gathering = (saved.Time(), saved.Time());
        state.Gathering = isGathering ? gathering : null;
        ReadOnlySpan<byte> savedDesk = saved.Block(MaxDeskInBytes);
        PairingContext context = new() { Keys = keys, Identity = identity, Paired = state.Peers, Random = random };
        bool isRead = TryReadLists(ref saved, state, random, keys);
        if (!isRead || !PairingDesk.TryRestore(savedDesk, context, state.Now, out PairingDesk? desk))
        {
            state.Dispose();
            return false;
        }

        work = new RoomWork { Keys = keys, Options = options, Random = random, State = state, Desk = desk };
        return true;
    }

    private static bool TryReadLists(ref FieldReader saved, RoomState state, IRandomSource random, RoomKeys keys)
    {
        if (!state.Peers.TryLoad(ref saved, random)
            || state.Peers.Contains(state.Self)
            || !state.Log.TryLoad(ref saved)
            || !state.Claims.TryLoad(ref saved)
            || !state.Outbox.TryLoad(ref saved, keys.Address)
            || !state.Waiting.TryLoad(ref saved)
            || !state.Deliveries.TryLoad(ref saved)
            || !state.Incidents.TryLoad(ref saved))
        {
            return false;
        }

        int files = saved.Byte();
        for (int i = 0; i < files; i++)
        {
            if (i == FileLimits.MaxUnderWay || !OutgoingFile.TryLoad(ref saved, out OutgoingFile? file))
            {
                return false;
            }

            state.Files.Add(file);
        }

        return saved.IsAtEnd;
    }
}

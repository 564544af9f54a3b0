using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Ratchet;
using Locket.Secrets;

namespace Locket.Rooms.Pairing;

/// <summary>A desk as bytes, version 2. They hold scalars and keys of runs under way in the clear and are to be sealed before they are kept.</summary>
/// <remarks>
/// <code>
///  version (u8) = 2 | paired (u8): 0 nobody yet, 1
///  own hello:  nonce (16) | said (u64) | repeats (u8) | flags (u8): 1 place known, 2 earlier one seen, 4 start came
///              where 1: seq (u64)    where 2: seen (u64)    met (u8) | member (16) ...
///  attempts:   last (u64) | counted (u8) | id (16) ... | open (u8) | id (16), member (16), since (u64) ...
///  window:     since (u64) | hellos (u8)
///  runs (u8) | see <see cref="SavedRun"/> ...
///  hellos (u8) | hello ... | starts (u8) | start ... | consents (u8) | consent ...     see <see cref="SavedWaiting"/>
///  agreed (u8) | member (16) ... | asked (u8) | member (16), nonce (16) ...
///  taken hellos (u16) | member (16), nonce (16) ...
///  seen starts (u16) | n_A (16) ...
/// </code>
/// All numbers are big-endian, all times in milliseconds since 1970. Members' ids follow from their identity keys.
/// </remarks>
internal static class SavedDesk
{
    private const byte Version = 2;

    private const byte HasSeq = 1;
    private const byte HasEarlier = 2;
    private const byte HasStart = 4;

    /// <summary>The length of everything but the lists in bytes, with room to spare.</summary>
    private const int FixedInBytes = 256;

    public static SecretBytes Write(PairingState state)
    {
        using SecretBytes buffer = new(LengthLimit(state));
        SavedWriter writer = new(buffer.Span);
        writer.Write(Version);
        writer.Write(state.HasPaired ? (byte)1 : (byte)0);
        Write(ref writer, state.Hello);
        Write(ref writer, state.Attempts);
        writer.Write(Milliseconds(state.WindowSince));
        writer.Write((byte)state.HellosInWindow);

        writer.Write((byte)state.Runs.Count);
        foreach (PairingRun run in state.Runs)
        {
            SavedRun.Write(ref writer, run);
        }

        writer.Write((byte)state.Hellos.Count);
        foreach (WaitingHello hello in state.Hellos)
        {
            SavedWaiting.Write(ref writer, hello);
        }

        writer.Write((byte)state.Starts.Count);
        foreach (WaitingStart start in state.Starts)
        {
            SavedWaiting.Write(ref writer, start);
        }

        writer.Write((byte)state.Consents.Count);
        foreach (Consent consent in state.Consents)
        {
            SavedWaiting.Write(ref writer, consent);
        }

        Write(ref writer, state.Agreed);
        writer.Write((byte)state.Asked.All.Count);
        foreach ((MemberId member, Nonce nonce) in state.Asked.All)
        {
            writer.Write(member.ToBytes());
            writer.Write(nonce.ToBytes());
        }

        writer.Write((ushort)state.TakenHellos.Count);
        foreach ((MemberId member, Nonce nonce) in state.TakenHellos.Items)
        {
            writer.Write(member.ToBytes());
            writer.Write(nonce.ToBytes());
        }

        writer.Write((ushort)state.SeenStarts.Count);
        foreach (Nonce nonce in state.SeenStarts.Items)
        {
            writer.Write(nonce.ToBytes());
        }

        return new SecretBytes(buffer.Span[..^writer.RestInBytes]);
    }

    /// <summary>False, with nothing kept, for bytes that no desk has, and for another version's.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> saved, PairingContext context, DateTimeOffset now, [NotNullWhen(true)] out PairingState? state)
    {
        state = null;
        SavedReader reader = new(saved);
        byte version = reader.Byte();
        byte paired = reader.Byte();
        if (version != Version
            || paired > 1
            || !TryReadHello(ref reader, now, out OwnHello? hello)
            || !TryReadAttempts(ref reader, now, out AttemptLedger? attempts))
        {
            return false;
        }

        PairingState read = new() { Hello = hello, Attempts = attempts, HasPaired = paired == 1 };
        if (TryReadLists(ref reader, context, now, read) && reader.IsAtEnd)
        {
            state = read;
            return true;
        }

        read.Dispose();
        return false;
    }

    private static bool TryReadLists(ref SavedReader reader, PairingContext context, DateTimeOffset now, PairingState state)
    {
        bool isGood = DeskReader.TryReadTime(ref reader, now, out DateTimeOffset window);
        state.WindowSince = window;
        state.HellosInWindow = reader.Byte();
        isGood &= state.HellosInWindow <= PairingLimits.MaxHellosInWindow;

        int runs = DeskReader.Count(reader.Byte(), PairingLimits.MaxRuns, ref isGood);
        for (int i = 0; i < runs && isGood; i++)
        {
            isGood = SavedRun.TryRead(ref reader, context.Keys.Suite, now, out PairingRun? run);
            if (run is not null)
            {
                state.Runs.Add(run);
            }
        }

        int hellos = DeskReader.Count(reader.Byte(), PairingLimits.MaxWaitingHellos, ref isGood);
        for (int i = 0; i < hellos && isGood; i++)
        {
            state.Hellos.Add(SavedWaiting.ReadHello(ref reader, ref isGood));
        }

        int starts = DeskReader.Count(reader.Byte(), PairingLimits.MaxWaitingStarts, ref isGood);
        for (int i = 0; i < starts && isGood; i++)
        {
            state.Starts.Add(SavedWaiting.ReadStart(ref reader, ref isGood));
        }

        int consents = DeskReader.Count(reader.Byte(), PairingLimits.MaxPaired, ref isGood);
        for (int i = 0; i < consents && isGood; i++)
        {
            state.Consents.Add(SavedWaiting.ReadConsent(ref reader, ref isGood));
        }

        ReadMembers(ref reader, state.Agreed, ref isGood);
        int asked = DeskReader.Count(reader.Byte(), PairingLimits.MaxPaired, ref isGood);
        for (int i = 0; i < asked && isGood; i++)
        {
            (MemberId member, Nonce nonce) = ReadPair(ref reader, ref isGood);
            state.Asked.Add(member, nonce);
        }

        int started = DeskReader.Count(reader.UInt16(), PairingLimits.MaxRemembered, ref isGood);
        for (int i = 0; i < started && isGood; i++)
        {
            (MemberId, Nonce) pair = ReadPair(ref reader, ref isGood);
            isGood = isGood && state.TakenHellos.Add(pair);
        }

        int seen = DeskReader.Count(reader.UInt16(), PairingLimits.MaxRemembered, ref isGood);
        for (int i = 0; i < seen && isGood; i++)
        {
            ReadOnlySpan<byte> nonce = DeskReader.Exactly(ref reader, Nonce.LengthInBytes, ref isGood);
            isGood = isGood && state.SeenStarts.Add(Nonce.FromBytes(nonce));
        }

        return isGood;
    }

    private static bool TryReadHello(ref SavedReader reader, DateTimeOffset now, [NotNullWhen(true)] out OwnHello? hello)
    {
        hello = null;
        bool isGood = true;
        ReadOnlySpan<byte> nonce = DeskReader.Exactly(ref reader, Nonce.LengthInBytes, ref isGood);
        isGood &= DeskReader.TryReadTime(ref reader, now, out DateTimeOffset said);
        byte repeats = reader.Byte();
        byte flags = reader.Byte();
        long? seq = (flags & HasSeq) == 0 ? null : DeskReader.Seq(ref reader, ref isGood);
        DateTimeOffset? earlier = null;
        if ((flags & HasEarlier) != 0)
        {
            isGood &= DeskReader.TryReadTime(ref reader, now, out DateTimeOffset seen);
            earlier = seen;
        }

        if (!isGood || repeats > PairingLimits.MaxRepeats || flags > (HasSeq | HasEarlier | HasStart))
        {
            return false;
        }

        hello = new OwnHello
        {
            Nonce = Nonce.FromBytes(nonce),
            SaidAt = said,
            Repeats = repeats,
            Seq = seq,
            EarlierSeenAt = earlier,
            GotStart = (flags & HasStart) != 0,
        };
        ReadMembers(ref reader, hello.Met, ref isGood);
        return isGood;
    }

    private static bool TryReadAttempts(ref SavedReader reader, DateTimeOffset now, [NotNullWhen(true)] out AttemptLedger? attempts)
    {
        bool isGood = DeskReader.TryReadTime(ref reader, now, out DateTimeOffset last);
        HashSet<AttemptId> all = [];
        List<AttemptId> counted = [];
        int count = DeskReader.Count(reader.Byte(), PairingLimits.MaxAttempts, ref isGood);
        for (int i = 0; i < count && isGood; i++)
        {
            counted.Add(ReadId(ref reader, ref isGood));
            isGood &= all.Add(counted[^1]);
        }

        List<OpenAttempt> open = [];
        count = DeskReader.Count(reader.Byte(), PairingLimits.MaxAttempts, ref isGood);
        for (int i = 0; i < count && isGood; i++)
        {
            AttemptId id = ReadId(ref reader, ref isGood);
            ReadOnlySpan<byte> member = DeskReader.Exactly(ref reader, MemberId.LengthInBytes, ref isGood);
            isGood &= DeskReader.TryReadTime(ref reader, now, out DateTimeOffset since) && all.Add(id);
            open.Add(new OpenAttempt(id, isGood ? MemberId.FromBytes(member) : default, since));
        }

        attempts = isGood ? AttemptLedger.Restore(last, counted, open) : null;
        return isGood;
    }

    private static void ReadMembers(ref SavedReader reader, List<MemberId> members, ref bool isGood)
    {
        int count = DeskReader.Count(reader.Byte(), PairingLimits.MaxPaired, ref isGood);
        for (int i = 0; i < count && isGood; i++)
        {
            ReadOnlySpan<byte> member = DeskReader.Exactly(ref reader, MemberId.LengthInBytes, ref isGood);
            members.Add(isGood ? MemberId.FromBytes(member) : default);
        }
    }

    private static (MemberId Member, Nonce Nonce) ReadPair(ref SavedReader reader, ref bool isGood)
    {
        ReadOnlySpan<byte> pair = DeskReader.Exactly(ref reader, MemberId.LengthInBytes + Nonce.LengthInBytes, ref isGood);
        return isGood
            ? (MemberId.FromBytes(pair[..MemberId.LengthInBytes]), Nonce.FromBytes(pair[MemberId.LengthInBytes..]))
            : default;
    }

    private static AttemptId ReadId(ref SavedReader reader, ref bool isGood)
    {
        ReadOnlySpan<byte> id = DeskReader.Exactly(ref reader, AttemptId.LengthInBytes, ref isGood);
        return isGood ? AttemptId.FromBytes(id) : default;
    }

    private static void Write(ref SavedWriter writer, OwnHello hello)
    {
        writer.Write(hello.Nonce.ToBytes());
        writer.Write(Milliseconds(hello.SaidAt));
        writer.Write((byte)hello.Repeats);
        writer.Write((byte)((hello.Seq is null ? 0 : HasSeq)
            | (hello.EarlierSeenAt is null ? 0 : HasEarlier)
            | (hello.GotStart ? HasStart : 0)));
        if (hello.Seq is { } seq)
        {
            writer.Write((ulong)seq);
        }

        if (hello.EarlierSeenAt is { } earlier)
        {
            writer.Write(Milliseconds(earlier));
        }

        Write(ref writer, hello.Met);
    }

    private static void Write(ref SavedWriter writer, List<MemberId> members)
    {
        writer.Write((byte)members.Count);
        foreach (MemberId member in members)
        {
            writer.Write(member.ToBytes());
        }
    }

    private static void Write(ref SavedWriter writer, AttemptLedger attempts)
    {
        Span<byte> id = stackalloc byte[AttemptId.LengthInBytes];
        writer.Write(Milliseconds(attempts.Last));
        writer.Write((byte)attempts.Count);
        foreach (AttemptId counted in attempts.Counted)
        {
            counted.CopyTo(id);
            writer.Write(id);
        }

        writer.Write((byte)attempts.Open.Count);
        foreach (OpenAttempt open in attempts.Open)
        {
            open.Id.CopyTo(id);
            writer.Write(id);
            writer.Write(open.Member.ToBytes());
            writer.Write(Milliseconds(open.Since));
        }
    }

    private static ulong Milliseconds(DateTimeOffset time) => (ulong)time.ToUnixTimeMilliseconds();

    private static int LengthLimit(PairingState state)
        => FixedInBytes
            + (PairingLimits.MaxAttempts * 64)
            + (state.Runs.Count * SavedRun.MaxLengthInBytes)
            + ((state.Hellos.Count + state.Consents.Count) * 128)
            + ((state.Starts.Count + state.Consents.Count) * 256)
            + ((state.TakenHellos.Count + state.SeenStarts.Count + state.Agreed.Count + state.Hello.Met.Count + state.Asked.All.Count) * 32);
}

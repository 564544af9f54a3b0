using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Entries;
using Locket.Rooms.Fields;
using Locket.Secrets;

namespace Locket.Rooms.Pairing;

/// <summary>
/// A desk as bytes, version 2. They hold scalars and keys of runs under way in the clear and are to be sealed before they are kept.
/// </summary>
/// <remarks>
/// <code>
///  version (u8) = 2 | paired (u8): 0 nobody yet, 1
///  own hello, see <see cref="SavedHello"/> | attempts, see <see cref="SavedAttempts"/>
///  window: since (u64) | hellos (u8)
///  runs (u8) | see <see cref="SavedRun"/> ...
///  hellos (u8) | hello ... | starts (u8) | start ... | consents (u8) | consent ...     see <see cref="SavedWaiting"/>
///  agreed (u8) | member (16) ... | asked (u8) | member (16), nonce (16) ...
///  talkers (u8) | member (16) ...
///  taken hellos (u16) | member (16), nonce (16) ...
///  seen starts (u16) | n_A (16) ...
/// </code>
/// All numbers are big-endian, all times in milliseconds since 1970. Members' ids follow from their identity keys.
/// </remarks>
internal static class SavedDesk
{
    private const byte Version = 2;

    /// <summary>The length of everything but the lists in bytes, with room to spare.</summary>
    private const int FixedInBytes = 256;

    public static SecretBytes Write(PairingState state)
    {
        using SecretBytes buffer = new(LengthLimit(state));
        FieldWriter writer = new(buffer.Span);
        writer.Write(Version);
        writer.Write(state.HasPaired ? (byte)1 : (byte)0);
        SavedHello.Write(ref writer, state.Hello);
        SavedAttempts.Write(ref writer, state.Attempts);
        writer.Write((ulong)state.WindowSince.ToUnixTimeMilliseconds());
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

        SavedMembers.Write(ref writer, state.Agreed);
        writer.Write((byte)state.Asked.All.Count);
        SavedMembers.Write(ref writer, state.Asked.All);

        SavedMembers.Write(ref writer, state.Talkers);
        writer.Write((ushort)state.TakenHellos.Count);
        SavedMembers.Write(ref writer, state.TakenHellos.Items);

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
        FieldReader reader = new(saved);
        byte version = reader.Byte();
        byte paired = reader.Byte();
        if (version != Version
            || paired > 1
            || !SavedHello.TryRead(ref reader, now, out OwnHello? hello)
            || !SavedAttempts.TryRead(ref reader, now, out AttemptLedger? attempts))
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

    private static bool TryReadLists(ref FieldReader reader, PairingContext context, DateTimeOffset now, PairingState state)
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

        SavedMembers.Read(ref reader, state.Agreed, ref isGood);
        int asked = DeskReader.Count(reader.Byte(), PairingLimits.MaxPaired, ref isGood);
        for (int i = 0; i < asked && isGood; i++)
        {
            (MemberId member, Nonce nonce) = SavedMembers.ReadPair(ref reader, ref isGood);
            state.Asked.Add(member, nonce);
        }

        SavedMembers.Read(ref reader, state.Talkers, ref isGood);
        int started = DeskReader.Count(reader.UInt16(), PairingLimits.MaxRemembered, ref isGood);
        for (int i = 0; i < started && isGood; i++)
        {
            (MemberId, Nonce) pair = SavedMembers.ReadPair(ref reader, ref isGood);
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

    private static int LengthLimit(PairingState state)
        => FixedInBytes
            + (PairingLimits.MaxAttempts * 64)
            + (state.Runs.Count * SavedRun.MaxLengthInBytes)
            + ((state.Hellos.Count + state.Consents.Count) * 128)
            + ((state.Starts.Count + state.Consents.Count) * 256)
            + ((state.TakenHellos.Count + state.SeenStarts.Count) * 32)
            + ((state.Agreed.Count + state.Talkers.Count + state.Hello.Met.Count + state.Asked.All.Count) * 32);
}

using Locket.Rooms.Cpace;
using Locket.Rooms.Curves;
using Locket.Rooms.Entries;
using Locket.Rooms.Fields;
using Locket.Secrets;

namespace Locket.Rooms.Pairing;

/// <summary>A run as bytes, a part of <see cref="SavedDesk"/>.</summary>
/// <remarks>
/// <code>
///  kind (u8): 1 A, 2 B | flags (u8) | identity key of the other (65) | sid (32) | since (u64)
///  A:  scalar (32) | Ya (65) | where flags has 2: Yb (65) | ratchet key of B (65) | Tb (32)      flags 1: our start is in the log
///  B:  Yb (65) | Tb (32) | ISK (32) | expected Ta (32) | private ratchet key (32)                 flags 1: it makes room, 2: refused
/// </code>
/// </remarks>
internal static class SavedRun
{
    /// <summary>The length of the longest run in bytes, with room to spare.</summary>
    public const int MaxLengthInBytes = 512;

    private const byte Initiator = 1;
    private const byte Responder = 2;

    private const byte IsMarked = 1;
    private const byte HasAnswer = 2;
    private const byte IsRefused = 2;

    private const int SavedResponderInBytes = P256Point.LengthInBytes + (2 * CpaceTranscript.TagInBytes) + CpaceTranscript.KeyInBytes;

    public static void Write(ref FieldWriter writer, PairingRun run)
    {
        var initiator = run as InitiatorRun;
        var responder = run as ResponderRun;
        bool isMarked = initiator?.IsInLog ?? responder!.MakesRoom;
        writer.Write(initiator is null ? Responder : Initiator);
        int flags = isMarked ? IsMarked : 0;
        flags |= initiator?.Answer is null ? 0 : HasAnswer;
        flags |= responder is { IsRefused: true } ? IsRefused : 0;
        writer.Write((byte)flags);
        writer.Write(run.PeerIdentity.Encoded);
        writer.Write(run.Session);
        writer.Write((ulong)run.Since.ToUnixTimeMilliseconds());
        if (initiator is not null)
        {
            using SecretBytes cpace = initiator.Cpace.Save();
            writer.Write(cpace.Span);
            if (initiator.Answer is { } answer)
            {
                writer.Write(answer.Share.Encoded);
                writer.Write(answer.RatchetKey.Encoded);
                writer.Write(answer.Tag.Span);
            }
        }
        else
        {
            writer.Write(responder!.SavedCpace);
            writer.Write(responder.SavedRatchetKey);
        }
    }

    public static bool TryRead(ref FieldReader reader, CipherSuite suite, DateTimeOffset now, out PairingRun? run)
    {
        run = null;
        byte kind = reader.Byte();
        byte flags = reader.Byte();
        bool isPoint = P256Point.TryDecode(reader.Bytes(P256Point.LengthInBytes), out P256Point? identity);
        ReadOnlySpan<byte> session = reader.Bytes(StartBody.SessionInBytes);
        bool isTime = DeskReader.TryReadTime(ref reader, now, out DateTimeOffset since);
        if (!isPoint || !isTime || reader.IsOverrun)
        {
            return false;
        }

        MemberId peer = MemberId.Of(identity!.Encoded);
        run = kind switch
        {
            Initiator when flags <= (IsMarked | HasAnswer) => ReadInitiator(ref reader, flags, suite, new(peer, identity, session, since)),
            Responder when flags <= (IsMarked | IsRefused) => ReadResponder(ref reader, flags, new(peer, identity, session, since)),
            _ => null,
        };
        return run is not null;
    }

    private static InitiatorRun? ReadInitiator(ref FieldReader reader, byte flags, CipherSuite suite, in Head head)
    {
        ReadOnlySpan<byte> saved = reader.Bytes(CpaceShare.SavedInBytes);
        WaitingAnswer? answer = null;
        if ((flags & HasAnswer) != 0)
        {
            bool isShare = P256Point.TryDecode(reader.Bytes(P256Point.LengthInBytes), out P256Point? share);
            bool isKey = P256Point.TryDecode(reader.Bytes(P256Point.LengthInBytes), out P256Point? ratchetKey);
            ReadOnlySpan<byte> tag = reader.Bytes(CpaceTranscript.TagInBytes);
            if (!isShare || !isKey || reader.IsOverrun)
            {
                return null;
            }

            answer = new WaitingAnswer(share!, ratchetKey!, tag.ToArray());
        }

        return CpaceInitiator.TryRestore(saved, head.Session, PairingKeys.AssociatedDataOfA(suite), out CpaceInitiator? cpace)
            ? new InitiatorRun(head.PeerId, head.Identity, head.Session, head.Since, cpace)
            {
                IsInLog = (flags & IsMarked) != 0,
                Answer = answer,
            }
            : null;
    }

    private static ResponderRun? ReadResponder(ref FieldReader reader, byte flags, in Head head)
    {
        ReadOnlySpan<byte> saved = reader.Bytes(SavedResponderInBytes);
        ReadOnlySpan<byte> ratchetKey = reader.Bytes(P256PrivateKey.LengthInBytes);
        if (!CpaceResponder.TryRestore(saved, out CpaceResponder? cpace) || !P256PrivateKey.TryImport(ratchetKey, out P256PrivateKey? key))
        {
            cpace?.Dispose();
            return null;
        }

        cpace.Dispose();
        key.Dispose();
        return new ResponderRun(head.PeerId, head.Identity, head.Session, head.Since, new SecretBytes(saved), new SecretBytes(ratchetKey))
        {
            MakesRoom = (flags & IsMarked) != 0,
            IsRefused = (flags & IsRefused) != 0,
        };
    }

    /// <summary>What both kinds begin with.</summary>
    private readonly ref struct Head(MemberId peer, P256Point identity, ReadOnlySpan<byte> session, DateTimeOffset since)
    {
        public MemberId PeerId { get; } = peer;

        public P256Point Identity { get; } = identity;

        public ReadOnlySpan<byte> Session { get; } = session;

        public DateTimeOffset Since { get; } = since;
    }
}

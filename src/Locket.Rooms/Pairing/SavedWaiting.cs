using Locket.Rooms.Curves;
using Locket.Rooms.Entries;
using Locket.Rooms.Fields;
using Locket.Rooms.Members;

namespace Locket.Rooms.Pairing;

/// <summary>What waits, as bytes, a part of <see cref="SavedDesk"/>.</summary>
/// <remarks>
/// <code>
///  hello:    identity key (65) | nonce (16) | seq (u64) | to us alone (u8): 0, 1
///  start:    identity key (65) | sid (32) | Ya (65) | seq (u64)
///  consent:  flags (u8): 1 hello, 2 start | where 1: hello | where 2: start
/// </code>
/// </remarks>
internal static class SavedWaiting
{
    private const byte HasHello = 1;
    private const byte HasStart = 2;

    public static WaitingHello ReadHello(ref FieldReader reader, ref bool isGood)
    {
        byte[] identity = DeskReader.Exactly(ref reader, Identity.PublicKeyInBytes, ref isGood).ToArray();
        ReadOnlySpan<byte> nonce = DeskReader.Exactly(ref reader, Nonce.LengthInBytes, ref isGood);
        long seq = DeskReader.Seq(ref reader, ref isGood);
        byte toUs = reader.Byte();
        isGood &= toUs <= 1 && !reader.IsOverrun;
        return new WaitingHello(MemberId.Of(identity), identity, isGood ? Nonce.FromBytes(nonce) : default, seq, toUs == 1);
    }

    public static WaitingStart ReadStart(ref FieldReader reader, ref bool isGood)
    {
        byte[] identity = DeskReader.Exactly(ref reader, Identity.PublicKeyInBytes, ref isGood).ToArray();
        byte[] session = DeskReader.Exactly(ref reader, StartBody.SessionInBytes, ref isGood).ToArray();
        byte[] share = DeskReader.Exactly(ref reader, P256Point.LengthInBytes, ref isGood).ToArray();
        return new WaitingStart(MemberId.Of(identity), identity, session, share, DeskReader.Seq(ref reader, ref isGood));
    }

    public static Consent ReadConsent(ref FieldReader reader, ref bool isGood)
    {
        byte flags = reader.Byte();
        WaitingHello? hello = (flags & HasHello) == 0 ? null : ReadHello(ref reader, ref isGood);
        WaitingStart? start = (flags & HasStart) == 0 ? null : ReadStart(ref reader, ref isGood);
        MemberId? member = hello?.Member ?? start?.Member;
        isGood &= flags <= (HasHello | HasStart)
            && member is not null
            && (hello is null || start is null || hello.Member == start.Member);
        return new Consent { Member = member ?? default, Hello = hello, Start = start };
    }

    public static void Write(ref FieldWriter writer, Consent consent)
    {
        writer.Write((byte)((consent.Hello is null ? 0 : HasHello) | (consent.Start is null ? 0 : HasStart)));
        Write(ref writer, consent.Hello);
        Write(ref writer, consent.Start);
    }

    public static void Write(ref FieldWriter writer, WaitingHello? hello)
    {
        if (hello is not null)
        {
            writer.Write(hello.IdentityKey.Span);
            writer.Write(hello.Nonce.ToBytes());
            writer.Write((ulong)hello.Seq);
            writer.Write(hello.IsToUs ? (byte)1 : (byte)0);
        }
    }

    public static void Write(ref FieldWriter writer, WaitingStart? start)
    {
        if (start is not null)
        {
            writer.Write(start.IdentityKey.Span);
            writer.Write(start.Session.Span);
            writer.Write(start.Share.Span);
            writer.Write((ulong)start.Seq);
        }
    }
}

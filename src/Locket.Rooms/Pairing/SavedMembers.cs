using Locket.Rooms.Entries;
using Locket.Rooms.Fields;

namespace Locket.Rooms.Pairing;

/// <summary>Lists of members as bytes, parts of <see cref="SavedDesk"/>.</summary>
internal static class SavedMembers
{
    /// <summary>Writes how many there are, and then each.</summary>
    public static void Write(ref FieldWriter writer, List<MemberId> members)
    {
        writer.Write((byte)members.Count);
        foreach (MemberId member in members)
        {
            writer.Write(member.ToBytes());
        }
    }

    /// <summary>Writes each with its nonce, and not how many there are.</summary>
    public static void Write(ref FieldWriter writer, IEnumerable<(MemberId Member, Nonce Nonce)> pairs)
    {
        foreach ((MemberId member, Nonce nonce) in pairs)
        {
            writer.Write(member.ToBytes());
            writer.Write(nonce.ToBytes());
        }
    }

    public static void Read(ref FieldReader reader, List<MemberId> members, ref bool isGood)
    {
        int count = DeskReader.Count(reader.Byte(), PairingLimits.MaxPaired, ref isGood);
        for (int i = 0; i < count && isGood; i++)
        {
            ReadOnlySpan<byte> member = DeskReader.Exactly(ref reader, MemberId.LengthInBytes, ref isGood);
            members.Add(isGood ? MemberId.FromBytes(member) : default);
        }
    }

    public static (MemberId Member, Nonce Nonce) ReadPair(ref FieldReader reader, ref bool isGood)
    {
        ReadOnlySpan<byte> pair = DeskReader.Exactly(ref reader, MemberId.LengthInBytes + Nonce.LengthInBytes, ref isGood);
        return isGood
            ? (MemberId.FromBytes(pair[..MemberId.LengthInBytes]), Nonce.FromBytes(pair[MemberId.LengthInBytes..]))
            : default;
    }
}

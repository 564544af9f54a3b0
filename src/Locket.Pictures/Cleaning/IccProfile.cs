using System.Buffers.Binary;

namespace Locket.Pictures.Cleaning;

/// <summary>Color profiles (ISO 15076-1, section 7.2): they begin with their length, and have a signature behind it.</summary>
internal static class IccProfile
{
    /// <summary>The header, of which length and signature are looked at.</summary>
    public const int HeadInBytes = 128;

    /// <summary>The longest that is held in memory; those of printers have two or three.</summary>
    public const int MaxInBytes = 8 * 1024 * 1024;

    private const int SignatureOffset = 36;

    /// <summary>How long the profile is that begins so; 0 where none does.</summary>
    public static long LengthOf(ReadOnlySpan<byte> start)
    {
        bool isProfile = start.Length >= HeadInBytes && start[SignatureOffset..].StartsWith("acsp"u8);
        return isProfile && BinaryPrimitives.ReadUInt32BigEndian(start) is >= HeadInBytes and uint length ? length : 0;
    }

    /// <summary>The profile without what follows it; empty where it is none, or cut off.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> content)
        => LengthOf(content) is long length && length <= content.Length ? content[..(int)length] : [];
}

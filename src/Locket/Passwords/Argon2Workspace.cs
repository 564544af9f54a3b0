namespace Locket.Passwords;

/// <summary>The blocks needed to fill one segment beside the lanes; they stand behind the lanes, and are wiped with them.</summary>
internal readonly unsafe struct Argon2Workspace(ulong* blocks)
{
    public const int LengthInBlocks = 4;

    public ulong* Scratch => blocks;

    public ulong* Zero => blocks + Argon2Geometry.BlockLengthInWords;

    public ulong* Counter => blocks + (2 * Argon2Geometry.BlockLengthInWords);

    public ulong* Addresses => blocks + (3 * Argon2Geometry.BlockLengthInWords);
}

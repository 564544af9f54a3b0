using System.Runtime.InteropServices;

namespace Locket.Passwords;

/// <summary>One segment's place: the unit of work between two meetings of the lanes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Argon2Segment(uint Pass, uint Slice, uint Lane)
{
    /// <summary>The first two blocks of each lane come from the password.</summary>
    public const uint SeedBlocks = 2;

    /// <summary>Gets the first block to fill, counted within the segment.</summary>
    public uint FirstIndex => Pass == 0 && Slice == 0 ? SeedBlocks : 0;

    /// <summary>
    /// Gets a value indicating whether addresses come from a counter instead of from the blocks (the first half of the first pass).
    /// </summary>
    public bool IsDataIndependent => Pass == 0 && Slice < Argon2Geometry.Slices / 2;
}

using System.Runtime.InteropServices;

namespace Locket.Passwords;

/// <summary>How the memory is cut up (RFC 9106, section 3.2): lanes of equal length, each of four segments.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Argon2Geometry
{
    /// <summary>Segments in a lane; all lanes meet between two of them (the RFC's SL).</summary>
    public const int Slices = 4;

    public const int BlockLengthInBytes = 1024;
    public const int BlockLengthInWords = BlockLengthInBytes / sizeof(ulong);

    public Argon2Geometry(Argon2idParameters parameters)
    {
        Lanes = (uint)parameters.Lanes;
        SegmentLength = (uint)parameters.MemoryInKiB / (Slices * Lanes);
        Passes = (uint)parameters.Passes;
        MemoryInKiB = (uint)parameters.MemoryInKiB;
    }

    public uint Lanes { get; }

    public uint Passes { get; }

    /// <summary>Gets the memory as it was asked for, before rounding; it is hashed into the first block.</summary>
    public uint MemoryInKiB { get; }

    /// <summary>Gets the blocks in one segment.</summary>
    public uint SegmentLength { get; }

    /// <summary>Gets the blocks in one lane (the RFC's q).</summary>
    public uint LaneLength => SegmentLength * Slices;

    /// <summary>Gets the blocks in all lanes (the RFC's m').</summary>
    public uint Blocks => LaneLength * Lanes;
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Locket.Passwords;

/// <summary>Finds reference blocks for one segment (RFC 9106, section 3.4) and asks the processor to fetch them.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct Argon2Cursor
{
    private const int CacheLineInWords = 8;

    private readonly ulong* _memory;
    private readonly uint _lanes;
    private readonly uint _laneLength;
    private readonly uint _lane;
    private readonly uint _windowStart;
    private readonly uint _finishedInWindow;
    private readonly bool _onlyOwnLane;

    /// <summary>The place, within the segment, of the block whose reference is sought next.</summary>
    private uint _index;

    public Argon2Cursor(ulong* memory, in Argon2Geometry geometry, in Argon2Segment segment)
    {
        _memory = memory;
        _lanes = geometry.Lanes;
        _laneLength = geometry.LaneLength;
        _lane = segment.Lane;
        _onlyOwnLane = segment is { Pass: 0, Slice: 0 } || geometry.Lanes == 1;
        _index = segment.FirstIndex;

        // Finished segments that may be referred to: in the first pass those before this one, later the three others, oldest first.
        _windowStart = segment.Pass == 0 || segment.Slice == Argon2Geometry.Slices - 1 ? 0 : (segment.Slice + 1) * geometry.SegmentLength;
        _finishedInWindow = (segment.Pass == 0 ? segment.Slice : Argon2Geometry.Slices - 1) * geometry.SegmentLength;
    }

    /// <summary>Gets the reference block last aimed at.</summary>
    public ulong* Reference { get; private set; }

    /// <summary>Finds the next block's reference from its pseudo-random word J2 || J1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Aim(ulong pseudoRandom)
    {
        uint lane = _onlyOwnLane ? _lane : (uint)(pseudoRandom >> 32) % _lanes;

        // In its own lane, a block may refer to all before the previous one; in others, to finished segments, less the very last
        // block when it is itself the first of its segment.
        uint area = _finishedInWindow + (lane == _lane ? _index - 1 : _index == 0 ? uint.MaxValue : 0);
        ulong j1 = (uint)pseudoRandom;
        ulong back = (area * ((j1 * j1) >> 32)) >> 32;
        ulong column = _windowStart + (area - 1 - back);
        if (column >= _laneLength)
        {
            column -= _laneLength;
        }

        Reference = _memory + ((((ulong)lane * _laneLength) + column) * Argon2Geometry.BlockLengthInWords);
        _index++;
    }

    /// <summary>As <see cref="Aim"/>, and starts to bring the block into the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AimAndFetch(ulong pseudoRandom)
    {
        Aim(pseudoRandom);
        if (Sse.IsSupported)
        {
            for (int i = 0; i < Argon2Geometry.BlockLengthInWords; i += CacheLineInWords)
            {
                Sse.Prefetch0(Reference + i);
            }
        }
    }
}

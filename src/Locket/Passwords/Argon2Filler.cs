using System.Runtime.CompilerServices;

namespace Locket.Passwords;

/// <summary>Fills one segment, block by block, with one kernel.</summary>
/// <remarks>
/// The methods that run long, here and in the kernels, ask for aggressive optimization: a precompiled program would otherwise start them
/// in code made for the oldest processor, and a loop that runs for a tenth of a second would stay there.
/// </remarks>
internal unsafe struct Argon2Filler<TKernel>
    where TKernel : struct, IArgon2Kernel
{
    private const int Words = Argon2Geometry.BlockLengthInWords;

    private readonly Argon2Workspace _workspace;
    private readonly uint _length;
    private readonly bool _keepsOld;
    private readonly bool _isDataIndependent;
    private Argon2Cursor _cursor;
    private ulong* _previous;
    private ulong* _destination;
    private uint _index;

    private Argon2Filler(ulong* memory, in Argon2Geometry geometry, in Argon2Segment segment, Argon2Workspace workspace)
    {
        _workspace = workspace;
        _length = geometry.SegmentLength;
        _keepsOld = segment.Pass > 0;
        _isDataIndependent = segment.IsDataIndependent;
        _index = segment.FirstIndex;

        ulong* lane = memory + ((ulong)segment.Lane * geometry.LaneLength * Words);
        uint column = (segment.Slice * _length) + _index;
        _destination = lane + ((ulong)column * Words);
        _previous = lane + ((ulong)(column == 0 ? geometry.LaneLength - 1 : column - 1) * Words);
        _cursor = new Argon2Cursor(memory, geometry, segment);
        if (_isDataIndependent)
        {
            StartAddresses(geometry, segment);
            NextAddresses();
            _cursor.Aim(workspace.Addresses[TKernel.PositionOf((int)_index)]);
        }
        else
        {
            _cursor.Aim(_previous[0]);
        }
    }

    /// <summary>Fills a segment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(ulong* memory, in Argon2Geometry geometry, in Argon2Segment segment, Argon2Workspace workspace)
    {
        var filler = new Argon2Filler<TKernel>(memory, geometry, segment, workspace);
        while (filler._index < filler._length)
        {
            Step(&filler);
        }
    }

    /// <summary>Fills two segments of one slice in turn: while one's next reference block is on its way, the other computes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillBoth(
        ulong* memory,
        in Argon2Geometry geometry,
        in Argon2Segment first,
        in Argon2Segment second,
        Argon2Workspace firstWorkspace,
        Argon2Workspace secondWorkspace)
    {
        var one = new Argon2Filler<TKernel>(memory, geometry, first, firstWorkspace);
        var other = new Argon2Filler<TKernel>(memory, geometry, second, secondWorkspace);
        while (one._index < one._length)
        {
            Step(&one);
            Step(&other);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(Argon2Filler<TKernel>* filler)
    {
        ulong* reference = filler->_cursor.Reference;
        uint next = ++filler->_index;
        Argon2Cursor* ahead = next < filler->_length ? &filler->_cursor : null;
        if (filler->_isDataIndependent && ahead != null)
        {
            if (next % Words == 0)
            {
                filler->NextAddresses();
            }

            ahead->AimAndFetch(filler->_workspace.Addresses[TKernel.PositionOf((int)(next % Words))]);
            ahead = null;
        }

        TKernel.Mix(filler->_previous, reference, filler->_destination, filler->_keepsOld, filler->_workspace.Scratch, ahead);
        filler->_previous = filler->_destination;
        filler->_destination += Words;
    }

    private readonly void StartAddresses(in Argon2Geometry geometry, in Argon2Segment segment)
    {
        new Span<ulong>(_workspace.Zero, Words).Clear();
        new Span<ulong>(_workspace.Counter, Words).Clear();
        _workspace.Counter[TKernel.PositionOf(0)] = segment.Pass;
        _workspace.Counter[TKernel.PositionOf(1)] = segment.Lane;
        _workspace.Counter[TKernel.PositionOf(2)] = segment.Slice;
        _workspace.Counter[TKernel.PositionOf(3)] = geometry.Blocks;
        _workspace.Counter[TKernel.PositionOf(4)] = geometry.Passes;
        _workspace.Counter[TKernel.PositionOf(5)] = Argon2FirstHash.TypeNumber;
    }

    private readonly void NextAddresses()
    {
        _workspace.Counter[TKernel.PositionOf(6)]++;
        TKernel.Mix(_workspace.Zero, _workspace.Counter, _workspace.Addresses, keepsOld: false, _workspace.Scratch, null);
        TKernel.Mix(_workspace.Zero, _workspace.Addresses, _workspace.Addresses, keepsOld: false, _workspace.Scratch, null);
    }
}

using System.Runtime.CompilerServices;

namespace Locket.Passwords;

/// <summary>Fills segments, with one kernel.</summary>
/// <remarks>
/// The method below and the kernels' Mix ask for aggressive optimization: a precompiled program would otherwise start in code made for
/// the oldest processor, and a loop that runs for a third of a second would spend much of it there.
/// </remarks>
internal static unsafe class Argon2Filler<TKernel>
    where TKernel : struct, IArgon2Kernel
{
    private const int Words = Argon2Geometry.BlockLengthInWords;




    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(ulong* memory, in Argon2Geometry geometry, in Argon2Segment segment, Argon2Workspace workspace)
    {
        uint index = segment.FirstIndex;
        uint length = geometry.SegmentLength;
        ulong* lane = memory + ((ulong)segment.Lane * geometry.LaneLength * Words);
        uint column = (segment.Slice * length) + index;
        ulong* destination = lane + ((ulong)column * Words);
        ulong* previous = lane + ((ulong)(column == 0 ? geometry.LaneLength - 1 : column - 1) * Words);
        bool keepsOld = segment.Pass > 0;
        bool independent = segment.IsDataIndependent;

        var cursor = new Argon2Cursor(memory, geometry, segment);
        if (independent)
        {
            StartAddresses(geometry, segment, workspace);
            NextAddresses(workspace);
            cursor.Aim(workspace.Addresses[TKernel.PositionOf((int)index)]);
        }
        else
        {
            cursor.Aim(previous[0]);
        }

        for (; index < length; index++)
        {
            ulong* reference = cursor.Reference;
            bool isLast = index + 1 == length;
            if (independent && !isLast)
            {
                int next = (int)((index + 1) % Words);
                if (next == 0)
                {
                    NextAddresses(workspace);
                }

                cursor.AimAndFetch(workspace.Addresses[TKernel.PositionOf(next)]);
            }

            TKernel.Mix(previous, reference, destination, keepsOld, workspace.Scratch, independent || isLast ? null : &cursor);
            previous = destination;
            destination += Words;
        }
    }

    private static void StartAddresses(in Argon2Geometry geometry, in Argon2Segment segment, Argon2Workspace workspace)
    {
        new Span<ulong>(workspace.Zero, Words).Clear();
        new Span<ulong>(workspace.Counter, Words).Clear();
        workspace.Counter[TKernel.PositionOf(0)] = segment.Pass;
        workspace.Counter[TKernel.PositionOf(1)] = segment.Lane;
        workspace.Counter[TKernel.PositionOf(2)] = segment.Slice;
        workspace.Counter[TKernel.PositionOf(3)] = geometry.Blocks;
        workspace.Counter[TKernel.PositionOf(4)] = geometry.Passes;
        workspace.Counter[TKernel.PositionOf(5)] = Argon2FirstHash.TypeNumber;
    }

    private static void NextAddresses(Argon2Workspace workspace)
    {
        workspace.Counter[TKernel.PositionOf(6)]++;
        TKernel.Mix(workspace.Zero, workspace.Counter, workspace.Addresses, keepsOld: false, workspace.Scratch, null);
        TKernel.Mix(workspace.Zero, workspace.Addresses, workspace.Addresses, keepsOld: false, workspace.Scratch, null);
    }
}

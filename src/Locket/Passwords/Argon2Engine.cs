using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Locket.Passwords;

/// <summary>The way from the first hash to the key (RFC 9106, section 3.2), with one kernel.</summary>
internal static unsafe class Argon2Engine<TKernel>
    where TKernel : struct, IArgon2Kernel
{
    private const int Words = Argon2Geometry.BlockLengthInWords;

    /// <summary>Steps 1 to 8; <paramref name="memory"/> holds the lanes and then two workspaces for each worker.</summary>
    public static void DeriveKey(
        Argon2Memory memory,
        Argon2Geometry geometry,
        in Argon2Inputs inputs,
        Span<byte> destination,
        int workers,
        CancellationToken cancellationToken)
    {
        Seed(memory, geometry, inputs, destination.Length);

        var schedule = new Argon2Schedule(geometry.Passes, geometry.Lanes, (uint)workers, cancellationToken);
        new Argon2Workers(schedule, Fill).Run(workers);
        cancellationToken.ThrowIfCancellationRequested();

        Finish(memory, geometry, destination);

        void Fill(Argon2Segment segment, Argon2Segment? second, int worker)
        {
            Argon2Workspace workspace = WorkspaceOf(memory, geometry, 2 * worker);
            if (second is { } other)
            {
                Argon2Workspace otherWorkspace = WorkspaceOf(memory, geometry, (2 * worker) + 1);
                Argon2Filler<TKernel>.FillBoth(memory.Blocks, geometry, segment, other, workspace, otherWorkspace);
            }
            else
            {
                Argon2Filler<TKernel>.Fill(memory.Blocks, geometry, segment, workspace);
            }
        }
    }

    public static Argon2Workspace WorkspaceOf(Argon2Memory memory, in Argon2Geometry geometry, int number) =>
        new(memory.Blocks + ((geometry.Blocks + ((ulong)number * Argon2Workspace.LengthInBlocks)) * Words));

    /// <summary>Steps 1, 3 and 4: the first two blocks of each lane.</summary>
    public static void Seed(Argon2Memory memory, in Argon2Geometry geometry, in Argon2Inputs inputs, int tagLength)
    {
        Span<byte> seed = stackalloc byte[Blake2b.MaxHashLengthInBytes + (2 * sizeof(uint))];
        Span<byte> bytes = stackalloc byte[Argon2Geometry.BlockLengthInBytes];
        try
        {
            Argon2FirstHash.Compute(geometry, inputs, tagLength, seed[..Blake2b.MaxHashLengthInBytes]);
            for (uint lane = 0; lane < geometry.Lanes; lane++)
            {
                for (uint i = 0; i < Argon2Segment.SeedBlocks; i++)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(seed[Blake2b.MaxHashLengthInBytes..], i);
                    BinaryPrimitives.WriteUInt32LittleEndian(seed[(Blake2b.MaxHashLengthInBytes + sizeof(uint))..], lane);
                    Argon2VariableHash.Compute(seed, bytes);
                    ulong* block = memory.Blocks + ((((ulong)lane * geometry.LaneLength) + i) * Words);
                    for (int word = 0; word < Words; word++)
                    {
                        block[TKernel.PositionOf(word)] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(word * sizeof(ulong))..]);
                    }
                }
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Steps 7 and 8: the lanes' last blocks, XORed and hashed.</summary>
    public static void Finish(Argon2Memory memory, in Argon2Geometry geometry, Span<byte> destination)
    {
        Span<byte> bytes = stackalloc byte[Argon2Geometry.BlockLengthInBytes];
        try
        {
            for (int word = 0; word < Words; word++)
            {
                ulong sum = 0;
                for (uint lane = 1; lane <= geometry.Lanes; lane++)
                {
                    sum ^= memory.Blocks[((((ulong)lane * geometry.LaneLength) - 1) * Words) + (uint)TKernel.PositionOf(word)];
                }

                BinaryPrimitives.WriteUInt64LittleEndian(bytes[(word * sizeof(ulong))..], sum);
            }

            Argon2VariableHash.Compute(bytes, destination);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}

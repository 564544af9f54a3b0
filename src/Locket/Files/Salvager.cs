using Locket.Payload;
using Microsoft.Win32.SafeHandles;

namespace Locket.Files;

/// <summary>Saves every intact chunk of a damaged payload to its place.</summary>
internal static class Salvager
{
    public static SalvageReport Salvage(
        SealedPayload payload, bool isPadded, SafeFileHandle destination, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        // 1. Every chunk that opens goes to its place; the file system leaves zeros where none does.
        (long fullChunks, long rest) = Math.DivRem(payload.SealedInBytes, ChunkLayout.SealedChunkInBytes);
        List<SalvageHole> holes = [];
        SerialProgress done = new(progress);
        using BatchBuffers buffers = new(payload.Keys, chunks: 1);
        long length = 0;
        long intact = 0;
        bool isEndAuthenticated = false;
        for (long chunk = 0; chunk < fullChunks + (rest >= ChunkLayout.TagInBytes ? 1 : 0); chunk++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isLast = chunk == fullChunks;
            int expected = isLast ? (int)rest - ChunkLayout.TagInBytes : ChunkLayout.ChunkInBytes;
            if (TryOpen(payload, buffers, chunk))
            {
                RandomAccess.Write(destination, buffers.Content[..expected], length);
                intact += expected;
                isEndAuthenticated = isLast;
            }
            else
            {
                AddHole(holes, length, expected);
            }

            length += expected;
            done.Add(expected);
        }

        if (intact == 0 && !isEndAuthenticated)
        {
            throw new LocketException(LocketFailure.DamagedPayload, "no part of the content is intact", payload.ChunksOffset);
        }

        // 2. Padding is only taken off where its marker is authentic.
        if (isPadded && isEndAuthenticated)
        {
            isEndAuthenticated = TryFindEnd(payload, out long contentInBytes);
            if (isEndAuthenticated)
            {
                // Everything behind the marker opened, or it would not have been found: only intact bytes are cut off.
                intact -= length - contentInBytes;
                length = contentInBytes;
            }
        }

        RandomAccess.SetLength(destination, length);
        return new SalvageReport { LengthInBytes = length, IntactInBytes = intact, Holes = holes, IsEndAuthenticated = isEndAuthenticated };
    }

    private static bool TryOpen(SealedPayload payload, BatchBuffers buffers, long chunk)
    {
        try
        {
            payload.OpenChunks(buffers, chunk, chunks: 1);
            return true;
        }
        catch (LocketException)
        {
            return false;
        }
    }

    private static bool TryFindEnd(SealedPayload payload, out long contentInBytes)
    {
        try
        {
            contentInBytes = payload.AuthenticateLength(isPadded: true);
            return true;
        }
        catch (LocketException)
        {
            contentInBytes = 0;
            return false;
        }
    }

    private static void AddHole(List<SalvageHole> holes, long offset, long length)
    {
        if (length == 0)
        {
            return;
        }

        if (holes.Count > 0 && holes[^1].OffsetInBytes + holes[^1].LengthInBytes == offset)
        {
            holes[^1] = holes[^1] with { LengthInBytes = holes[^1].LengthInBytes + length };
        }
        else
        {
            holes.Add(new SalvageHole(offset, length));
        }
    }
}

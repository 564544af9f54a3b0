using System.Security.Cryptography;

namespace Locket.Payload;

/// <summary>One buffer pair of an <see cref="OrderedPipeline"/>, handed from reader to worker to writer and back.</summary>
internal sealed class PipelineBatch : IDisposable
{
    public PipelineBatch(int inputInBytes, int outputInBytes)
    {
        Input = GC.AllocateUninitializedArray<byte>(inputInBytes);
        Output = GC.AllocateUninitializedArray<byte>(outputInBytes);
    }

    public byte[] Input { get; }

    public int InputLength { get; set; }

    public byte[] Output { get; }

    public int OutputLength { get; set; }

    /// <summary>The number of the batch, from 0.</summary>
    public long Number { get; set; }

    /// <summary>Whether the source ended, or could not be read further, with this batch.</summary>
    public bool IsEnd { get; set; }

    /// <summary>What went wrong with it; its output up to then is still good.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Given by the writer, taken by the reader.</summary>
    public SemaphoreSlim Free { get; } = new(1);

    /// <summary>Given by the reader, taken by a worker.</summary>
    public SemaphoreSlim Filled { get; } = new(0);

    /// <summary>Given by the worker, taken by the writer.</summary>
    public SemaphoreSlim Done { get; } = new(0);

    public void Dispose()
    {
        Free.Dispose();
        Filled.Dispose();
        Done.Dispose();
        CryptographicOperations.ZeroMemory(Input);
        CryptographicOperations.ZeroMemory(Output);
    }
}

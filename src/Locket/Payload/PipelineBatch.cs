using System.Security.Cryptography;

namespace Locket.Payload;

/// <summary>One buffer pair on its way through an <see cref="OrderedPipeline"/>.</summary>
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

    /// <summary>Whether the source ended with this batch.</summary>
    public bool IsEnd { get; set; }

    /// <summary>What went wrong with it; its output up to then is still good.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Given by the worker, taken by the writer.</summary>
    public SemaphoreSlim Done { get; } = new(0, 1);

    public void Dispose()
    {
        Done.Dispose();
        CryptographicOperations.ZeroMemory(Input);
        CryptographicOperations.ZeroMemory(Output);
    }
}

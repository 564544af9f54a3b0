using System.Threading.Channels;

namespace Locket.Payload;

/// <summary>Stream to stream: one reads batches, several transform them at once, one writes them in order. A fixed set of buffers goes round.</summary>
internal sealed class OrderedPipeline
{
    private readonly Stream _source;
    private readonly int _inputInBytes;
    private readonly int _outputInBytes;
    private readonly int _workers;
    private readonly Func<ChunkCipher> _createCipher;
    private readonly Action<ChunkCipher, PipelineBatch> _transform;
    private readonly Stream _destination;
    private readonly Action<PipelineBatch> _written;

    public OrderedPipeline(
        Stream source,
        int inputInBytes,
        int outputInBytes,
        int workers,
        Func<ChunkCipher> createCipher,
        Action<ChunkCipher, PipelineBatch> transform,
        Stream destination,
        Action<PipelineBatch> written)
    {
        _source = source;
        _inputInBytes = inputInBytes;
        _outputInBytes = outputInBytes;
        _workers = workers;
        _createCipher = createCipher;
        _transform = transform;
        _destination = destination;
        _written = written;
    }

    /// <summary>Runs until the source ended and all was written, or the first failure in the order of the stream.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        PipelineBatch first = new(_inputInBytes, _outputInBytes);
        await ReadAsync(first, 0, cancellationToken).ConfigureAwait(false);
        if (!first.IsEnd)
        {
            await RunStagesAsync(first, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Small content needs no other thread.
        using (first)
        {
            using ChunkCipher cipher = _createCipher();
            Transform(cipher, first);
            await WriteAsync(first, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RunStagesAsync(PipelineBatch first, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<PipelineBatch> free = Channel.CreateUnbounded<PipelineBatch>();
        Channel<PipelineBatch> work = Channel.CreateUnbounded<PipelineBatch>();
        Channel<PipelineBatch> ordered = Channel.CreateUnbounded<PipelineBatch>();
        PipelineBatch[] batches = [first, .. Enumerable.Range(0, _workers + 1).Select(_ => new PipelineBatch(_inputInBytes, _outputInBytes))];
        foreach (PipelineBatch batch in batches.AsSpan(1))
        {
            free.Writer.TryWrite(batch);
        }

        Task reader = Task.Run(() => ReadAllAsync(first, free.Reader, work.Writer, ordered.Writer, stop.Token), CancellationToken.None);
        Task[] workers = [.. Enumerable.Range(0, _workers).Select(_ => Task.Run(() => TransformAllAsync(work.Reader), CancellationToken.None))];
        try
        {
            await WriteAllAsync(ordered.Reader, free.Writer, stop.Token).ConfigureAwait(false);

            // A blocking read on a pipe cannot be called off; whoever cancels does not wait for it.
            await reader.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            work.Writer.TryComplete();
            await Task.WhenAll(workers).ConfigureAwait(false);
            if (reader.IsCompleted)
            {
                Array.ForEach(batches, batch => batch.Dispose());
            }
        }
    }

    private async Task ReadAllAsync(
        PipelineBatch first,
        ChannelReader<PipelineBatch> free,
        ChannelWriter<PipelineBatch> work,
        ChannelWriter<PipelineBatch> ordered,
        CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            PipelineBatch batch = first;
            while (true)
            {
                ordered.TryWrite(batch);
                work.TryWrite(batch);
                if (batch.IsEnd)
                {
                    break;
                }

                long number = batch.Number + 1;
                batch = await free.ReadAsync(cancellationToken).ConfigureAwait(false);
                await ReadAsync(batch, number, cancellationToken).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // handed to the writing stage, which throws it after everything read before
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }

        work.TryComplete();
        ordered.TryComplete(failure);
    }

    private async Task TransformAllAsync(ChannelReader<PipelineBatch> work)
    {
        using ChunkCipher cipher = _createCipher();
        await foreach (PipelineBatch batch in work.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            Transform(cipher, batch);
            batch.Done.Release();
        }
    }

    private async Task WriteAllAsync(ChannelReader<PipelineBatch> ordered, ChannelWriter<PipelineBatch> free, CancellationToken cancellationToken)
    {
        await foreach (PipelineBatch batch in ordered.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            await batch.Done.WaitAsync(cancellationToken).ConfigureAwait(false);
            await WriteAsync(batch, cancellationToken).ConfigureAwait(false);
            free.TryWrite(batch);
        }
    }

    private void Transform(ChunkCipher cipher, PipelineBatch batch)
    {
        batch.OutputLength = 0;
        batch.Failure = null;
        try
        {
            _transform(cipher, batch);
        }
#pragma warning disable CA1031 // carried in the batch to the writing stage, which throws it in its turn
        catch (Exception exception)
#pragma warning restore CA1031
        {
            batch.Failure = exception;
        }
    }

    private async ValueTask WriteAsync(PipelineBatch batch, CancellationToken cancellationToken)
    {
        await StreamWrite.WriteAsync(_destination, batch.Output.AsMemory(0, batch.OutputLength), cancellationToken).ConfigureAwait(false);
        _written(batch);
        if (batch.Failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(batch.Failure);
        }
    }

    private async ValueTask ReadAsync(PipelineBatch batch, long number, CancellationToken cancellationToken)
    {
        batch.Number = number;
        batch.InputLength = await StreamRead.FillAsync(_source, batch.Input, cancellationToken).ConfigureAwait(false);
        batch.IsEnd = batch.InputLength < batch.Input.Length;
    }
}

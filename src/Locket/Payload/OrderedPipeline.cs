using System.Runtime.ExceptionServices;

namespace Locket.Payload;

/// <summary>Stream to stream: one thread reads batches, several transform them at once, one writes them in order.</summary>
/// <remarks>
/// A fixed ring of buffers goes round, batch b in place b modulo its size, and the threads are the pipeline's own: nothing is allocated for
/// a batch, and no thread of the pool is held by a slow pipe.
/// </remarks>
internal sealed class OrderedPipeline
{
    private readonly Stream _source;
    private readonly Stream _destination;
    private readonly int _workers;
    private readonly Func<ChunkCipher> _createCipher;
    private readonly Action<ChunkCipher, PipelineBatch> _transform;
    private readonly Action<PipelineBatch> _written;
    private readonly Func<PipelineBatch> _createBatch;

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
        _destination = destination;
        _workers = workers;
        _createCipher = createCipher;
        _transform = transform;
        _written = written;
        _createBatch = () => new PipelineBatch(inputInBytes, outputInBytes);
    }

    /// <summary>
    /// Runs until the source ended and all was written, or the first failure in the order of the stream. The caller's thread is never
    /// blocked, however slow the source.
    /// </summary>
    public Task RunAsync(CancellationToken cancellationToken)
        => Task.Factory.StartNew(
            () => RunCore(cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void RunCore(CancellationToken cancellationToken)
    {
        PipelineBatch first = _createBatch();
        try
        {
            first.InputLength = StreamRead.Fill(_source, first.Input, cancellationToken);
        }
        catch
        {
            first.Dispose();
            throw;
        }

        first.IsEnd = first.InputLength < first.Input.Length;
        if (!first.IsEnd)
        {
            new Run(this, first).Write(cancellationToken);
            return;
        }

        // Small content needs no other thread.
        using (first)
        {
            using ChunkCipher cipher = _createCipher();
            Transform(cipher, first);
            StreamWrite.Write(_destination, first.Output.AsMemory(0, first.OutputLength), cancellationToken);
            Finish(first);
        }
    }

    private void Transform(ChunkCipher cipher, PipelineBatch batch)
    {
        batch.OutputLength = 0;
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

    private void Finish(PipelineBatch batch)
    {
        _written(batch);
        if (batch.Failure is not null)
        {
            ExceptionDispatchInfo.Throw(batch.Failure);
        }
    }

    /// <summary>One run with threads.</summary>
#pragma warning disable CA1001 // see _stop
    private sealed class Run
#pragma warning restore CA1001
    {
        private readonly OrderedPipeline _pipeline;
        private readonly PipelineBatch[] _ring;

        /// <summary>Never disposed: the reader may still be in a blocking read when all others have left.</summary>
        private readonly CancellationTokenSource _stop = new();
        private long _claimed = -1;
        private long _end = long.MaxValue;
        private int _threads = 1;

        public Run(OrderedPipeline pipeline, PipelineBatch first)
        {
            _pipeline = pipeline;
            _ring = [first, .. Enumerable.Range(0, pipeline._workers + 1).Select(_ => pipeline._createBatch())];
            first.Free.Wait();
            first.Filled.Release();
        }

        /// <summary>Starts the other threads, writes, and lets them go.</summary>
        public void Write(CancellationToken cancellationToken)
        {
            using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(_ => _stop.Cancel(), state: null);
            try
            {
                Start(Read);
                for (int i = 0; i < _pipeline._workers; i++)
                {
                    // Made here, not by the worker: its failure has a caller, and the keys may be gone when a worker starts late.
#pragma warning disable CA2000 // the worker's own, which disposes it
                    ChunkCipher cipher = _pipeline._createCipher();
#pragma warning restore CA2000
                    Start(() => Transform(cipher));
                }

                WriteAll();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
            finally
            {
                _stop.Cancel();
                Leave();
            }
        }

        private PipelineBatch At(long number) => _ring[number % _ring.Length];

        private void Start(Action stage)
        {
            void Body()
            {
                try
                {
                    stage();
                }
                catch (OperationCanceledException)
                {
                    // The writer has left; it says why.
                }
                finally
                {
                    Leave();
                }
            }

            Interlocked.Increment(ref _threads);
            try
            {
                new Thread(Body) { IsBackground = true, Name = "locket pipeline" }.Start();
            }
            catch
            {
                Leave();
                throw;
            }
        }

        /// <summary>The last thread to leave zeroes the buffers: until then one may be in use.</summary>
        private void Leave()
        {
            if (Interlocked.Decrement(ref _threads) == 0)
            {
                Array.ForEach(_ring, batch => batch.Dispose());
            }
        }

        private void Read()
        {
            for (long number = 1; ; number++)
            {
                PipelineBatch batch = At(number);
                batch.Free.Wait(_stop.Token);
                batch.Number = number;
                ReadOne(batch);
                if (batch.IsEnd)
                {
                    Volatile.Write(ref _end, number);
                    batch.Filled.Release();

                    // Every worker that already waits for a later batch wakes up and finds that there is none.
                    for (int i = 1; i <= _pipeline._workers; i++)
                    {
                        At(number + i).Filled.Release();
                    }

                    return;
                }

                batch.Filled.Release();
            }
        }

        private void ReadOne(PipelineBatch batch)
        {
            batch.Failure = null;
            batch.InputLength = 0;
            try
            {
                batch.InputLength = StreamRead.Fill(_pipeline._source, batch.Input, _stop.Token);
                batch.IsEnd = batch.InputLength < batch.Input.Length;
            }
#pragma warning disable CA1031 // carried in the batch to the writing stage, which throws it after everything read before
            catch (Exception exception)
#pragma warning restore CA1031
            {
                batch.Failure = exception;
                batch.IsEnd = true;
            }
        }

        private void Transform(ChunkCipher own)
        {
            using ChunkCipher cipher = own;
            while (true)
            {
                long number = Interlocked.Increment(ref _claimed);
                PipelineBatch batch = At(number);
                batch.Filled.Wait(_stop.Token);
                if (number > Volatile.Read(ref _end))
                {
                    return;
                }

                if (batch.Failure is null)
                {
                    _pipeline.Transform(cipher, batch);
                }
                else
                {
                    batch.OutputLength = 0;
                }

                batch.Done.Release();
            }
        }

        private void WriteAll()
        {
            for (long number = 0; ; number++)
            {
                PipelineBatch batch = At(number);
                batch.Done.Wait(_stop.Token);
                StreamWrite.Write(_pipeline._destination, batch.Output.AsMemory(0, batch.OutputLength), _stop.Token);
                _pipeline.Finish(batch);
                if (batch.IsEnd)
                {
                    return;
                }

                batch.Free.Release();
            }
        }
    }
}

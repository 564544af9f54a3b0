using Locket.Wire;

namespace Locket.Relay.Tests.TestSupport;

/// <summary>A store whose disk is full: it reads, and fails with a text that belongs in no log.</summary>
internal sealed class FailingStore : IRoomStore
{
    public const string Reason = "the secret reason";

    public ValueTask<AppendResult> AppendAsync(
        RoomAddress address, ReadOnlyMemory<byte> body, bool mayCreate, CancellationToken cancellationToken)
        => throw new IOException(Reason);

    public ValueTask<RoomPage> ReadAfterAsync(RoomAddress address, long after, CancellationToken cancellationToken)
        => ValueTask.FromResult(new RoomPage([], 1, 0));

    public ValueTask<int> SweepAsync(CancellationToken cancellationToken) => ValueTask.FromResult(0);

    public IDisposable Watch(Action<RoomAddress> receiver) => new MemoryStream();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

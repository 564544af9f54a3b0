namespace Locket.Classic.Tests;

/// <summary>Does something at the first write.</summary>
internal sealed class ActingStream(Action act) : MemoryStream
{
    private bool _acted;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_acted)
        {
            _acted = true;
            act();
        }

        return base.WriteAsync(buffer, cancellationToken);
    }
}

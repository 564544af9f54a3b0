using Locket.Payload;

namespace Locket.Armor;

/// <summary>
/// Reads the file bytes out of an armored file, strictly and forward only, in bounded memory. Returns 0 only after the end line and the
/// end of the text were verified. The inner stream stays open.
/// </summary>
internal sealed class ArmorReadStream : ForwardStream
{
#pragma warning disable CA2213 // The inner stream is its owner's and stays open.
    private readonly Stream _inner;
#pragma warning restore CA2213
    private readonly ArmorDecoder _decoder = new();
    private LocketFailure? _failedWith;

    public ArmorReadStream(Stream inner) => _inner = inner;

    /// <summary>The reason for a broken rule: set to <see cref="LocketFailure.DamagedPayload"/> once the header is complete.</summary>
    public LocketFailure FailureReason { get; set; } = LocketFailure.DamagedHeader;

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && NeedsInput())
        {
            _decoder.Supply(_inner.Read(_decoder.GetFree().Span));
        }

        return _decoder.Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty && NeedsInput())
        {
            _decoder.Supply(await _inner.ReadAsync(_decoder.GetFree(), cancellationToken).ConfigureAwait(false));
        }

        return _decoder.Take(buffer.Span);
    }

    public override int ReadByte()
    {
        byte one = 0;
        return Read(new Span<byte>(ref one)) == 0 ? -1 : one;
    }

    private bool NeedsInput()
    {
        ArmorProgress progress = _decoder.Advance();
        if (progress == ArmorProgress.Failed)
        {
            // The reason is that of the moment when the fault was met, however often it is met again.
            _failedWith ??= FailureReason;
            throw _decoder.Fault!.ToException(_failedWith.Value);
        }

        return progress == ArmorProgress.NeedsInput;
    }
}

using System.Security.Cryptography;
using Locket.Classic.OpenSsl;
using Locket.Payload;

namespace Locket.Classic.Adoption;

/// <summary>Passes content on, and takes its SHA-256, its length and its beginning on the way. The target stays its owner's.</summary>
internal sealed class ContentProbe : SinkStream
{
#pragma warning disable CA2213 // the caller's own
    private readonly Stream _target;
#pragma warning restore CA2213
    private readonly IProgress<long>? _progress;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _start = GC.AllocateArray<byte>(PlaintextLooks.SampleInBytes, pinned: true);
    private long _written;

    public ContentProbe(Stream target, IProgress<long>? progress)
    {
        _target = target;
        _progress = progress;
    }

    /// <summary>What went through until now; afterwards it begins anew.</summary>
    public ContentDigest Finish()
    {
        ContentDigest digest = new(
            _written, _hash.GetHashAndReset(), PlaintextLooks.Of(_start.AsSpan(0, (int)Math.Min(_written, _start.Length))));
        _written = 0;
        return digest;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _target.Write(buffer);
        Take(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _target.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        Take(buffer.Span);
    }

    public override void Flush() => _target.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _target.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            CryptographicOperations.ZeroMemory(_start);
        }

        base.Dispose(disposing);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (_written < _start.Length)
        {
            Span<byte> room = _start.AsSpan((int)_written);
            bytes[..Math.Min(bytes.Length, room.Length)].CopyTo(room);
        }

        _hash.AppendData(bytes);
        _written += bytes.Length;
        _progress?.Report(_written);
    }
}

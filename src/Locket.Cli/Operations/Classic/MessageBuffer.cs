using System.Security.Cryptography;
using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

/// <summary>A message in memory, of which nothing stays behind when the buffer grows or is disposed.</summary>
internal sealed class MessageBuffer : IDisposable
{
    private const int FirstLengthInBytes = 64 * 1024;

    private readonly int _limitInBytes;
    private byte[] _bytes;
    private int _length;

    public MessageBuffer(int limitInBytes)
    {
        _limitInBytes = limitInBytes;
        _bytes = new byte[Math.Min(FirstLengthInBytes, limitInBytes + 1)];
    }

    public ReadOnlyMemory<byte> Content => _bytes.AsMemory(0, _length);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="source">A file or a pipe.</param>
    /// <param name="cancellationToken">Stops between reads.</param>
    /// <returns>A task that ends with the stream.</returns>
    /// <exception cref="ClassicException">There is more than the limit.</exception>
    public async Task ReadAsync(Stream source, CancellationToken cancellationToken)
    {
        int read;
        while ((read = await source.ReadAsync(_bytes.AsMemory(_length), cancellationToken)) > 0)
        {
            _length += read;
            if (_length > _limitInBytes)
            {
                throw new ClassicException(ClassicFailure.TooLarge, "messages of this scheme have at most 96 MiB");
            }

            if (_length == _bytes.Length)
            {
                Grow();
            }
        }
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _length = 0;
    }

    /// <summary>Never beyond one byte over the limit, which is enough to tell that there is more.</summary>
    private void Grow()
    {
        byte[] larger = new byte[(int)Math.Min(2L * _bytes.Length, _limitInBytes + 1L)];
        _bytes.CopyTo(larger, 0);
        CryptographicOperations.ZeroMemory(_bytes);
        _bytes = larger;
    }
}

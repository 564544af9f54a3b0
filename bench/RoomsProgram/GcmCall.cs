using System.Security.Cryptography;

namespace Locket.Bench.Rooms;

/// <summary>One bare AES-GCM call on buffers that are there already: the key is set up, since each message has keys of its own.</summary>
internal sealed class GcmCall
{
    private const int TagInBytes = 16;

    private readonly byte[] _key;
    private readonly byte[] _nonce = RandomNumberGenerator.GetBytes(12);
    private readonly byte[] _associatedData;
    private readonly byte[][] _texts;
    private readonly byte[][] _sealed;
    private readonly byte[][] _tags;

    /// <summary>For texts of these lengths, all under one key.</summary>
    public GcmCall(int keyInBytes, int associatedDataInBytes, IEnumerable<int> lengths)
    {
        _key = RandomNumberGenerator.GetBytes(keyInBytes);
        _associatedData = RandomNumberGenerator.GetBytes(associatedDataInBytes);
        _texts = [.. lengths.Select(length => RandomNumberGenerator.GetBytes(length))];
        _sealed = [.. _texts.Select(text => new byte[text.Length])];
        _tags = [.. _texts.Select(_ => new byte[TagInBytes])];
        Encrypt();
    }

    public void Encrypt()
    {
        using AesGcm cipher = new(_key, TagInBytes);
        for (int index = 0; index < _texts.Length; index++)
        {
            cipher.Encrypt(_nonce, _texts[index], _sealed[index], _tags[index], _associatedData);
        }
    }

    public void Decrypt()
    {
        using AesGcm cipher = new(_key, TagInBytes);
        for (int index = 0; index < _texts.Length; index++)
        {
            cipher.Decrypt(_nonce, _sealed[index], _tags[index], _texts[index], _associatedData);
        }
    }
}

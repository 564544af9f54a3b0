using Locket.Secrets;

namespace Locket.Passwords;

/// <summary>Keys already derived from one password, by salt and cost, so that a batch that shares a salt derives once.</summary>
internal sealed class DerivedKeyCache : IDisposable
{
    /// <summary>How many keys are kept; a folder of files that share nothing evicts the oldest.</summary>
    private const int Capacity = 16;

    private readonly List<(byte[] Salt, PasswordKdf Kdf, SecretBytes Key)> _entries = [];
    private readonly Lock _lock = new();

    /// <summary>How many keys are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    public SecretBytes GetOrDerive(ReadOnlySpan<byte> salt, PasswordKdf kdf, Func<SecretBytes> derive)
    {
        lock (_lock)
        {
            foreach ((byte[] knownSalt, PasswordKdf knownKdf, SecretBytes key) in _entries)
            {
                if (salt.SequenceEqual(knownSalt) && kdf == knownKdf)
                {
                    return new SecretBytes(key.Span);
                }
            }

            SecretBytes derived = derive();
            if (_entries.Count == Capacity)
            {
                _entries[0].Key.Dispose();
                _entries.RemoveAt(0);
            }

            _entries.Add((salt.ToArray(), kdf, new SecretBytes(derived.Span)));
            return derived;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _entries.ForEach(entry => entry.Key.Dispose());
            _entries.Clear();
        }
    }
}

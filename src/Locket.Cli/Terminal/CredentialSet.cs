namespace Locket.Cli.Terminal;

/// <summary>The passwords and keys of one run; disposing zeroes them.</summary>
internal sealed class CredentialSet : IDisposable
{
    private readonly List<Password> _passwords = [];
    private readonly List<SymmetricKey> _keys = [];

    public IReadOnlyList<Password> Passwords => _passwords;

    public IReadOnlyList<SymmetricKey> Keys => _keys;

    /// <summary>Keys first: they cost nothing to try.</summary>
    public IReadOnlyList<Credential> All => [.. _keys, .. _passwords];

    public void Add(Password password) => _passwords.Add(password);

    public void Add(SymmetricKey key) => _keys.Add(key);

    public void Dispose()
    {
        _passwords.ForEach(password => password.Dispose());
        _keys.ForEach(key => key.Dispose());
    }
}

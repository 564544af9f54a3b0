using Locket.Classic;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>The file that <c>--write-key</c> names. It stands before the first output does, and goes again where none came of it.</summary>
internal sealed class ClassicKeyOutput : IDisposable
{
    private readonly ClassicRequest _request;
    private readonly string? _path;
    private bool _isWritten;
    private bool _isKept;

    public ClassicKeyOutput(CommandConsole console, ClassicRequest request)
    {
        _request = request;
        _path = request.WriteKey is { Length: > 0 } name ? console.FullPath(name) : null;
        if (_path is not null && Path.Exists(_path))
        {
            throw new CommandException(
                ExitCode.OutputExists,
                "there is something already",
                "choose another name: a key that is overwritten can never be had back",
                request.WriteKey);
        }
    }

    public bool MakesRandomKey => _path is not null && !_request.Credentials.NamesAnything;

    public ClassicSecret RandomKey() => ClassicSecret.RandomKey((_request.Parameters.KeySizeInBits ?? 256) / 8);

    /// <summary>Writes the key, if that was asked for.</summary>
    /// <returns>The key of a password, so that it is derived only once; null where the secret serves as it is.</returns>
    public ClassicSecret? Write(ClassicSecret secret)
    {
        if (_path is null)
        {
            return null;
        }

        ClassicSecret key = CbcFile.DeriveKey(secret, CbcFileWorker.Options(_request.Parameters));
        try
        {
            ClassicKeyFile.Write(_path, key);
            _isWritten = true;
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    public void Keep() => _isKept = true;

    public void Dispose()
    {
        if (_isWritten && !_isKept)
        {
            File.Delete(_path!);
        }
    }
}

using System.Globalization;
using Locket.Tests.TestSupport;

namespace Locket.Tests.Files;

/// <summary>The second implementation, tests/interop/locket.py, as a program.</summary>
internal sealed class PythonPeer
{
    private const string Python = "/usr/bin/python3";

    private readonly TempFolder _folder;
    private readonly List<string> _secrets = [];

    private PythonPeer(TempFolder folder)
    {
        _folder = folder;
    }

    /// <summary>Finds the program and what it needs, or skips (with CI=true: fails) the calling test.</summary>
    public static async Task<PythonPeer> RequireAsync(TempFolder folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(Python))
        {
            Absent.SkipOrFail($"{Python} is missing.");
        }

        PeerResult found = await Peer.RunAsync(Python, ["-c", "import cryptography"], ReadOnlyMemory<byte>.Empty, cancellationToken);
        if (found.ExitCode != 0)
        {
            Absent.SkipOrFail("Python lacks the package cryptography.");
        }

        return new PythonPeer(folder);
    }

    public void Use(SymmetricKey key)
    {
        string path = _folder.File(string.Create(CultureInfo.InvariantCulture, $"key{_secrets.Count}"));
        key.WriteFile(path);
        _secrets.AddRange(["--key-file", path]);
    }

    public void Use(string password)
    {
        string path = _folder.File(string.Create(CultureInfo.InvariantCulture, $"password{_secrets.Count}"));
        File.WriteAllText(path, password);
        _secrets.AddRange(["--password-file", path]);
    }

    public Task<PeerResult> DecryptAsync(byte[] file, CancellationToken cancellationToken)
        => RunAsync(["decrypt", "-", "-o", "-", .. _secrets], file, cancellationToken);

    public Task<PeerResult> EncryptAsync(byte[] content, IEnumerable<string> options, CancellationToken cancellationToken)
        => RunAsync(["encrypt", "-", "-o", "-", .. options, .. _secrets], content, cancellationToken);

    private static Task<PeerResult> RunAsync(string[] arguments, byte[] input, CancellationToken cancellationToken)
        => Peer.RunAsync(Python, ["-B", Repository.PathOf("tests", "interop", "locket.py"), .. arguments], input, cancellationToken);
}

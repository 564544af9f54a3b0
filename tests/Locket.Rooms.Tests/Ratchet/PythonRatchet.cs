using System.Diagnostics;
using System.Text.Json;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Tests.TestSupport;
using Locket.Tests.TestSupport;

namespace Locket.Rooms.Tests.Ratchet;

/// <summary>tests/interop/ratchet.py as one side of a session.</summary>
internal sealed class PythonRatchet : IDisposable
{
    private readonly Process _process = Process.Start(
        new ProcessStartInfo(Python.Path, ["-B", Repository.PathOf("tests", "interop", "ratchet.py")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    /// <summary>Starts a session anew, as "a" with the peer's point or as "b" with the private key.</summary>
    public async Task StartAsync(string role, CipherSuite suite, byte[][] keys, byte[] pointOrKey)
    {
        Dictionary<string, string> request = new(StringComparer.Ordinal)
        {
            ["role"] = role,
            ["suite"] = suite == CipherSuite.Aes256 ? "256" : "128",
            ["sk"] = Convert.ToHexString(keys[0]),
            ["hka"] = Convert.ToHexString(keys[1]),
            ["nhkb"] = Convert.ToHexString(keys[2]),
            [role is "a" ? "peer" : "key"] = Convert.ToHexString(pointOrKey),
        };
        using JsonDocument answer = await AskAsync("start", request);
    }

    public async Task<byte[]> SealAsync(byte[] text)
    {
        using JsonDocument answer = await AskAsync("seal", new(StringComparer.Ordinal)
        {
            ["text"] = Convert.ToHexString(text),
            ["ad"] = Convert.ToHexString(RatchetPair.Data),
        });
        return Convert.FromHexString(answer.RootElement.GetProperty("message").GetString()!);
    }

    public async Task<(byte[]? Text, OpenFailure Failure)> OpenAsync(byte[] message)
    {
        using JsonDocument answer = await AskAsync("open", new(StringComparer.Ordinal)
        {
            ["message"] = Convert.ToHexString(message),
            ["ad"] = Convert.ToHexString(RatchetPair.Data),
        });
        return answer.RootElement.TryGetProperty("text", out JsonElement text)
            ? (Convert.FromHexString(text.GetString()!), OpenFailure.None)
            : (null, Reason(answer.RootElement.GetProperty("reason").GetString()!));
    }

    /// <summary>How many keys it keeps, how many old chains, and whether it may send.</summary>
    public async Task<(int Skipped, int Old, bool CanSeal)> LookAsync()
    {
        using JsonDocument answer = await AskAsync("look", []);
        JsonElement root = answer.RootElement;
        return (root.GetProperty("skipped").GetInt32(), root.GetProperty("old").GetInt32(), root.GetProperty("can_seal").GetBoolean());
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>The reason with a name of docs/protocol.md.</summary>
    public static OpenFailure Reason(string name) => name switch
    {
        "damaged" => OpenFailure.Damaged,
        "replayed" => OpenFailure.Replayed,
        "too far ahead" => OpenFailure.TooFarAhead,
        "too old" => OpenFailure.TooOld,
        "diverged" => OpenFailure.Diverged,
        _ => throw new ArgumentException("no such reason", nameof(name)),
    };

    private async Task<JsonDocument> AskAsync(string what, Dictionary<string, string> request)
    {
        request["do"] = what;
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
        await _process.StandardInput.FlushAsync();
        string line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("ratchet.py ended");
        return JsonDocument.Parse(line);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Locket.Rooms.Tests.TestSupport;
using Locket.Tests.TestSupport;

namespace Locket.Rooms.Tests.Interop;

/// <summary>tests/interop/room/pipe.py as a member of a room; it was written from docs/protocol.md alone.</summary>
internal sealed class PythonMember : IDisposable
{
    private readonly Process _process = Process.Start(
        new ProcessStartInfo(Python.Path, ["-B", Repository.PathOf("tests", "interop", "room", "pipe.py")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    /// <summary>Gets the bodies that it has to post, as of its last answer.</summary>
    public IReadOnlyList<byte[]> Outbox { get; private set; } = [];

    public MemberId Id { get; private set; }

    public List<JsonNode> Events { get; } = [];

    /// <summary>Gets what its user read.</summary>
    public IEnumerable<string> Texts => Of("message").Select(message => (string)message["text"]!);

    public IEnumerable<JsonNode> Of(string kind)
        => Events.Where(happened => string.Equals((string?)happened["event"], kind, StringComparison.Ordinal));

    /// <summary>Has it do something, and takes over what came of it.</summary>
    public async Task DoAsync(string what, DateTimeOffset now, JsonObject? request = null)
    {
        request ??= [];
        request["do"] = what;
        request["now"] = now.ToUnixTimeMilliseconds();
        await _process.StandardInput.WriteLineAsync(request.ToJsonString());
        await _process.StandardInput.FlushAsync();
        string line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("pipe.py ended");
        JsonNode answer = JsonNode.Parse(line)!;
        Id = MemberId.FromBytes(Bytes(answer["id"]!));
        Outbox = [.. answer["bodies"]!.AsArray().Select(body => Bytes(body!))];
        Events.AddRange(answer["events"]!.AsArray().Select(happened => happened!.DeepClone()));
    }

    public Task JoinAsync(RoomKeys keys, string name, DateTimeOffset now) => DoAsync("join", now, new JsonObject
    {
        ["address"] = Convert.ToHexString(keys.Address),
        ["prs"] = Convert.ToHexString(keys.PasswordSecret),
        ["suite"] = keys.Suite == CipherSuite.Aes256 ? 1 : 2,
        ["name"] = name,
    });

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"PythonMember {Id}");

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static byte[] Bytes(JsonNode text) => Convert.FromHexString((string)text!);
}

using System.Text.Json;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Chat.Programs;

/// <summary>The published program as host and as joiner, over a real network of this machine.</summary>
public sealed class ChatProgramTests : IDisposable
{
    private readonly CommandLineHarness _harness = new();

    [Fact]
    public async Task Chat_HostAndJoiner_TalkAndLeave()
    {
        using Talker alice = await HostAsync();
        using Talker bob = await JoinAsync(alice, "Bob");
        alice.Type("hello");
        await bob.WaitForAsync("message", "hello");
        bob.Type("hi");
        await alice.WaitForAsync("message", "hi");
        await bob.WaitForAsync("read");
        bob.Type("/wire on");
        bob.Type("hi");
        JsonElement first = await WireOutAsync(bob);
        bob.Type("bye");
        JsonElement second = await WireOutAsync(bob);
        await alice.WaitForAsync("message", "hi");
        await alice.WaitForAsync("message", "bye");

        // Lengths say nothing, and nothing that crosses the network comes twice.
        Assert.Equal(first.GetProperty("lengthInBytes").GetInt64(), second.GetProperty("lengthInBytes").GetInt64());
        Assert.NotEqual(first.GetProperty("bytes").GetString(), second.GetProperty("bytes").GetString(), StringComparer.Ordinal);
        alice.Type("/keys");
        Assert.Contains("AES-256-GCM", (await alice.WaitForAsync("answer")).GetProperty("text").GetString(), StringComparison.Ordinal);
        bob.Type("EXIT!");
        Assert.Equal((0, string.Empty), await bob.EndAsync());
        await alice.WaitForAsync("left");
        alice.EndInput();
        Assert.Equal((0, string.Empty), await alice.EndAsync());
        Assert.Contains(alice.All, found => found.GetProperty("event").GetString() is "keys-renewed");
    }

    [Fact]
    public async Task Chat_WrongPasswords_AreCountedSeenAndEndInALock()
    {
        using Talker alice = await HostAsync("--log", "security.log");
        string invitation = Invitation(alice);
        for (int i = 1; i <= 3; i++)
        {
            using Talker eve = await Talker.StartAsync(_harness.Folder, $"Eve{i}", "hallo", invitation);
            await eve.WaitForAsync("refused");
            (int exitCode, string error) = await eve.EndAsync();
            Assert.Equal(3, exitCode);
            Assert.Contains("locket: the other side has another password", error, StringComparison.Ordinal);
            JsonElement last = eve.All[^1];
            Assert.Equal(
                ("ended", "no-slot-opens", "the other side has another password"),
                (last.GetProperty("event").GetString(), last.GetProperty("kind").GetString(), last.GetProperty("detail").GetString()));
            Assert.Equal(i, (await alice.WaitForAsync("wrong-password")).GetProperty("count").GetInt32());
        }

        await alice.WaitForAsync("locked");
        using Talker bob = await Talker.StartAsync(_harness.Folder, "Bob", "hello", invitation);
        await bob.WaitForAsync("connected");
        alice.Type("/unlock");
        await alice.WaitForAsync("unlocked");
        bob.Type("hello");
        await alice.WaitForAsync("message", "hello");
        bob.EndInput();
        Assert.Equal(0, (await bob.EndAsync()).ExitCode);
        alice.EndInput();
        Assert.Equal(0, (await alice.EndAsync()).ExitCode);
        string[] log = await File.ReadAllLinesAsync(_harness.PathOf("security.log"), TestContext.Current.CancellationToken);
        Assert.Equal(3, log.Count(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetInt32() == 3101));
    }

    [Fact]
    public async Task Chat_ThreeWrongPasswordsOnATerminal_EndTheAttemptOnBothSides()
    {
        using Talker alice = await HostAsync();
        using PseudoTerminal bob = await PseudoTerminal.StartAsync(
            _harness.Folder,
            $"exec \"$LOCKET\" chat \"{Invitation(alice)}\" --name Bob",
            environment: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["TERM"] = "dumb",
                ["XDG_STATE_HOME"] = _harness.PathOf("bob"),
            });
        string[] questions = ["password of the room: ", "attempt 2 of 3. password of the room: ", "attempt 3 of 3. password of the room: "];
        for (int i = 0; i < questions.Length; i++)
        {
            await bob.WaitForAsync(questions[i]);
            bob.Type($"wrong {i}\n");
            Assert.Equal(i + 1, (await alice.WaitForAsync("wrong-password")).GetProperty("count").GetInt32());
        }

        await alice.WaitForAsync("locked");
        Assert.Equal(3, await bob.EndAsync());
        Assert.Contains(
            "that was the third attempt, and neither side takes more until /unlock is said on both", bob.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong 1", bob.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_RelayIsNotReached_ProgramHearsTheEndAndWhy()
    {
        using Talker bob = await Talker.StartAsync(_harness.Folder, "Bob", "hello", "locket://127.0.0.1:1/dc84-n4qc-hp28", "--wait", "1");
        JsonElement last = await bob.WaitForAsync("ended");
        Assert.Equal("failure", last.GetProperty("kind").GetString());
        Assert.Contains("the relay was not reached within 1 s", last.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await bob.EndAsync()).ExitCode);
        Assert.Equal("ended", bob.All[^1].GetProperty("event").GetString());
    }

    [Fact]
    public async Task Chat_File_ArrivesWholeAndIsSavedOnlyWhenAsked()
    {
        byte[] content = new byte[1_000_000];
        new Random(1).NextBytes(content);
        _harness.Write("picture.bin", content);
        using Talker alice = await HostAsync();
        using Talker bob = await JoinAsync(alice, "Bob");
        alice.Type("/send picture.bin");
        await bob.WaitForAsync("file-received");
        Directory.CreateDirectory(_harness.PathOf("saved"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_harness.PathOf("saved")));
        bob.Type("/save saved");
        string path = (await bob.WaitForAsync("file-saved")).GetProperty("path").GetString()!;
        Assert.Equal(content, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(_harness.PathOf("saved"), Path.GetDirectoryName(path));
    }

    [Fact]
    public async Task Chat_WhatIsKeptCannotBeWritten_EndsAndSaysSo()
    {
        Machine.Require("unix");
        using Talker alice = await HostAsync();
        _harness.Write("kept-password", "folder"u8.ToArray());
        using Talker bob = await Talker.StartAsync(
            _harness.Folder, "Bob", "hello", Invitation(alice), "--keep", "kept", "--keep-password-file", "kept-password");
        await bob.WaitForAsync("joined");
        await alice.WaitForAsync("joined");
        Directory.Move(_harness.PathOf("kept"), _harness.PathOf("moved"));
        alice.Type("hello");
        (int exitCode, string error) = await bob.EndAsync();
        Assert.Equal(11, exitCode);
        Assert.Contains("nothing more can be kept", error, StringComparison.Ordinal);
        Assert.DoesNotContain(bob.All, found => found.GetProperty("event").GetString() is "message");
    }

    [Fact]
    public async Task Chat_ClassicCode_MeetsWithHostAndPortAlone()
    {
        using Talker alice = await HostAsync("--classic-code", "--aes128");
        Uri address = new(Invitation(alice));
        using Talker bob = await Talker.StartAsync(_harness.Folder, "Bob", "hello", $"{address.Host}:{address.Port}", "--aes128");
        await bob.WaitForAsync("unchecked-certificate");
        await bob.WaitForAsync("joined");
        bob.Type("hello");
        await alice.WaitForAsync("message", "hello");
        bob.EndInput();
        (int exitCode, string error) = await bob.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains("the classic code is published", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_TwoTerminals_ShowTheConversation()
    {
        Machine.Require("unix");
        Machine.Require("python3");
        Machine.Require("tmux");
        PublishedProgram program = await PublishedProgram.GetAsync();
        string script = Path.Join(Repository.Root, "tests", "terminals", "conversation.py");
        string picture = _harness.PathOf("chat.svg");
        CommandResult result = await PublishedProgram.RunAsync(
            program.StartInfo(["python3", script, program.Path, picture], _harness.Folder, environment: null), default);
        Assert.True(result.ExitCode == 0, result.OutputText + result.Error);
        string drawn = await File.ReadAllTextAsync(picture, TestContext.Current.CancellationToken);
        Assert.Contains(">bye<", drawn, StringComparison.Ordinal);
    }

    public void Dispose() => _harness.Dispose();

    private static string Invitation(Talker host)
        => host.All.First(found => found.GetProperty("event").GetString() is "invitation").GetProperty("invitation").GetString()!;

    private static async Task<JsonElement> WireOutAsync(Talker talker)
    {
        while (true)
        {
            JsonElement found = await talker.WaitForAsync("wire");
            if (found.GetProperty("direction").GetString() is "out")
            {
                return found;
            }
        }
    }

    private async Task<Talker> HostAsync(params string[] options)
    {
        Talker host = await Talker.StartAsync(_harness.Folder, "Alice", "hello", ["--host", "--listen", "127.0.0.1:0", .. options]);
        await host.WaitForAsync("invitation");
        return host;
    }

    private async Task<Talker> JoinAsync(Talker host, string name)
    {
        Talker joiner = await Talker.StartAsync(_harness.Folder, name, "hello", Invitation(host));
        await joiner.WaitForAsync("joined");
        await host.WaitForAsync("joined");
        return joiner;
    }
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Programs;

public sealed class PictureWatchTests
{
    [Fact]
    public async Task SealWatch_FilesThatComeIntoTheFolder_AreSealedUntilItIsStopped()
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        Assert.Equal(0, (await harness.RunAsync("key", "new", "-o", "my.key")).ExitCode);
        harness.Write("camera/first.png", [1, 2, 3]);
        using RunningProgram program = await RunningProgram.StartAsync(
            harness.Folder, "picture", "seal", "--watch", "--verbose", "--no-thumbnails", "-k", "my.key", "-o", "safe", "camera");

        await program.WaitForErrorLineAsync("first.png ->");
        byte[] whole = RandomNumberGenerator.GetBytes(3000);
        harness.Write("camera/day/second.png.part", whole.AsSpan(0, 1000));
        harness.Write("camera/day/third.png", whole);
        await program.WaitForErrorLineAsync("third.png ->");
        program.Send(PosixSignal.SIGINT);
        (int exitCode, string output, _) = await program.EndAsync();

        Assert.Equal(0, exitCode);
        Assert.StartsWith("sealed: 2", output, StringComparison.Ordinal);
        using SymmetricKey key = SymmetricKey.ReadFile(harness.PathOf("my.key"));
        Assert.Equal(whole, LocketFile.Decrypt(harness.Read("safe/day/third.png.locket"), [key]));
        Assert.Equal(["safe/day/", "safe/day/third.png.locket", "safe/first.png.locket"], harness.Tree().Where(name => name.StartsWith("safe/", StringComparison.Ordinal) && name.Length > 5), StringComparer.Ordinal);
    }
}

using System.Text;
using Locket.Rooms.Curves;
using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Ratchet;

/// <summary>Talks with the second implementation, tests/interop/ratchet.py, both ways over random schedules.</summary>
public class RatchetInteropTests
{
    [Theory]
    [InlineData(CipherSuite.Aes256, "a", 30, 150)]
    [InlineData(CipherSuite.Aes256, "b", 30, 150)]
    [InlineData(CipherSuite.Aes128, "a", 30, 150)]
    [InlineData(CipherSuite.Aes128, "b", 30, 150)]
    [InlineData(CipherSuite.Aes256, "a", 2, 3000)]
    [InlineData(CipherSuite.Aes256, "b", 2, 3000)]
    public async Task Session_WithPython_DoesWhatTheNumbersSay(CipherSuite suite, string rolePython, int schedules, int steps)
    {
        await Python.RequireAsync();
        using PythonRatchet python = new();
        for (int seed = 0; seed < schedules; seed++)
        {
            var random = new Random(seed);
            byte[][] keys = [new byte[32], new byte[32], new byte[32]];
            Array.ForEach(keys, random.NextBytes);
            using RatchetSession own = await StartAsync(python, rolePython, suite, keys);
            await RunAsync(own, python, steps, random);
        }
    }

    [Fact]
    public async Task TestRatchet_Transcript_Passes()
    {
        await Python.RequireAsync();
        PeerResult result = await Peer.RunAsync(
            Python.Path,
            ["-B", Repository.PathOf("tests", "interop", "test_ratchet.py")],
            ReadOnlyMemory<byte>.Empty,
            TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    private static async Task<RatchetSession> StartAsync(PythonRatchet python, string rolePython, CipherSuite suite, byte[][] keys)
    {
        P256PrivateKey keyOfB = P256PrivateKey.Generate();
        byte[] point = keyOfB.ExportPublicPoint().Encoded.ToArray();
        byte[] scalar = keyOfB.ExportScalar().Span.ToArray();
        await python.StartAsync(rolePython, suite, keys, rolePython is "a" ? point : scalar);
        RatchetStart start = new() { Suite = suite, Secret = keys[0], HeaderKeyOfA = keys[1], HeaderKeyOfB = keys[2] };
        if (rolePython is "a")
        {
            return RatchetSession.CreateB(start, keyOfB, new SystemRandom(), RatchetPair.Start);
        }

        Assert.True(P256Point.TryDecode(point, out P256Point? peer));
        return RatchetSession.CreateA(start, peer, new SystemRandom(), RatchetPair.Start);
    }

    private static async Task RunAsync(RatchetSession own, PythonRatchet python, int steps, Random random)
    {
        SentLog sentByPython = new("Python");
        SentLog sentByUs = new("C#");
        PredictedReceiver us = new();
        PredictedReceiver them = new();
        List<SentMessage> toUs = [];
        List<SentMessage> toThem = [];
        int share = random.Next(10, 90);
        int sending = random.Next(20, 70);
        for (int step = 0; step < steps; step++)
        {
            bool isOurs = random.Next(100) < share;
            if (random.Next(100) < sending)
            {
                if (isOurs && own.CanSeal)
                {
                    toThem.Add(sentByUs.Seal(own, random));
                }
                else if (!isOurs && (await python.LookAsync()).CanSeal)
                {
                    byte[] text = [];
                    SentMessage planned = sentByPython.Seal(bytes => text = bytes, them.Turns, random);
                    toUs.Add(planned with { Bytes = await python.SealAsync(text) });
                }
            }
            else if (isOurs && toUs.Count > 0)
            {
                Open(own, Draw(toUs, random), us);
            }
            else if (!isOurs && toThem.Count > 0)
            {
                SentMessage message = Draw(toThem, random);
                OpenFailure expected = them.Receive(message);
                (byte[]? opened, OpenFailure failure) = await python.OpenAsync(message.Bytes);
                Assert.True(expected == failure, $"Python: {message} gave {failure}, not {expected}");
                Assert.Equal(expected == OpenFailure.None ? message.Text : null, opened is null ? null : Encoding.UTF8.GetString(opened));
                (int skipped, int old, _) = await python.LookAsync();
                Assert.Equal((them.Missing, them.OldChains), (skipped, old));
            }
        }
    }

    private static void Open(RatchetSession own, SentMessage message, PredictedReceiver prediction)
    {
        OpenFailure expected = prediction.Receive(message);
        bool isOpen = own.TryOpen(message.Bytes, RatchetPair.Data, RatchetPair.Start, out SecretBytes? plaintext, out OpenFailure failure);
        Assert.True(expected == failure, $"{message} gave {failure}, not {expected}");
        Assert.Equal(isOpen ? message.Text : null, plaintext is null ? null : Encoding.UTF8.GetString(plaintext.Span));
        Assert.Equal(prediction.Missing, own.Missing);
        plaintext?.Dispose();
    }

    /// <summary>Takes a message out of the network; one time in six a copy of it stays there.</summary>
    private static SentMessage Draw(List<SentMessage> messages, Random random)
    {
        int index = random.Next(messages.Count);
        SentMessage message = messages[index];
        if (random.Next(6) > 0)
        {
            messages.RemoveAt(index);
        }

        return message;
    }
}

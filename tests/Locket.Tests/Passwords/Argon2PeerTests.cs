using System.Globalization;
using System.Text;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Passwords;

/// <summary>Compares with the program <c>argon2</c>.</summary>
public sealed class Argon2PeerTests
{
    private const int Cases = 20;
    private const int Seed = 9106;

    /// <summary>Letters and digits: the program takes the salt from its command line.</summary>
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    [Fact]
    public async Task DeriveKey_RandomInputs_MatchesTheProgramOnEveryPath()
    {
        string program = Peer.Require("argon2");
        var random = new Random(Seed);
        for (int i = 0; i < Cases; i++)
        {
            int lanes = random.Next(1, 9);
            var parameters = new Argon2idParameters
            {
                Lanes = lanes,
                MemoryInKiB = random.Next(8 * lanes, 4097),
                Passes = random.Next(1, 5),
            };
            string salt = random.GetString(Alphabet, random.Next(8, 49));
            byte[] password = Encoding.ASCII.GetBytes(random.GetString(Alphabet, random.Next(1, 100)));
            int tagLength = random.Next(4, 129);
            byte[] tag = await AskAsync(program, password, salt, parameters, tagLength);

            Argon2Paths.AssertEveryPath(new Argon2Case
            {
                Parameters = parameters,
                Password = password,
                Salt = Encoding.ASCII.GetBytes(salt),
                Tag = tag,
            });
        }
    }

    private static async Task<byte[]> AskAsync(string program, byte[] password, string salt, Argon2idParameters parameters, int tagLength)
    {
        string[] arguments =
        [
            salt, "-id", "-r",
            "-k", parameters.MemoryInKiB.ToString(CultureInfo.InvariantCulture),
            "-t", parameters.Passes.ToString(CultureInfo.InvariantCulture),
            "-p", parameters.Lanes.ToString(CultureInfo.InvariantCulture),
            "-l", tagLength.ToString(CultureInfo.InvariantCulture),
        ];
        PeerResult result = await Peer.RunAsync(program, arguments, password, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.Error);
        byte[] tag = Convert.FromHexString(result.Text);
        Assert.Equal(tagLength, tag.Length);
        return tag;
    }
}

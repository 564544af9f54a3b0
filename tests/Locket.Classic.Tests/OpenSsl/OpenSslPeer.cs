using System.Globalization;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.OpenSsl;

/// <summary>The installed openssl, asked the same as Locket.</summary>
internal static class OpenSslPeer
{
    public const string Password = "pässword 1";

    /// <summary>Arguments that say what the options say.</summary>
    public static List<string> Arguments(OpenSslEncOptions options)
    {
        List<string> arguments = ["enc", "-" + options.Cipher.Name, "-md", options.Digest.ToString().ToUpperInvariant(), "-pass", "pass:" + Password];
        if (options.KeyDerivation == OpenSslKeyDerivation.Pbkdf2)
        {
            arguments.AddRange(["-pbkdf2", "-iter", options.Iterations.ToString(CultureInfo.InvariantCulture)]);
        }

        if (!options.HasSalt)
        {
            arguments.Add("-nosalt");
        }

        arguments.AddRange(Encoding(options));
        return arguments;
    }

    public static IEnumerable<string> Encoding(OpenSslEncOptions options) => options.Encoding switch
    {
        OpenSslEncoding.Base64 => ["-a"],
        OpenSslEncoding.Base64OneLine => ["-a", "-A"],
        _ => [],
    };

    public static async Task<byte[]> RunAsync(IEnumerable<string> arguments, byte[] input)
    {
        PeerResult result = await Peer.RunAsync(Peer.Require("openssl"), arguments, input, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }

    public static async Task<byte[]> EncryptAsync(byte[] plaintext, ClassicSecret secret, OpenSslEncOptions? options)
    {
        using MemoryStream target = new();
        await OpenSslEnc.EncryptAsync(new OddStream(plaintext), target, secret, options, TestContext.Current.CancellationToken);
        return target.ToArray();
    }

    public static async Task<byte[]> DecryptAsync(byte[] file, ClassicSecret secret, OpenSslEncOptions? options)
    {
        using MemoryStream target = new();
        await OpenSslEnc.DecryptAsync(new OddStream(file), target, secret, options, TestContext.Current.CancellationToken);
        return target.ToArray();
    }
}

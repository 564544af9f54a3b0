using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Locket.Cli.Errors;
using Locket.Cli.Operations;
using Locket.Cli.Operations.Classic;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary>Which classic scheme, and the parameters that its program set. What is not given is the program's own.</summary>
internal sealed class ClassicParameterOptions
{
    // Said here again, since this runs at the start of every command, which must not load Locket.Classic; a test compares them.
    public const int MaxIterations = 10_000_000;
    public const int MaxSaltLengthInBytes = 1024;

    public Option<string?> Scheme { get; } = new("--scheme")
    {
        HelpName = string.Join('|', ClassicSchemes.Names),
        Description = "The format (always needed)",
        Required = true,
        CustomParser = result => OptionParsers.Choice(result, [.. ClassicSchemes.Names]),
    };

    private readonly Option<int> _iterations = new("--iterations")
    {
        HelpName = "N",
        Description = "PBKDF2's iterations (cbc-file: 1000; cbc-hmac: 200000; cbc-hmac-v2: 600000; gcm-image, chat-cbc: 100000)",
        CustomParser = result => OptionParsers.Integer(result, 1, MaxIterations),
    };

    private readonly Option<string?> _hash = new("--hash")
    {
        HelpName = "sha1|sha256|sha384|sha512",
        Description = "PBKDF2's hash (cbc-file: sha1; cbc-hmac, gcm-image, chat-cbc: sha256)",
        CustomParser = result => OptionParsers.Choice(result, "sha1", "sha256", "sha384", "sha512"),
    };

    private readonly Option<string?> _salt = new("--salt")
    {
        HelpName = "HEX",
        Description = "The salt (cbc-file: needed with a password, since the program keeps it in its source; chat-cbc: the word 'salt'; "
            + "others: random)",
        CustomParser = result => OptionParsers.Hex(result, MaxSaltLengthInBytes),
    };

    private readonly Option<string?> _saltFile = new("--salt-file") { HelpName = "FILE", Description = "The salt as the bytes of a file" };

    private readonly Option<string?> _keySize = new("--key-size")
    {
        HelpName = "128|192|256",
        Description = "The size of the key that a password gives (chat-cbc: 128; others: 256)",
        CustomParser = result => OptionParsers.Choice(result, "128", "192", "256"),
    };

    private readonly Option<string?> _cipher = new("--cipher")
    {
        HelpName = "NAME",
        Description = "openssl-enc: aes-128, aes-192 or aes-256 with -cbc or -ctr; reading also -ecb, -cfb, -cfb8, -ofb (default: "
            + "aes-256-cbc)",
    };

    private readonly Option<string?> _digest = new("--digest")
    {
        HelpName = "md5|sha1|sha256|sha384|sha512",
        Description = "openssl-enc: the hash of its key derivation (default: sha256)",
        CustomParser = result => OptionParsers.Choice(result, "md5", "sha1", "sha256", "sha384", "sha512"),
    };

    private readonly Option<bool> _bytesToKey = CommonOptions.Flag(
        "openssl-enc: EVP_BytesToKey, as openssl does without -pbkdf2", "--bytes-to-key");

    private readonly Option<bool> _base64 = CommonOptions.Flag(
        "openssl-enc: base64 in lines (reading finds it out, but with --no-salt or a raw key)", "--base64");

    private readonly Option<bool> _noSalt = CommonOptions.Flag("openssl-enc: without a salt", "--no-salt");

    private readonly Option<string?> _iv = new("--iv")
    {
        HelpName = "HEX",
        Description = "openssl-enc: the IV, 16 bytes, with a raw key",
        CustomParser = result => OptionParsers.Hex(result, 16),
    };

    public IReadOnlyList<Option> All
        => [_iterations, _hash, _salt, _saltFile, _keySize, _cipher, _digest, _bytesToKey, _base64, _noSalt, _iv];

    /// <exception cref="CommandException">An option means nothing to the scheme, or the salt cannot be read.</exception>
    public ClassicParameters Read(ParseResult parsed, ClassicScheme scheme, CommandConsole console)
    {
        RefuseStray(parsed, scheme, All);
        if (parsed.GetValue(_salt) is not null && parsed.GetValue(_saltFile) is not null)
        {
            throw CommandException.Usage("--salt and --salt-file contradict each other", "give one of them");
        }

        return new()
        {
            Iterations = parsed.GetResult(_iterations) is { Implicit: false } ? parsed.GetValue(_iterations) : null,
            Hash = parsed.GetValue(_hash) is string hash ? new HashAlgorithmName(hash.ToUpperInvariant()) : null,
            Salt = Salt(parsed, console),
            KeySizeInBits = parsed.GetValue(_keySize) is string size ? int.Parse(size, CultureInfo.InvariantCulture) : null,
            Cipher = parsed.GetValue(_cipher),
            Digest = parsed.GetValue(_digest),
            BytesToKey = parsed.GetValue(_bytesToKey),
            Base64 = parsed.GetValue(_base64),
            NoSalt = parsed.GetValue(_noSalt),
            Iv = Convert.FromHexString(parsed.GetValue(_iv) ?? string.Empty),
        };
    }

    /// <summary>An option that would be ignored is a mistake that nobody notices otherwise.</summary>
    public static void RefuseStray(ParseResult parsed, ClassicScheme scheme, IEnumerable<Option> options)
    {
        foreach (Option option in options)
        {
            if (parsed.GetResult(option) is { Implicit: false } && !scheme.Parameters.Contains(option.Name, StringComparer.Ordinal))
            {
                throw CommandException.Usage($"{option.Name} means nothing to {scheme.Name}", "leave it out");
            }
        }
    }

    private byte[]? Salt(ParseResult parsed, CommandConsole console)
    {
        if (parsed.GetValue(_saltFile) is string file)
        {
            return ReadSalt(console, file);
        }

        return parsed.GetValue(_salt) is string digits ? Convert.FromHexString(digits) : null;
    }

    private static byte[] ReadSalt(CommandConsole console, string file)
    {
        try
        {
            using FileStream stream = InputFile.Open(console.FullPath(file));
            byte[] salt = new byte[MaxSaltLengthInBytes + 1];
            int length = stream.ReadAtLeast(salt, salt.Length, throwOnEndOfStream: false);
            return length <= MaxSaltLengthInBytes
                ? salt[..length]
                : throw new CommandException(ExitCode.Usage, "a salt has at most 1024 bytes", "check the name", file);
        }
        catch (CommandException failure)
        {
            throw new CommandException(failure.Code, failure.Message, failure.Hint, file);
        }
    }
}

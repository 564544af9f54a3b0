using System.CommandLine;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary>How a password becomes a key, and at what cost.</summary>
internal sealed class KdfOptions
{
    private const string Argon2id = "argon2id";
    private const string Pbkdf2 = "pbkdf2-sha256";

    /// <summary>What readers allow of memory times passes over all slots, as a multiple of the memory limit of one slot.</summary>
    private const int PassesAtLimit = 4;

    private readonly Option<string?> _kdf = new("--kdf")
    {
        HelpName = $"{Argon2id}|{Pbkdf2}",
        Description = $"How passwords become keys (default: {Argon2id})",
        CustomParser = result => OptionParsers.Choice(result, Argon2id, Pbkdf2),
    };

    private readonly Option<int> _memory = new("--kdf-memory")
    {
        HelpName = "SIZE",
        Description = "Argon2id's memory, with its unit (default: 256MiB)",
        CustomParser = OptionParsers.MemoryInKiB,
    };

    private readonly Option<int> _passes = Number("--kdf-passes", "Argon2id's passes over the memory (default: 3)", int.MaxValue);
    private readonly Option<int> _lanes = Number("--kdf-lanes", "Argon2id's lanes (default: 4)", 16_777_215);
    private readonly Option<int> _iterations = Number(
        "--kdf-iterations", "PBKDF2's iterations (default: 600000)", Pbkdf2Parameters.MaxIterations);
    private readonly Option<int> _limit = CommonOptions.MaxKdfMemory();

    public KdfOptions()
    {
        _limit.Description = "Allow a --kdf-memory above what readers accept without being told (1GiB)";
    }

    public IReadOnlyList<Option> All => [_kdf, _memory, _passes, _lanes, _iterations, _limit];

    public PasswordKdf Read(ParseResult parsed)
    {
        bool pbkdf2 = string.Equals(parsed.GetValue(_kdf), Pbkdf2, StringComparison.Ordinal);
        foreach (Option stray in pbkdf2 ? (Option[])[_memory, _passes, _lanes] : [_iterations])
        {
            if (parsed.GetResult(stray) is { Implicit: false })
            {
                throw CommandException.Usage(
                    $"{stray.Name} does not belong to {(pbkdf2 ? Pbkdf2 : Argon2id)}", $"see 'locket encrypt --help'");
            }
        }

        if (pbkdf2)
        {
            return new Pbkdf2Parameters { Iterations = CommonOptions.ValueOr(parsed, _iterations, new Pbkdf2Parameters().Iterations) };
        }

        Argon2idParameters standard = Argon2idParameters.Default;
        Argon2idParameters chosen = new()
        {
            MemoryInKiB = CommonOptions.ValueOr(parsed, _memory, standard.MemoryInKiB),
            Passes = CommonOptions.ValueOr(parsed, _passes, standard.Passes),
            Lanes = CommonOptions.ValueOr(parsed, _lanes, standard.Lanes),
        };
        CheckReaders(chosen, CommonOptions.ValueOr(parsed, _limit, DecryptionOptions.DefaultMaxKdfMemoryInKiB));
        return chosen;
    }

    /// <summary>The most memory that a slot may ask for where the file is read back at once.</summary>
    public int ReadLimit(ParseResult parsed) => CommonOptions.ValueOr(parsed, _limit, DecryptionOptions.DefaultMaxKdfMemoryInKiB);

    /// <summary>A file that its maker could not open again with the same options would be a trap.</summary>
    private static void CheckReaders(Argon2idParameters chosen, int limitInKiB)
    {
        if (chosen.MemoryInKiB < 8L * chosen.Lanes)
        {
            throw CommandException.Usage(
                $"Argon2id needs at least 8 KiB of memory for each of its {chosen.Lanes} lanes", "raise --kdf-memory or lower --kdf-lanes");
        }

        if (chosen.MemoryInKiB > limitInKiB || (long)chosen.MemoryInKiB * chosen.Passes > (long)PassesAtLimit * limitInKiB)
        {
            throw CommandException.Usage(
                $"readers refuse this cost: at most {Shown.Size(limitInKiB * 1024L)} of memory, and {PassesAtLimit} times "
                    + "that over all passes",
                "lower it, or give --max-kdf-memory here and whenever the file is decrypted");
        }
    }

    private static Option<int> Number(string name, string description, int maximum) => new(name)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result => OptionParsers.Integer(result, 1, maximum),
    };
}

using System.Globalization;
using System.Text.Json;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>Runs <c>locket bench</c>: the speed of this machine, in memory, without any file.</summary>
internal sealed class Bench
{
    private const int Runs = 3;
    private const long Probe = 64L << 20;
    private const long Longest = 4L << 30;
    private const int DecryptedLength = 64 << 20;
    private static readonly TimeSpan PerRun = TimeSpan.FromMilliseconds(400);

    private readonly CommandRun _run;
    private readonly bool _json;
    private readonly List<MeasurementJson> _measurements = [];

    public Bench(CommandRun run, bool json)
    {
        _run = run;
        _json = json;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using SymmetricKey key = SymmetricKey.Generate();
        int processors = Environment.ProcessorCount;
        foreach (CipherSuite suite in (CipherSuite[])[CipherSuite.Aes256, CipherSuite.Aes128])
        {
            string cipher = suite == CipherSuite.Aes256 ? "aes-256-gcm" : "aes-128-gcm";
            foreach (int workers in processors == 1 ? (int[])[1] : [1, processors])
            {
                string threads = string.Create(CultureInfo.InvariantCulture, $"{workers}-thread{(workers == 1 ? string.Empty : "s")}");
                Add($"encrypt-{cipher}-{threads}", "bytesPerSecond", await EncryptAsync(key, suite, workers, cancellationToken));
                Add($"decrypt-{cipher}-{threads}", "bytesPerSecond", await DecryptAsync(key, suite, workers, cancellationToken));
            }
        }

        Argon2idParameters standard = Argon2idParameters.Default;
        Add("argon2id-256MiB-3-passes-4-lanes", "seconds", Derive(standard, cancellationToken));
        Add("argon2id-256MiB-3-passes-1-lane", "seconds", Derive(standard with { Lanes = 1 }, cancellationToken));
        Add("pbkdf2-sha256-600000-iterations", "seconds", Derive(new Pbkdf2Parameters(), cancellationToken));
        if (_json)
        {
            BenchJson answer = new(ProductVersion.Number, processors, Runs, _measurements);
            await _run.Console.OutputText.WriteLineAsync(JsonSerializer.Serialize(answer, AnswerJson.Readable.BenchJson));
        }

        return (int)ExitCode.Success;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private void Add(string name, string unit, double value)
    {
        _measurements.Add(new MeasurementJson(name, unit, value));
        if (!_json)
        {
            string shown = string.Equals(unit, "seconds", StringComparison.Ordinal)
                ? string.Create(CultureInfo.InvariantCulture, $"{value * 1000:0} ms")
                : $"{Shown.Size((long)value)}/s";
            _run.Console.OutputText.WriteLine($"{name.Replace('-', ' ').PadRight(36)}{shown.PadLeft(14)}");
        }
    }

    /// <summary>Bytes per second of encrypting zeros to nowhere, on a length that takes about <see cref="PerRun"/>.</summary>
    private async Task<double> EncryptAsync(SymmetricKey key, CipherSuite suite, int workers, CancellationToken cancellationToken)
    {
        EncryptionOptions options = new() { Suite = suite, Workers = workers, Metadata = FileMetadata.None };
        using KeyRecipient recipient = new(key);
        double probe = await MeasureAsync(Probe);
        long length = (long)Math.Clamp(probe * PerRun.TotalSeconds, Probe, Longest);
        List<double> speeds = [];
        for (int i = 0; i < Runs; i++)
        {
            speeds.Add(await MeasureAsync(length));
        }

        return Median(speeds);

        async Task<double> MeasureAsync(long lengthInBytes)
        {
            await using ZeroStream source = new(lengthInBytes);
            long start = _run.Console.Time.GetTimestamp();
            await LocketFile.EncryptAsync(source, Stream.Null, [recipient], options, progress: null, cancellationToken);
            return lengthInBytes / _run.Console.Time.GetElapsedTime(start).TotalSeconds;
        }
    }

    private async Task<double> DecryptAsync(SymmetricKey key, CipherSuite suite, int workers, CancellationToken cancellationToken)
    {
        using KeyRecipient recipient = new(key);
        using MemoryStream file = new(DecryptedLength + (DecryptedLength / 500));
        await using (ZeroStream source = new(DecryptedLength))
        {
            await LocketFile.EncryptAsync(
                source, file, [recipient], new EncryptionOptions { Suite = suite, Metadata = FileMetadata.None }, progress: null,
                cancellationToken);
        }

        List<double> speeds = [];
        for (int i = 0; i <= Runs; i++)
        {
            file.Position = 0;
            long start = _run.Console.Time.GetTimestamp();
            await LocketFile.DecryptAsync(
                file, Stream.Null, [key], new DecryptionOptions { Workers = workers }, progress: null, cancellationToken);
            double speed = DecryptedLength / _run.Console.Time.GetElapsedTime(start).TotalSeconds;

            // The first run warms up.
            if (i > 0)
            {
                speeds.Add(speed);
            }
        }

        return Median(speeds);
    }

    /// <summary>Seconds that one password takes.</summary>
    private double Derive(PasswordKdf kdf, CancellationToken cancellationToken)
    {
        List<double> times = [];
        for (int i = 0; i < Runs; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using Password password = new("not a secret");
            using PasswordRecipient recipient = new(password, kdf);
            long start = _run.Console.Time.GetTimestamp();
            LocketFile.Encrypt([], [recipient], new EncryptionOptions { Metadata = FileMetadata.None });
            times.Add(_run.Console.Time.GetElapsedTime(start).TotalSeconds);
        }

        return Median(times);
    }
}

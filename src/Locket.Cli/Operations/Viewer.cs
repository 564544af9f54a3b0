using System.Globalization;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Cli.Values;

namespace Locket.Cli.Operations;

/// <summary>Runs <c>locket view</c>: authenticated content, or a stretch of it, to the standard output.</summary>
internal sealed class Viewer
{
    private const int BufferLength = 128 * 1024;

    private readonly CommandRun _run;
    private readonly CredentialChoice _choice;
    private readonly DecryptionOptions _options;
    private readonly ByteRange? _range;
    private readonly bool _hex;
    private readonly bool _force;

    public Viewer(CommandRun run, CredentialChoice choice, DecryptionOptions options, ByteRange? range, bool hex, bool force)
    {
        _run = run;
        _choice = choice;
        _options = options;
        _range = range;
        _hex = hex;
        _force = force;
    }

    public async Task<int> RunAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            using LocketInput input = LocketInput.Open(_run.Console, name);
            if (input.IsPipe && _range is not null)
            {
                throw CommandException.Usage(
                    "--range needs a file: a pipe cannot be read out of order", "name the file, or cut the output of 'locket decrypt'");
            }

            using FileOpener opener = new(_run.Console, _run.Reporter, _run.Progress, _choice, _options);
            using LocketReader reader = await opener.OpenAsync(input, cancellationToken);
            await ShowAsync(reader, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await _run.FailAsync(name, failure);
        }

        return (int)_run.Code;
    }

    private async Task ShowAsync(LocketReader reader, CancellationToken cancellationToken)
    {
        Stream output = _run.Console.Output;
        await using TextOnlyStream guard = new(output);
        await using HexDumpStream dump = new(output, _range?.First ?? 0);
        Stream asItIs = _run.Console.IsOutputTerminal && !_force ? guard : output;
        Stream target = _hex ? dump : asItIs;
        if (_range is null)
        {
            await reader.DecryptToAsync(target, progress: null, cancellationToken);
        }
        else
        {
            await using Stream content = reader.OpenContent();
            (long first, long? length) = Resolve(content, _range.Value);
            dump.Offset = first;
            content.Position = first;
            if (!await CopyAsync(content, length, target, cancellationToken) && first > content.Length)
            {
                throw BeyondEnd(first, content.Length);
            }
        }

        if (_hex)
        {
            dump.Finish();
        }

        await output.FlushAsync(cancellationToken);
    }

    /// <summary>The first byte and the length; the content's length, which costs its last chunk, is asked for only where it is
    /// needed.</summary>
    private static (long First, long? Length) Resolve(Stream content, ByteRange range)
    {
        if (range.First is { } first)
        {
            return (first, range.Length);
        }

        long last = Math.Min(range.Length ?? 0, content.Length);
        return (content.Length - last, last);
    }

    private static CommandException BeyondEnd(long first, long length) => CommandException.Usage(
        string.Create(CultureInfo.InvariantCulture, $"the range begins at byte {first}, but the content has only {length} bytes"),
        "choose a range within the content");

    private static async Task<bool> CopyAsync(Stream content, long? length, Stream target, CancellationToken cancellationToken)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferLength);
        long rest = length ?? long.MaxValue;
        bool any = false;
        while (rest > 0)
        {
            int read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, rest)), cancellationToken);
            if (read == 0)
            {
                break;
            }

            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            rest -= read;
            any = true;
        }

        return any;
    }
}

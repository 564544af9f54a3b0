using System.Text.Json;
using Locket.Cli.Commands;
using Locket.Cli.Json;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>Runs <c>locket inspect</c>: never asks for anything unless told to.</summary>
internal sealed class Inspector
{
    private readonly CommandRun _run;
    private readonly CredentialChoice _choice;
    private readonly DecryptionOptions _options;
    private readonly bool _json;

    public Inspector(CommandRun run, CredentialChoice choice, DecryptionOptions options, bool json)
    {
        _run = run;
        _choice = choice;
        _options = options;
        _json = json;
    }

    public async Task<int> RunAsync(IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        using FileOpener opener = new(_run.Console, _run.Reporter, _run.Progress, _choice, _options);
        bool isFirst = true;
        foreach (string input in inputs.Count > 0 ? inputs : ["-"])
        {
            try
            {
                InspectionJson answer = await InspectAsync(input, opener, cancellationToken);
                if (_json)
                {
                    await _run.Console.OutputText.WriteLineAsync(JsonSerializer.Serialize(answer, AnswerJson.Readable.InspectionJson));
                }
                else
                {
                    if (!isFirst)
                    {
                        await _run.Console.OutputText.WriteLineAsync();
                    }

                    InspectionText.Write(_run.Console.OutputText, answer);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                await FailAsync(input, failure);
            }

            isFirst = false;
        }

        return (int)_run.Code;
    }

    private async Task<InspectionJson> InspectAsync(string name, FileOpener opener, CancellationToken cancellationToken)
    {
        using LocketInput input = LocketInput.Open(_run.Console, name);
        if (!_choice.NamesAnything)
        {
            return InspectionFacts.From(name, input.Inspect(), opened: null);
        }

        using LocketReader reader = await opener.OpenAsync(input, cancellationToken);
        long? length = null;
        if (!input.IsPipe && !reader.Inspection.IsTruncated)
        {
            await using Stream content = reader.OpenContent();
            length = content.Length;
        }

        return InspectionFacts.From(name, reader.Inspection, InspectionFacts.From(reader, length));
    }

    private async Task FailAsync(string input, Exception failure)
    {
        if (_json)
        {
            string answer = JsonSerializer.Serialize(_run.Answer(input, failure), AnswerJson.Readable.ErrorJson);
            await _run.Console.OutputText.WriteLineAsync(answer);
        }

        await _run.FailAsync(input, failure);
    }
}

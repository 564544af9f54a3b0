using System.Text.Json;
using Locket.Cli.Commands;
using Locket.Cli.Json;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>Runs <c>locket picture list</c>: what sealed pictures are, from their headers alone.</summary>
internal sealed class PictureListing
{
    private readonly CommandRun _run;
    private readonly PictureOpenRequest _request;

    public PictureListing(CommandRun run, PictureOpenRequest request)
    {
        _run = run;
        _request = request;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        PictureFiles files = new PictureFiles(_run.Console, outputFolder: null, isSealed: true).Find(_request.Inputs);
        foreach ((string name, Exception failure) in files.Failures)
        {
            await FailAsync(name, failure);
        }

        if (files.All.Count == 0)
        {
            files.NoteNothingSealed(_run.Reporter);
            return (int)_run.Code;
        }

        using FileOpener opener = new(_run.Console, _run.Reporter, _run.Progress, _request.Credentials, _request.Options);
        IReadOnlyList<Credential> credentials = await PictureSecrets.SettleAsync(
            _run, opener, _request.Credentials, files.All, cancellationToken);
        PictureOpener reader = new(credentials, new PictureOpenerOptions { Decryption = _request.Options });
        List<string[]> rows = [["NAME", "TYPE", "SIZE", "LENGTH", "TAKEN", "PLACE"]];
        int done = 0;
        await foreach (SealedPicture picture in reader.ReadAllAsync(files.All.Select(file => file.Path), cancellationToken))
        {
            PictureFile file = files.All[done++];
            if (picture.Failure is not null)
            {
                await FailAsync(file.Name, picture.Failure);
                continue;
            }

            SealedPictureJson facts = PictureFacts.From(file.Name, picture);
            if (_request.Json)
            {
                await _run.Console.OutputText.WriteLineAsync(JsonSerializer.Serialize(facts, AnswerJson.Readable.SealedPictureJson));
            }
            else
            {
                rows.Add(Row(file, facts));
            }
        }

        if (rows.Count > 1)
        {
            await TextTable.WriteAsync(rows, _run.Console.OutputText);
        }

        return (int)_run.Code;
    }

    private static string[] Row(PictureFile file, SealedPictureJson facts) =>
    [
        Shown.Text(Path.Join(file.RelativeFolder, facts.Name ?? Path.GetFileName(file.Path))),
        PictureFacts.Type(facts),
        PictureFacts.Dimensions(facts),
        PictureFacts.Length(facts),
        PictureFacts.Taken(facts),
        PictureFacts.Place(facts),
    ];

    private async Task FailAsync(string name, Exception failure)
    {
        if (_request.Json)
        {
            string answer = JsonSerializer.Serialize(_run.Answer(name, failure), AnswerJson.Readable.ErrorJson);
            await _run.Console.OutputText.WriteLineAsync(answer);
        }

        await _run.FailAsync(name, failure);
    }
}

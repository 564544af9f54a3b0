using System.Globalization;
using System.Text.Json;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>Runs <c>locket password --rate</c>.</summary>
internal sealed class Rater
{
    private readonly CommandRun _run;
    private readonly CredentialChoice _choice;
    private readonly bool _json;

    public Rater(CommandRun run, CredentialChoice choice, bool json)
    {
        _run = run;
        _choice = choice;
        _json = json;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (_choice.NamesPasswordSource)
        {
            new CredentialSource(_run.Console, _choice).LoadLines(Print);
            return (int)ExitCode.Success;
        }

        if (!_run.Console.PasswordPrompt.IsAvailable)
        {
            throw CommandException.Usage("there is no terminal to ask for the password on", CredentialSource.PasswordWays);
        }

        using SecretLine line = await _run.Console.PasswordPrompt.ReadAsync("password to rate: ", cancellationToken);
        Print("terminal", line);
        return (int)ExitCode.Success;
    }

    private void Print(string source, SecretLine line)
    {
        // The checks of a real password: not empty, UTF-8, not too long.
        Password.FromBytes(line.Span).Dispose();
        PasswordRating rating = PasswordRating.Of(line);
        double seconds = AttackEstimate.CrackTimeInSeconds(rating.EntropyInBits);
        TextWriter output = _run.Console.OutputText;
        if (_json)
        {
            RatingJson answer = new()
            {
                Source = source,
                Score = rating.Score,
                Verdict = rating.Verdict,
                EntropyInBits = Math.Round(rating.EntropyInBits, 1),
                GuessesLog10 = Math.Round(rating.GuessesLog10, 1),
                CrackTimeInSeconds = Math.Round(seconds, 1),
                Assumption = AttackEstimate.Assumption,
                Advice = rating.Advice,
            };
            output.WriteLine(JsonSerializer.Serialize(answer, AnswerJson.Readable.RatingJson));
            return;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{rating.Verdict} (score {rating.Score} of 4, about 10^{rating.GuessesLog10:0.0} guesses)"));
        output.WriteLine($"time to guess: {AttackEstimate.Duration(seconds)} ({AttackEstimate.Assumption})");
        foreach (string advice in rating.Advice)
        {
            output.WriteLine($"- {advice}");
        }
    }
}

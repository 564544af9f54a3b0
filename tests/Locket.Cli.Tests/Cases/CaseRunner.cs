using System.Text;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Cases;

/// <summary>Plays a case: in a folder of its own, every line in order, every output compared in full.</summary>
internal sealed class CaseRunner : IDisposable
{
    private readonly CommandCase _case;
    private readonly ICommandTarget _target;
    private readonly CommandLineHarness _harness = new();
    private readonly CaseFolder _folder;
    private readonly CaseSystem _system;
    private readonly CaseAcceptance? _acceptance;

    public CaseRunner(CommandCase commandCase, ICommandTarget target, CaseAcceptance? acceptance = null)
    {
        _case = commandCase;
        _target = target;
        _folder = new CaseFolder(_harness);
        _system = new CaseSystem(_harness);
        _acceptance = acceptance;
    }

    public async Task PlayAsync()
    {
        foreach (CaseStep step in _case.Steps)
        {
            try
            {
                await DoAsync(step);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                string line = $"{_case.Path}:{step.Line}: {step.Verb} {string.Join(' ', step.Words)}";
                throw new Xunit.Sdk.XunitException($"{line}\n{failure.Message}", failure);
            }
        }
    }

    public void Dispose()
    {
        _system.Dispose();
        _harness.Dispose();
    }

    private async Task DoAsync(CaseStep step)
    {
        if (step.Run is { } run)
        {
            await RunAsync(step, run);
            return;
        }

        switch (step.Verb)
        {
            case "env":
                _harness.Environment[step.Words[0]] = step.Words[1];
                break;
            case "rights":
                _harness.Environment[BinaryTarget.OrdinaryRights] = step.Words[0];
                break;
            case "answers":
                _harness.Answers.Clear();
                _harness.Answers.AddRange(step.Words);
                break;
            case "asked":
                Assert.Equal(step.Words, _harness.Questions);
                break;
            case "terminal":
                _harness.IsOutputTerminal = step.Words.Contains("out", StringComparer.Ordinal);
                _harness.IsErrorTerminal = step.Words.Contains("err", StringComparer.Ordinal);
                break;
            default:
                if (!_system.TryDo(step.Verb, step.Words) && !_folder.TryDo(step.Verb, step.Words))
                {
                    throw new FormatException($"'{step.Verb}' is not known");
                }

                break;
        }
    }

    private async Task RunAsync(CaseStep step, CaseRun run)
    {
        byte[] input = run.InputFile is { } file ? _harness.Read(file) : Encoding.UTF8.GetBytes(run.Input ?? string.Empty);
        CommandResult result = await _target.RunAsync(_harness, CaseArguments.Expand(step.Words), input);
        await _system.EndRunAsync();
        if (run.OutputFile is { } output)
        {
            _harness.Write(output, result.Output);
        }

        IReadOnlyList<string> outputLines = run.OutputFile is null ? LinePattern.LinesOf(result.OutputText) : [];
        IReadOnlyList<string> errorLines = LinePattern.LinesOf(result.Error);
        if (result.ExitCode == run.ExitCode
            && LinePattern.Matches(run.OutputLines, outputLines, _harness.Folder)
            && LinePattern.Matches(run.ErrorLines, errorLines, _harness.Folder))
        {
            return;
        }

        if (_acceptance is null)
        {
            Assert.Equal(
                CaseAcceptance.Text(run.ExitCode, run.OutputLines, run.ErrorLines),
                CaseAcceptance.Text(result.ExitCode, outputLines, errorLines));
            Assert.Fail("the output differs from what the case expects");
        }

        _acceptance.Take(step, result.ExitCode, outputLines, errorLines);
    }
}

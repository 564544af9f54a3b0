using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Cases;

/// <summary>Plays every case of tests/testdata/cli/cases, and those marked so once more with the published program.</summary>
public sealed class CommandCaseTests
{
    private const int FewestCases = 100;

    public static TheoryData<string> InProcess => Names(CaseWhere.InProcess, CaseWhere.Both);

    public static TheoryData<string> Binary => Names(CaseWhere.Both, CaseWhere.Binary);

    [Fact]
    public void Cases_OnDisk_AreManyAndAThirdRunsTheProgram()
    {
        Assert.True(CaseFiles.All.Count >= FewestCases, $"only {CaseFiles.All.Count} cases were found");
        Assert.True(
            Binary.Count * 3 >= CaseFiles.All.Count,
            $"only {Binary.Count} of {CaseFiles.All.Count} cases run the published program");
    }

    [Theory]
    [MemberData(nameof(InProcess))]
    public Task Command_InProcess_DoesWhatTheCaseSays(string name)
        => PlayAsync(name, CaseWhere.InProcess, () => Task.FromResult<ICommandTarget>(new InProcessTarget()));

    [Theory]
    [MemberData(nameof(Binary))]
    public Task Command_Published_DoesWhatTheCaseSays(string name)
        => PlayAsync(name, CaseWhere.Binary, async () => new BinaryTarget(await PublishedProgram.GetAsync()));

    private static async Task PlayAsync(string name, CaseWhere where, Func<Task<ICommandTarget>> target)
    {
        CommandCase commandCase = CaseFiles.All.Single(found => string.Equals(found.Name, name, StringComparison.Ordinal));
        // Paths and the system's own messages are written in the cases as Unix has them.
        foreach (string need in commandCase.Needs.Prepend("unix"))
        {
            Machine.Require(need);
        }

        // What came is taken from one kind of run; the other must then agree.
        bool mayAccept = where == CaseWhere.InProcess || commandCase.Where == CaseWhere.Binary;
        CaseAcceptance? acceptance = mayAccept ? CaseAcceptance.For(commandCase) : null;
        using CaseRunner runner = new(commandCase, await target(), acceptance);
        try
        {
            await runner.PlayAsync();
        }
        finally
        {
            acceptance?.Write();
        }
    }

    private static TheoryData<string> Names(params CaseWhere[] where)
        => [.. CaseFiles.All.Where(found => where.Contains(found.Where)).Select(found => found.Name)];
}

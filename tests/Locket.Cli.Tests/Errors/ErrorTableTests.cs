using System.Text.RegularExpressions;
using Locket.Classic;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Help;
using Locket.Cli.Operations.Classic;
using Locket.Pictures;
using Locket.Rooms;
using Xunit;

namespace Locket.Cli.Tests.Errors;

public sealed partial class ErrorTableTests
{
    public static TheoryData<LocketFailure, int> Failures => new()
    {
        { LocketFailure.NotALocketFile, 4 },
        { LocketFailure.UnsupportedVersion, 4 },
        { LocketFailure.DamagedHeader, 5 },
        { LocketFailure.NoSlotOpens, 3 },
        { LocketFailure.TooCostly, 6 },
        { LocketFailure.DamagedPayload, 5 },
        { LocketFailure.Truncated, 5 },
        { LocketFailure.SourceChanged, 8 },
        { LocketFailure.OutputExists, 7 },
        { LocketFailure.SameFile, 7 },
        { LocketFailure.UnsafeArchive, 10 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Explain_LocketFailure_HasItsCodeAReasonAndAHint(LocketFailure failure, int code)
        => AssertExplained(new LocketException(failure, "it happened"), code, "it happened");

    [Fact]
    public void Explain_WhatARoomRefuses_IsNoFaultOfTheProgram()
    {
        foreach (RoomFailure failure in Enum.GetValues<RoomFailure>())
        {
            RoomException refused = new(failure);
            AssertExplained(refused, (int)ExitCode.Failure, refused.Message);
        }
    }

    public static TheoryData<ClassicFailure, int> ClassicFailures => new()
    {
        { ClassicFailure.Malformed, 5 },
        { ClassicFailure.Truncated, 5 },
        { ClassicFailure.WrongKeyOrDamaged, 3 },
        { ClassicFailure.TooLarge, 6 },
        { ClassicFailure.Unsupported, 4 },
    };

    [Theory]
    [MemberData(nameof(ClassicFailures))]
    public void Explain_ClassicFailure_HasItsCodeAReasonAndAHint(ClassicFailure failure, int code)
        => AssertExplained(new ClassicException(failure, "it happened"), code, "it happened");

    public static TheoryData<PictureFailure, int> PictureFailures => new()
    {
        { PictureFailure.NotAPicture, 4 },
        { PictureFailure.Unsupported, 4 },
        { PictureFailure.Damaged, 5 },
        { PictureFailure.TooLarge, 6 },
        { PictureFailure.NoDecoder, 1 },
        { PictureFailure.OutsidePicture, 2 },
        { PictureFailure.NothingHidden, 2 },
        { PictureFailure.AlreadySealed, 1 },
        { PictureFailure.NothingSealed, 4 },
        { PictureFailure.NotThisPicture, 5 },
        { PictureFailure.NothingLeft, 2 },
    };

    [Theory]
    [MemberData(nameof(PictureFailures))]
    public void Explain_EveryPictureFailure_HasItsExitCodeAndAHint(PictureFailure failure, int exitCode)
        => AssertExplained(new PictureException(failure, "it happened", offsetInBytes: 7), exitCode, "it happened (at byte 7)");

    [Fact]
    public void Explain_PictureFailures_AreAllListed()
        => Assert.Equal(Enum.GetValues<PictureFailure>().Length, PictureFailures.Count);

    public static TheoryData<AdoptionFailure, int> AdoptionFailures => new()
    {
        { AdoptionFailure.UnknownScheme, 2 },
        { AdoptionFailure.UnknownMaking, 2 },
        { AdoptionFailure.Unverified, 3 },
        { AdoptionFailure.OutputDiffers, 7 },
        { AdoptionFailure.NotTheSame, 1 },
        { AdoptionFailure.SourceChanged, 8 },
        { AdoptionFailure.NotRemoved, 1 },
        { AdoptionFailure.NotAFile, 8 },
    };

    [Theory]
    [MemberData(nameof(AdoptionFailures))]
    public void Explain_AdoptionFailure_HasItsCodeAReasonAndAHint(AdoptionFailure failure, int code)
        => AssertExplained(new AdoptionException(failure, "it happened"), code, "it happened");

    [Fact]
    public void AdoptionFailures_EveryReasonOfTheLibrary_IsListed()
        => Assert.Equal(Enum.GetValues<AdoptionFailure>().Order(), AdoptionFailures.Select(row => row.Data.Item1).Order());

    [Fact]
    public void AdoptionSchemes_Names_AreThoseOfTheCommand()
        => Assert.Equal(
            ClassicSchemes.Names.Order(StringComparer.Ordinal),
            AdoptionSchemes.All.Select(AdoptionSchemes.NameOf).Order(StringComparer.Ordinal), StringComparer.Ordinal);

    [Fact]
    public void ClassicFailures_EveryReasonOfTheLibrary_IsListed()
        => Assert.Equal(Enum.GetValues<ClassicFailure>().Order(), ClassicFailures.Select(row => row.Data.Item1).Order());

    [Fact]
    public void Failures_EveryReasonOfTheLibrary_IsListed()
        => Assert.Equal(Enum.GetValues<LocketFailure>().Order(), Failures.Select(row => row.Data.Item1).Order());

    [Fact]
    public void ClassicLimits_OfTheOptions_AreTheLibrarys()
    {
        Assert.Equal(ClassicLimits.MaxIterations, ClassicParameterOptions.MaxIterations);
        Assert.Equal(ClassicLimits.MaxSaltLengthInBytes, ClassicParameterOptions.MaxSaltLengthInBytes);
    }

    [Fact]
    public void Explain_DamageWithAnOffset_SaysWhere()
        => Assert.Equal("a chunk does not verify (at byte 16400)",
            ErrorTable.Explain(new LocketException(LocketFailure.DamagedPayload, "a chunk does not verify", 16_400)).Message);

    [Theory]
    [InlineData(28)]
    [InlineData(122)]
    [InlineData(unchecked((int)0x80070070))]
    public void Explain_FullDisk_HasItsOwnCode(int error)
        => Assert.Equal(ExitCode.DiskFull, ErrorTable.Explain(new IOException("no space", error)).Code);

    [Fact]
    public void Explain_Cancellation_IsInterrupted()
        => Assert.Equal(ExitCode.Interrupted, ErrorTable.Explain(new OperationCanceledException()).Code);

    [Fact]
    public void Explain_UnexpectedException_ShowsNoStackTrace()
    {
        Problem problem = ErrorTable.Explain(new InvalidOperationException("odd"));
        Assert.Equal((ExitCode.Failure, "internal error: InvalidOperationException: odd"), (problem.Code, problem.Message));
    }

    [Fact]
    public void ExitCodeTexts_EveryCode_HasAMeaning()
        => Assert.Equal(Enum.GetValues<ExitCode>(), ExitCodeTexts.All.Select(row => row.Code));

    [Fact]
    public void ExitCodeTexts_Documentation_SaysTheSame()
    {
        string document = File.ReadAllText(Path.Join(Repository.Root, "docs", "cli.md"));
        (int, string)[] documented =
        [
            .. ExitCodeRow().Matches(document).Select(match => (
                int.Parse(match.Groups["code"].Value, System.Globalization.CultureInfo.InvariantCulture), match.Groups["meaning"].Value)),
        ];
        Assert.Equal(ExitCodeTexts.All.Select(row => ((int)row.Code, row.Meaning)), documented);
    }

    /// <summary>A failure has its exit code, a name for programs, and a hint that is no sentence.</summary>
    private static void AssertExplained(Exception failure, int code, string message)
    {
        Problem problem = ErrorTable.Explain(failure);
        Assert.Equal((code, message), ((int)problem.Code, problem.Message));
        Assert.Matches("^[a-z]+(-[a-z]+)*$", problem.Reason);
        Assert.False(string.IsNullOrEmpty(problem.Hint));
        Assert.False(problem.Hint.EndsWith('.'), problem.Hint);
    }

    [GeneratedRegex(@"^\| (?<code>\d+) \| (?<meaning>[^|]+?) \|", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExitCodeRow();
}

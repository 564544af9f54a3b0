using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

/// <summary>Every vector of tests/testdata/vectors through every way to read.</summary>
public sealed class PublishedVectorTests
{
    [Fact]
    public async Task Decrypt_EveryVectorEveryWay_GivesTheContentOrTheReason()
    {
        List<string> wrong = [];
        foreach (PublishedVector vector in PublishedVector.All())
        {
            using (vector)
            {
                foreach (ReadPath path in ReadPaths.All)
                {
                    Outcome outcome = await path.ReadAsync(vector.File, vector.Credentials);
                    string what = $"{vector.Name}, {path.Name}: {outcome.Failure?.ToString() ?? "opened"} at {outcome.Offset},"
                        + $" expected {vector.Failure?.ToString() ?? "the content"} at {vector.Offset}";
                    bool isRight = vector.Failure is null
                        ? outcome.Failure is null && vector.IsContent(outcome.Released)
                        : outcome.Failure == vector.Failure && IsOffset(path, vector.Offset, outcome.Offset);
                    if (!isRight)
                    {
                        wrong.Add(what);
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    /// <summary>The vectors give the first fault. A way that verifies the end before the rest may meet a later one (section 7).</summary>
    private static bool IsOffset(ReadPath path, long? expected, long? offset)
        => expected is null || offset == expected
            || (!path.Streams && offset > expected && (offset - expected) % (Samples.Chunk + 16) == 0);

    [Fact]
    public void Open_EveryValidVector_GivesTheMetadata()
    {
        int withMetadata = 0;
        foreach (PublishedVector vector in PublishedVector.All().Where(vector => vector.Failure is null))
        {
            using (vector)
            {
                using LocketReader reader = LocketReader.Open(
                    new MemoryStream(vector.File), vector.Credentials, cancellationToken: TestContext.Current.CancellationToken);
                FileMetadata? expected = vector.ExpectedMetadata();
                Assert.True(expected == reader.Metadata, $"{vector.Name}: {reader.Metadata}, expected {expected}");
                withMetadata += expected is null ? 0 : 1;
            }
        }

        Assert.True(withMetadata > 0);
    }

    [Fact]
    public void Inspect_EveryVector_NeverAsksForASecretAndRefusesOnlyWhatShows()
    {
        foreach (PublishedVector vector in PublishedVector.All())
        {
            using (vector)
            {
                foreach (Stream source in (Stream[])[new MemoryStream(vector.File), new OddStream(vector.File)])
                {
                    Exception? failure = Record.Exception(() => LocketFile.Inspect(source));
                    string what = $"{vector.Name}: {failure?.Message}";
                    Assert.True(failure is null or LocketException, what);
                    LocketFailure? reason = (failure as LocketException)?.Reason;
                    Assert.True(reason is null || reason == vector.Failure, what);
                    Assert.True(reason is not null || !vector.FailsInspection, what);
                    Assert.True(
                        reason is null
                            || vector.Failure is not (LocketFailure.NoSlotOpens or LocketFailure.TooCostly or LocketFailure.DamagedPayload),
                        what);
                }
            }
        }
    }
}

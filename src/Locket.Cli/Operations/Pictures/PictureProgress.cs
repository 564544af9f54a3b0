using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures;

/// <summary>The outcomes of a batch as they come, with the progress that they mean.</summary>
internal static class PictureProgress
{
    /// <param name="progress">Where progress is shown; its total is the caller's to set where it is not that of the files.</param>
    /// <param name="files">The files, in the order of the outcomes.</param>
    /// <param name="outcomes">One for each file.</param>
    /// <param name="take">Told of each, with the place of its file.</param>
    /// <param name="hasTotal">Whether the files are all that the run will ever see.</param>
    public static async Task FollowAsync<TOutcome>(
        ProgressMeter progress,
        IReadOnlyList<PictureFile> files,
        IAsyncEnumerable<TOutcome> outcomes,
        Func<int, TOutcome, Task> take,
        bool hasTotal = true)
    {
        if (files.Count == 0)
        {
            return;
        }

        progress.Expect(hasTotal ? files.Sum(file => file.LengthInBytes) : 0);
        progress.Start(files[0].Name);
        int done = 0;
        await foreach (TOutcome outcome in outcomes)
        {
            await take(done, outcome);
            progress.Finish(files[done].LengthInBytes);
            done++;
            if (done < files.Count)
            {
                progress.Start(files[done].Name);
            }
        }
    }
}

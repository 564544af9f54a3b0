using Locket.Pictures.Cleaning;
using Locket.Pictures.Files;

namespace Locket.Pictures;

/// <summary>
/// Makes clean copies of picture files (docs/pictures.md, "Cleaning"). A copy appears under its name when it is whole; the originals are
/// only read. What cannot be cleaned is refused, and leaves no copy.
/// </summary>
/// <remarks>
/// A copy that is there already and has the same bytes counts as done, so that an interrupted batch is simply started again.
/// </remarks>
public sealed class PictureFileCleaner
{
    private readonly PictureFileCleanerOptions _options;

    /// <summary>Makes a cleaner.</summary>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public PictureFileCleaner(PictureFileCleanerOptions? options = null)
    {
        _options = options ?? new PictureFileCleanerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.ParallelFiles, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.ParallelFiles, PictureBatch.MaxParallelFiles, nameof(options));
    }

    /// <summary>Cleans pictures, several at a time.</summary>
    /// <param name="jobs">
    /// The pictures, in the order of the outcomes. An output that is the input or output of another, whatever the names that lead to it, is
    /// refused as <see cref="LocketFailure.SameFile"/>.
    /// </param>
    /// <param name="cancellationToken">Stops; copies that were complete stay, others leave nothing behind.</param>
    /// <returns>What became of each. A failure of one does not keep the others from being cleaned.</returns>
    public IAsyncEnumerable<CleaningOutcome> CleanAllAsync(IEnumerable<PictureCleanJob> jobs, CancellationToken cancellationToken = default)
    {
        PictureCleanJob[] all = [.. jobs];
        TakenPlaces taken = new([.. all.Select(job => (job.SourcePath, job.OutputPath))]);
        return PictureBatch.RunAsync(all, _options.ParallelFiles, (job, stop) => Clean(job, taken, stop), cancellationToken);
    }

    private CleaningOutcome Clean(PictureCleanJob job, TakenPlaces taken, CancellationToken cancellationToken)
    {
        try
        {
            if (job.OutputPath is not null)
            {
                taken.RequireFree(job.SourcePath, job.OutputPath);
            }

            using FileStream source = PlainFile.Open(job.SourcePath);
            return CleanCopy.TryMake(source, job, _options.Cleaning, _options.Overwrite, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return CleanCopy.Failed(job, failure);
        }
    }
}

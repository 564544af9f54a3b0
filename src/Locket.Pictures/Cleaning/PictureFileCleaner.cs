using Locket.Pictures.Cleaning;
using Locket.Pictures.Files;

namespace Locket.Pictures;

/// <summary>
/// Makes clean copies of picture files (docs/pictures.md, "Cleaning"). A copy appears under its name when it is whole; the originals are
/// only read. What cannot be cleaned is refused, and leaves no copy.
/// </summary>
/// <remarks>A copy that is there already and has the same bytes counts as done, so that an interrupted batch is simply started again.</remarks>
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
    /// <param name="jobs">The pictures, in the order of the outcomes. No output may be the output or input of another.</param>
    /// <param name="cancellationToken">Stops; copies that were complete stay, others leave nothing behind.</param>
    /// <returns>What became of each. A failure of one does not keep the others from being cleaned.</returns>
    public IAsyncEnumerable<CleaningOutcome> CleanAllAsync(IEnumerable<PictureCleanJob> jobs, CancellationToken cancellationToken = default)
        => PictureBatch.RunAsync(jobs, _options.ParallelFiles, Clean, cancellationToken);

    private CleaningOutcome Clean(PictureCleanJob job, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream source = PlainFile.Open(job.SourcePath);
            return CleanCopy.TryMake(source, job, _options.Cleaning, _options.Overwrite, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return CleanCopy.Failed(job, failure);
        }
    }
}

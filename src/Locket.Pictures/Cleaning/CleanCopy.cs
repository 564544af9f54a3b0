using Locket.Files;
using Locket.Pictures.Containers;

namespace Locket.Pictures.Cleaning;

/// <summary>
/// Makes the clean copy of one file. It appears under its name when it is whole; what is there already is kept unless asked otherwise.
/// </summary>
internal static class CleanCopy
{
    private const int BufferInBytes = 64 * 1024;

    /// <summary>As <see cref="Make"/>, but a failure becomes an outcome; it concerns this picture alone.</summary>
    public static CleaningOutcome TryMake(
        FileStream source, PictureCleanJob job, CleaningOptions options, bool overwrite, CancellationToken cancellationToken)
    {
        try
        {
            return Make(source, job, options, overwrite, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return Failed(job, failure);
        }
    }

    public static CleaningOutcome Failed(PictureCleanJob job, Exception failure) => new()
    {
        SourcePath = job.SourcePath,
        OutputPath = job.OutputPath,
        Status = PictureStatus.Failed,
        Failure = failure,
    };

    /// <param name="source">The open picture, from its beginning.</param>
    /// <param name="job">Where from and where to.</param>
    /// <param name="options">What to keep.</param>
    /// <param name="overwrite">Whether another file of the output's name is replaced.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <exception cref="PictureException">The picture cannot be cleaned.</exception>
    /// <exception cref="LocketException">The output is the input, is there with other bytes, or the input changed meanwhile.</exception>
    private static CleaningOutcome Make(
        FileStream source, PictureCleanJob job, CleaningOptions options, bool overwrite, CancellationToken cancellationToken)
    {
        FileState state = FileState.Of(source.SafeFileHandle);
        CleaningOutcome outcome = new() { SourcePath = job.SourcePath, OutputPath = job.OutputPath, Status = PictureStatus.Done };
        if (job.OutputPath is null)
        {
            CleaningReport found = Clean(source, new FileOutput(file: null, cancellationToken), options);
            state.RequireUnchanged(source.SafeFileHandle, job.SourcePath);
            return outcome with { Report = found };
        }

        if (!overwrite && FileIdentity.IsLinkToNothing(job.OutputPath))
        {
            throw new LocketException(LocketFailure.OutputExists, $"{job.OutputPath} is a link to a file that does not exist");
        }

        if (!overwrite && File.Exists(job.OutputPath) && !FileIdentity.AreSame(job.SourcePath, job.OutputPath))
        {
            CleaningReport? same = Compare(source, job.OutputPath, options, cancellationToken);
            state.RequireUnchanged(source.SafeFileHandle, job.SourcePath);
            return same is null
                ? throw new LocketException(LocketFailure.OutputExists, $"{job.OutputPath} exists already, with another content")
                : outcome with { Status = PictureStatus.AlreadyDone, Report = same };
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(job.OutputPath))!);
        using OutputFile output = OutputFile.Create(job.OutputPath, overwrite, job.SourcePath);
        CleaningReport report = Clean(source, new FileOutput(output.Handle, cancellationToken), options);
        state.RequireUnchanged(source.SafeFileHandle, job.SourcePath);

        // The original's time of modification would tell when it was taken.
        output.Complete(modificationTime: null);
        return outcome with { Report = report };
    }

    /// <returns>What was removed; null where the other file is not the clean copy.</returns>
    private static CleaningReport? Compare(FileStream source, string path, CleaningOptions options, CancellationToken cancellationToken)
    {
        using FileStream existing = PlainFile.Open(path);
        ComparedOutput comparison = new(existing, cancellationToken);
        CleaningReport report = Clean(source, comparison, options);
        return comparison.IsSame() ? report : null;
    }

    private static CleaningReport Clean(FileStream source, WriteOnlyStream file, CleaningOptions options)
    {
        using BufferedStream output = new(file, BufferInBytes);
        return PictureCleaner.Clean(source, output, options);
    }
}

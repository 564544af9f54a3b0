using Locket.Files;

namespace Locket.Classic.Adoption;

/// <summary>A classic file while it is adopted: read, watched for changes, and removed only while it is what was read.</summary>
internal sealed class OldFile : IDisposable
{
    private readonly FileStream _file;
    private readonly long _lengthInBytes;
    private readonly DateTime _modified;

    private OldFile(string path, FileStream file)
    {
        Path = path;
        _file = file;
        _lengthInBytes = file.Length;
        _modified = File.GetLastWriteTimeUtc(file.SafeFileHandle);
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public Stream Content => _file;

    public long LengthInBytes => _lengthInBytes;

    public DateTimeOffset Modified => new(_modified);

    /// <param name="path">The file.</param>
    /// <param name="mayBeRemoved">Whether it is to be removed afterwards, which a link to it cannot be.</param>
    /// <exception cref="AdoptionException">It is no file.</exception>
    public static OldFile Open(string path, bool mayBeRemoved)
    {
        if (FileIdentity.IsDevice(path))
        {
            throw new AdoptionException(AdoptionFailure.NotAFile, "only files can be adopted, not pipes or devices");
        }

        if (mayBeRemoved && new FileInfo(path).LinkTarget is not null)
        {
            throw new AdoptionException(
                AdoptionFailure.NotAFile, "this is a link, and what it leads to can only be removed under its own name");
        }

        // Nobody who asks first can write to it meanwhile; everybody else is noticed.
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        try
        {
            return file.CanSeek
                ? new OldFile(path, file)
                : throw new AdoptionException(AdoptionFailure.NotAFile, "only files can be adopted, not pipes or devices");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="AdoptionException">Somebody wrote to it.</exception>
    public void ThrowIfChanged()
    {
        if (RandomAccess.GetLength(_file.SafeFileHandle) != _lengthInBytes || File.GetLastWriteTimeUtc(_file.SafeFileHandle) != _modified)
        {
            throw Changed();
        }
    }

    /// <summary>Removes the file, if its name still means what was read.</summary>
    /// <exception cref="AdoptionException">Somebody wrote to it or put another in its place.</exception>
    public void Remove()
    {
        ThrowIfChanged();
        if (!File.Exists(Path) || FileIdentity.PathOf(_file) is not string opened || !FileIdentity.AreSame(Path, opened))
        {
            throw Changed();
        }

        File.Delete(Path);
    }

    public void Dispose() => _file.Dispose();

    private static AdoptionException Changed()
        => new(AdoptionFailure.SourceChanged, "the file was changed or replaced while it was adopted");
}

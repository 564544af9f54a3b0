using System.Globalization;
using System.Text;
using Locket.Files;
using Locket.Metadata;

namespace Locket.Client.Files;

/// <summary>Writes a received file under a name that is safe and that nothing has yet.</summary>
internal static class FileSaver
{
    /// <summary>Names that are tried: name.ext, name-2.ext and so on.</summary>
    private const int MaxNames = 10_000;

    /// <summary>Writes the file beside its place, flushed and for its owner alone, and gives it the first free name.</summary>
    /// <returns>The path.</returns>
    /// <exception cref="IOException">It cannot be written, or all names are taken.</exception>
    public static string Save(IncomingFile file, string folder, CancellationToken cancellationToken)
    {
        string safe = Harmless(file.Name);
        for (int number = 1; number <= MaxNames; number++)
        {
            string path = Path.Combine(folder, Numbered(safe, number));
            if (Path.Exists(path))
            {
                continue;
            }

            try
            {
                using OutputFile output = OutputFile.Create(path, overwrite: false, sourcePath: null, isPrivate: true);
                long offset = 0;
                foreach (ReadOnlyMemory<byte> piece in file.Pieces)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    RandomAccess.Write(output.Handle, piece.Span, offset);
                    offset += piece.Length;
                }

                output.Complete(modificationTime: null);
                return path;
            }
            catch (LocketException taken) when (taken.Reason == LocketFailure.OutputExists)
            {
                // Somebody was faster; the next name is tried.
            }
        }

        throw new IOException($"all names like {safe} are taken in {folder}");
    }

    /// <summary>
    /// Programs read hidden files without being asked (.bash_profile, .netrc), and nobody sees them appear: the sender must not choose
    /// that.
    /// </summary>
    internal static string Harmless(string name)
    {
        string safe = SafeFileName.From(name);
        return safe.StartsWith('.') ? SafeFileName.From("_" + safe) : safe;
    }

    internal static string Numbered(string name, int number)
    {
        if (number == 1)
        {
            return name;
        }

        string suffix = string.Create(CultureInfo.InvariantCulture, $"-{number}");
        int dot = name.LastIndexOf('.');
        string extension =
            dot > 0 && Encoding.UTF8.GetByteCount(name[dot..]) <= SafeFileName.MaxExtensionInBytes ? name[dot..] : string.Empty;
        string stem = name[..^extension.Length];
        while (Encoding.UTF8.GetByteCount(stem) + suffix.Length + Encoding.UTF8.GetByteCount(extension) > SafeFileName.MaxLengthInBytes)
        {
            // Never half of a character.
            stem = stem[..^(stem.Length > 1 && char.IsLowSurrogate(stem[^1]) ? 2 : 1)];
        }

        return stem + suffix + extension;
    }
}

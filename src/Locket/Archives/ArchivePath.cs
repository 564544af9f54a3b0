using System.Text;
using Locket.Metadata;

namespace Locket.Archives;

/// <summary>The names that an archive may use (docs/format.md, "Folders"); packing keeps the same rules, so that what it packs unpacks.</summary>
internal static class ArchivePath
{
    /// <summary>The longest name of an entry, and the longest link target, in bytes of UTF-8: PATH_MAX of Linux.</summary>
    public const int MaxLengthInBytes = 4096;

    /// <summary>Splits an entry's name into its components; none for the root folder itself.</summary>
    /// <exception cref="LocketException"><see cref="LocketFailure.UnsafeArchive"/>: the name is refused.</exception>
    public static string[] Parse(string name)
    {
        CheckText(name, name, "name");
        string[] components = (name.EndsWith('/') ? name[..^1] : name).Split('/');
        foreach (string component in components)
        {
            if (component is "" or "..")
            {
                throw ArchiveErrors.Unsafe(name, component.Length == 0 ? "its name has an empty part" : "its name has a part '..'");
            }

            CheckComponent(name, component);
        }

        return [.. components.Where(c => c is not ".")];
    }

    /// <summary>Checks that a symbolic link stays inside the root.</summary>
    /// <param name="name">The link's name, for the message.</param>
    /// <param name="depth">How many folders below the root the link stands.</param>
    /// <param name="target">What it points to.</param>
    /// <exception cref="LocketException"><see cref="LocketFailure.UnsafeArchive"/>: the target is refused.</exception>
    public static void CheckLink(string name, int depth, string target)
    {
        CheckText(name, target, "link target");
        bool descends = false;
        foreach (string component in target.Split('/'))
        {
            if (component is "" or ".")
            {
                continue;
            }

            if (component is "..")
            {
                // Above another link '..' would mean that link's place, not its name's: only at the front is it what it seems.
                if (descends || --depth < 0)
                {
                    throw ArchiveErrors.Unsafe(name, $"its link target {ArchiveErrors.Quote(target)} may leave the folder");
                }

                continue;
            }

            descends = true;
            CheckComponent(name, component);
        }
    }

    private static void CheckText(string name, string text, string what)
    {
        string? why = text switch
        {
            "" => "is empty",
            ['/', ..] => "is absolute",
            [char letter, ':', ..] when char.IsAsciiLetter(letter) => "begins with a drive",
            _ when text.Contains('\0', StringComparison.Ordinal) => "has a zero character",
            _ when text.Contains('\\', StringComparison.Ordinal) => "has a backslash",
            _ when Encoding.UTF8.GetByteCount(text) > MaxLengthInBytes => "is too long",
            _ => null,
        };
        if (why is not null)
        {
            throw ArchiveErrors.Unsafe(name, $"its {what} {why}");
        }
    }

    private static void CheckComponent(string name, string component)
    {
        if (Encoding.UTF8.GetByteCount(component) > SafeFileName.MaxLengthInBytes)
        {
            throw ArchiveErrors.Unsafe(name, "a part of its name is too long");
        }

        // Windows gives some names another meaning, or one file several names.
        if (OperatingSystem.IsWindows() && component is not "." && !string.Equals(SafeFileName.From(component), component, StringComparison.Ordinal))
        {
            throw ArchiveErrors.Unsafe(name, "Windows cannot hold this name");
        }
    }
}

using System.Text;
using Locket.Metadata;

namespace Locket.Archives;

/// <summary>
/// The names that an archive may use (docs/format.md, "Folders"). Packing keeps the same rules, so that what it packs unpacks.
/// </summary>
internal static class ArchivePath
{
    /// <summary>The longest name of an entry, and the longest link target, in bytes of UTF-8: PATH_MAX of Linux.</summary>
    public const int MaxLengthInBytes = 4096;

    /// <summary>Splits an entry's name into its components.</summary>
    /// <param name="name">The name.</param>
    /// <param name="components">At least one, or none for the root folder itself.</param>
    /// <returns>Why the name is refused, or null.</returns>
    public static string? Judge(string name, out string[] components)
    {
        components = [];
        if (JudgeText(name) is string why)
        {
            return $"its name {why}";
        }

        components = (name.EndsWith('/') ? name[..^1] : name).Split('/');
        foreach (string component in components)
        {
            string? wrong = component switch
            {
                "" => "is empty",
                ".." => "is '..'",
                _ => JudgeComponent(component),
            };
            if (wrong is not null)
            {
                return $"a part of its name {wrong}";
            }
        }

        components = [.. components.Where(c => c is not ".")];
        return null;
    }

    /// <summary>Checks that a symbolic link stays inside the root.</summary>
    /// <param name="depth">How many folders below the root the link stands.</param>
    /// <param name="target">What it points to.</param>
    /// <returns>Why the target is refused, or null.</returns>
    public static string? JudgeLink(int depth, string target)
    {
        if (JudgeText(target) is string why)
        {
            return $"its link target {why}";
        }

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
                    return $"its link target {ArchiveErrors.Quote(target)} may leave the folder";
                }

                continue;
            }

            descends = true;
            if (JudgeComponent(component) is string wrong)
            {
                return $"a part of its link target {wrong}";
            }
        }

        return null;
    }

    private static string? JudgeText(string text)
        => text switch
        {
            "" => "is empty",
            ['/', ..] => "is absolute",
            [char letter, ':', ..] when char.IsAsciiLetter(letter) => "begins with a drive",
            _ when text.Contains('\0', StringComparison.Ordinal) => "has a zero character",
            _ when text.Contains('\\', StringComparison.Ordinal) => "has a backslash",
            _ when Encoding.UTF8.GetByteCount(text) > MaxLengthInBytes => "is too long",
            _ => null,
        };

    private static string? JudgeComponent(string component)
    {
        if (Encoding.UTF8.GetByteCount(component) > SafeFileName.MaxLengthInBytes)
        {
            return "is too long";
        }

        // Windows gives some names another meaning, or one file several names.
        bool isAltered = OperatingSystem.IsWindows()
            && component is not "."
            && !string.Equals(SafeFileName.From(component), component, StringComparison.Ordinal);
        return isAltered ? "is none that Windows can hold" : null;
    }
}

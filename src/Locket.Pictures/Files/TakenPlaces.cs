using Locket.Files;

namespace Locket.Pictures.Files;

/// <summary>
/// The files that a batch reads and those that it writes, so that none of its outputs takes the place of another of them. Names do not
/// tell: a folder may be reached through a link, and a file have two names.
/// </summary>
internal sealed class TakenPlaces
{
    private readonly Dictionary<string, string> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _outputs = new(StringComparer.Ordinal);

    /// <param name="files">Each input with its output, which is null where none is made.</param>
    public TakenPlaces(IReadOnlyList<(string Source, string? Output)> files)
    {
        if (files.All(file => file.Output is null))
        {
            return;
        }

        foreach ((string source, string? output) in files)
        {
            if (FileIdentity.KeyOf(source) is string key)
            {
                _inputs.TryAdd(key, source);
            }

            if (output is not null)
            {
                _outputs.TryAdd(FileIdentity.PlaceKeyOf(output), source);
            }
        }
    }

    /// <exception cref="LocketException">
    /// <see cref="LocketFailure.SameFile"/>: writing the output would cost another file of the batch.
    /// </exception>
    public void RequireFree(string source, string output)
    {
        if (FileIdentity.KeyOf(output) is string key && _inputs.TryGetValue(key, out string? input))
        {
            throw new LocketException(LocketFailure.SameFile, $"{output} is an input as well: {input}");
        }

        string first = _outputs[FileIdentity.PlaceKeyOf(output)];
        if (!string.Equals(first, source, StringComparison.Ordinal))
        {
            throw new LocketException(LocketFailure.SameFile, $"{output} is where the copy of {first} goes");
        }
    }
}

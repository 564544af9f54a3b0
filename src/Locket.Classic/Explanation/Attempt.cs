namespace Locket.Classic.Explanation;

/// <summary>What came of opening bytes with the real reader: a plaintext or a refusal.</summary>
/// <param name="Plaintext">What came out; null where it was refused.</param>
/// <param name="Refusal">The reader's own words; null where it was not.</param>
internal sealed record Attempt(byte[]? Plaintext, string? Refusal)
{
    public bool Opened => Plaintext is not null;

    public static Attempt Of(Func<byte[]> open)
    {
        try
        {
            return new(open(), null);
        }
        catch (Exception refusal) when (refusal is ClassicException or LocketException)
        {
            return new(null, refusal.Message);
        }
    }

    public static async Task<Attempt> OfAsync(Func<Stream, Task> open)
    {
        using MemoryStream plaintext = new();
        try
        {
            await open(plaintext).ConfigureAwait(false);
            return new(plaintext.ToArray(), null);
        }
        catch (Exception refusal) when (refusal is ClassicException or LocketException)
        {
            return new(null, refusal.Message);
        }
    }

    public ExplanationValue As(string name) => Plaintext is null
        ? ExplanationValue.Of(name, $"refused: {Refusal}")
        : ExplanationValue.Quoted(name, Plaintext);
}

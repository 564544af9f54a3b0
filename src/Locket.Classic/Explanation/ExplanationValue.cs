using System.Text;

namespace Locket.Classic;

/// <summary>A named value that was really computed: bytes or words.</summary>
public sealed record ExplanationValue
{
    private ExplanationValue(string name)
    {
        Name = name;
    }

    /// <summary>What it is.</summary>
    public string Name { get; }

    /// <summary>The bytes; null where it is <see cref="Text"/>.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; private init; }

    /// <summary>The words or the number; null where it is <see cref="Bytes"/>.</summary>
    public string? Text { get; private init; }

    /// <summary>A value that is bytes, which are copied.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The value.</returns>
    public static ExplanationValue Of(string name, ReadOnlySpan<byte> bytes) => new(name) { Bytes = bytes.ToArray() };

    /// <summary>A value that is words or a number.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="text">The words.</param>
    /// <returns>The value.</returns>
    public static ExplanationValue Of(string name, string text) => new(name) { Text = text };

    /// <summary>A value that is text as bytes, shown as far as it is ASCII that can be printed, with dots for the rest.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="utf8">The bytes.</param>
    /// <returns>The value.</returns>
    public static ExplanationValue Quoted(string name, ReadOnlySpan<byte> utf8) => Of(name, $"\"{Printable(utf8)}\"");

    /// <summary>One character for each byte: itself where it is printable ASCII, else a dot.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <returns>As many characters as bytes.</returns>
    public static string Printable(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new(bytes.Length);
        foreach (byte value in bytes)
        {
            text.Append(value is >= 0x20 and < 0x7F ? (char)value : '.');
        }

        return text.ToString();
    }
}

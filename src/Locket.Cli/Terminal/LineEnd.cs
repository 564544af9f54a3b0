namespace Locket.Cli.Terminal;

/// <summary>The end of a line that a person or an editor puts behind a text without meaning it.</summary>
internal static class LineEnd
{
    /// <summary>The text without one line feed, or carriage return and line feed, at its end.</summary>
    public static ReadOnlySpan<byte> Without(ReadOnlySpan<byte> line)
    {
        if (line.EndsWith("\r\n"u8))
        {
            return line[..^2];
        }

        return line.EndsWith("\n"u8) ? line[..^1] : line;
    }
}

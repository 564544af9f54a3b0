namespace Locket.Header;

/// <summary>One stanza of a header: a type, arguments and a body (docs/format.md, "Header").</summary>
/// <param name="Type">The first argument: 1 or more visible ASCII characters.</param>
/// <param name="Arguments">The other arguments, each 1 or more visible ASCII characters.</param>
/// <param name="Body">The body's bytes.</param>
internal sealed record Stanza(string Type, IReadOnlyList<string> Arguments, ReadOnlyMemory<byte> Body)
{
    /// <summary>The line without <c>-> </c> and the line feed: what slots bind themselves to.</summary>
    public string ArgumentLine => string.Join(' ', [Type, .. Arguments]);
}

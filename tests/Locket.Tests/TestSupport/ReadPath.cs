namespace Locket.Tests.TestSupport;

/// <summary>One way to read a file.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Streams">Whether it lets verified bytes out before it has seen the end.</param>
/// <param name="ReadAsync">Reads; lets through every exception but <see cref="LocketException"/>.</param>
internal sealed record ReadPath(string Name, bool Streams, Func<byte[], IReadOnlyList<Credential>, Task<Outcome>> ReadAsync);

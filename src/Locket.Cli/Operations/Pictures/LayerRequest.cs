using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures;

/// <summary>A layer of a redaction as it was asked for.</summary>
/// <param name="Name">What it is called, and sealed with it.</param>
/// <param name="Areas">Its rectangles as text.</param>
/// <param name="Credentials">Where the passwords and keys of its readers come from.</param>
internal sealed record LayerRequest(string Name, IReadOnlyList<string> Areas, CredentialChoice Credentials);

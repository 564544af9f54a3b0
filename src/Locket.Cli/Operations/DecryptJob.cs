namespace Locket.Cli.Operations;

/// <summary>One input of <c>locket decrypt</c>.</summary>
/// <param name="Name">As the person named it; <c>-</c> is the standard input.</param>
/// <param name="RelativeFolder">Its place under the folder that was given, for <c>--recursive</c>.</param>
internal sealed record DecryptJob(string Name, string RelativeFolder);

namespace Locket.Classic.Schemes;

/// <summary>Whether a folder's images are encrypted or decrypted, and all that differs between the two.</summary>
/// <param name="IsInput">Whether a file of this name is one to work on.</param>
/// <param name="OutputName">The output's name.</param>
/// <param name="IsPrivate">Whether the output is for its owner alone.</param>
/// <param name="TransformAsync">Does one file.</param>
internal sealed record GcmImageDirection(
    Func<string, bool> IsInput,
    Func<string, string> OutputName,
    bool IsPrivate,
    Func<Stream, Stream, ClassicSecret, GcmImageOptions?, CancellationToken, Task> TransformAsync);

namespace Locket.Pictures;

/// <summary>
/// The program that decodes pictures in a process of its own: this one again, called in a way that ends in
/// <see cref="PictureDecoderChild"/>.
/// </summary>
/// <param name="FileName">The program's full path.</param>
/// <param name="Arguments">What it is called with.</param>
public sealed record DecoderProgram(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>The hidden verb by which the command <c>locket</c> becomes a decoder.</summary>
    public const string Verb = "picture-decoder";

    /// <summary>The running program, called with one argument.</summary>
    /// <param name="verb">The argument.</param>
    /// <returns>How to start it; <see langword="null"/> where the operating system does not say which program runs.</returns>
    public static DecoderProgram? Current(string verb = Verb)
    {
        if (Environment.ProcessPath is not string path)
        {
            return null;
        }

        // Under "dotnet program.dll" the running program is dotnet, and the first argument says what it runs.
        bool isHost = string.Equals(Path.GetFileNameWithoutExtension(path), "dotnet", StringComparison.OrdinalIgnoreCase);
        return isHost
            ? new DecoderProgram(path, [Environment.GetCommandLineArgs()[0], verb])
            : new DecoderProgram(path, [verb]);
    }
}

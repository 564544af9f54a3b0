using Locket.Files;
using Locket.Pictures.Containers;
using Locket.Pictures.Veil;

namespace Locket.Pictures;

/// <summary>
/// A Locket file as the pixels of a PNG, for channels that carry nothing but pictures (docs/pictures.md, "Veil"). What comes back is the
/// Locket file, byte for byte, as long as nobody changes a pixel; opening it then shows whether it is genuine. A veil hides what is in
/// the file, not that there is one.
/// </summary>
public static class PictureVeil
{
    /// <summary>
    /// The longest Locket file in bytes, 128 MiB; its pixels then need 1 GiB at the worst, in gray and with the strongest preview.
    /// </summary>
    public const int MaxContentInBytes = 128 << 20;

    /// <summary>The most pixels of a veil: those of the longest file, four bits to a pixel.</summary>
    public const long MaxPixels = (2L * MaxContentInBytes) + (1 << 20);

    private const int BufferInBytes = 64 * 1024;

    internal static ReadOnlySpan<byte> Intro => "locket/v1 "u8;

    /// <summary>Writes a Locket file as a picture.</summary>
    /// <param name="locketFile">The whole file, not armored.</param>
    /// <param name="output">Where the PNG goes; left open.</param>
    /// <param name="options">How it looks; plain noise in color where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The bytes are no Locket file, are too many, or an option is out of range.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    public static void Write(ReadOnlySpan<byte> locketFile, Stream output, VeilOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        options ??= new VeilOptions();
        if (!options.IsPossible)
        {
            throw new ArgumentException("an option is out of range", nameof(options));
        }

        if (locketFile.Length > MaxContentInBytes || !locketFile.StartsWith(Intro))
        {
            throw new ArgumentException("not a Locket file, or too long", nameof(locketFile));
        }

        VeilWriter.Write(locketFile, options, output);
    }

    /// <summary>Writes a Locket file as a picture file, which appears under its name when it is whole.</summary>
    /// <param name="locketFile">The whole file, not armored.</param>
    /// <param name="path">The PNG to make.</param>
    /// <param name="options">How it looks; plain noise in color where <see langword="null"/>.</param>
    /// <param name="overwrite">Whether another file of that name is replaced.</param>
    /// <exception cref="ArgumentException">The bytes are no Locket file, are too many, or an option is out of range.</exception>
    /// <exception cref="LocketException">There is such a file already.</exception>
    /// <exception cref="IOException">Writing failed; nothing is left behind.</exception>
    public static void WriteFile(ReadOnlySpan<byte> locketFile, string path, VeilOptions? options = null, bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using OutputFile output = OutputFile.Create(path, overwrite, sourcePath: null);
        using (BufferedStream buffer = new(new FileOutput(output.Handle, CancellationToken.None), BufferInBytes))
        {
            Write(locketFile, buffer, options);
        }

        output.Complete(modificationTime: null);
    }

    /// <summary>
    /// Reads the Locket file from a picture, of which only the pixels count: any program may have written it again without loss.
    /// </summary>
    /// <param name="png">The whole picture file.</param>
    /// <param name="locketFile">
    /// The Locket file, where the method returns <see cref="VeilFault.None"/>. It is not opened, and not trusted.
    /// </param>
    /// <returns>What is wrong with the picture.</returns>
    public static VeilFault TryRead(ReadOnlyMemory<byte> png, out byte[]? locketFile) => VeilReader.Read(png, out locketFile);
}

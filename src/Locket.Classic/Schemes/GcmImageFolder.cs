using System.Runtime.CompilerServices;
using Locket.Classic.Schemes;

namespace Locket.Classic;

/// <summary>
/// Whole folders of images, as the <c>gcm-image</c> program does them: <c>NAME.EXT</c> becomes <c>NAME.EXT.dat</c>, and back.
/// </summary>
/// <remarks>Only the folder's own files, in ordinal order; folders in it and files of other extensions are left alone.</remarks>
public static class GcmImageFolder
{
    /// <summary>What an encrypted image's name ends in.</summary>
    public const string Extension = ".dat";

    private static readonly GcmImageDirection Encryption =
        new(IsImage, name => name + Extension, IsPrivate: false, GcmImage.EncryptAsync);

    private static readonly GcmImageDirection Decryption =
        new(IsEncryptedImage, name => name[..^Extension.Length], IsPrivate: true, GcmImage.DecryptAsync);

    /// <summary>The extensions that count as images, whatever their case.</summary>
    public static IReadOnlyList<string> ImageExtensions { get; } = [".png", ".jpg", ".jpeg", ".bmp", ".tiff", ".gif"];

    /// <summary>Whether a name is that of an image.</summary>
    /// <param name="name">A file name.</param>
    /// <returns>True for <c>NAME.EXT</c>.</returns>
    public static bool IsImage(string name) => ImageExtensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a name is that of an encrypted image.</summary>
    /// <param name="name">A file name.</param>
    /// <returns>True for <c>NAME.EXT.dat</c>.</returns>
    public static bool IsEncryptedImage(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) && IsImage(name[..^Extension.Length]);
    }

    /// <summary>
    /// Encrypts every image of a folder. A failure ends neither the others nor the enumeration. Of names that differ in upper and lower
    /// case only, the first is taken.
    /// </summary>
    /// <param name="folder">The folder of images.</param>
    /// <param name="outputFolder">Where the outputs go, made if it is missing; may be the same.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <param name="cancellationToken">Stops the work; the output at work is not left.</param>
    /// <returns>What became of each image, as it is done.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static IAsyncEnumerable<GcmImageOutcome> EncryptAsync(
        string folder,
        string outputFolder,
        ClassicSecret secret,
        GcmImageOptions? options = null,
        CancellationToken cancellationToken = default)
        => RunAsync(Encryption, folder, outputFolder, secret, options, cancellationToken);

    /// <summary>
    /// Decrypts every encrypted image of a folder. A failure ends neither the others nor the enumeration. Of names that differ in upper
    /// and lower case only, the first is taken.
    /// </summary>
    /// <param name="folder">The folder of encrypted images.</param>
    /// <param name="outputFolder">Where the outputs go, made if it is missing; may be the same.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <param name="cancellationToken">Stops the work; the output at work is not left.</param>
    /// <returns>What became of each image, as it is done.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static IAsyncEnumerable<GcmImageOutcome> DecryptAsync(
        string folder,
        string outputFolder,
        ClassicSecret secret,
        GcmImageOptions? options = null,
        CancellationToken cancellationToken = default)
        => RunAsync(Decryption, folder, outputFolder, secret, options, cancellationToken);

    private static async IAsyncEnumerable<GcmImageOutcome> RunAsync(
        GcmImageDirection direction,
        string folder,
        string outputFolder,
        ClassicSecret secret,
        GcmImageOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(outputFolder);
        GcmImageOptions chosen = GcmImage.Check(secret, options);
        string[] names =
        [
            .. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))
                .Where(direction.IsInput)
                .Order(StringComparer.Ordinal),
        ];
        Directory.CreateDirectory(outputFolder);
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in names)
        {
            string source = Path.Join(folder, name);
            string outputFile = direction.OutputName(name);
            string output = Path.Join(outputFolder, outputFile);
            Exception? failure = null;
            try
            {
                // Many disks take A.png and a.png for one name, and the second output would replace the first.
                if (!taken.Add(outputFile))
                {
                    throw new LocketException(
                        LocketFailure.OutputExists,
                        $"another file of this run was already written to {output}, but for upper and lower case");
                }

                FileStream input = new(source, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
                await using (input.ConfigureAwait(false))
                {
                    await ClassicFile.WriteAsync(
                        output,
                        chosen.Overwrite,
                        direction.IsPrivate,
                        source,
                        (target, stop) => direction.TransformAsync(input, target, secret, chosen, stop),
                        cancellationToken).ConfigureAwait(false);
                }
            }
            catch (Exception caught) when (caught is IOException or UnauthorizedAccessException or ClassicException or LocketException)
            {
                failure = caught;
            }

            yield return new(source, output, failure);
        }
    }
}

using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>Makes thumbnails, where that is wanted and the system says which program runs.</summary>
internal sealed class PictureThumbnails : IDisposable
{
    public PictureThumbnails(CommandConsole console, bool areUnwanted, int parallelFiles)
    {
        if (!areUnwanted && ProgramOf(console) is DecoderProgram program)
        {
            Decoder = new PictureDecoder(program, maxProcesses: Math.Min(parallelFiles, Environment.ProcessorCount));
            Maker = new ThumbnailMaker(Decoder);
        }
    }

    /// <summary>Decodes pictures in a process of its own.</summary>
    public PictureDecoder? Decoder { get; }

    public IThumbnailMaker? Maker { get; }

    private static DecoderProgram? ProgramOf(CommandConsole console) => console.PictureDecoder is { Count: > 0 } words
        ? new DecoderProgram(words[0], [.. words.Skip(1)])
        : DecoderProgram.Current();

    public void Dispose() => Decoder?.Dispose();
}

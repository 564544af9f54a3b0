using Locket.Pictures.Decoding;
using Microsoft.Win32.SafeHandles;

namespace Locket.Pictures;

/// <summary>
/// What a program does when it was started to decode pictures for another (docs/pictures.md, "Decoding in a process of its own"): it takes
/// rights and resources from itself, then reads pictures from its standard input and writes pixels to its standard output.
/// </summary>
public static class PictureDecoderChild
{
    /// <summary>
    /// Serves until the standard input ends. To be called before the program does anything else, and never in a program that goes on.
    /// </summary>
    /// <returns>The exit status: 0 where the input ended.</returns>
    public static int Run()
    {
        if (OperatingSystem.IsWindows())
        {
            return 1;
        }

        using FileStream input = new(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        using FileStream output = new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        byte[] first = new byte[DecoderSettings.LengthInBytes];
        if (input.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) != first.Length
            || DecoderSettings.Read(first) is not DecoderSettings settings)
        {
            return 1;
        }

        try
        {
            GdLibrary? gd = GdLibrary.Load();
            DecoderServer server = new(gd, settings);
            DecoderWarmUp.Run(server, gd);
            bool isConfined = Confinement.TryEnter(settings.MemoryInBytes);
            byte[] ready = new byte[DecoderAnswer.LengthInBytes];
            new DecoderAnswer(isConfined ? DecoderOutcome.Success : DecoderOutcome.Unavailable, default, server.Formats, 0, 0).Write(ready);
            output.Write(ready);
            if (!isConfined)
            {
                return 1;
            }

            server.Serve(input, output, () =>
            {
                if (!ResourceLimits.TryGrantProcessorTime(settings.ProcessorSeconds))
                {
                    throw new InvalidOperationException("internal error: the limit of processor time cannot be set");
                }
            });
            return 0;
        }
        catch (IOException)
        {
            // The parent is gone, and with it whoever could be told.
            return 1;
        }
    }
}

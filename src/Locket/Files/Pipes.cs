using System.IO.Pipes;

namespace Locket.Files;

/// <summary>What makes pipes faster.</summary>
internal static class Pipes
{
    public static void Enlarge(Stream stream)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (stream is FileStream { CanSeek: false } file)
        {
            UnixFiles.EnlargePipe(file.SafeFileHandle);
        }
        else if (stream is AnonymousPipeClientStream pipe)
        {
            UnixFiles.EnlargePipe(pipe.SafePipeHandle);
        }
    }
}

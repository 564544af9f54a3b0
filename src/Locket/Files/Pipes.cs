namespace Locket.Files;

/// <summary>What makes pipes faster.</summary>
internal static class Pipes
{
    public static void Enlarge(Stream stream)
    {
        if (!OperatingSystem.IsWindows() && stream is FileStream { CanSeek: false } pipe)
        {
            UnixFiles.EnlargePipe(pipe.SafeFileHandle);
        }
    }
}

using Locket.Files;

namespace Locket.Classic.Adoption;

/// <summary>Which file it is, and in which state: two equal marks are one file that nobody wrote to in between.</summary>
/// <param name="Identity">Device and inode; null where the system does not tell.</param>
/// <param name="LengthInBytes">The length.</param>
/// <param name="Modified">The time of modification, in UTC.</param>
internal readonly record struct FileMark(UInt128? Identity, long LengthInBytes, DateTime Modified)
{
    public static FileMark Of(FileStream file) => new(
        OperatingSystem.IsWindows() || FileIdentity.PathOf(file) is not string path ? null : UnixFiles.Examine(path)?.Identity,
        RandomAccess.GetLength(file.SafeFileHandle),
        File.GetLastWriteTimeUtc(file.SafeFileHandle));
}

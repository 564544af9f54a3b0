using Locket.Files;

namespace Locket.Client.Keeping;

/// <summary>A small Locket file that is replaced as a whole: after a crash it is the old one or the new one.</summary>
internal static class SealedFile
{
    /// <summary>64 MiB: far above any state, and what reading one may allocate.</summary>
    private const int MaxLengthInBytes = 64 * 1024 * 1024;

    private static readonly EncryptionOptions Options = new() { Workers = 1 };

    /// <summary>Seals, writes beside the place, flushes, renames, flushes the folder.</summary>
    /// <returns>The length of the file in bytes.</returns>
    /// <exception cref="IOException">It is not certain that it will last.</exception>
    public static int Write(string path, ReadOnlySpan<byte> content, Recipient recipient)
    {
        byte[] bytes = LocketFile.Encrypt(content, [recipient], Options);
        using OutputFile output = OutputFile.Create(path, overwrite: true, sourcePath: null, isPrivate: true);
        RandomAccess.Write(output.Handle, bytes, 0);
        output.Complete(modificationTime: null);
        if (!output.IsNameLasting)
        {
            throw new IOException($"{path} was written, but its folder could not be flushed to the disk");
        }

        return bytes.Length;
    }

    /// <summary>Reads and opens; the caller zeroes what it gets.</summary>
    /// <exception cref="RoomFolderException">It is missing, too long or damaged, or the credential does not open it.</exception>
    public static byte[] Read(string path, Credential credential)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.Length > MaxLengthInBytes)
            {
                throw new RoomFolderException(RoomFolderFailure.Damaged, $"{path} is too long");
            }

            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return LocketFile.Decrypt(bytes, [credential]);
        }
        catch (LocketException failure)
        {
            RoomFolderFailure reason = failure.Reason == LocketFailure.NoSlotOpens && credential is Password
                ? RoomFolderFailure.WrongPassword
                : RoomFolderFailure.Damaged;
            string what = reason == RoomFolderFailure.WrongPassword ? "the password does not open" : "damaged:";
            throw new RoomFolderException(reason, $"{what} {path}", failure);
        }
        catch (Exception failure) when (failure is FileNotFoundException or EndOfStreamException)
        {
            throw new RoomFolderException(RoomFolderFailure.Damaged, $"{path} is missing or incomplete", failure);
        }
    }
}

using System.Security.Cryptography;
using Locket.Files;
using Locket.Rooms;

namespace Locket.Client;

/// <summary>
/// Where the count of attempts at a room's password survives a restart, also where nothing else is kept (docs/protocol.md, "Guess
/// limiting").
/// </summary>
/// <remarks>
/// It holds no secret, and its name does not give the room's address away. It is below <c>$XDG_STATE_HOME</c> or <c>~/.local/state</c>, on
/// Windows
/// below the local application data, as <c>locket/rooms/</c> and 32 hexadecimal digits. Processes that use one room at the same time
/// overwrite
/// each other's count; each still counts its own.
/// </remarks>
public sealed class AttemptFile
{
    /// <summary>The longest file in bytes that is read, 64 KiB: three attempts take far less.</summary>
    public const int MaxLengthInBytes = 64 * 1024;

    private const int NameInBytes = 16;
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _path;

    /// <summary>Names the file of a room.</summary>
    /// <param name="address">The room's address, 16 bytes.</param>
    /// <param name="folder">Where such files are; null for the user's own place.</param>
    /// <exception cref="ArgumentException">The address has another length.</exception>
    public AttemptFile(ReadOnlySpan<byte> address, string? folder = null)
    {
        if (address.Length != RoomKeys.AddressInBytes)
        {
            throw new ArgumentException($"a room's address has {RoomKeys.AddressInBytes} bytes", nameof(address));
        }

        byte[] hash = SHA256.HashData([.. Label, .. address]);
        _path = Path.Combine(folder ?? DefaultFolder(), Convert.ToHexStringLower(hash.AsSpan(0, NameInBytes)));
    }

    private static ReadOnlySpan<byte> Label => "locket/v1 attempts"u8;

    /// <summary>Reads what was kept.</summary>
    /// <returns>What <see cref="Write"/> got; empty where nothing was kept.</returns>
    /// <exception cref="IOException">It cannot be read, or is longer than 64 KiB.</exception>
    public byte[] Read()
    {
        try
        {
            using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxLengthInBytes)
            {
                throw new IOException($"{_path} is too long");
            }

            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Replaces what is kept, as a whole; ends when it is on the disk.</summary>
    /// <param name="attempts">At most 64 KiB.</param>
    /// <exception cref="ArgumentException">It is longer.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(ReadOnlySpan<byte> attempts)
    {
        if (attempts.Length > MaxLengthInBytes)
        {
            throw new ArgumentException($"at most {MaxLengthInBytes} bytes are kept", nameof(attempts));
        }

        string folder = Path.GetDirectoryName(_path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnersAlone);
        }

        using OutputFile output = OutputFile.Create(_path, overwrite: true, sourcePath: null, isPrivate: true);
        RandomAccess.Write(output.Handle, attempts, 0);
        output.Complete(modificationTime: null);
    }

    private static string DefaultFolder()
    {
        string home = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { } state && Path.IsPathFullyQualified(state) ? state
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(home, "locket", "rooms");
    }
}

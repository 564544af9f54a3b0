using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Locket.Client;
using Locket.Rooms;

namespace Locket.Cli.Chat.Hosting;

/// <summary>What a host needs so that an invitation stays good when it comes back.</summary>
/// <remarks>
/// As bytes: a version, 1; where it listened, what others reach it by (empty: the same), the room's code, each as a string of
/// <see cref="BinaryWriter"/>; whether the room has AES-128; the certificate with its key, to the end.
/// </remarks>
internal sealed record KeptHost
{
    private const byte Version = 1;

    /// <summary>With the port that it was given.</summary>
    public required IPEndPoint Listen { get; init; }

    public string? PublicHost { get; init; }

    public required RoomCode Code { get; init; }

    public bool IsAes128 { get; init; }

    /// <summary>With its private key.</summary>
    public required byte[] Certificate { get; init; }

    /// <summary>Reads what a folder keeps; null where it keeps no host.</summary>
    /// <exception cref="InvalidDataException">It is of a later version.</exception>
    public static KeptHost? Read(RoomFolder folder)
    {
        if (folder.ReadHosting() is not { } bytes)
        {
            return null;
        }

        try
        {
            using BinaryReader reader = new(new MemoryStream(bytes));
            byte version = reader.ReadByte();
            string listen = version == Version ? reader.ReadString() : string.Empty;
            string host = version == Version ? reader.ReadString() : string.Empty;
            return IPEndPoint.TryParse(listen, out IPEndPoint? endPoint) && RoomCode.TryParse(reader.ReadString(), out RoomCode? code)
                ? new KeptHost
                {
                    Listen = endPoint,
                    PublicHost = host.Length == 0 ? null : host,
                    Code = code,
                    IsAes128 = reader.ReadBoolean(),
                    Certificate = reader.ReadBytes(bytes.Length),
                }
                : throw new InvalidDataException("what the folder keeps of its host is of another version");
        }
        catch (EndOfStreamException failure)
        {
            throw new InvalidDataException("what the folder keeps of its host is damaged", failure);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Ends when it is on the disk.</summary>
    public void Write(RoomFolder folder)
    {
        // As large as it can become, so that no copy with the key in it stays behind.
        byte[] buffer = new byte[4096 + Certificate.Length];
        try
        {
            using MemoryStream stream = new(buffer);
            using BinaryWriter writer = new(stream);
            writer.Write(Version);
            writer.Write(Listen.ToString());
            writer.Write(PublicHost ?? string.Empty);
            writer.Write(Code.ToText());
            writer.Write(IsAes128);
            writer.Write(Certificate);
            writer.Flush();
            folder.WriteHosting(buffer.AsSpan(0, (int)stream.Position));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <summary>Where it listens: it holds the room's code and a key.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"host at {Listen}");
}

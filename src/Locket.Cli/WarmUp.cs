using System.Globalization;

namespace Locket.Cli;

/// <summary>Loads on another core what encrypting and decrypting need, while the first one still reads the arguments.</summary>
internal static class WarmUp
{
    /// <summary>Seals and opens nothing with a key that nobody keeps. Whatever fails here fails again where it can be told.</summary>
    public static void Start(string? command)
    {
        if (command is "encrypt" or "decrypt" && Environment.ProcessorCount > 1)
        {
            new Thread(() => Run(opens: command is "decrypt")) { IsBackground = true, Name = "locket warm-up" }.Start();
        }
    }

    private static void Run(bool opens)
    {
        try
        {
            _ = CultureInfo.CurrentCulture;
            using SymmetricKey key = SymmetricKey.Generate();
            using KeyRecipient recipient = new(key);
            FileMetadata metadata = new() { Name = "warm-up", ModificationTime = DateTimeOffset.UnixEpoch };
            EncryptionOptions options = new() { Metadata = metadata };
            byte[] file = LocketFile.Encrypt([], [recipient], options);
            if (opens)
            {
                LocketFile.Decrypt(file, [key]);
            }
        }
#pragma warning disable CA1031 // only a preparation: the work itself says what is wrong
        catch (Exception)
#pragma warning restore CA1031
        {
            // Nothing was promised.
        }
    }
}

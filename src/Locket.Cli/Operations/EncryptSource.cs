namespace Locket.Cli.Operations;

/// <summary>What an encryption reads.</summary>
internal enum EncryptSource
{
    StandardInput,
    File,
    Folder,
}

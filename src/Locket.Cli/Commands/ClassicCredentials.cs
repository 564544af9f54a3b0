namespace Locket.Cli.Commands;

/// <summary>The usual options for passwords and keys, in the words of classic formats.</summary>
internal static class ClassicCredentials
{
    public static CredentialOptions Options()
    {
        CredentialOptions options = new();
        options.Ask.Description = "Ask for a password, as happens where nothing else is given";
        options.KeyFiles.Description = "Use a raw key: a file of 16, 24 or 32 bytes";
        return options;
    }
}

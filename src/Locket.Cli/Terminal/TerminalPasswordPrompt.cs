namespace Locket.Cli.Terminal;

/// <summary>Chooses how this platform asks for a password.</summary>
internal static class TerminalPasswordPrompt
{
    public static IPasswordPrompt ForThisPlatform() => OperatingSystem.IsWindows() ? new WindowsPasswordPrompt() : new UnixPasswordPrompt();
}

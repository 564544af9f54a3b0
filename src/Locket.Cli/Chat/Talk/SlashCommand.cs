namespace Locket.Cli.Chat.Talk;

/// <summary>A command inside the conversation.</summary>
/// <param name="Name">With its slash.</param>
/// <param name="Arguments">As the help shows them.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record SlashCommand(string Name, string Arguments, string Meaning)
{
    public const string Exit = "EXIT!";

    public static IReadOnlyList<SlashCommand> All { get; } =
    [
        new("/who", "", "who is here"),
        new("/keys", "", "how often and when the keys were renewed"),
        new("/verify", "[NAME]", "five groups of digits to compare by voice: equal on both sides if nobody stands between"),
        new("/wire", "on|off", "show the bytes as they cross the network"),
        new("/send", "FILE", "send a file of at most 64 MiB"),
        new("/save", "[N] [FOLDER]", "save a file that came; without N the newest"),
        new("/drop", "[N]", "forget a file that came or is coming; without N the newest"),
        new("/invite", "", "show the invitation again"),
        new("/unlock", "", "take passwords again on this side after three wrong ones; each member does it for itself"),
        new("/pair", "NAME", "agree to new keys with somebody who lost them"),
        new("/move", "[NAME]...", "go on with these, or with everyone, in a new room with a new password"),
        new("/join", "[NAME]", "go to the room that somebody, or NAME of several, offered"),
        new("/help", "", "this list; //TEXT sends a text that begins with a slash"),
        new("/quit", "", "end; EXIT! is the same. With --keep you stay a member and can go on later"),
        new("/leave", "", "end and stop being a member; with --keep what was kept is removed"),
    ];

    /// <summary>What the begin of a command can become.</summary>
    public static IReadOnlyList<string> Complete(string begin)
        => begin.StartsWith('/') && !begin.Contains(' ', StringComparison.Ordinal)
            ? [.. All.Select(command => command.Name).Where(name => name.StartsWith(begin, StringComparison.Ordinal))]
            : [];
}

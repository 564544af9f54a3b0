using System.Globalization;
using Locket.Cli.Json;
using Locket.Cli.Terminal;

namespace Locket.Cli.Chat.Talk;

/// <summary>Events in words, for people: one line each, foreign parts made harmless.</summary>
internal static class EventText
{
    /// <returns>Null for what people see in another form, as marks beside their messages, or not at all.</returns>
    public static string? Of(ChatEventJson found)
    {
        string name = Shown.Text(found.Name ?? "somebody");
        return found.Event switch
        {
            // Its name comes with its first message.
            "joined" when found.Member is { } id && id.StartsWith(name, StringComparison.Ordinal) => null,
            "joined" => $"{name} is here: the password is the same on both sides",
            "named" when found.Kind is "known" => null,
            "named" => $"{name} is here ({Shown.Text(found.Member?[..8] ?? string.Empty)}): the password is the same on both sides",
            "wrong-password-taken-back" => Invariant($"that was no wrong password: {name} was only slow ({found.Count} of 3)"),
            "left" => $"{name} left",
            "away" => $"{name} was not heard of for long and gets no more messages until then",
            "back" => $"{name} is back",
            "connected" => "connected to the relay",
            "disconnected" => $"no connection to the relay{Because(found.Detail)}; what you write is kept and sent later",
            "keys-renewed" => Invariant($"keys renewed with {name} ({found.Count} times so far)"),
            "missing" when found.Count == 0 => $"no message of {name} is missing any more",
            "missing" => Invariant($"{found.Count} {Plural(found.Count, "message")} of {name} {(found.Count == 1 ? "is" : "are")} missing"),
            "wrong-password" => Invariant(
                $"somebody tried a wrong password{(found.Kind is "elsewhere" ? $" at {name}" : string.Empty)} ({found.Count} of 3)"),
            "locked" => "3 wrong passwords: this side meets nobody new until you say /unlock. Those who are here already can go on",
            "unlocked" => "passwords are taken again",
            "refused" => "the other side says that your password is another one",
            "pair-again-asked" => $"{name} has lost its keys, or somebody pretends so; if it is true, say /pair {name}",
            "other-version" => "somebody here uses another version of Locket",
            "other-suite" => "somebody uses this invitation with another key size and cannot take part",
            "log-begun-anew" => "the relay begins anew: it has lost what it held, or kept it no longer; what you have here stays",
            "perhaps-lost" => Invariant(
                $"{found.Count} {Plural(found.Count, "message")} of yours that the relay had and nobody has confirmed: perhaps lost"),
            "move-offered" => $"{name} offers to go on in another room, at {Shown.Text(found.Address ?? string.Empty)} "
                + (found.Kind is "other-relay" ? "(another relay than this room's: its host learns your address)" : "(this room's relay)")
                + $"; /join {name} goes there",
            "file-offered" => Invariant(
                $"{name} sends file {found.File}, {Shown.Text(found.Text ?? string.Empty)}, {Shown.Size(found.LengthInBytes ?? 0)}"),
            "file-received" => Invariant($"file {found.File} of {name} is here; /save {found.File} keeps it"),
            "file-stopped" => Invariant($"file {found.File} of {name} will not be complete ({found.Kind})"),
            "file-dropped" => Invariant($"file {found.File} is forgotten"),
            "file-saved" => Invariant($"file {found.File} saved as {Shown.Text(found.Path ?? string.Empty)}"),
            "delayed" or "file-refused" or "file-failed" or "file-lost" or "alert-failed" or "metrics-failed" or "log-failed"
                or "events-not-shown" or "unchecked-certificate" => Shown.Text(found.Detail ?? found.Event),
            "history" when found.IsUnseen is true => $"from before, perhaps not seen yet: {Of(found with { IsUnseen = null })}",
            "history" => $"{Shown.Text(found.Name ?? string.Empty)}: {Shown.Text(found.Text ?? string.Empty)}",
            // Told in better words by wrong-password.
            "security-event" when found.Kind is "wrong-password-here" or "wrong-password-elsewhere" => null,
            "security-event" => Security(found),
            "other-room" when found.Kind is "not-kept" => "this is a new room from here on, and it is not kept; the folder keeps the one before",
            "other-room" => "this is a new room from here on",
            "room-before" => $"the other room cannot be had{Because(found.Detail)}; this is the room before again",
            _ => null,
        };
    }

    /// <summary>The line of a security event, as in the log: number, name, and what is known of it.</summary>
    public static string Security(ChatEventJson found)
    {
        string count = found.Count > 1 ? Invariant($" ({found.Count} times)") : string.Empty;
        string who = found.Name is { } name ? $", in the name of {Shown.Text(name)}" : string.Empty;
        string where = found.Seq is { } seq ? Invariant($", entry {seq}") : string.Empty;
        string detail = found.Detail is { } text ? $", {Shown.Text(text)}" : string.Empty;
        return Invariant($"security event {found.Id} {found.Kind}{count}{who}{where}{detail}");
    }

    private static string Because(string? detail) => detail is null ? string.Empty : $": {Shown.Text(detail)}";

    private static string Plural(long? count, string word) => count == 1 ? word : word + "s";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

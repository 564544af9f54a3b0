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
            "named" when found.Kind is "renamed" => $"{Shown.Text(found.Detail ?? string.Empty)} is called {name} from now on",
            "named" => $"{name} is here: the password is the same on both sides",
            "sent" when found is { Kind: null } => NotSent(found.WithoutCopy ?? [], found.NotPaired ?? []),
            "wrong-password-taken-back" => Invariant($"that was no wrong password: {name} was only slow ({found.Count} of 3)"),
            "left" when found.Kind is "moved" => $"{name} left for the other room; /join {name} goes there, too",
            "left" => $"{name} left",
            "away" => $"{name} was not heard of for long and gets no more messages until then",
            "back" => $"{name} is back",
            "connected" => "connected to the relay",
            "disconnected" when found.Kind is LinkWatch.Never
                => $"no connection to the relay{Because(found.Detail)}; check the address and that the host is running; it is tried again",
            "disconnected" when found.Kind is LinkWatch.ForGood => null,
            "disconnected" => $"no connection to the relay{Because(found.Detail)}; what you write is kept and sent later",
            "keys-renewed" => Invariant($"keys renewed with {name} ({found.Count} times so far)"),
            "missing" when found.Count == 0 => $"no message of {name} is missing any more",
            "missing" => Invariant($"{found.Count} {Plural(found.Count, "message")} of {name} {(found.Count == 1 ? "is" : "are")} missing"),
            "wrong-password" when found.Kind is "elsewhere"
                => Invariant($"{(found.Name is null ? "another member" : name)} saw a wrong password ({found.Count} of 3)"),
            "wrong-password" => Invariant($"somebody tried a wrong password ({found.Count} of 3)")
                + (found.Detail is { } advice ? $"; {advice}" : string.Empty),
            "locked" when found.Kind is "before-here"
                => "3 wrong passwords were tried from this machine; /unlock takes them again. Every other member says it for itself",
            "locked" => $"3 wrong passwords{(found.Kind is "before" ? " were tried before" : string.Empty)}: this side meets nobody new "
                + "until you say /unlock, which each member says for itself. Those who are here already can go on",
            "unlocked" => "passwords are taken again on this side",
            "refused" when found.Kind is "waiting"
                => "somebody says that your password is another one; a moment, others may answer (do not type it here)",
            "refused" => "the other side says that your password is another one",
            "pair-again-asked" => $"{name} has lost its keys, or somebody pretends so; if it is true, say /pair {name}",
            "other-version" => "somebody here uses another version of Locket",
            "other-suite" when found.Kind is "by-address" => null,
            "other-suite" => found.Detail,
            "log-begun-anew" when found.Kind is "own-relay" => null,
            "log-begun-anew" => "the relay begins anew: it has lost what it held, or kept it no longer; what you have here stays",
            "perhaps-lost" => Invariant(
                $"{found.Count} {Plural(found.Count, "message")} of yours that the relay had and not everybody has confirmed: perhaps lost"),
            "move-offered" => $"{name} offers to go on in another room, at {Shown.Text(found.Address ?? string.Empty)} "
                + (found.Kind is "other-relay" ? "(another relay than this room's: its host learns your address)" : "(this room's relay)")
                + $"; /join {name} goes there",
            "file-offered" => Invariant(
                $"{name} sends file {found.File}, {Shown.Text(found.Text ?? string.Empty)}, {Shown.Size(found.LengthInBytes ?? 0)}"),
            "file-received" => Invariant($"file {found.File} of {name} is here; /save {found.File} keeps it"),
            "file-stopped" when found.Local is not null => "a file of yours was stopped: nobody is left to get it",
            "file-stopped" => Invariant($"file {found.File} of {name} will not be complete ({found.Kind})"),
            "file-dropped" => Invariant($"file {found.File} is forgotten"),
            "file-saved" => Invariant($"file {found.File} saved as {Shown.Text(found.Path ?? string.Empty)}"),
            "file-refused" => Invariant($"file {found.File} is refused: {Shown.Text(found.Detail ?? string.Empty)}"),
            "delayed" or "file-failed" or "file-lost" or "alert-failed" or "metrics-failed" or "log-failed"
                or "events-not-shown" or "unchecked-certificate" => Shown.Text(found.Detail ?? found.Event),
            "wire" => Invariant($"{found.Direction} {found.LengthInBytes} bytes: {FirstBytes(found.Bytes ?? string.Empty)}"),
            "history" when found.IsUnseen is true => $"from before, perhaps not seen yet: {Of(found with { IsUnseen = null })}",
            "history" => $"{Shown.Text(found.Name ?? string.Empty)}: {Shown.Text(found.Text ?? string.Empty)}",
            // Told in better words by wrong-password.
            "security-event" when found.Kind is "wrong-password-here" or "wrong-password-elsewhere" => null,
            "security-event" => Security(found),
            "other-room" when found.Kind is "not-kept"
                => "this is a new room from here on, and it is not kept; the folder keeps the one before",
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

    /// <summary>Whom a text was not sealed for; of those who are not paired a few, since anybody can pretend to be many.</summary>
    private static string? NotSent(IReadOnlyList<string> without, IReadOnlyList<string> notPaired)
    {
        const int MostNotPaired = 3;
        string more = notPaired.Count > MostNotPaired ? Invariant($" and {notPaired.Count - MostNotPaired} more") : string.Empty;
        List<string> parts = [];
        if (without.Count > 0)
        {
            string names = string.Join(", ", without.Select(Shown.Text));
            parts.Add($"not sent to {names}: no keys are shared, or nothing was heard for long");
        }

        if (notPaired.Count > 0)
        {
            string names = string.Join(", ", notPaired.Take(MostNotPaired).Select(Shown.Text));
            parts.Add($"not paired, so that this does not reach them: {names}{more}");
        }

        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    /// <summary>More of a frame says nothing to people; JSON has all of it.</summary>
    private static string FirstBytes(string digits)
    {
        const int MostDigits = 2 * 32;
        return digits.Length > MostDigits ? string.Concat(digits.AsSpan(0, MostDigits), "…") : digits;
    }

    private static string Because(string? detail) => detail is null ? string.Empty : $": {Shown.Text(detail)}";

    private static string Plural(long? count, string word) => count == 1 ? word : word + "s";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

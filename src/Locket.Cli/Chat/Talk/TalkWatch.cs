using System.Globalization;
using Locket.Cli.Chat.Rooms;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>What only the conversation knows of an event: what it means here, and whether one can talk at all.</summary>
internal sealed class TalkWatch
{
    /// <summary>How long a script may take to mend what hinders it by its input, and the right room to answer beside a wrong one.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly IChatRoom _room;
    private readonly ChatSetup _setup;
    private readonly NameBook _names;
    private readonly Backlog _own;
    private readonly LaterWork _later;
    private readonly Action<CommandException> _giveUp;
    private readonly HashSet<MemberId> _haveOffered = [];
    private bool _hasSeenAttempt;
    private bool _isLocked;
    private bool _hasMetSomebody;
    private string _toldWithout = string.Empty;

    /// <param name="room">The room.</param>
    /// <param name="setup">What the conversation was given.</param>
    /// <param name="names">What members are called.</param>
    /// <param name="own">One's own texts.</param>
    /// <param name="later">Does things after a while.</param>
    /// <param name="giveUp">Ends the conversation, with why.</param>
    public TalkWatch(
        IChatRoom room, ChatSetup setup, NameBook names, Backlog own, LaterWork later, Action<CommandException> giveUp)
    {
        _room = room;
        _setup = setup;
        _names = names;
        _own = own;
        _later = later;
        _giveUp = giveUp;
    }

    public LinkWatch Link { get; } = new();

    public bool HasPaired => _room.Members.Any(member => member.IsPaired);

    /// <summary>With HOST:PORT alone both sides must say which key size they mean.</summary>
    private bool IsByAddress => !_setup.IsHost && _setup.Invitation.Pin.IsEmpty && _setup.Invitation.Code.Equals(RoomCode.Classic);

    /// <summary>Adds to an event what it means here.</summary>
    /// <returns>Null for what was told already.</returns>
    public ChatEventJson? Complete(ChatNews news, ChatEventJson shown)
    {
        switch (news)
        {
            case LinkNews link:
                return Link.Note(link, shown);
            case RoomNews { Event: Locked } when !_hasSeenAttempt:
                return shown with { Kind = _setup.IsHost ? "before" : "before-here" };
            case RoomNews { Event: RefusedByPeer } when !_setup.IsHost && !HasPaired:
                // Soon the question for the password says it, or the last word of the program; unless it was not true.
                return shown with { Kind = "waiting" };
            case RoomNews { Event: AttemptCounted { Side: AttemptSource.Here } } when !_setup.IsHost && !HasPaired:
                return shown with { Detail = "if it was you who mistyped, end and join again" };
            case RoomNews { Event: OtherSuite }:
                // By address alone it may be somebody who mistook the room before: only where nobody else comes it is this side's mistake.
                return shown with { Detail = OtherSuiteText(), Kind = IsByAddress ? "by-address" : null };
            case RoomNews { Event: Left left } when _haveOffered.Contains(left.Member):
                return shown with { Kind = "moved" };
            case RoomNews { Event: LogBegunAnew } when _setup.IsHost:
                return shown with { Kind = "own-relay" };
            case RoomNews { Event: TextSent sent } when sent.Part == sent.Parts && _own.Holds(sent.Local):
                return WithThoseLeftOut(sent, shown);
            default:
                return shown;
        }
    }

    public void Note(RoomEvent found)
    {
        switch (found)
        {
            case Paired:
                _hasMetSomebody = true;
                break;
            case MoveOffered offer:
                _haveOffered.Add(offer.From);
                break;
            case AttemptCounted:
                _hasSeenAttempt = true;
                break;
            case Unlocked:
                _isLocked = false;
                break;
            case Locked:
                _isLocked = true;
                if (!_hasSeenAttempt && !_setup.IsHost && !_setup.AsksPerson)
                {
                    _later.Do(Grace, () => GiveUp(
                        _isLocked,
                        ExitCode.NoSlotOpens,
                        "3 wrong passwords were tried from this machine, and it meets nobody new until /unlock is said here",
                        "make /unlock the first line of the input, once the password is right"));
                }

                break;
            case OtherSuite when IsByAddress:
                _later.Do(Grace, () => GiveUp(
                    isSo: true, ExitCode.Usage, OtherSuiteText(), "or join with the invitation, which says it itself"));
                break;
            default:
                break;
        }
    }

    /// <summary>From here on the conversation waits for the relay and for others as long as it was told to.</summary>
    /// <param name="isInputOver">Whether there is nothing more to say: then it counts also where somebody was here before.</param>
    public void BeginWaiting(bool isInputOver)
    {
        if (_setup.Wait is { } limit)
        {
            string time = string.Create(CultureInfo.InvariantCulture, $"within {limit.TotalSeconds:0} s");
            _later.Do(limit, () => GiveUpWaiting(isInputOver, time));
        }
    }

    private ChatEventJson WithThoseLeftOut(TextSent sent, ChatEventJson shown)
    {
        RoomMember[] without = [.. _room.Members.Where(member => !sent.Recipients.Contains(member.Id))];
        string[] paired = [.. without.Where(member => member.IsPaired).Select(member => _names.Of(member.Id))];
        string[] others =
        [
            .. without.Where(member => !member.IsPaired)
                .Select(member => _names.Of(member.Id))
                .Order(StringComparer.Ordinal),
        ];
        // Ids that are not paired anybody can make: new ones are no news to the writer.
        string told = string.Join(", ", paired.Append(others.Length == 0 ? "nobody else" : "others"));
        bool isTold = string.Equals(told, _toldWithout, StringComparison.Ordinal);
        _toldWithout = told;
        return without.Length == 0 ? shown : shown with
        {
            WithoutCopy = paired.Length == 0 ? null : paired,
            NotPaired = others.Length == 0 ? null : others,
            Kind = isTold ? "as-before" : null,
        };
    }

    private string OtherSuiteText()
    {
        bool isAes128 = _setup.Invitation.Suite == CipherSuite.Aes128;
        string other = isAes128 ? "AES-256" : "AES-128";
        return IsByAddress
            ? $"this room uses {other}: {(isAes128 ? "leave --aes128 out" : "add --aes128")}"
            : $"somebody wants to join with {other} and cannot: this room uses {(isAes128 ? "AES-128" : "AES-256")}";
    }

    private void GiveUpWaiting(bool isInputOver, string time)
    {
        bool isSo = isInputOver || !_hasMetSomebody;
        if (Link.IsConnected)
        {
            GiveUp(
                isSo,
                ExitCode.Failure,
                $"nobody came {time}",
                "ask whether the others have the same invitation and password, and whether 3 wrong ones made them stop: then /unlock");
        }
        else
        {
            string why = Link.Reason is { Length: > 0 } reason ? $": {reason}" : string.Empty;
            GiveUp(isSo, ExitCode.Failure, $"the relay was not reached {time}{why}", "check the address, and that the host is running");
        }
    }

    private void GiveUp(bool isSo, ExitCode code, string message, string hint)
    {
        if (isSo && !HasPaired)
        {
            _giveUp(new CommandException(code, message, hint));
        }
    }
}

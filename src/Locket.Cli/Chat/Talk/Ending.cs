using System.Globalization;
using Locket.Cli.Chat.Faces;
using Locket.Cli.Chat.Rooms;
using Locket.Cli.Errors;
using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>Decides whether and how a conversation ends. Used in the conversation's loop alone.</summary>
internal sealed class Ending
{
    /// <summary>Those who are there are paired within this; whoever waits longer is told so.</summary>
    private static readonly TimeSpan UsualPairing = TimeSpan.FromSeconds(2);

    /// <summary>How long after somebody's refusal another member may show that the password is right.</summary>
    private static readonly TimeSpan OthersMayAnswer = TimeSpan.FromSeconds(3);

    private readonly IChatRoom _room;
    private readonly IChatFace _face;
    private readonly ChatSetup _setup;
    private readonly Backlog _own;
    private readonly TalkWatch _watch;
    private readonly LaterWork _later;
    private bool _isRefused;
    private bool _isServed = true;
    private bool _saysWaiting;
    private ChatEnd? _asked;
    private ChatEnd? _afterInput;

    /// <param name="room">The room.</param>
    /// <param name="face">Where a person is asked.</param>
    /// <param name="setup">What the conversation was given.</param>
    /// <param name="own">One's own texts.</param>
    /// <param name="watch">Knows whether the relay and somebody to talk with are there.</param>
    /// <param name="later">Does things after a while.</param>
    public Ending(IChatRoom room, IChatFace face, ChatSetup setup, Backlog own, TalkWatch watch, LaterWork later)
    {
        _room = room;
        _face = face;
        _setup = setup;
        _own = own;
        _watch = watch;
        _later = later;
    }

    /// <summary>How it ends; null while it goes on.</summary>
    public ChatEnd? Kind { get; private set; }

    /// <summary>
    /// Whether somebody said that the password is another one, and nobody has shown yet that it is right: a person may already type it
    /// again.
    /// </summary>
    public bool IsPasswordInDoubt => _isRefused && !_watch.HasPaired;

    /// <summary>Whether nothing more is read.</summary>
    public bool IsInputOver { get; private set; }

    /// <summary>Why the relay refuses, after <see cref="ChatEnd.Refused"/>.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Why it could not come about, after <see cref="ChatEnd.GaveUp"/>.</summary>
    public CommandException? Problem { get; private set; }

    /// <summary>Why the room ended by itself, after <see cref="ChatEnd.Failed"/>.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>What a room says of everything once it could not keep something.</summary>
    public static bool IsOfRoom(Exception failure)
        => failure is IOException or UnauthorizedAccessException or LocketException or ObjectDisposedException;

    /// <summary>Ends it where the news leave nothing else.</summary>
    public void Note(ChatNews news)
    {
        switch (news)
        {
            case RoomNews { Event: var found }:
                EndWithInput();
                if (found is RefusedByPeer && !_setup.IsHost && !_watch.HasPaired)
                {
                    _isRefused = true;
                    EndByRefusal();
                }

                break;
            case LinkNews { State: LinkState.Connected }:
                EndWithInput();
                break;
            case LinkNews { State: LinkState.Lost } link:
                Refusal = link.Detail;
                _isServed = link.IsServed;
                break;
            case LinkNews { State: LinkState.Refused } link:
                Refusal = link.Detail;
                Kind = ChatEnd.Refused;
                break;
            default:
                break;
        }
    }

    /// <summary>What nobody got is not thrown away without a word: a script waits until it is sent, and a person is asked.</summary>
    /// <param name="wanted">The end that was asked for; null for none.</param>
    public void EndBy(ChatEnd? wanted)
    {
        int held = _own.Waiting.Count + (_watch.Link.IsConnected ? 0 : _own.Unconfirmed.Count);
        bool isLost = held > 0 && (wanted == ChatEnd.Left || (wanted == ChatEnd.Quit && !_setup.IsKept));
        if (!isLost || (_setup.AsksPerson && _asked == wanted))
        {
            Kind = wanted ?? Kind;
        }
        else if (_setup.AsksPerson)
        {
            _face.Complain(string.Create(
                CultureInfo.InvariantCulture,
                $"{held} {(held == 1 ? "message was" : "messages were")} not sent yet; "
                    + $"say it again to end without {(held == 1 ? "it" : "them")}"));
        }
        else
        {
            _afterInput = wanted;
            EndInput();
        }

        _asked = wanted;
    }

    /// <summary>Something was said since an end was asked for: the next time it is asked about again.</summary>
    public void Withdraw() => _asked = null;

    /// <summary>There is nothing more to say.</summary>
    public void EndInput()
    {
        IsInputOver = true;
        EndWithInput();
        _watch.BeginWaiting(isInputOver: true);
    }

    /// <summary>Goes back where the other room was not reached, or where no relay served it.</summary>
    public void EndUnlessArrived()
    {
        if (!_watch.Link.HasConnected && (_setup.IsMoved || !_isServed))
        {
            Refusal ??= "nobody answers there";
            Kind ??= ChatEnd.Refused;
        }
    }

    public void GiveUp(CommandException problem)
    {
        if (Kind is null)
        {
            Problem = problem;
            Kind = ChatEnd.GaveUp;
        }
    }

    public void Fail(Exception failure)
    {
        Failure ??= failure;
        Kind = ChatEnd.Failed;
    }

    /// <summary>What came during the goodbye changes nothing of the end that it was said for.</summary>
    public void Keep(ChatEnd? end) => Kind = end;

    /// <summary>At the end of a script's input, what waits for somebody to come is waited for, too.</summary>
    private void EndWithInput()
    {
        if (!IsInputOver)
        {
            return;
        }

        if (_own.Waiting.Count == 0)
        {
            Kind ??= _afterInput ?? ChatEnd.Quit;
        }
        else if (_watch.Link.IsConnected && !_saysWaiting)
        {
            _saysWaiting = true;
            _later.Do(UsualPairing, () =>
            {
                if (Kind is null && _own.Waiting.Count > 0 && !_watch.HasPaired)
                {
                    _face.Say(["the input is over; waiting for somebody to send it to"]);
                }
            });
        }
    }

    /// <summary>
    /// Anybody can say it, in any name. So what may still come is waited for: the proof that the password is right, and other members'
    /// answers.
    /// </summary>
    private void EndByRefusal() => _later.Do(OthersMayAnswer, () =>
    {
        if (Kind is not null || _watch.HasPaired)
        {
            return;
        }

        if (_room.IsMeeting)
        {
            EndByRefusal();
        }
        else
        {
            Kind = ChatEnd.WrongPassword;
        }
    });
}

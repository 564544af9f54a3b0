using Locket.Cli.Chat.Talk;

namespace Locket.Cli.Chat;

/// <summary>
/// The room that is talked in, and the one that one came from: where the other one cannot be had, the conversation goes on there. Owns the
/// passwords of both.
/// </summary>
internal sealed class ChatStay : IDisposable
{
    /// <summary>As many attempts at a password as the other side counts before it locks.</summary>
    public const int MostAttempts = 3;

    private (ChatSetup Setup, Password Password)? _before;

    /// <param name="setup">What the conversation is given.</param>
    /// <param name="password">Becomes this object's own.</param>
    public ChatStay(ChatSetup setup, Password password)
    {
        Setup = setup;
        Password = password;
    }

    public ChatSetup Setup { get; private set; }

    public Password Password { get; private set; }

    /// <summary>Which attempt at the room's password this is, from 1.</summary>
    public int Attempt { get; private set; } = 1;

    /// <summary>What was typed for the attempt before, and nobody got.</summary>
    public IReadOnlyList<string> Unsent { get; private set; } = [];

    public bool HasRoomBefore => _before is not null;

    /// <summary>The invitation is shown once.</summary>
    public void NoteShown() => Setup = Setup with { ShowsInvitation = false };

    /// <summary>Goes on in another room, which is not kept.</summary>
    /// <param name="target">The room; its password becomes this object's own.</param>
    /// <param name="isHost">Whether it is at one's own relay.</param>
    public void MoveTo(MoveTarget target, bool isHost)
    {
        _before?.Password.Dispose();
        _before = (Setup, Password);
        ChatSetup setup = Setup with { Invitation = target.Invitation, IsHost = isHost, IsMoved = true, IsKept = false };
        Begin(setup, target.Password);
    }

    /// <summary>Goes on in the room before.</summary>
    public void GoBack()
    {
        (ChatSetup setup, Password password) = _before ?? throw new InvalidOperationException("internal error: there is no room before");
        _before = null;
        Password.Dispose();
        Begin(setup, password);
    }

    /// <summary>The password was not the room's: it is zeroed before another is asked for.</summary>
    public void DropPassword()
    {
        Attempt++;
        Password.Dispose();
    }

    /// <param name="password">Becomes this object's own.</param>
    /// <param name="unsent">What was typed and nobody got.</param>
    public void TryAgain(Password password, IReadOnlyList<string> unsent)
    {
        Password = password;
        Unsent = unsent;
    }

    public void Dispose()
    {
        Password.Dispose();
        _before?.Password.Dispose();
    }

    private void Begin(ChatSetup setup, Password password)
    {
        Setup = setup;
        Password = password;
        Unsent = [];
        Attempt = 1;
    }
}

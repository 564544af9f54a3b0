using Locket.Cli.Chat.Talk;

namespace Locket.Cli.Chat;

/// <summary>The room that one came from: where the other one cannot be had, the conversation goes on there.</summary>
internal sealed class RoomBefore : IDisposable
{
    private Password? _password;

    /// <param name="setup">What its conversation was given.</param>
    /// <param name="password">Becomes this object's own.</param>
    public RoomBefore(ChatSetup setup, Password password)
    {
        Setup = setup;
        _password = password;
    }

    public ChatSetup Setup { get; }

    /// <summary>Hands the password over to the caller.</summary>
    public Password TakePassword()
    {
        Password password = _password ?? throw new InvalidOperationException("internal error: the password was taken before");
        _password = null;
        return password;
    }

    public void Dispose() => _password?.Dispose();
}

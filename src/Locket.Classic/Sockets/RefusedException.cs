namespace Locket.Classic.Sockets;

/// <summary>Ends a conversation for a reason that the log tells.</summary>
#pragma warning disable CA1064 // it never leaves the server
internal sealed class RefusedException : Exception
#pragma warning restore CA1064
{
    public RefusedException(ClassicSocketRefusal refusal, string message)
        : base(message)
    {
        Refusal = refusal;
    }

    public ClassicSocketRefusal Refusal { get; }
}

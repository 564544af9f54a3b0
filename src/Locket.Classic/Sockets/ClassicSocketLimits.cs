namespace Locket.Classic;

/// <summary>How much and how long a classic server or client takes from the other side before it gives up.</summary>
/// <remarks>
/// Neither protocol has framing: one send was meant to be one message, but TCP may deliver it in pieces. A message that can be complete is
/// taken once nothing follows for <see cref="QuietPause"/>; one that cannot be complete yet is waited for, at most
/// <see cref="StallLimit"/> for its next byte and <see cref="MessageLimit"/> in all.
/// </remarks>
public sealed record ClassicSocketLimits
{
    /// <summary>
    /// Passwords that a chat server hears, and that a chat client tries, on one connection: three, as the programs promise.
    /// </summary>
    public const int MaxPasswordAttempts = 3;

    /// <summary>The pause after which a complete message is taken for the whole of it. Default: 100 milliseconds.</summary>
    public TimeSpan QuietPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause inside an unfinished message. Default: 2 seconds; then the connection is refused.</summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest time from a message's first byte to its last. Default: 30 seconds; then the connection is refused.</summary>
    public TimeSpan MessageLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a side waits for the first byte of the message, reply or greeting that is due. Default: 30 seconds.</summary>
    public TimeSpan FirstByteLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a chat client may take from its connection to the right password. Default: 2 minutes; then it is refused.
    /// </summary>
    public TimeSpan HandshakeLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long either side of a chat may take for its turn. Default: 30 minutes; then the connection is refused.</summary>
    public TimeSpan TurnLimit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a send may wait for a peer that does not read. Default: 10 seconds; then the connection is lost.</summary>
    public TimeSpan SendLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client waits for its connection. Default: 10 seconds.</summary>
    public TimeSpan ConnectLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Connections served at once, at least 1. Default: 128. Where all are taken, the oldest that has not yet sent a good message (in a
    /// chat:
    /// the right password) gives way, of the address that holds most of them, so that a flood shuts nobody else out; where all have, the
    /// newcomer is refused.
    /// </summary>
    public int MaxConnections { get; init; } = 128;

    /// <summary>
    /// Refusals and wrong passwords of one address (in IPv6: one network of 64 bits) within a minute after which it is refused without
    /// being heard, at least 1. Default: 60. Slows whoever uses the server to guess passwords or to decrypt recorded messages by their
    /// padding. Connections that sent nothing do not count. Not applied to loopback addresses, which all local programs share.
    /// </summary>
    public int MaxRefusalsPerAddressAndMinute { get; init; } = 60;

    internal void Validate(string parameterName)
    {
        TimeSpan[] times = [QuietPause, StallLimit, MessageLimit, FirstByteLimit, HandshakeLimit, TurnLimit, SendLimit, ConnectLimit];
        if (times.Any(time => time <= TimeSpan.Zero || time > TimeSpan.FromDays(1)))
        {
            throw new ArgumentException("a time limit lies between 0 and 1 day", parameterName);
        }

        if (MaxConnections < 1 || MaxRefusalsPerAddressAndMinute < 1)
        {
            throw new ArgumentException("a number of connections or refusals is at least 1", parameterName);
        }
    }
}

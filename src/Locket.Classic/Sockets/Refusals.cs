namespace Locket.Classic.Sockets;

/// <summary>What is said of those who send no message.</summary>
internal static class Refusals
{
    public const string NotText = "its message is not UTF-8 text";

    public const string WrongKeyOrDamaged = "its message does not decrypt: another key, or damage";

    public const string AddressBlocked = "its address was refused too often within a minute";

    /// <summary>For bytes that never made a message.</summary>
    /// <param name="collected">How the wait for a message ended.</param>
    /// <param name="maxLengthInBytes">The longest message.</param>
    /// <param name="malformed">What to say of bytes that are no message.</param>
    public static RefusedException Of(Collected collected, int maxLengthInBytes, string malformed) => collected switch
    {
        Collected.Silent => new(ClassicSocketRefusal.TimedOut, "it sent nothing in time"),
        Collected.Closed => new(ClassicSocketRefusal.ClosedEarly, "it closed before it sent anything"),
        Collected.TooLarge => new(ClassicSocketRefusal.TooLarge, $"it sent more than {maxLengthInBytes} bytes"),
        Collected.NoMessage => new(ClassicSocketRefusal.Malformed, malformed),
        _ => throw new InvalidOperationException("internal error: a message is no reason to refuse"),
    };

    /// <summary>The same for a client's caller, who meets the server's faults as exceptions.</summary>
    public static Exception ForClient(RefusedException refused)
    {
        string message = $"the server was not understood: {refused.Message}";
        return refused.Refusal switch
        {
            ClassicSocketRefusal.TimedOut or ClassicSocketRefusal.ClosedEarly
                => new ClassicConnectionException($"the server did not answer: {refused.Message}", canRetry: true, refused),
            ClassicSocketRefusal.TooLarge => new ClassicException(ClassicFailure.TooLarge, message, refused),
            ClassicSocketRefusal.WrongKeyOrDamaged
                => new ClassicException(ClassicFailure.WrongKeyOrDamaged, message, refused),
            _ => new ClassicException(ClassicFailure.Malformed, message, refused),
        };
    }
}

namespace Locket.Wire;

/// <summary>What follows from a fault, read from the class of its code: also for codes that have no name here.</summary>
public static class FaultCodes
{
    private const int RetryClass = 1;
    private const int AppendClass = 2;

    /// <summary>Whether trying again, after the wait that the fault names, can help without anything else having changed.</summary>
    public static bool MayRetry(FaultCode code) => Class(code) is RetryClass or AppendClass;

    /// <summary>Whether it is the answer to one append and the connection goes on; otherwise the connection ends.</summary>
    public static bool ConcernsOneAppend(FaultCode code) => Class(code) == AppendClass;

    internal static bool HasClass(FaultCode code) => code != FaultCode.None && Class(code) <= AppendClass;

    private static int Class(FaultCode code) => (ushort)code >> 8;
}

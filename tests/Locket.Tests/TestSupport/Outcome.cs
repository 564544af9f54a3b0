namespace Locket.Tests.TestSupport;

/// <summary>What a way of reading made of a file.</summary>
/// <param name="Released">The bytes that it let out, all or those before a failure.</param>
/// <param name="Failure">Why it stopped; null when it did not.</param>
/// <param name="Offset">Where it said the fault was.</param>
internal sealed record Outcome(byte[] Released, LocketFailure? Failure, long? Offset);

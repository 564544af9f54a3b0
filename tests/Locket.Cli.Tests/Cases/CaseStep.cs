namespace Locket.Cli.Tests.Cases;

/// <summary>One line of a case.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Verb">What to do.</param>
/// <param name="Words">With what.</param>
/// <param name="Run">What a <c>run</c> is given and must bring; null for other verbs.</param>
internal sealed record CaseStep(int Line, string Verb, IReadOnlyList<string> Words, CaseRun? Run);

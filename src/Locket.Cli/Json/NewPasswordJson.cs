namespace Locket.Cli.Json;

/// <summary>The answer of <c>locket password --json</c>.</summary>
/// <param name="Password">The new password.</param>
/// <param name="StrengthInBits">The random bits in it.</param>
internal sealed record NewPasswordJson(string Password, int StrengthInBits);

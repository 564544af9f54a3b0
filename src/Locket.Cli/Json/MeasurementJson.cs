namespace Locket.Cli.Json;

/// <summary>One measured number.</summary>
/// <param name="Name">A stable name, as in <c>encrypt-aes-256-gcm-1-thread</c>.</param>
/// <param name="Unit"><c>bytesPerSecond</c> or <c>seconds</c>.</param>
/// <param name="Value">The median.</param>
internal sealed record MeasurementJson(string Name, string Unit, double Value);

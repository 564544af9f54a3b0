namespace Locket.Cli.Json;

/// <summary>The answer of <c>locket bench --json</c>.</summary>
/// <param name="Version">The version of this program.</param>
/// <param name="Processors">Processors that the system offers.</param>
/// <param name="Runs">Each measurement was taken this often; the median counts.</param>
/// <param name="Measurements">The numbers.</param>
internal sealed record BenchJson(string Version, int Processors, int Runs, IReadOnlyList<MeasurementJson> Measurements);

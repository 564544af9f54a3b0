using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

/// <summary>One file of <c>locket adopt</c>.</summary>
/// <param name="Name">As the person named it, or below the folder that they named.</param>
/// <param name="Job">What the library is to do.</param>
/// <param name="LengthInBytes">For the progress of the whole run.</param>
internal sealed record AdoptInput(string Name, AdoptionJob Job, long LengthInBytes);

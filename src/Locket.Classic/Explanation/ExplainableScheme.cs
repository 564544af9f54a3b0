namespace Locket.Classic;

/// <summary>Something that <see cref="Explainer"/> explains.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it is, in a few words.</param>
public sealed record ExplainableScheme(string Name, string Title);

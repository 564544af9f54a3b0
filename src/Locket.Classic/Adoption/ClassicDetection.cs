namespace Locket.Classic;

/// <summary>What a file seems to be; none of it is proof before it opens.</summary>
/// <param name="Scheme">The scheme; null where the bytes do not say.</param>
/// <param name="IsLocketFile">Whether it is a Locket file, which needs no adoption.</param>
/// <param name="Reason">Why, in words for people: lower case, no full stop.</param>
/// <param name="Possible">The schemes that the bytes allow, the likelier first; only <paramref name="Scheme"/> if there is one.</param>
public sealed record ClassicDetection(AdoptionScheme? Scheme, bool IsLocketFile, string Reason, IReadOnlyList<AdoptionScheme> Possible);

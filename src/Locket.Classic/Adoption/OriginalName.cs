namespace Locket.Classic.Adoption;

/// <summary>The name that a file had before a classic program encrypted it.</summary>
internal static class OriginalName
{
    private static readonly string[] Endings = [".enc", ".aes", ".openssl", ".encrypted"];
    private static readonly string[] Base64Endings = [".b64", ".base64"];

    /// <summary>Takes off what such programs and people add; a name that has nothing of it stays.</summary>
    public static string Of(string fileName, AdoptionScheme scheme)
    {
        if (scheme == AdoptionScheme.GcmImage)
        {
            return GcmImageFolder.IsEncryptedImage(fileName) ? fileName[..^GcmImageFolder.Extension.Length] : Without(fileName, Endings);
        }

        return scheme switch
        {
            AdoptionScheme.OpenSslEnc => Without(Without(fileName, Base64Endings), Endings),
            AdoptionScheme.CbcHmac => Without(fileName, [".json", .. Endings]),
            _ => Without(fileName, Endings),
        };
    }

    private static string Without(string name, string[] endings)
    {
        string? found = Array.Find(
            endings, ending => name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return found is null ? name : name[..^found.Length];
    }
}

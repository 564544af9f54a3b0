using System.Diagnostics.CodeAnalysis;

namespace Locket.Classic;

/// <summary>What can be said of a scheme without a file.</summary>
public static class AdoptionSchemes
{
    private static readonly Dictionary<AdoptionScheme, string> NameOfScheme = new()
    {
        [AdoptionScheme.CbcFile] = "cbc-file",
        [AdoptionScheme.CbcHmac] = "cbc-hmac",
        [AdoptionScheme.CbcHmacV2] = "cbc-hmac-v2",
        [AdoptionScheme.GcmImage] = "gcm-image",
        [AdoptionScheme.ChatCbc] = "chat-cbc",
        [AdoptionScheme.SocketCbc] = "socket-cbc",
        [AdoptionScheme.OpenSslEnc] = "openssl-enc",
        [AdoptionScheme.AesCrypt] = "aes-crypt",
    };

    /// <summary>All schemes.</summary>
    public static IReadOnlyList<AdoptionScheme> All { get; } = [.. NameOfScheme.Keys];

    /// <summary>A scheme's name, as in <c>cbc-file</c>.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such scheme.</exception>
    public static string NameOf(AdoptionScheme scheme)
        => NameOfScheme.TryGetValue(scheme, out string? name)
            ? name
            : throw new ArgumentOutOfRangeException(nameof(scheme), scheme, "no such scheme");

    /// <summary>Finds a scheme by its name.</summary>
    /// <param name="name">As in <c>cbc-file</c>.</param>
    /// <param name="scheme">The scheme.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse(string name, [NotNullWhen(true)] out AdoptionScheme? scheme)
    {
        foreach ((AdoptionScheme known, string its) in NameOfScheme)
        {
            if (string.Equals(its, name, StringComparison.Ordinal))
            {
                scheme = known;
                return true;
            }
        }

        scheme = null;
        return false;
    }
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Locket.Cli.Json;

/// <summary>How text stands in JSON answers.</summary>
internal static class JsonText
{
    /// <summary>
    /// Leaves letters of all languages readable. Escaped are control characters and all that shows nothing and changes how the rest
    /// shows: direction marks and overrides, joiners, characters of no width.
    /// </summary>
    public static JavaScriptEncoder Encoder { get; } = JavaScriptEncoder.Create(Settings());

    private static TextEncoderSettings Settings()
    {
        // Format characters beyond the Basic Multilingual Plane are escaped as all of its characters are.
        TextEncoderSettings settings = new(UnicodeRanges.All);
        for (int value = char.MinValue; value <= char.MaxValue; value++)
        {
            if (CharUnicodeInfo.GetUnicodeCategory((char)value) == UnicodeCategory.Format)
            {
                settings.ForbidCharacter((char)value);
            }
        }

        return settings;
    }
}

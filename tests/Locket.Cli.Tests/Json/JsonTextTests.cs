using System.Globalization;
using System.Text.Json;
using Locket.Cli.Json;
using Xunit;

namespace Locket.Cli.Tests.Json;

public sealed class JsonTextTests
{
    [Fact]
    public void Encode_EveryFormatCharacter_IsEscapedAndReadBack()
    {
        char[] format =
        [
            .. Enumerable.Range(0, char.MaxValue + 1).Select(value => (char)value)
                .Where(value => CharUnicodeInfo.GetUnicodeCategory(value) == UnicodeCategory.Format),
        ];
        Assert.All("\u00ad\u200b\u200f\u202e\u2066\ufeff", value => Assert.Contains(value, format));
        foreach (char value in format)
        {
            string json = Written($"a{value}b");
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\"a\\u{(int)value:X4}b\""), json, StringComparison.Ordinal);
            using JsonDocument read = JsonDocument.Parse(json);
            Assert.Equal($"a{value}b", read.RootElement.GetProperty("message").GetString());
        }
    }

    [Theory]
    [InlineData("\U000e0041")]
    [InlineData("\U0001d173")]
    [InlineData("\u2028")]
    [InlineData("\u001b")]
    public void Encode_OtherCharactersThatDoNotShow_AreEscaped(string text)
        => Assert.DoesNotContain(text, Written(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("Grüße, 日本語, שלום")]
    public void Encode_LettersOfAnyLanguage_StayReadable(string text)
        => Assert.Contains(text, Written(text), StringComparison.Ordinal);

    private static string Written(string text)
        => JsonSerializer.Serialize(new ErrorJson("file", "io", text, 1), AnswerJson.Readable.ErrorJson);
}

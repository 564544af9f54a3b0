using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Locket.Classic.Tests.Explanation;

public sealed class ExplainerTests
{
    private const string Altered = "\"Pay 900 EUR now.Pay 100 EUR now.Thanks, Alice\"";

    public static TheoryData<string> Schemes => [.. Explainer.Schemes.Select(scheme => scheme.Name)];

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task Explain_EveryScheme_HasAllPartsAndIsOpenedByTheRealReader(string scheme)
    {
        SchemeExplanation explanation = await Steps.OfAsync(scheme);
        Assert.True(explanation.IsExample);
        Assert.Equal(
            [ExplanationPart.HowItWorks, ExplanationPart.WhatGoesWrong, ExplanationPart.WhatLocketDoes],
            explanation.Steps.Select(step => step.Part).Distinct());
        Assert.All(explanation.Steps, step => Assert.True(step.Title.Length > 0 && step.Text.Length > 0));
        ExplanationStep last = explanation.Steps[^1];
        Assert.Equal(($"\"{Explainer.ExampleText}\"", "a different ciphertext"), (last.Values[0].Text, last.Values[^1].Text));
        Assert.StartsWith("refused: ", last.Values[1].Text, StringComparison.Ordinal);
        Assert.StartsWith("refused: ", last.Values[2].Text, StringComparison.Ordinal);
        Assert.Equal("2,808 of 2,808 altered files refused", last.Values[3].Text);
        Assert.Equal("351 of 351 cut files refused", last.Values[4].Text);
        ExplanationValue[] opened =
        [
            .. explanation.Steps.SelectMany(step => step.Values)
                .Where(value => string.Equals(value.Name, "opened", StringComparison.Ordinal)),
        ];
        Assert.All(opened, value => Assert.Equal($"\"{Explainer.ExampleText}\"", value.Text));
        Assert.Equal(string.Equals(scheme, "modes", StringComparison.Ordinal) ? 0 : 1, opened.Length);
    }

    [Theory]
    [InlineData("cbc-file", "One bit of the IV", "the reader says")]
    [InlineData("cbc-hmac", "One bit of the IV", "the reader says")]
    [InlineData("chat-cbc", "One bit of the IV", "the reader says")]
    [InlineData("socket-cbc", "One bit of the IV", "the reader says")]
    [InlineData("openssl-enc", "With -aes-256-ctr", "one bit turned over")]
    [InlineData("modes", "One bit of the ciphertext is altered", "CTR")]
    public async Task Explain_FlippedBit_ChangesOneLetterUnnoticed(string scheme, string title, string name)
        => Assert.Equal(Altered, (await Steps.OfAsync(scheme)).Text(title, name));

    [Theory]
    [InlineData("cbc-hmac-v2", "One bit of the IV", "the reader says")]
    [InlineData("cbc-hmac", "What is noticed, and by what", "one bit of the ciphertext")]
    [InlineData("cbc-hmac", "What is noticed, and by what", "one bit of the salt")]
    [InlineData("gcm-image", "What GCM notices", "one bit of the ciphertext")]
    [InlineData("aes-crypt", "What is noticed", "one bit of the ciphertext")]
    [InlineData("locket", "The attacks on this file", "one bit of the content")]
    [InlineData("locket", "The attacks on this file", "the MAC of another header")]
    [InlineData("locket", "The attacks on this file", "wrong password")]
    public async Task Explain_FlippedBitWhereItIsAuthenticated_IsRefused(string scheme, string title, string name)
        => Assert.StartsWith("refused: ", (await Steps.OfAsync(scheme)).Text(title, name), StringComparison.Ordinal);

    [Fact]
    public async Task Explain_OtherDemonstrations_ShowWhatTheySay()
    {
        SchemeExplanation cbc = await Steps.OfAsync("cbc-file");
        Assert.Equal("\"Pay 100 EUR now.Thanks, Alice\"", cbc.Text("A part is missing", "without the first 16 bytes"));
        Assert.Equal("equal in all bytes", cbc.Text("The same IV twice", "same text, same IV"));
        Assert.Equal("2 of 3 blocks are equal", cbc.Text("The same IV twice", "only the last byte differs"));
        Assert.Equal("0 of 3 blocks are equal", cbc.Text("The same IV twice", "same text, fresh IV"));
        Assert.Equal("yes", cbc.Text("A padding oracle", "is that right?"));
        Assert.EndsWith("= 2e \".\"", cbc.Text("A padding oracle", "byte 16 of the text"), StringComparison.Ordinal);
        SchemeExplanation crypt = await Steps.OfAsync("aes-crypt");
        Assert.Equal("\"Pay 100 EUR now.Pay 100 EUR now.T\"", crypt.Text("The byte that nothing covers", "n = 1"));
    }

    [Theory]
    [InlineData("cbc-file")]
    [InlineData("openssl-enc")]
    [InlineData("modes")]
    public async Task Explain_TheExampleTwice_IsTheSame(string scheme)
        => Assert.Equal(Everything(await Steps.OfAsync(scheme)), Everything(await Steps.OfAsync(scheme)));

    [Fact]
    public async Task Explain_OwnText_IsEncryptedUnderFreshValues()
    {
        ExplanationOptions options = new() { Text = "é" };
        SchemeExplanation one = await Steps.OfAsync("cbc-file", options);
        SchemeExplanation two = await Steps.OfAsync("cbc-file", options);
        Assert.False(one.IsExample);
        Assert.NotEqual(one.Row("The IV", "IV"), two.Row("The IV", "IV"));
        Assert.Equal("\"..\"", one.Text("The file", "opened"));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task Explain_OwnPassword_ShowsNeitherItNorAnyKeyOfIt(string scheme)
    {
        if (string.Equals(scheme, "modes", StringComparison.Ordinal))
        {
            await Assert.ThrowsAsync<ArgumentException>(async () => await ExplainOwnAsync(scheme));
            return;
        }

        SchemeExplanation explanation = await ExplainOwnAsync(scheme);
        string all = Everything(explanation);
        Assert.DoesNotContain("my own password.", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower("my own password."u8), all, StringComparison.Ordinal);
        Assert.DoesNotContain(explanation.Steps.SelectMany(step => step.Values), value
            => value.Bytes is not null && value.Name.EndsWith("key", StringComparison.Ordinal) && value.Bytes.Value.Length > 8
                && value.Name is not "the source's key" and not "sealed file key");
        byte[][] keys = [.. Secrets(explanation, scheme)];
        Assert.All(keys, key => Assert.DoesNotContain(Convert.ToHexStringLower(key), all, StringComparison.Ordinal));
        byte[][] guessed = [.. keys, "my own password."u8.ToArray()];
        Assert.All(guessed, secret => Assert.DoesNotContain(
            Convert.ToHexStringLower(SHA256.HashData(secret).AsSpan(0, 8)), all, StringComparison.Ordinal));
        Assert.Contains("do not share it", explanation.Warning, StringComparison.Ordinal);
        Assert.Null((await Steps.OfAsync(scheme)).Warning);
    }

    [Fact]
    public async Task Explain_OwnPassword_FingerprintsAreEqualForEqualKeysAndOthersInEachRun()
    {
        SchemeExplanation cbc = await ExplainOwnAsync("cbc-file");
        const string Salts = "The same salt for everybody";
        byte[] first = cbc.Bytes("A key of the password", "key: fingerprint");
        Assert.Equal(first, cbc.Bytes(Salts, "one user's key"));
        Assert.Equal(first, cbc.Bytes(Salts, "another user's key"));
        Assert.NotEqual(first, cbc.Bytes(Salts, "key with another salt"));
        SchemeExplanation socket = await ExplainOwnAsync(Explainer.RawKeyScheme);
        SchemeExplanation again = await ExplainOwnAsync(Explainer.RawKeyScheme);
        Assert.Equal(8, socket.Bytes("The key", "key: fingerprint").Length);
        Assert.NotEqual(socket.Bytes("The key", "key: fingerprint"), again.Bytes("The key", "key: fingerprint"));
    }

    [Theory]
    [InlineData("ecb-file", "x")]
    [InlineData("cbc-file", "")]
    public async Task Explain_WhatCannotBeExplained_IsTheCallersMistake(string scheme, string text)
        => await Assert.ThrowsAsync<ArgumentException>(async () => await Steps.OfAsync(scheme, new() { Text = text }));

    [Fact]
    public async Task Explain_TextWithALoneSurrogate_IsTheCallersMistake()
        => await Assert.ThrowsAsync<ArgumentException>(
            async () => await Steps.OfAsync("cbc-file", new() { Text = new string('\ud800', 1) }));

    [Fact]
    public async Task Explain_TextOfAnyLength_IsExplained()
    {
        foreach (int length in (int[])[1, 4, 5, 15, 16, 17, 31, 32, 240])
        {
            ExplanationOptions options = new() { Text = new string('x', length) };
            foreach (string scheme in (string[])["modes", "cbc-file", "gcm-image", "aes-crypt", "openssl-enc", "chat-cbc", "socket-cbc"])
            {
                Assert.NotEmpty((await Steps.OfAsync(scheme, options)).Steps);
            }
        }

        await Assert.ThrowsAsync<ArgumentException>(async () => await Steps.OfAsync("modes", new() { Text = new string('x', 241) }));
    }

    private static async Task<SchemeExplanation> ExplainOwnAsync(string scheme)
    {
        using ClassicSecret password = string.Equals(scheme, Explainer.RawKeyScheme, StringComparison.Ordinal)
            ? ClassicSecret.FromKey("my own password."u8)
            : ClassicSecret.FromPassword("my own password.");
        return await Steps.OfAsync(scheme, new() { Password = password });
    }

    private static IEnumerable<byte[]> Secrets(SchemeExplanation explanation, string scheme)
    {
        byte[] Derive(byte[] salt, int iterations, HashAlgorithmName hash, int length)
            => Rfc2898DeriveBytes.Pbkdf2("my own password.", salt, iterations, hash, length);
        return scheme switch
        {
            "cbc-file" => [Derive(explanation.Bytes("A key of the password", "salt"), 1000, HashAlgorithmName.SHA1, 32)],
            "chat-cbc" => [Derive("salt"u8.ToArray(), 100_000, HashAlgorithmName.SHA256, 16)],
            "gcm-image" => [Derive(explanation.Bytes("A key of the password", "salt"), 100_000, HashAlgorithmName.SHA256, 32)],
            "openssl-enc" =>
                Derive(explanation.Bytes("Key and IV of the password", "salt"), 10_000, HashAlgorithmName.SHA256, 48).Chunk(16),
            _ => [],
        };
    }

    private static string Everything(SchemeExplanation explanation)
    {
        StringBuilder all = new();
        foreach (ExplanationStep step in explanation.Steps)
        {
            all.AppendLine(step.Title).AppendLine(step.Text).AppendLine(step.Conclusion);
            foreach (ExplanationValue value in step.Values)
            {
                all.Append(value.Name).Append(' ').AppendLine(value.Text ?? Convert.ToHexStringLower(value.Bytes!.Value.Span));
            }

            foreach (ExplanationRow row in step.Rows)
            {
                all.Append(row.Label).Append(' ').AppendLine(Convert.ToHexStringLower(row.Bytes.Span));
            }
        }

        return all.ToString();
    }
}

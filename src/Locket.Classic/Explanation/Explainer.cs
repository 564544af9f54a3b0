using System.Text;
using Locket.Classic.Explanation;

namespace Locket.Classic;

/// <summary>
/// Explains the classic schemes, the modes of AES and Locket's own files, with real values, and tries what goes wrong with them.
/// </summary>
/// <remarks>
/// Everything is computed while it is explained: by the schemes' own code, with salts, IVs and nonces handed to it, and then opened by
/// the same readers that open real files. Nothing is written anywhere.
/// </remarks>
public static class Explainer
{
    /// <summary>The public example's password.</summary>
    public const string ExamplePassword = "correct horse battery staple";

    /// <summary>The public example's text: three blocks, of which the first two are equal.</summary>
    public const string ExampleText = "Pay 100 EUR now.Pay 100 EUR now.Thanks, Alice";

    /// <summary>The name under which the modes of AES are explained; it takes no password.</summary>
    public const string Modes = "modes";

    /// <summary>The scheme whose password is the key itself, 16, 24 or 32 bytes.</summary>
    public const string RawKeyScheme = "socket-cbc";

    private const string OwnSecretWarning = "whoever has this output can test guesses at your secret with it: do not share it";

    private static readonly (string Name, string Title, string Summary, Func<ExplanationContext, Task> Explain)[] All =
    [
        (Modes, ModesExplanation.Title, ModesExplanation.Summary, AtOnce(ModesExplanation.Explain)),
        ("cbc-file", CbcFileExplanation.Title, CbcFileExplanation.Summary, CbcFileExplanation.ExplainAsync),
        ("cbc-hmac", CbcHmacExplanation.Title, CbcHmacExplanation.Summary, CbcHmacExplanation.ExplainAsync),
        ("cbc-hmac-v2", CbcHmacV2Explanation.Title, CbcHmacV2Explanation.Summary, CbcHmacV2Explanation.ExplainAsync),
        ("gcm-image", GcmExplanation.Title, GcmExplanation.Summary, AtOnce(GcmExplanation.Explain)),
        ("chat-cbc", ChatCbcExplanation.Title, ChatCbcExplanation.Summary, ChatCbcExplanation.ExplainAsync),
        (RawKeyScheme, SocketCbcExplanation.Title, SocketCbcExplanation.Summary, SocketCbcExplanation.ExplainAsync),
        ("openssl-enc", OpenSslExplanation.Title, OpenSslExplanation.Summary, OpenSslExplanation.ExplainAsync),
        ("aes-crypt", AesCryptExplanation.Title, AesCryptExplanation.Summary, AesCryptExplanation.ExplainAsync),
        ("locket", LocketExplanation.Title, LocketExplanation.Summary, AtOnce(LocketExplanation.Explain)),
    ];

    /// <summary>What can be explained, in the order to read it.</summary>
    public static IReadOnlyList<ExplainableScheme> Schemes { get; } =
        [.. All.Select(entry => new ExplainableScheme(entry.Name, entry.Title))];

    /// <summary>Explains a scheme. With Argon2id in it this takes a second or two.</summary>
    /// <param name="scheme">One of <see cref="Schemes"/>.</param>
    /// <param name="options">One's own text or password; the public example where null.</param>
    /// <param name="cancellationToken">Looked at before the work.</param>
    /// <returns>The explanation, the same each time for the public example.</returns>
    /// <exception cref="ArgumentException">
    /// There is no such scheme; the text is empty, too long or holds a lone surrogate; or the password is of a kind
    /// that the scheme does not take.
    /// </exception>
    public static async Task<SchemeExplanation> ExplainAsync(
        string scheme, ExplanationOptions? options = null, CancellationToken cancellationToken = default)
    {
        (string name, string title, string summary, Func<ExplanationContext, Task> explain) = Find(scheme);
        options ??= new();
        byte[] text = TextOf(options);
        CheckPassword(name, options);
        using ClassicSecret example = ExampleSecret(name);
        using ExplanationContext context = new(name, options, options.Password ?? example, text);
        await Task.Run(() => explain(context), cancellationToken).ConfigureAwait(false);
        return new()
        {
            Scheme = name,
            Title = title,
            Summary = summary,
            IsExample = context.IsExample,
            Inputs = Inputs(name, options, context),
            Warning = options.Password is null ? null : OwnSecretWarning,
            Steps = context.Steps,
        };
    }

    /// <summary>Draws the picture of <c>modes</c>, plain and under each mode, with the public test key.</summary>
    /// <param name="width">In pixels: a multiple of 4 from 4 to 1024, so that blocks do not cross rows.</param>
    /// <param name="height">In pixels, 1 to 1024.</param>
    /// <returns>The same pictures each time: plain, ecb, cbc, gcm.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A measure is outside of its bounds.</exception>
    public static IReadOnlyList<ExplanationPicture> DrawModes(int width, int height)
    {
        const int Longest = 1024;
        if (width is < 4 or > Longest || width % 4 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, "the width is a multiple of 4 from 4 to 1024");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, Longest);
        using ClassicSecret example = ExampleSecret(Modes);
        using ExplanationContext context = new(Modes, new(), example, TextOf(new()));
        return ModesExplanation.Pictures(context, width, height);
    }

    private static Func<ExplanationContext, Task> AtOnce(Action<ExplanationContext> explain) => context =>
    {
        explain(context);
        return Task.CompletedTask;
    };

    private static (string Name, string Title, string Summary, Func<ExplanationContext, Task> Explain) Find(string scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        foreach ((string Name, string Title, string Summary, Func<ExplanationContext, Task> Explain) entry in All)
        {
            if (string.Equals(entry.Name, scheme, StringComparison.Ordinal))
            {
                return entry;
            }
        }

        throw new ArgumentException($"there is no '{scheme}' to explain", nameof(scheme));
    }

    private static byte[] TextOf(ExplanationOptions options)
    {
        UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        byte[] text;
        try
        {
            text = strict.GetBytes(options.Text ?? ExampleText);
        }
        catch (EncoderFallbackException lone)
        {
            throw new ArgumentException("the text holds a lone surrogate, which has no UTF-8 form", nameof(options), lone);
        }

        return text.Length is >= 1 and <= ExplanationOptions.MaxTextLengthInBytes
            ? text
            : throw new ArgumentException(
                $"a text to explain has 1 to {ExplanationContext.Plain(ExplanationOptions.MaxTextLengthInBytes)} bytes", nameof(options));
    }

    private static void CheckPassword(string scheme, ExplanationOptions options)
    {
        if (options.Password is not { } password)
        {
            return;
        }

        if (string.Equals(scheme, Modes, StringComparison.Ordinal))
        {
            throw new ArgumentException("the modes are explained with a random key, not with a password", nameof(options));
        }

        if (password.IsRawKey != string.Equals(scheme, RawKeyScheme, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                password.IsRawKey ? $"{scheme} is explained with a password, not with a raw key" : $"{scheme} takes a raw key, not a "
                    + "password", nameof(options));
        }
    }

    private static ClassicSecret ExampleSecret(string scheme) => string.Equals(scheme, RawKeyScheme, StringComparison.Ordinal)
        ? ClassicSecret.FromKey("Sixteen byte key"u8)
        : ClassicSecret.FromPassword(ExamplePassword);

    private static string Inputs(string scheme, ExplanationOptions options, ExplanationContext context)
    {
        string text = options.Text is null ? $"the example text \"{ExampleText}\"" : "your text";
        string secret = (options.Password, scheme) switch
        {
            (null, Modes) => "a random key",
            (null, RawKeyScheme) => "the published key \"Sixteen byte key\"",
            (null, _) => $"the example password \"{ExamplePassword}\"",
            _ => "your own secret, which is not shown",
        };
        string random = context.IsExample
            ? "Random values come from a public test source, so that everything can be shown and comes out the same each time. Never "
                + "use any of them."
            : "Random values are fresh, so they differ each time.";
        return $"Encrypted here: {text}, under {secret}. {random}";
    }
}

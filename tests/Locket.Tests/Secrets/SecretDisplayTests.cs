using System.Diagnostics;
using System.Reflection;
using System.Text;
using Locket.Files;
using Locket.Payload;
using Locket.Secrets;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Secrets;

/// <summary>Neither text nor debugger nor errors show a secret.</summary>
public sealed class SecretDisplayTests
{
    private const string Canary = "canary-password-7f3a";

    [Fact]
    public void ToString_EveryHolderOfSecrets_ShowsNothingOfThem()
    {
        byte[] secret = Samples.Content(32, seed: 9);
        using SecretBytes bytes = new(secret);
        using SymmetricKey key = new(secret);
        using Password password = new(Canary);
        using PasswordRecipient byPassword = new(password, new Pbkdf2Parameters { Iterations = 1 });
        using KeyRecipient byKey = new(key);
        using ChunkKeys chunkKeys = ChunkKeys.FromRaw(secret, secret.AsSpan(0, 12));
        using ChunkCipher cipher = chunkKeys.CreateCipher();
        using FileKeys fileKeys = new(new SecretBytes(secret));
        byte[] file = LocketFile.Encrypt(secret, [byPassword, byKey]);
        using LocketReader reader = LocketReader.Open(
            new MemoryStream(file), [key], cancellationToken: TestContext.Current.CancellationToken);
        object[] holders = [bytes, key, password, byPassword, byKey, chunkKeys, cipher, fileKeys, reader, password.DerivedKeys, reader.OpenContent()];
        foreach (object holder in holders)
        {
            RequireNothingShown($"{holder}", secret, holder.GetType().Name);
            foreach (DebuggerDisplayAttribute display in holder.GetType().GetCustomAttributes<DebuggerDisplayAttribute>())
            {
                Assert.Equal("{ToString(),nq}", display.Value);
            }
        }
    }

    [Fact]
    public void Types_ThatHoldSecretBytes_AreNoRecordsAndDisposable()
    {
        Type[] holders =
        [
            .. typeof(LocketFile).Assembly.GetTypes().Where(type => !type.Name.Contains('<', StringComparison.Ordinal) && Array.Exists(
                type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly),
                field => field.FieldType == typeof(SecretBytes))),
        ];
        Assert.True(holders.Length >= 4);
        foreach (Type holder in holders)
        {
            Assert.True(holder.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is null, $"{holder} prints its members");
            Assert.True(holder.IsAssignableTo(typeof(IDisposable)), $"{holder} cannot be disposed");
        }
    }

    [Fact]
    public void Errors_OfEveryKind_NameNoSecret()
    {
        using Password password = new(Canary);
        using Password other = new("another");
        using PasswordRecipient recipient = new(other, new Pbkdf2Parameters { Iterations = 1 });
        byte[] file = LocketFile.Encrypt("content"u8, [recipient, new KeyRecipient(Samples.Key)]);
        Credential[] wrong = [password, Samples.OtherKey];
        DecryptionOptions cheap = new() { MaxKdfMemoryInKiB = 64 };
        int failures = 0;
        for (int at = 0; at < file.Length; at++)
        {
            byte[] altered = [.. file];
            altered[at] ^= 2;
            foreach (Credential[] credentials in (Credential[][])[wrong, [other]])
            {
                Exception? failure = Record.Exception(() => LocketFile.Decrypt(altered, credentials, cheap));
                if (failure is not null)
                {
                    RequireNothingShown(failure.Message, Samples.OtherKey.Bytes.ToArray(), "error");
                    Assert.DoesNotContain("another", failure.Message, StringComparison.Ordinal);
                    failures++;
                }
            }
        }

        Assert.True(failures > file.Length);
        Exception? lone = Record.Exception(() => new Password(Canary + "\ud800"));
        RequireNothingShown($"{lone}", [], "lone surrogate");
        Exception? bytes = Record.Exception(() => Password.FromBytes([.. Encoding.UTF8.GetBytes(Canary), 0xC0]));
        RequireNothingShown($"{bytes}", [], "bad bytes");
    }

    [Fact]
    public void Dispose_SecretBytes_AreZeroedAndRefuseUse()
    {
        // Longer than what the pool keeps, so that no other test gets the array while this one looks at it.
        SecretBytes secret = new(PinnedPool.KeptInBytes + 1);
        secret.Span.Fill(1);
        byte[] inside = (byte[])typeof(SecretBytes).GetField("_bytes", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(secret)!;
        secret.Dispose();
        Assert.False(inside.AsSpan().ContainsAnyExcept((byte)0));
        Assert.Throws<ObjectDisposedException>(() => secret.Span.Length);

        SymmetricKey key = SymmetricKey.Generate();
        key.Dispose();
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => LocketFile.Encrypt([], [new KeyRecipient(key)]));
        Password password = new("x");
        password.Dispose();
        Assert.Throws<ObjectDisposedException>(() => password.Utf8.Length);
    }

    private static void RequireNothingShown(string text, byte[] secret, string what)
    {
        Assert.DoesNotContain(Canary, text, StringComparison.Ordinal);
        Assert.DoesNotContain("7f3a", text, StringComparison.Ordinal);
        if (secret.Length > 0)
        {
            Assert.False(text.Contains(Convert.ToHexString(secret.AsSpan(0, 3)), StringComparison.OrdinalIgnoreCase), what);
            Assert.False(text.Contains(Convert.ToBase64String(secret.AsSpan(0, 6)), StringComparison.Ordinal), what);
            Assert.False(text.Contains($"{secret[0]}, {secret[1]}", StringComparison.Ordinal), what);
        }
    }
}

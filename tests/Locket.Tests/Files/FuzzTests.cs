using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

/// <summary>Garbage of many kinds: refused, with the exception that is for it and no other.</summary>
public sealed class FuzzTests
{
    private static readonly Password Word = new("w");
    private static readonly Credential[] Both = [Samples.Key, Word];

    // A cheap bound, so that altered costs are refused or quickly derived.
    private static readonly DecryptionOptions Cheap = new() { MaxKdfMemoryInKiB = 256, Workers = 2 };

    [Fact]
    public void TryDecrypt_RandomBytes_IsFalse()
    {
        Random random = new(1);
        string[] starts = ["", "locket/v1 ", "locket/v1 256\n", "locket/v1 256\n-> key ", "-----BEGIN LOCKET FILE-----\n", "-----BEGIN"];
        for (int round = 0; round < 3000; round++)
        {
            byte[] bytes = new byte[random.Next(600)];
            random.NextBytes(bytes);
            byte[] start = System.Text.Encoding.ASCII.GetBytes(starts[round % starts.Length]);
            start.AsSpan(0, Math.Min(bytes.Length, start.Length)).CopyTo(bytes);
            Assert.False(LocketFile.TryDecrypt(bytes, Both, out byte[]? content, Cheap), $"round {round}");
            Assert.Null(content);
            Assert.True(Record.Exception(() => LocketFile.Inspect(new OddStream(bytes))) is LocketException, $"round {round}");
        }
    }

    [Fact]
    public async Task Decrypt_MutatedFiles_OpensToTheContentOrIsRefused()
    {
        Random random = new(2);
        using PasswordRecipient password = new(Word, new Argon2idParameters { MemoryInKiB = 16, Passes = 1, Lanes = 1 });
        byte[] content = Samples.Content(20000);
        int refused = 0;
        for (int round = 0; round < 2500; round++)
        {
            EncryptionOptions options = Samples.AllOptions[round % Samples.AllOptions.Count] with
            {
                Metadata = new FileMetadata { Name = "name", Width = 3 },
            };
            byte[] file = Mutate(LocketFile.Encrypt(content, [password, new KeyRecipient(Samples.Key)], options), random);
            Exception? failure = Record.Exception(() => RequireContent(LocketFile.Decrypt(file, Both, Cheap)));
            Assert.True(failure is null or LocketException, $"round {round}, {options}: {failure}");
            refused += failure is null ? 0 : 1;

            using MemoryStream released = new();
            failure = await Record.ExceptionAsync(() => LocketFile.DecryptAsync(
                new OddStream(file), released, Both, Cheap, cancellationToken: TestContext.Current.CancellationToken));
            Assert.True(failure is null or LocketException, $"round {round}, {options}: {failure}");
            Assert.True(content.AsSpan().StartsWith(released.ToArray()), $"round {round}, {options}");

            failure = Record.Exception(() => LocketFile.Inspect(new MemoryStream(file)));
            Assert.True(failure is null or LocketException, $"round {round}, {options}: {failure}");
        }

        Assert.True(refused > 2000, $"{refused} refused");

        void RequireContent(byte[] opened) => Assert.Equal(content, opened);
    }

    [Fact]
    public void Open_MutatedMetadataUnderItsSeal_IsReadOrDamagedHeader()
    {
        Random random = new(3);
        string[] texts =
        [
            """{"kind":"file","name":"n\u00e4me.txt","modified":"2026-01-02T03:04:05.1234567Z","type":"text/plain","width":3,"height":4,"orientation":8,"animated":true,"taken":"2026-01-02T03:04:05","zone":"+05:30","place":false,"sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}""",
            """{"kind":"tar","other":[{"a":[1,2.5e-7,null,true]},"\ud83d\ude00"],"name":""}""",
            """{"name":"\ud800"}""",
            """{"\udc00":1}""",
        ];
        for (int round = 0; round < 4000; round++)
        {
            byte[] text = new byte[512];
            text.AsSpan().Fill((byte)' ');
            byte[] json = System.Text.Encoding.UTF8.GetBytes(texts[round % texts.Length]);
            json.CopyTo(text, 0);
            for (int i = random.Next(4); i > 0; i--)
            {
                text[random.Next(json.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "{}[]\",:\\u0d8 9-+.eTZ"[random.Next(20)]);
            }

            byte[] file = new Forge { After = [Forge.Metadata(text)] }.Build();
            Exception? failure = Record.Exception(() => LocketFile.Decrypt(file, Samples.Credentials));
            Assert.True(
                failure is null or LocketException { Reason: LocketFailure.DamagedHeader },
                $"{System.Text.Encoding.Latin1.GetString(text)}: {failure}");
        }
    }

    [Fact]
    public void ReadFile_MutatedKeyFiles_IsAKeyOrAFormatException()
    {
        Random random = new(4);
        using TempFolder folder = new();
        Samples.Key.WriteFile(folder.File("key"));
        byte[] good = File.ReadAllBytes(folder.File("key"));
        for (int round = 0; round < 1500; round++)
        {
            string path = folder.Write("altered", Mutate([.. good], random));
            Exception? failure = Record.Exception(() => SymmetricKey.ReadFile(path).Dispose());
            Assert.True(failure is null or FormatException, $"round {round}: {failure}");
        }
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        List<byte> list = [.. bytes];
        for (int i = random.Next(1, 4); i > 0 && list.Count > 0; i--)
        {
            // Half of the faults fall into the header, where there is more to get wrong.
            int at = random.Next(random.Next(2) == 0 ? list.Count : Math.Min(list.Count, 700));
            int length = Math.Min(random.Next(1, 40), list.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    list[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    list[at] = (byte)"\n ->=!0AZaz+/\r\0\x7f\xff"[random.Next(17)];
                    break;
                case 2:
                    list.RemoveRange(at, length);
                    break;
                case 3:
                    list.InsertRange(at, list.GetRange(at, length));
                    break;
                case 4:
                    list.RemoveRange(at, list.Count - at);
                    break;
                default:
                    list.InsertRange(random.Next(list.Count), list.GetRange(at, length));
                    break;
            }
        }

        return [.. list];
    }
}

using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

public sealed class InspectorTests
{
    [Fact]
    public async Task Inspect_EveryKindOfFile_SaysWhatWasAskedForTheSameEveryWay()
    {
        using Password password = new("p");
        Pbkdf2Parameters pbkdf2 = new() { Iterations = 12 };
        Argon2idParameters argon2id = new() { MemoryInKiB = 32, Passes = 2, Lanes = 3 };
        using PasswordRecipient one = new(password, pbkdf2);
        using PasswordRecipient two = new(password, argon2id);
        using TempFolder folder = new();
        foreach (EncryptionOptions options in Samples.AllOptions)
        {
            foreach (int size in (int[])[0, 100, 65536, 65537])
            {
                byte[] file = LocketFile.Encrypt(
                    new byte[size], [one, two, new KeyRecipient(Samples.Key)], options with { Metadata = new FileMetadata { Name = "n" } });
                string path = folder.Write("file", file);
                FileInspection known = LocketFile.Inspect(path);
                FileInspection bySeekable = LocketFile.Inspect(new MemoryStream(file));
                FileInspection byPipe = LocketFile.Inspect(new OddStream(file));
                using LocketReader reader = await LocketReader.OpenAsync(
                    new MemoryStream(file), Samples.Credentials, cancellationToken: TestContext.Current.CancellationToken);
                foreach (FileInspection inspection in (FileInspection[])[known, bySeekable, byPipe, reader.Inspection])
                {
                    Assert.Equal(["pbkdf2-sha256", "argon2id", "key"], inspection.Slots.Select(slot => slot.Type), StringComparer.Ordinal);
                    Assert.Equal([pbkdf2, argon2id, null], inspection.Slots.Select(slot => slot.Kdf));
                    Assert.All(inspection.Slots, slot => Assert.True(slot.IsSupported));
                    Assert.Equal(
                        (1, options.Suite, options.Pad, options.Armor),
                        (inspection.Version, inspection.Suite, inspection.IsPadded, inspection.IsArmored));
                    Assert.True(inspection.HasMetadata);
                    Assert.False(inspection.HasThumbnail);
                    Assert.Equal(size > 65536 ? 512 : null, inspection.SpareRoomInBytes);
                    Assert.False(inspection.IsTruncated);
                    Assert.Equal(known.HeaderLengthInBytes, inspection.HeaderLengthInBytes);
                    bool isPipe = ReferenceEquals(inspection, byPipe);
                    Assert.Equal(isPipe ? null : known.FileLengthInBytes, inspection.FileLengthInBytes);
                    Assert.Equal(isPipe ? null : known.ContentLengthInBytes, inspection.ContentLengthInBytes);
                    Assert.Equal(isPipe, inspection.ChunkCount is null);
                }
            }
        }
    }

    [Fact]
    public void Inspect_EveryTruncationOfThePayload_SaysSoWhereTheLengthShows()
    {
        byte[] file = Samples.Encrypt(Samples.Content(20000));
        int header = LocketFile.Inspect(new MemoryStream(file)).HeaderLengthInBytes;
        for (int length = header; length <= file.Length; length++)
        {
            FileInspection inspection = LocketFile.Inspect(new MemoryStream(file[..length]));
            int payload = length - header - 56;
            bool isPossible = payload >= 0 && payload % (Samples.Chunk + 16) >= 16;
            Assert.Equal(!isPossible, inspection.IsTruncated);
            Assert.Equal(isPossible, inspection.ContentLengthInBytes is not null);
        }
    }

    [Fact]
    public void Inspect_UnknownSlot_IsShownAsUnsupported()
    {
        byte[] file = new Forge { Before = [new("later", ["x", "y"], new byte[3])] }.Build();
        SlotInspection slot = LocketFile.Inspect(new MemoryStream(file)).Slots[0];
        Assert.Equal(("later", false, null, null, null), (slot.Type, slot.IsSupported, slot.Kdf, slot.KdfSalt, slot.KeyHint));
        Assert.Equal(["x", "y"], slot.Arguments);
    }
}

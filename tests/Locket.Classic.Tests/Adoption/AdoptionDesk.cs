using System.Text;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.Adoption;

/// <summary>A folder with one classic file, and what adopts it.</summary>
internal sealed class AdoptionDesk : IDisposable
{
    private readonly SymmetricKey _key = SymmetricKey.Generate();
    private readonly TempFolder _folder = new();

    private AdoptionDesk(AdoptionCase adoptionCase, byte[] content)
    {
        Case = adoptionCase;
        Content = content;
        Options = adoptionCase.Options();
    }

    public AdoptionCase Case { get; }

    public byte[] Content { get; }

    public byte[] Encrypted { get; private set; } = [];

    public AdoptionOptions Options { get; set; }

    public TempFolder Folder => _folder;

    public string OldPath => _folder.File(Case.FileName);

    public string NewName => Case.OriginalName + ".locket";

    public string NewPath => _folder.File(NewName);

    public SymmetricKey Key => _key;

    public static Task<AdoptionDesk> SetAsync(string name, int length = 5000) => SetAsync(name, AdoptionCase.Text(length));

    public static async Task<AdoptionDesk> SetAsync(string name, byte[] content)
    {
        AdoptionCase found = AdoptionCase.All.Single(known => string.Equals(known.Name, name, StringComparison.Ordinal));
        AdoptionDesk desk = new(found, content);
        using ClassicSecret secret = found.Secret();
        desk.Encrypted = await found.MakeAsync(content, secret);
        desk.Folder.Write(found.FileName, desk.Encrypted);
        File.SetLastWriteTimeUtc(desk.OldPath, new DateTime(2019, 7, 6, 5, 4, 3, DateTimeKind.Utc));
        return desk;
    }

    public Task<AdoptionOutcome> AdoptAsync(Action<long>? watch = null, CancellationToken? cancellationToken = null)
        => AdoptAsync(new AdoptionJob(OldPath), Case.Secret(), watch, cancellationToken);

    public async Task<AdoptionOutcome> AdoptAsync(
        AdoptionJob job, ClassicSecret secret, Action<long>? watch = null, CancellationToken? cancellationToken = null)
    {
        using (secret)
        {
            Adopter adopter = new(secret, [new KeyRecipient(_key)], [_key], Options);
            return await adopter.AdoptAsync(
                job, watch is null ? null : new Watch(watch), cancellationToken ?? TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Everything in the folder with its bytes.</summary>
    public IReadOnlyList<string> State()
        => [.. Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks} {Convert.ToHexString(File.ReadAllBytes(path))}")];

    public byte[] Reopen(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        Assert.StartsWith("locket/v1", Encoding.Latin1.GetString(file.AsSpan(0, 16)), StringComparison.Ordinal);
        return LocketFile.Decrypt(file, [_key]);
    }

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    private sealed class Watch(Action<long> act) : IProgress<long>
    {
        public void Report(long value) => act(value);
    }
}

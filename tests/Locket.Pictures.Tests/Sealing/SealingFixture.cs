using Locket.Tests.TestSupport;

namespace Locket.Pictures.Tests.Sealing;

/// <summary>A folder, a key and short ways to seal and open with it.</summary>
internal sealed class SealingFixture : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly KeyRecipient _recipient;

    public SealingFixture()
    {
        _recipient = new KeyRecipient(Key);
    }

    public SymmetricKey Key { get; } = SymmetricKey.Generate();

    public string Root => _folder.Path;

    public string PathOf(string name) => Path.Join(_folder.Path, name);

    public string Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    public PictureSealer Sealer(PictureSealerOptions? options = null) => new([_recipient], [Key], options);

    public PictureOpener Opener(PictureOpenerOptions? options = null) => new([Key], options);

    public async Task<PictureOutcome> SealAsync(string source, string output, PictureSealerOptions? options = null)
        => (await SealAllAsync([new PictureSealJob(PathOf(source), PathOf(output))], options))[0];

    public async Task<IReadOnlyList<PictureOutcome>> SealAllAsync(IEnumerable<PictureSealJob> jobs, PictureSealerOptions? options = null)
        => await ListAsync(Sealer(options).SealAllAsync(jobs, Xunit.TestContext.Current.CancellationToken));

    public async Task<PictureOutcome> OpenAsync(string source, string output)
        => (await OpenAllAsync([new PictureOpenJob(PathOf(source), _ => PathOf(output))]))[0];

    public async Task<IReadOnlyList<PictureOutcome>> OpenAllAsync(IEnumerable<PictureOpenJob> jobs)
        => await ListAsync(Opener().OpenAllAsync(jobs, Xunit.TestContext.Current.CancellationToken));

    /// <summary>Everything in the folder that looks unfinished.</summary>
    public IReadOnlyList<string> Partials() => Directory.GetFiles(Root, "*.partial", SearchOption.AllDirectories);

    public void Dispose()
    {
        _recipient.Dispose();
        Key.Dispose();
        _folder.Dispose();
    }

    private static async Task<IReadOnlyList<PictureOutcome>> ListAsync(IAsyncEnumerable<PictureOutcome> outcomes)
    {
        List<PictureOutcome> all = [];
        await foreach (PictureOutcome outcome in outcomes)
        {
            all.Add(outcome);
        }

        return all;
    }
}

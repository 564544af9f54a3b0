using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.Adoption;

public sealed class AdoptionFolderTests
{
    [Fact]
    public void Jobs_Folder_AreItsFilesInOrderWithoutLinksAndUnfinishedOutputs()
    {
        using TempFolder folder = new();
        string top = Directory.CreateDirectory(folder.File("top/below")).Parent!.FullName;
        folder.Write("top/b.enc", [1]);
        folder.Write("top/a.enc", [1]);
        folder.Write("top/below/c.enc", [1]);
        folder.Write("top/.locket-0123456789abcdef.partial", [1]);
        File.CreateSymbolicLink(folder.File("top/link.enc"), folder.File("top/a.enc"));
        Directory.CreateSymbolicLink(folder.File("top/links"), folder.File("top/below"));

        IReadOnlyList<AdoptionJob> beside = AdoptionFolder.Read(top + "/").Jobs;
        Assert.Equal(
            ["top/a.enc", "top/b.enc", "top/below/c.enc"],
            beside.Select(job => Path.GetRelativePath(folder.Path, job.SourcePath)),
            StringComparer.Ordinal);
        Assert.All(beside, job => Assert.Equal((true, null, null), (job.IsFound, job.OutputFolder, job.OutputPath)));

        IReadOnlyList<AdoptionJob> mirrored = AdoptionFolder.Read(top, folder.File("out")).Jobs;
        Assert.Equal(
            ["out/top", "out/top", "out/top/below"],
            mirrored.Select(job => Path.TrimEndingDirectorySeparator(Path.GetRelativePath(folder.Path, job.OutputFolder!))),
            StringComparer.Ordinal);
    }

    [Fact]
    public void Read_UnfinishedFiles_AreCounted()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.File("below"));
        folder.Write("a.enc", [1]);
        folder.Write(".locket-0123456789abcdef.partial", [1]);
        folder.Write("below/.locket-fedcba9876543210.partial", [1]);
        AdoptionTree tree = AdoptionFolder.Read(folder.Path);
        Assert.Equal((1, 2, 0), (tree.Jobs.Count, tree.UnfinishedFiles, tree.UnreadableFolders.Count));
    }

    [Fact]
    public void Read_FolderThatIsNotThere_IsToldAndNotThrown()
    {
        using TempFolder folder = new();
        AdoptionTree tree = AdoptionFolder.Read(folder.File("none"));
        Assert.Empty(tree.Jobs);
        Assert.Equal([folder.File("none")], tree.UnreadableFolders.Keys, StringComparer.Ordinal);
    }
}

using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Files;

public sealed class RealFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PathOf_LinksOnTheWay_AreFollowedAndTheRestStays()
    {
        string real = RealFolder.PathOf(Directory.CreateDirectory(_folder.File("real")).FullName);
        Directory.CreateDirectory(_folder.File("real/inner"));
        Directory.CreateSymbolicLink(_folder.File("link"), _folder.File("real/"));
        Directory.CreateSymbolicLink(_folder.File("real/deep"), _folder.File("link/inner"));

        Assert.Equal(real, RealFolder.PathOf(_folder.File("link/")));
        Assert.Equal(Path.Join(real, "inner", "new"), RealFolder.PathOf(_folder.File("link/deep/new")));
        Assert.Equal(Path.GetPathRoot(real), RealFolder.PathOf(Path.GetPathRoot(real)!));
    }

    [Fact]
    public void PathOf_LinksInACircle_AreRefused()
    {
        Directory.CreateSymbolicLink(_folder.File("one"), _folder.File("two"));
        Directory.CreateSymbolicLink(_folder.File("two"), _folder.File("one"));

        Assert.Throws<IOException>(() => RealFolder.PathOf(_folder.File("one")));
    }
}

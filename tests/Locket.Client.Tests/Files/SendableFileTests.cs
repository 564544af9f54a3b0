using System.Diagnostics;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Client.Tests.Files;

public sealed class SendableFileTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Open_AFileOrALinkToOne_GivesItsContent()
    {
        _temp.Write("photo.png", [1, 2, 3]);
        using FileStream file = SendableFile.Open(_temp.File("photo.png"));
        Assert.Equal(3, file.Length);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        File.CreateSymbolicLink(_temp.File("link"), _temp.File("photo.png"));
        using FileStream linked = SendableFile.Open(_temp.File("link"));
        Assert.Equal(3, linked.Length);
    }

    [Fact]
    public void Open_APipeADeviceOrAFolder_IsRefusedAtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such files");
        using (Process made = Process.Start("mkfifo", _temp.File("pipe")))
        {
            made.WaitForExit();
        }

        Assert.Contains("pipe, socket or device", Assert.Throws<IOException>(() => SendableFile.Open(_temp.File("pipe"))).Message, StringComparison.Ordinal);
        Assert.Contains("pipe, socket or device", Assert.Throws<IOException>(() => SendableFile.Open("/dev/zero")).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<IOException>(() => SendableFile.Open(_temp.Path)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => SendableFile.Open(_temp.File("nothing")));
    }
}

using System.Formats.Tar;
using Xunit;

namespace Locket.Tests.Archives;

/// <summary>Archives that must be refused, each with a word of the reason.</summary>
public sealed class HostileArchives : TheoryData<string, byte[]>
{
    public HostileArchives()
    {
        Name("/etc/evil", "absolute");
        Name("//evil", "absolute");
        Name("../evil", "'..'");
        Name("a/../../evil", "'..'");
        Name("a/..", "'..'");
        Name("..", "'..'");
        Name("a//b", "a part of its name is empty");
        Name("C:evil", "drive");
        Name("c:/evil", "drive");
        Name("a\\b", "backslash");
        Name("..\\evil", "backslash");
        Name(".", "name is empty");
        Name(new string('n', 256), "too long");
        Add("too long", new TarBytes().Pax('x', "path=" + string.Concat(Enumerable.Repeat("dir/", 1025))).Entry('0', "x").End());
        Add("zero character", new TarBytes().Pax('x', "path=a\0b").Entry('0', "x").End());
        Add("name is empty", new TarBytes().Entry('0', "./", "text").End());

        Add("earlier entry", new TarBytes().Entry('0', "a", "1").Entry('0', "a", "2").End());
        Add("earlier entry", new TarBytes().Entry('0', "a", "1").Entry('0', "./a", "2").End());
        Add("earlier entry", new TarBytes().Entry('5', "a/").Entry('0', "a").End());
        Add("earlier entry", new TarBytes().Entry('0', "a").Entry('5', "a/").End());
        Add("earlier entry", new TarBytes().Entry('2', "a", link: "b").Entry('0', "a", "2").End());
        Add("earlier entry", new TarBytes().Entry('0', "a").Entry('2', "a", link: "b").End());
        Add("below a file", new TarBytes().Entry('0', "a").Entry('0', "a/b").End());
        Add("below a symbolic link", new TarBytes().Entry('5', "d/").Entry('2', "a", link: "d").Entry('0', "a/b", "x").End());
        Add("earlier entry", new TarBytes().Entry('5', "d/").Entry('2', "a", link: "d").Entry('5', "a/").Entry('0', "a/b").End());

        Link("/etc", "absolute");
        Link("..", "may leave");
        Link("../x", "may leave");
        Link("b/../..", "may leave");
        Link("b/../c", "may leave");
        Link("C:x", "drive");
        Link("a\\b", "backslash");
        Link(string.Empty, "empty");
        Add("may leave", new TarBytes().Entry('2', "d/e/link", link: "../../../x").End());

        Add("earlier file", new TarBytes().Entry('1', "a", link: "b").End());
        Add("earlier file", new TarBytes().Entry('1', "a", link: "a").End());
        Add("earlier file", new TarBytes().Entry('5', "d/").Entry('1', "a", link: "d").End());
        Add("earlier file", new TarBytes().Entry('0', "f").Entry('2', "s", link: "f").Entry('1', "a", link: "s").End());
        Add("earlier file", new TarBytes().Entry('1', "a", link: "/etc/passwd").End());
        Add("earlier file", new TarBytes().Entry('0', "a").Entry('1', "b", link: "../a").End());

        foreach (char type in "346DMNSV7")
        {
            Add("", new TarBytes().Entry(type, "a").End());
        }

        Add("", new TarBytes().Pax('g', "comment=x").Entry('0', "a").End());
        Add("sparse", new TarBytes().Pax('x', "GNU.sparse.major=1", "GNU.sparse.name=b").Entry('0', "a").End());
        Add("", new TarBytes().Entry('5', "d/", "content").End());
        Add("1 MiB", new TarBytes().Entry('x', "pax", size: (1 << 20) + 1).End());
        Add("1 MiB", new TarBytes().Entry('0', "a", "1").Entry('L', "long", size: 2_000_000_000).End());
        Add("well-formed", new TarBytes().Raw([.. Enumerable.Repeat((byte)'A', 1024)]).End());
        Add("well-formed", new TarBytes().Entry('0', "a", "text").Cut(512));
        Add("well-formed", new TarBytes().Entry('0', "a", "text").Entry('0', "b").Cut(100));
        Add("after its end", [.. new TarBytes().Entry('0', "a").End(), .. new TarBytes().Entry('0', "b").End()]);

        // A pipe as an honest program packs it.
        Add("neither", new TarBytes().With(new PaxTarEntry(TarEntryType.Fifo, "pipe")).End());
    }

    private void Name(string name, string why)
    {
        if (name.Length <= 100)
        {
            Add(why, new TarBytes().Entry('0', "good", "x").Entry('0', name, "evil").End());
        }

        Add(why, new TarBytes().Entry('0', "good", "x").Pax('x', "path=" + name).Entry('0', "x", "evil").End());
    }

    private void Link(string target, string why)
    {
        Add(why, new TarBytes().Entry('0', "good", "x").Entry('2', "a", link: target).End());
    }
}

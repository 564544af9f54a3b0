using System.Globalization;
using System.Text;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.TestSupport;

/// <summary>The published pictures that Locket can have decoded, good and broken, with what Pillow says of them.</summary>
internal static class Gallery
{
    private const string Script = """
        import sys, os, warnings
        from PIL import Image
        warnings.simplefilter('ignore')
        root = sys.argv[1]
        for folder, _, names in sorted(os.walk(root)):
            for name in sorted(names):
                path = os.path.join(folder, name)
                head = open(path, 'rb').read(12)
                kind = ('Png' if head.startswith(b'\x89PNG\r\n\x1a\n') else 'Jpeg' if head.startswith(b'\xff\xd8\xff') else
                        'Gif' if head[:6] in (b'GIF87a', b'GIF89a') else 'WebP' if head[:4] == b'RIFF' and head[8:] == b'WEBP' else
                        'Bmp' if head.startswith(b'BM') else None)
                if kind is None:
                    continue
                width, height, good = 1, 1, 0
                try:
                    with Image.open(path) as picture:
                        width, height = picture.size
                        if width * height <= 100000000:
                            picture.load()
                            good = 1
                except Exception:
                    pass
                print(path, kind, width, height, good, sep='\t')
        """;

    public static async Task<IReadOnlyList<PictureFacts>> ReadAsync()
    {
        string root = Vectors.Require("images");
        string table = Encoding.UTF8.GetString(await Python.RunAsync(Script, default, root));
        PictureFacts[] pictures = [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Select(fields => new PictureFacts(
            fields[0],
            Enum.Parse<DecodableFormat>(fields[1]),
            int.Parse(fields[2], CultureInfo.InvariantCulture),
            int.Parse(fields[3], CultureInfo.InvariantCulture),
            fields[4] is "1"))];
        Assert.True(pictures.Length > 300, "the pictures are not there");
        return pictures;
    }
}

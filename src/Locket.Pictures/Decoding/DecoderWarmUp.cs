using Locket.Pictures.Pixels;

namespace Locket.Pictures.Decoding;

/// <summary>
/// Does once everything that a child does later, on pictures of its own, so that the runtime has loaded what it needs while it still can.
/// </summary>
internal static class DecoderWarmUp
{
    private const int Side = 16;

    public static void Run(DecoderServer server, GdLibrary? gd)
    {
        Raster picture = new(Side, Side);
        byte[] transparent = PngWriter.Write(picture);
        picture.Pixels.Fill(byte.MaxValue);
        byte[] opaque = PngWriter.Write(picture);
        byte[] broken = opaque[..^20];
        byte[] notCompressed = [.. opaque];
        notCompressed.AsSpan(notCompressed.Length / 2).Clear();

        using MemoryStream requests = new();
        foreach (byte[] file in new[] { transparent, opaque, broken, notCompressed })
        {
            Add(requests, new DecoderRequest(DecoderTask.SmallPicture, DecodableFormat.Png, 6, 0, 8, 32 * 1024, file.Length), file);
            Add(requests, new DecoderRequest(DecoderTask.Pixels, DecodableFormat.Png, 1, 0, 0, 0, file.Length), file);
        }

        Add(requests, new DecoderRequest(DecoderTask.EncodeJpeg, default, 1, 80, Side, Side, picture.Pixels.Length), picture.Pixels);
        Add(requests, new DecoderRequest(DecoderTask.EncodeWebP, default, 1, 80, Side, Side, picture.Pixels.Length), picture.Pixels);
        Add(
            requests,
            new DecoderRequest(DecoderTask.EncodeWebP, default, 1, PictureDecoder.LosslessWebP, Side, Side, picture.Pixels.Length),
            picture.Pixels);
        foreach (DecodableFormat format in Enum.GetValues<DecodableFormat>())
        {
            Add(requests, new DecoderRequest(DecoderTask.SmallPicture, format, 1, 0, 8, 32 * 1024, broken.Length), broken);
        }

        // By previews of both kinds, and by libgd.
        if (new ThumbnailEncoder(gd).EncodeJpeg(picture, 80) is byte[] jpeg)
        {
            foreach (int maxSide in new[] { Side / 8, Side / 4, Side / 2 })
            {
                Add(
                    requests,
                    new DecoderRequest(DecoderTask.SmallPicture, DecodableFormat.Jpeg, 1, 0, maxSide, 32 * 1024, jpeg.Length),
                    jpeg);
            }
        }

        requests.Position = 0;
        using MemoryStream answers = new();
        server.Serve(requests, answers, static () => { });
    }

    private static void Add(MemoryStream requests, DecoderRequest request, ReadOnlySpan<byte> content)
    {
        Span<byte> frame = stackalloc byte[DecoderRequest.LengthInBytes];
        request.Write(frame);
        requests.Write(frame);
        requests.Write(content);
    }
}

using System.Numerics;
using Locket.Pictures.Pixels;
using Locket.Pictures.Previews;

namespace Locket.Pictures.Decoding;

/// <summary>The child's side: takes requests one after another until its input ends.</summary>
internal sealed class DecoderServer
{
    /// <summary>The longest JPEG that is read into a buffer which stays: 32 MiB, more than cameras make.</summary>
    private const int KeptInBytes = 32 * 1024 * 1024;

    private readonly GdLibrary? _gd;
    private readonly ThumbnailEncoder _thumbnails;
    private readonly JpegPreview _previews = new();
    private readonly DecoderSettings _settings;
    private byte[] _jpeg = [];

    public DecoderServer(GdLibrary? gd, DecoderSettings settings)
    {
        _gd = gd;
        _settings = settings;
        _thumbnails = new ThumbnailEncoder(gd);
    }

    /// <summary>A bit for each format, at its number.</summary>
    public int Formats => Enum.GetValues<DecodableFormat>().Where(CanDecode).Sum(format => 1 << (int)format);

    /// <param name="input">Requests.</param>
    /// <param name="output">Answers.</param>
    /// <param name="beforeEach">Called before each request's work.</param>
    public void Serve(Stream input, Stream output, Action beforeEach)
    {
        byte[] frame = new byte[DecoderRequest.LengthInBytes];
        while (input.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            DecoderRequest request = DecoderRequest.Read(frame);
            if (request.ContentInBytes < 0 || request.ContentInBytes > LongestContent(request))
            {
                // The parent never asks so; there is nothing left to say to whoever does.
                return;
            }

            beforeEach();
            Answer(request, input, output);
        }
    }

    private void Answer(DecoderRequest request, Stream input, Stream output)
    {
        DecoderOutcome outcome;
        try
        {
            outcome = request is { Task: DecoderTask.SmallPicture, Format: DecodableFormat.Jpeg } && CanDecode(request.Format)
                ? MakeSmall(request, input, output)
                : Answer(request, ReadContent(request, input), output);
        }
        catch (OutOfMemoryException)
        {
            outcome = DecoderOutcome.OutOfMemory;
        }

        if (outcome != DecoderOutcome.Success)
        {
            Send(output, new DecoderAnswer(outcome, default, 0, 0, 0));
            output.Flush();
        }
    }

    private DecoderOutcome Answer(DecoderRequest request, byte[] content, Stream output) => request.Task switch
    {
        DecoderTask.EncodeJpeg => EncodeJpeg(request, content, output),
        DecoderTask.EncodeWebP => EncodeWebP(request, content, output),
        _ => Decode(request, content, output),
    };

    private static byte[] ReadContent(DecoderRequest request, Stream input)
    {
        byte[] content = new byte[request.ContentInBytes];
        input.ReadExactly(content);
        return content;
    }

    /// <summary>What most requests are about, in a buffer that is used again.</summary>
    private DecoderOutcome MakeSmall(DecoderRequest request, Stream input, Stream output)
    {
        Span<byte> file = request.ContentInBytes > KeptInBytes ? new byte[request.ContentInBytes] : Room((int)request.ContentInBytes);
        input.ReadExactly(file);
        return _previews.Make(file, request.First, _settings.MaxPixels) is Raster preview
            ? Send(_thumbnails.Encode(preview, request.Orientation, request.Second), output)
            : Decode(request, file.ToArray(), output);
    }

    private Span<byte> Room(int length)
    {
        if (_jpeg.Length < length)
        {
            // The old one may go first: memory is scarce here.
            _jpeg = [];
            _jpeg = new byte[Math.Min(KeptInBytes, BitOperations.RoundUpToPowerOf2((uint)length))];
        }

        return _jpeg.AsSpan(0, length);
    }

    private DecoderOutcome EncodeJpeg(DecoderRequest request, byte[] pixels, Stream output)
    {
        if (_gd is null)
        {
            return DecoderOutcome.Unavailable;
        }

        if (_thumbnails.EncodeJpeg(new Raster(request.First, request.Second, pixels), request.Quality) is not byte[] jpeg)
        {
            return DecoderOutcome.OutOfMemory;
        }

        Send(output, new DecoderAnswer(DecoderOutcome.Success, DecodableFormat.Jpeg, request.First, request.Second, jpeg.Length), jpeg);
        return DecoderOutcome.Success;
    }

    private DecoderOutcome EncodeWebP(DecoderRequest request, byte[] pixels, Stream output)
    {
        if (_gd is not { CanEncodeWebP: true })
        {
            return DecoderOutcome.Unavailable;
        }

        Raster picture = new(request.First, request.Second, pixels);
        using GdImage? image = _gd.Create(picture.Width, picture.Height);
        for (int y = 0; image is not null && y < picture.Height; y++)
        {
            image.WriteRowWithAlpha(y, picture.Row(y));
        }

        if (image?.ToWebP(request.Quality) is not byte[] webP)
        {
            return DecoderOutcome.OutOfMemory;
        }

        Send(output, new DecoderAnswer(DecoderOutcome.Success, DecodableFormat.WebP, request.First, request.Second, webP.Length), webP);
        return DecoderOutcome.Success;
    }

    private DecoderOutcome Decode(DecoderRequest request, byte[] file, Stream output)
    {
        if (!CanDecode(request.Format))
        {
            return DecoderOutcome.Unavailable;
        }

        if (request.Format == DecodableFormat.Png)
        {
            return PngReader.Read(file, _settings.MaxPixels, out Raster? picture) switch
            {
                PngFault.None => Send(request, new RasterRows(picture!), output),
                PngFault.TooLarge => DecoderOutcome.TooLarge,
                _ => DecoderOutcome.Unreadable,
            };
        }

        FirstFrame? frame = request.Format switch
        {
            DecodableFormat.Gif => GifFrames.Find(file),
            DecodableFormat.WebP => WebPFrames.Find(file),
            _ => null,
        };
        using GdImage? image = _gd!.Decode(request.Format, frame?.File ?? file);
        if (image is null)
        {
            return DecoderOutcome.Unreadable;
        }

        IPixelRows rows = frame is null ? image : new PlacedRows(image, frame);
        return (long)rows.Width * rows.Height > _settings.MaxPixels ? DecoderOutcome.TooLarge : Send(request, rows, output);
    }

    private DecoderOutcome Send(DecoderRequest request, IPixelRows picture, Stream output)
    {
        if (request.Task == DecoderTask.SmallPicture)
        {
            return Send(_thumbnails.Encode(picture, request.Orientation, request.First, request.Second), output);
        }

        byte[] row = new byte[picture.Width * Raster.PixelInBytes];
        Send(output, new DecoderAnswer(DecoderOutcome.Success, default, picture.Width, picture.Height, (long)row.Length * picture.Height));
        for (int y = 0; y < picture.Height; y++)
        {
            picture.ReadRow(y, row);
            output.Write(row);
        }

        output.Flush();
        return DecoderOutcome.Success;
    }

    private static DecoderOutcome Send((DecodableFormat Format, Raster Picture, byte[] File)? thumbnail, Stream output)
    {
        if (thumbnail is not (DecodableFormat format, Raster small, byte[] file))
        {
            return DecoderOutcome.Unreadable;
        }

        Send(output, new DecoderAnswer(DecoderOutcome.Success, format, small.Width, small.Height, file.Length), file);
        return DecoderOutcome.Success;
    }

    private static void Send(Stream output, DecoderAnswer answer, ReadOnlySpan<byte> content = default)
    {
        Span<byte> frame = stackalloc byte[DecoderAnswer.LengthInBytes];
        answer.Write(frame);
        output.Write(frame);
        output.Write(content);
        if (!content.IsEmpty)
        {
            output.Flush();
        }
    }

    private bool CanDecode(DecodableFormat format)
        => format == DecodableFormat.Png || (_gd is not null && _gd.CanDecode(format));

    private long LongestContent(DecoderRequest request)
        => Math.Min(
            Array.MaxLength,
            request.Task is DecoderTask.EncodeJpeg or DecoderTask.EncodeWebP
                ? _settings.MaxPixels * Raster.PixelInBytes
                : _settings.MaxPictureInBytes);
}

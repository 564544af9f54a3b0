using System.Runtime.InteropServices;

namespace Locket.Pictures.Decoding;

/// <summary>
/// The system's libgd, found at run time. It decodes pictures that nobody vouches for, in C: it is loaded into child processes only,
/// which <see cref="Confinement"/> holds.
/// </summary>
internal sealed unsafe class GdLibrary
{
    /// <summary>Its names on Linux and macOS; version 3 of the interface is the only one.</summary>
    private static readonly string[] Names =
        ["libgd.so.3", "libgd.3.dylib", "/opt/homebrew/lib/libgd.3.dylib", "/usr/local/lib/libgd.3.dylib"];

    private readonly Dictionary<DecodableFormat, nint> _decoders = [];
    private readonly delegate* unmanaged[Cdecl]<int, int, GdImageLayout*> _create;
    private readonly delegate* unmanaged[Cdecl]<GdImageLayout*, void> _destroy;
    private readonly delegate* unmanaged[Cdecl]<GdImageLayout*, int> _toTrueColor;
    private readonly delegate* unmanaged[Cdecl]<GdImageLayout*, int*, int, byte*> _encodeJpeg;
    private readonly delegate* unmanaged[Cdecl]<GdImageLayout*, int*, int, byte*> _encodeWebP;
    private readonly delegate* unmanaged[Cdecl]<void*, void> _free;

    private GdLibrary(nint library)
    {
        _create = (delegate* unmanaged[Cdecl]<int, int, GdImageLayout*>)NativeLibrary.GetExport(library, "gdImageCreateTrueColor");
        _destroy = (delegate* unmanaged[Cdecl]<GdImageLayout*, void>)NativeLibrary.GetExport(library, "gdImageDestroy");
        _toTrueColor = (delegate* unmanaged[Cdecl]<GdImageLayout*, int>)NativeLibrary.GetExport(library, "gdImagePaletteToTrueColor");
        _encodeJpeg = (delegate* unmanaged[Cdecl]<GdImageLayout*, int*, int, byte*>)NativeLibrary.GetExport(library, "gdImageJpegPtr");
        _encodeWebP = (delegate* unmanaged[Cdecl]<GdImageLayout*, int*, int, byte*>)(
            NativeLibrary.TryGetExport(library, "gdImageWebpPtrEx", out nint encodeWebP) ? encodeWebP : 0);
        _free = (delegate* unmanaged[Cdecl]<void*, void>)NativeLibrary.GetExport(library, "gdFree");

        // Without a method to report errors, nothing is written anywhere: what is wrong with a picture, its outcome says.
        ((delegate* unmanaged[Cdecl]<nint, void>)NativeLibrary.GetExport(library, "gdSetErrorMethod"))(0);
        foreach ((DecodableFormat format, string name) in new[]
        {
            (DecodableFormat.Jpeg, "gdImageCreateFromJpegPtr"),
            (DecodableFormat.Gif, "gdImageCreateFromGifPtr"),
            (DecodableFormat.WebP, "gdImageCreateFromWebpPtr"),
            (DecodableFormat.Bmp, "gdImageCreateFromBmpPtr"),
        })
        {
            // A libgd may be built without one of them.
            if (NativeLibrary.TryGetExport(library, name, out nint decoder))
            {
                _decoders.Add(format, decoder);
            }
        }
    }

    /// <summary>Loads the library; <see langword="null"/> where there is none, or not the one that this code knows.</summary>
    public static GdLibrary? Load()
    {
        foreach (string name in Names)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
            {
                try
                {
                    GdLibrary gd = new(library);
                    return gd.HasKnownLayout() ? gd : null;
                }
                catch (EntryPointNotFoundException)
                {
                    return null;
                }
            }
        }

        return null;
    }

    public bool CanDecode(DecodableFormat format) => _decoders.ContainsKey(format);

    /// <summary>Decodes a picture; <see langword="null"/> where libgd refuses it.</summary>
    public GdImage? Decode(DecodableFormat format, ReadOnlySpan<byte> file)
    {
        var decode = (delegate* unmanaged[Cdecl]<int, byte*, GdImageLayout*>)_decoders[format];
        GdImageLayout* image;
        fixed (byte* start = file)
        {
            image = decode(file.Length, start);
        }

        if (image is null)
        {
            return null;
        }

        if (image->IsTrueColor == 0 && _toTrueColor(image) == 0)
        {
            _destroy(image);
            return null;
        }

        return new GdImage(this, image);
    }

    /// <summary>An image of transparent black; <see langword="null"/> where memory is short.</summary>
    public GdImage? Create(int width, int height)
    {
        GdImageLayout* image = _create(width, height);
        return image is null ? null : new GdImage(this, image);
    }

    /// <summary>A libgd may be built without.</summary>
    public bool CanEncodeWebP => _encodeWebP is not null;

    public byte[]? EncodeJpeg(GdImageLayout* image, int quality) => Encode(_encodeJpeg, image, quality);

    public byte[]? EncodeWebP(GdImageLayout* image, int quality) => CanEncodeWebP ? Encode(_encodeWebP, image, quality) : null;

    public void Destroy(GdImageLayout* image) => _destroy(image);

    private byte[]? Encode(delegate* unmanaged[Cdecl]<GdImageLayout*, int*, int, byte*> encode, GdImageLayout* image, int quality)
    {
        int length = 0;
        byte* file = encode(image, &length, quality);
        if (file is null)
        {
            return null;
        }

        byte[] copy = new ReadOnlySpan<byte>(file, length).ToArray();
        _free(file);
        return copy;
    }

    private bool HasKnownLayout()
    {
        using GdImage? image = Create(3, 5);
        return image is { Width: 3, Height: 5, IsTrueColor: true };
    }
}

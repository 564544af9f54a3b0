using System.Buffers.Binary;
using Locket.Pictures.Containers;

namespace Locket.Pictures.Cleaning;

/// <summary>GIF: images with their control blocks stay, and the number of repeats; comments, text and what applications left go.</summary>
internal sealed class GifCleaner
{
    private const int ScreenInBytes = 13;
    private const int ImageInBytes = 9;
    private const int ControlInBytes = 4;
    private const byte ExtensionBlock = 0x21;
    private const byte ImageBlock = 0x2C;
    private const byte Trailer = 0x3B;
    private const byte PlainText = 0x01;
    private const byte GraphicControl = 0xF9;
    private const byte Comment = 0xFE;
    private const byte Application = 0xFF;

    /// <summary>Name and authentication code of an application.</summary>
    private const int ApplicationInBytes = 11;

    private readonly PictureSource _source;
    private readonly Stream _output;
    private readonly RemovalLog _log;
    private readonly CleaningOptions _options;
    private readonly GifCodes _codes = new();
    private readonly byte[] _block = new byte[byte.MaxValue];
    private byte[] _control = [];
    private bool _hasProfile;
    private bool _hasRepeats;

    private GifCleaner(PictureSource source, Stream output, RemovalLog log, CleaningOptions options)
    {
        _source = source;
        _output = output;
        _log = log;
        _options = options;
    }

    public static void Clean(PictureSource source, Stream output, RemovalLog log, CleaningOptions options)
        => new GifCleaner(source, output, log, options).Clean();

    private void Clean()
    {
        Span<byte> screen = stackalloc byte[ScreenInBytes];
        _source.Read(screen);
        _output.Write(screen);
        _source.Copy(_output, ColorTableInBytes(screen[10]));
        bool hasImage = false;
        for (byte block = _source.ReadByte(); block != Trailer; block = _source.ReadByte())
        {
            if (block == ImageBlock)
            {
                hasImage = true;
                CopyImage();
            }
            else if (block == ExtensionBlock)
            {
                CleanExtension();
            }
            else
            {
                throw new PictureException(PictureFailure.Damaged, "the GIF file has a block that is not known", _source.Position);
            }
        }

        if (!hasImage)
        {
            throw new PictureException(PictureFailure.Damaged, "the GIF file has no picture", _source.Position);
        }

        _output.WriteByte(Trailer);
        DropControl();
        long trailing = _source.SkipToEnd();
        if (trailing > 0)
        {
            _log.Add(RemovedKind.Trailing, "behind the picture", trailing);
        }
    }

    private void CopyImage()
    {
        _output.Write(_control);
        _control = [];
        Span<byte> image = stackalloc byte[ImageInBytes];
        _source.Read(image);
        long pixels = (long)BinaryPrimitives.ReadUInt16LittleEndian(image[4..]) * BinaryPrimitives.ReadUInt16LittleEndian(image[6..]);
        if (pixels == 0)
        {
            // Some decoders take the whole screen instead.
            throw new PictureException(PictureFailure.Damaged, "the GIF file has an image without pixels", _source.Position);
        }

        _output.WriteByte(ImageBlock);
        _output.Write(image);

        // The color table, and the size of the first codes.
        _source.Copy(_output, ColorTableInBytes(image[8]));
        byte minimum = _source.ReadByte();
        _output.WriteByte(minimum);
        _codes.Start(minimum, pixels);
        CopyCodes();
    }

    private void CopyCodes()
    {
        long behind = 0;
        for (int next = _source.ReadByte(); next > 0;)
        {
            Span<byte> block = _block.AsSpan(0, next);
            _source.Read(block);
            next = _source.ReadByte();
            int length = _codes.Take(block, isLast: next == 0);
            if (length > 0)
            {
                _output.WriteByte((byte)length);
                _output.Write(block[..length]);
            }

            behind += block.Length - length;
        }

        byte[] end = _codes.Finish();
        if (end.Length > 0)
        {
            _output.Write([(byte)end.Length, .. end]);
        }

        _output.WriteByte(0);
        if (behind > 0 || _codes.IsChanged)
        {
            _log.Add(RemovedKind.Trailing, "behind an image's codes", behind);
        }
    }

    private void CleanExtension()
    {
        long start = _source.Position - 1;
        byte label = _source.ReadByte();
        switch (label)
        {
            case GraphicControl:
                DropControl();
                ReadControl(start);
                break;
            case Application:
                CleanApplication(start);
                break;
            case PlainText:
                // Shown by nobody, but the control block before it was its own.
                _log.Add(RemovedKind.Comment, "plain text", SkipBlocks(start));
                DropControl();
                break;
            case Comment:
                _log.Add(RemovedKind.Comment, "comment", SkipBlocks(start));
                break;
            default:
                _log.Add(RemovedKind.Other, "extension", SkipBlocks(start));
                break;
        }
    }

    private void ReadControl(long start)
    {
        ReadOnlySpan<byte> content = ReadBlock();
        if (content.Length < ControlInBytes)
        {
            throw new PictureException(PictureFailure.Damaged, "the GIF file has a control block that is too short", _source.Position);
        }

        _control = [ExtensionBlock, GraphicControl, ControlInBytes, .. content[..ControlInBytes], 0];
        long extra = SkipBlocks(start) - _control.Length;
        if (extra > 0)
        {
            _log.Add(RemovedKind.Other, "control block", extra);
        }
    }

    private void DropControl()
    {
        if (_control.Length > 0)
        {
            _log.Add(RemovedKind.Other, "control block", _control.Length);
            _control = [];
        }
    }

    private void CleanApplication(long start)
    {
        byte[] name = ReadBlock().ToArray();
        if (name.AsSpan().SequenceEqual("NETSCAPE2.0"u8) || name.AsSpan().SequenceEqual("ANIMEXTS1.0"u8))
        {
            KeepRepeats(start, name);
        }
        else if (name.AsSpan().SequenceEqual("ICCRGBG1012"u8) && _options.KeepColorProfile)
        {
            KeepProfile(start, name);
        }
        else if (name.AsSpan().SequenceEqual("XMP DataXMP"u8))
        {
            // Its text is not in blocks, but ends so that walking it as blocks comes out right.
            _log.Add(RemovedKind.Xmp, "XMP", SkipIfMore(start, name.Length));
        }
        else
        {
            RemovedKind kind = name.AsSpan().SequenceEqual("ICCRGBG1012"u8) ? RemovedKind.ColorProfile : RemovedKind.Other;
            _log.Add(kind, "application", SkipIfMore(start, name.Length));
        }
    }

    /// <summary>How often the animation repeats: one block of three bytes, the first of them 1.</summary>
    private void KeepRepeats(long start, byte[] name)
    {
        bool isKept = false;
        long length = ApplicationInBytes + 4;
        for (ReadOnlySpan<byte> block = ReadBlock(); !block.IsEmpty; block = ReadBlock())
        {
            if (!_hasRepeats && block.Length == 3 && block[0] == 1)
            {
                _hasRepeats = true;
                isKept = true;
                length += block.Length + 1;
                _output.Write([ExtensionBlock, Application, ApplicationInBytes, .. name, 3, .. block, 0]);
            }
        }

        long extra = _source.Position - start - (isKept ? length : 0);
        if (extra > 0)
        {
            _log.Add(RemovedKind.Other, "application", extra);
        }
    }

    private void KeepProfile(long start, byte[] name)
    {
        using MemoryStream content = new();
        for (ReadOnlySpan<byte> block = ReadBlock(); !block.IsEmpty; block = ReadBlock())
        {
            if (content.Length < IccProfile.MaxInBytes)
            {
                content.Write(block);
            }
        }

        ReadOnlySpan<byte> profile = _hasProfile ? [] : IccProfile.Trim(content.GetBuffer().AsSpan(0, (int)content.Length));
        if (profile.Length < content.Length || profile.IsEmpty)
        {
            _log.Add(RemovedKind.ColorProfile, "application", profile.IsEmpty ? _source.Position - start : content.Length - profile.Length);
        }

        if (profile.IsEmpty)
        {
            return;
        }

        _hasProfile = true;
        _output.Write([ExtensionBlock, Application, ApplicationInBytes, .. name]);
        for (; !profile.IsEmpty; profile = profile[Math.Min(profile.Length, byte.MaxValue)..])
        {
            int length = Math.Min(profile.Length, byte.MaxValue);
            _output.WriteByte((byte)length);
            _output.Write(profile[..length]);
        }

        _output.WriteByte(0);
    }

    // An application block of length 0 is its own end.
    private long SkipIfMore(long start, int nameLength) => nameLength == 0 ? _source.Position - start : SkipBlocks(start);

    private long SkipBlocks(long start)
    {
        while (!ReadBlock().IsEmpty)
        {
        }

        return _source.Position - start;
    }

    private ReadOnlySpan<byte> ReadBlock()
    {
        Span<byte> block = _block.AsSpan(0, _source.ReadByte());
        _source.Read(block);
        return block;
    }

    private static int ColorTableInBytes(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
}

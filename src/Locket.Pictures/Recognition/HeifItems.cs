namespace Locket.Pictures.Recognition;

/// <summary>The primary item of a HEIF file: which it is, which properties it has, and what they say in their order.</summary>
internal static class HeifItems
{
    /// <summary>Boxes at one level.</summary>
    private const int MaxBoxes = 4096;

    /// <summary>Properties of one item: size, color, coding, rotation and the like, each at most a few times.</summary>
    private const int MaxProperties = 64;

    public static PictureInfo Read(ref PictureBytes bytes, PictureInfo info, Box meta)
    {
        // Version and flags stand before the boxes.
        long start = meta.Content + sizeof(uint);
        if (!Box.TryFind(ref bytes, start, meta.End, "pitm"u8, MaxBoxes, out Box primary)
            || !TryReadItemNumber(ref bytes, primary, out uint item)
            || !Box.TryFind(ref bytes, start, meta.End, "iprp"u8, MaxBoxes, out Box properties)
            || !Box.TryFind(ref bytes, properties.Content, properties.End, "ipco"u8, MaxBoxes, out Box container))
        {
            return Recognizer.Note(info, bytes.MissingBytes);
        }

        Span<int> numbers = stackalloc int[MaxProperties];
        long offset = properties.Content;
        for (int i = 0; i < MaxBoxes && Box.TryRead(ref bytes, offset, properties.End, out Box box); i++)
        {
            if (box.Type == Box.Name("ipma"u8) && TryReadAssociations(ref bytes, box, item, numbers, out int count))
            {
                return Apply(ref bytes, info, container, numbers[..count]);
            }

            offset = box.End;
        }

        return Recognizer.Note(info, bytes.MissingBytes);
    }

    private static bool TryReadItemNumber(ref PictureBytes bytes, Box box, out uint item)
    {
        item = 0;
        if (!bytes.TryReadByte(box.Content, out byte version))
        {
            return false;
        }

        if (version > 0)
        {
            return bytes.TryReadUInt32(box.Content + sizeof(uint), isBigEndian: true, out item);
        }

        bool isRead = bytes.TryReadUInt16(box.Content + sizeof(uint), isBigEndian: true, out ushort small);
        item = small;
        return isRead;
    }

    private static bool TryReadAssociations(ref PictureBytes bytes, Box box, uint item, scoped Span<int> numbers, out int found)
    {
        found = 0;
        if (!bytes.TryReadUInt32(box.Content, isBigEndian: true, out uint versionAndFlags)
            || !bytes.TryReadUInt32(box.Content + 4, isBigEndian: true, out uint entries))
        {
            return false;
        }

        bool isLong = versionAndFlags >> 24 > 0;
        bool isWide = (versionAndFlags & 1) != 0;
        long offset = box.Content + 8;
        for (uint entry = 0; entry < entries && offset < box.End; entry++)
        {
            uint number = 0;
            ushort small = 0;
            int numberLength = isLong ? sizeof(uint) : sizeof(ushort);
            if (isLong
                ? !bytes.TryReadUInt32(offset, isBigEndian: true, out number)
                : !bytes.TryReadUInt16(offset, isBigEndian: true, out small))
            {
                return false;
            }

            if (!bytes.TryReadByte(offset + numberLength, out byte count))
            {
                return false;
            }

            offset += numberLength + 1;
            if ((isLong ? number : small) == item)
            {
                return TryReadNumbers(ref bytes, offset, isWide, Math.Min(count, numbers.Length), numbers, out found);
            }

            offset += count * (isWide ? 2 : 1);
        }

        return false;
    }

    private static bool TryReadNumbers(ref PictureBytes bytes, long offset, bool isWide, int count, scoped Span<int> numbers, out int found)
    {
        for (found = 0; found < count; found++)
        {
            // The highest bit says that readers must understand it.
            if (isWide)
            {
                if (!bytes.TryReadUInt16(offset + (found * 2), isBigEndian: true, out ushort wide))
                {
                    return false;
                }

                numbers[found] = wide & 0x7FFF;
            }
            else
            {
                if (!bytes.TryReadByte(offset + found, out byte narrow))
                {
                    return false;
                }

                numbers[found] = narrow & 0x7F;
            }
        }

        return true;
    }

    /// <summary>Transformations apply in the order in which the item names them.</summary>
    private static PictureInfo Apply(ref PictureBytes bytes, PictureInfo info, Box container, scoped ReadOnlySpan<int> numbers)
    {
        HeifTransforms transforms = default;
        foreach (int number in numbers)
        {
            if (number > 0 && TryGet(ref bytes, container, number, out Box property))
            {
                transforms.Apply(ref bytes, property);
            }
        }

        return info with { Width = transforms.Width, Height = transforms.Height, Orientation = transforms.Orientation };
    }

    private static bool TryGet(ref PictureBytes bytes, Box container, int number, out Box property)
    {
        long offset = container.Content;
        property = default;
        for (int i = 0; i < number; i++)
        {
            if (!Box.TryRead(ref bytes, offset, container.End, out property))
            {
                return false;
            }

            offset = property.End;
        }

        return true;
    }
}

namespace Locket.Pictures.Recognition;

/// <summary>Bits from the lowest of each byte up, as JPEG XL's headers have them (ISO/IEC 18181-1).</summary>
internal ref struct BitReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;

    public BitReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
    }

    /// <summary>Whether more was read than there is; what was read past the end is zero.</summary>
    public readonly bool IsPastEnd => _position > _bytes.Length * 8;

    public bool ReadBool() => Read(1) != 0;

    public uint Read(int count)
    {
        uint value = 0;
        for (int i = 0; i < count; i++, _position++)
        {
            int place = _position / 8;
            if (place < _bytes.Length)
            {
                value |= (uint)((_bytes[place] >> (_position % 8)) & 1) << i;
            }
        }

        return value;
    }

    /// <summary>A number of one of four kinds: two bits choose how many bits follow, and what is added to them.</summary>
    public uint ReadU32(ReadOnlySpan<(uint Base, int Bits)> kinds)
    {
        (uint start, int bits) = kinds[(int)Read(2)];
        return start + Read(bits);
    }
}

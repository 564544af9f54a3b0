namespace Locket.Tests.TestSupport;

/// <summary>Padmé as a search: the next length whose low bits, as many as may go, are zero.</summary>
internal static class NaivePadme
{
    public static long Round(long length)
    {
        if (length < 2)
        {
            return length;
        }

        int exponent = Bits(length) - 1;
        int zeros = exponent - Bits(exponent);
        long step = 1;
        for (int i = 0; i < zeros; i++)
        {
            step *= 2;
        }

        return length % step == 0 ? length : length + step - (length % step);
    }

    private static int Bits(long number)
    {
        int bits = 0;
        for (; number > 0; number /= 2)
        {
            bits++;
        }

        return bits;
    }
}

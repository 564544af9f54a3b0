namespace Locket.Wire.Tests;

/// <summary>Frames of every kind, made from a seed, and one way to read them all.</summary>
internal static class Frames
{
    public static IEnumerable<IFrame> All(Random random)
    {
        byte[] id = new byte[EntryId.LengthInBytes];
        random.NextBytes(id);
        long seq = random.NextInt64(1, WireLimits.MaxSeq);
        long head = random.NextInt64(0, WireLimits.MaxSeq);
        FaultCode[] codes = [.. Enum.GetValues<FaultCode>().Where(code => code != FaultCode.None)];
        yield return new AppendFrame(Body(random));
        long time = random.NextInt64(0, WireLimits.MaxTimeInMilliseconds + 1);
        yield return new EntryFrame(seq, DateTimeOffset.FromUnixTimeMilliseconds(time), Body(random));
        yield return new StoredFrame(EntryId.FromBytes(id), seq);
        yield return new CaughtUpFrame(random.NextInt64(1, head + 2), head);
        yield return new FaultFrame(codes[random.Next(codes.Length)], TimeSpan.FromMilliseconds(random.NextInt64(0, 1L << 32)));
    }

    /// <summary>Reads what either side sends; null for what is no frame.</summary>
    public static IFrame? Load(ReadOnlyMemory<byte> bytes)
    {
        bool isAppend = AppendFrame.TryLoad(bytes, out AppendFrame? append);
        bool isRelay = RelayFrame.TryLoad(bytes, out IFrame? relay);
        return (isAppend, isRelay) switch
        {
            (true, false) => append,
            (false, true) => relay,
            (false, false) => null,
            _ => throw new InvalidOperationException("one message is two frames"),
        };
    }

    private static byte[] Body(Random random)
    {
        byte[] body = new byte[random.Next(1, 40)];
        random.NextBytes(body);
        return body;
    }
}

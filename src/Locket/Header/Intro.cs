namespace Locket.Header;

/// <summary>The first line: version, cipher suite and whether the content is padded.</summary>
/// <param name="Suite">The payload's cipher.</param>
/// <param name="IsPadded">Whether the content is followed by 0x80 and zeros.</param>
internal readonly record struct Intro(CipherSuite Suite, bool IsPadded)
{
    /// <summary>What every version of the format begins with.</summary>
    public static ReadOnlySpan<byte> AnyVersion => "locket/v"u8;

    /// <summary>What version 1 begins with.</summary>
    public static ReadOnlySpan<byte> ThisVersion => "locket/v1 "u8;

    /// <summary>The line without its line feed, which is also the payload's context.</summary>
    public ReadOnlySpan<byte> Line => (Suite, IsPadded) switch
    {
        (CipherSuite.Aes256, false) => "locket/v1 256"u8,
        (CipherSuite.Aes256, true) => "locket/v1 256 pad"u8,
        (CipherSuite.Aes128, false) => "locket/v1 128"u8,
        _ => "locket/v1 128 pad"u8,
    };

    /// <summary>Reads the line; throws for another version or anything unknown behind it.</summary>
    public static Intro Parse(ReadOnlySpan<byte> line)
    {
        foreach (Intro known in (ReadOnlySpan<Intro>)
            [new(CipherSuite.Aes256, false), new(CipherSuite.Aes256, true), new(CipherSuite.Aes128, false), new(CipherSuite.Aes128, true)])
        {
            if (line.SequenceEqual(known.Line))
            {
                return known;
            }
        }

        throw line.StartsWith(ThisVersion)
            ? new LocketException(LocketFailure.DamagedHeader, "the first line names no cipher suite that version 1 has")
            : LaterVersion();
    }

    /// <summary>Judges the first bytes of a file, so that anything else is refused before more of it is read.</summary>
    public static void RefuseOtherFiles(ReadOnlySpan<byte> prefix)
    {
        int length = Math.Min(prefix.Length, AnyVersion.Length);
        if (length == 0 || !prefix[..length].SequenceEqual(AnyVersion[..length]))
        {
            throw new LocketException(LocketFailure.NotALocketFile, "not a Locket file");
        }

        // Whatever there is of the version decides, so that a cut file of another version is not called truncated.
        length = Math.Min(prefix.Length, ThisVersion.Length);
        if (!prefix[..length].SequenceEqual(ThisVersion[..length]))
        {
            throw LaterVersion();
        }
    }

    private static LocketException LaterVersion()
        => new(LocketFailure.UnsupportedVersion, "the file was made by a later version of Locket");
}

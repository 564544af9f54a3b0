namespace Locket.Payload;

/// <summary>How a payload fails, in one place, so that every path says the same.</summary>
internal static class PayloadErrors
{
    public static LocketException Truncated(long? fileOffset = null)
        => new(LocketFailure.Truncated, "the end of the file is missing", fileOffset);

    public static LocketException Damaged(long fileOffset)
        => new(LocketFailure.DamagedPayload, $"the content is damaged at byte {fileOffset} of the file", fileOffset);

    public static LocketException WrongCommitment(long fileOffset)
        => new(LocketFailure.DamagedPayload, $"the payload at byte {fileOffset} of the file does not belong to this header", fileOffset);

    public static LocketException BadPadding()
        => new(LocketFailure.DamagedPayload, "the content has no end of padding");

    public static LocketException TooLong()
        => new(LocketFailure.DamagedPayload, "the content is longer than the format allows");
}

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

    /// <param name="fileOffset">The offset of the first chunk too many.</param>
    public static LocketException TooLong(long fileOffset)
        => new(LocketFailure.DamagedPayload, "the content is longer than the format allows", fileOffset);

    /// <param name="finalChunkOffset">The last chunk's offset in the file.</param>
    public static LocketException BadPadding(long finalChunkOffset)
        => new(LocketFailure.DamagedPayload, "the content's padding is damaged", finalChunkOffset);
}

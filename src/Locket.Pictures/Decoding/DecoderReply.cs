namespace Locket.Pictures.Decoding;

/// <summary>A checked answer with its content.</summary>
internal readonly record struct DecoderReply(DecoderOutcome Outcome, DecodableFormat Format, int Width, int Height, byte[] Content)
{
    public static DecoderReply Failed(DecoderOutcome outcome) => new(outcome, default, 0, 0, []);
}

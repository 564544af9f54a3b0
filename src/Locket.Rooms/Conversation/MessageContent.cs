using Locket.Rooms.Files;
using Locket.Rooms.Messages;
using Locket.Rooms.Pairing;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>The part of a message, read as its kind says; read whole before anything is done with it.</summary>
internal readonly ref struct MessageContent
{
    /// <summary>Gets the text of kind 1 or the name of kind 2.</summary>
    public string? Text { get; private init; }

    public AttemptId[] Attempts { get; private init; }

    public FileOffer Offer { get; private init; }

    public FileChunk Chunk { get; private init; }

    /// <summary>Gets the file of kinds 7 and 8.</summary>
    public FileId File { get; private init; }

    public MessageHash Digest { get; private init; }

    public MoveOffer Move { get; private init; }

    /// <summary>False for a part that its kind cannot have; of kinds that this version does not know any part will do.</summary>
    public static bool TryRead(MessageKind kind, ReadOnlySpan<byte> part, out MessageContent content)
    {
        content = default;
        string? text;
        switch (kind)
        {
            case MessageKind.Notice or MessageKind.Bye:
                return part.IsEmpty;
            case MessageKind.Text when MessageText.TryRead(part, out text):
            case MessageKind.Name when MemberName.TryRead(part, out text):
                content = new MessageContent { Text = text };
                return true;
            case MessageKind.Attempts when TryReadAttempts(part, out AttemptId[] attempts):
                content = new MessageContent { Attempts = attempts };
                return true;
            case MessageKind.File when FileOffer.TryRead(part, out FileOffer offer):
                content = new MessageContent { Offer = offer };
                return true;
            case MessageKind.Piece when FileChunk.TryRead(part, out FileChunk chunk):
                content = new MessageContent { Chunk = chunk };
                return true;
            case MessageKind.FileEnd when part.Length == FileId.LengthInBytes + MessageHash.LengthInBytes:
                content = new MessageContent
                {
                    File = FileId.FromBytes(part[..FileId.LengthInBytes]),
                    Digest = MessageHash.FromBytes(part[FileId.LengthInBytes..]),
                };
                return true;
            case MessageKind.FileStop when part.Length == FileId.LengthInBytes:
                content = new MessageContent { File = FileId.FromBytes(part) };
                return true;
            case MessageKind.Move when MoveOffer.TryRead(part, out MoveOffer move):
                content = new MessageContent { Move = move };
                return true;
            default:
                return !kind.IsKnown();
        }
    }

    private static bool TryReadAttempts(ReadOnlySpan<byte> part, out AttemptId[] attempts)
    {
        (int count, int rest) = Math.DivRem(part.Length, AttemptId.LengthInBytes);
        bool isRight = rest == 0 && count is > 0 and <= TranscriptLimits.MaxAttemptIds;
        attempts = isRight ? new AttemptId[count] : [];
        for (int i = 0; i < attempts.Length; i++)
        {
            attempts[i] = AttemptId.FromBytes(part.Slice(i * AttemptId.LengthInBytes, AttemptId.LengthInBytes));
        }

        return isRight;
    }
}

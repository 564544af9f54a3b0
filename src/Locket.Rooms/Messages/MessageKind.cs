namespace Locket.Rooms.Messages;

/// <summary>What a message is (docs/protocol.md, "Padded text"). Others belong to later versions and are passed over.</summary>
internal enum MessageKind : byte
{
    Notice = 0,
    Text = 1,
    Name = 2,
    Bye = 3,
    Attempts = 4,
    File = 5,
    Piece = 6,
    FileEnd = 7,
    FileStop = 8,
    Move = 9,
}

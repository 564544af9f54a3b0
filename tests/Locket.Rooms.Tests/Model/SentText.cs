namespace Locket.Rooms.Tests.Model;

/// <summary>A text that was sealed: who sent it, and for whom.</summary>
internal sealed record SentText(MemberId From, string Text, IReadOnlyList<MemberId> Recipients);

using Locket.Rooms.Entries;

namespace Locket.Rooms.Transcripts;

/// <summary>What a member has seen at a number that we have not come to.</summary>
internal readonly record struct SeenClaim(MemberId Member, long Seq, EntryHash Id);

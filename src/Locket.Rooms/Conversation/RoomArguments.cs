using System.Text;
using Locket.Rooms.Files;
using Locket.Rooms.Messages;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>Checks what a caller hands to a room, and brings it into the form in which it is sent.</summary>
internal static class RoomArguments
{
    public static void ThrowIfUnusable(RoomOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!MemberName.IsValid(options.Name))
        {
            throw new ArgumentException("a name has 1 to 64 bytes and no control or format characters", nameof(options));
        }

        if (options.LongestNoticeDelay < TimeSpan.Zero
            || options.LongestNoticeDelay > TranscriptLimits.LongestNoticeDelay
            || options.Retention <= TimeSpan.Zero
            || options.Retention > TranscriptLimits.LongestRetention)
        {
            throw new ArgumentException("a notice waits 0 to 30 s, and a member is away after at most 10 years", nameof(options));
        }
    }

    /// <summary>Returns a text as it is sent.</summary>
    public static string Text(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        string clean = MessageText.Clean(text);
        return Encoding.UTF8.GetByteCount(clean) <= TranscriptLimits.MaxWaitingInBytes
            ? clean
            : throw new ArgumentException("a text has at most 4 MiB", nameof(text));
    }

    /// <summary>Returns a file's name as it is sent.</summary>
    public static string FileName(string name, long lengthInBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(lengthInBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lengthInBytes, FileLimits.MaxLengthInBytes);
        string clean = MessageText.Clean(name);
        return Encoding.UTF8.GetByteCount(clean) <= FileLimits.MaxNameInBytes
            ? clean
            : throw new ArgumentException($"a name has at most {FileLimits.MaxNameInBytes} bytes", nameof(name));
    }

    /// <summary>Returns the members that an offer goes to, each of whom gets copies.</summary>
    public static List<Peer> Readers(PeerTable peers, IReadOnlyCollection<MemberId> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        List<Peer> readers = peers.Where(peer => peer.GetsCopies && members.Contains(peer.Id));
        return readers.Count > 0 && readers.Count == members.Count
            ? readers
            : throw new ArgumentException("each member must have a session, and be named once", nameof(members));
    }

    /// <summary>Returns an offer as it is sent.</summary>
    public static MoveOffer Move(string invitation, Password password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (!Invitation.TryParse(invitation, out Invitation? parsed, out string? problem))
        {
            throw new ArgumentException(problem, nameof(invitation));
        }

        return password.Utf8.Length <= RoomAddressKeys.MaxPasswordInBytes
            ? new MoveOffer(parsed.ToText(), password)
            : throw new ArgumentException($"a room's password has at most {RoomAddressKeys.MaxPasswordInBytes} bytes", nameof(password));
    }
}

using System.Text;

namespace Locket.Rooms;

/// <summary>A member offers to go on in another room. Whoever takes it disposes it, which zeroes the password.</summary>
/// <param name="From">Who sent it, proved by the session.</param>
/// <param name="Seq">The number in the relay's log of the entry that brought it.</param>
/// <param name="Invitation">The invitation to it, which was parsed and found right.</param>
/// <param name="Password">Its password; becomes the event's own.</param>
public sealed record MoveOffered(MemberId From, long Seq, string Invitation, Password Password) : RoomEvent, IDisposable
{
    /// <summary>Gives the password as text, for programs that asked to be told; text cannot be zeroed.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="ObjectDisposedException">The event was disposed.</exception>
    public string RevealPassword() => Encoding.UTF8.GetString(Password.Utf8);

    /// <summary>Gives the password to somebody else to own.</summary>
    /// <returns>A copy.</returns>
    /// <exception cref="ObjectDisposedException">The event was disposed.</exception>
    public Password CopyPassword() => Password.FromBytes(Password.Utf8);

    /// <summary>Zeroes the password.</summary>
    public void Dispose() => Password.Dispose();
}

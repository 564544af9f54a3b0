using System.Threading.Channels;
using Locket.Client;
using Locket.Rooms;

namespace Locket.Cli.Chat.Rooms;

/// <summary>
/// A room over a network, as the conversation needs it. Calls may come from any thread and return at once where they give no task.
/// </summary>
internal interface IChatRoom : IAsyncDisposable
{
    MemberId Id { get; }

    IReadOnlyList<RoomMember> Members { get; }

    /// <summary>Whether somebody who was there before is being paired with.</summary>
    bool IsMeeting { get; }

    /// <summary>What was said before this run, the oldest first; empty where nothing is kept.</summary>
    IReadOnlyList<HistoryItem> History { get; }

    /// <summary>How many of the newest texts of others in it may not have been shown in that run.</summary>
    int UnseenCount { get; }

    /// <summary>Everything that happens, in order. Ends when the room does.</summary>
    ChannelReader<ChatNews> News { get; }

    /// <summary>SHA-256 of the relay's certificate where the first connection alone vouches for it; otherwise empty.</summary>
    ReadOnlyMemory<byte> LearnedPin { get; }

    /// <summary>Whether there was a connection to the relay.</summary>
    bool HasMetRelay { get; }

    /// <summary>Whether frames are told as <see cref="WireNews"/>.</summary>
    bool ShowsWire { get; set; }

    /// <returns>The number under which later events name the text.</returns>
    /// <exception cref="RoomException">Too much waits to be sent.</exception>
    Task<long> SendTextAsync(string text);

    /// <summary>Sends a file in the background.</summary>
    /// <param name="content">Becomes the room's own.</param>
    /// <param name="name">What the file is called to others.</param>
    /// <returns>The number under which later events name it.</returns>
    Task<long> SendFileAsync(Stream content, string name);

    /// <summary>Writes a received file into a folder, under a safe name that nothing there has.</summary>
    /// <returns>The path.</returns>
    Task<string> SaveFileAsync(long file, string folder);

    /// <summary>Forgets a received file, whole or not.</summary>
    Task DropFileAsync(long file);

    Task MarkReadAsync(long seq);

    Task UnlockAsync();

    Task PairAgainAsync(MemberId member);

    Task<string> ComparisonPhraseAsync(MemberId member, CancellationToken cancellationToken);

    Task<long> SendMoveAsync(IReadOnlyCollection<MemberId> members, string invitation, Password password);

    /// <summary>Ends when the relay has everything that was sent; what waits for somebody to be paired is not waited for.</summary>
    Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>Says goodbye, and waits until the relay has it.</summary>
    Task LeaveAsync(CancellationToken cancellationToken);
}

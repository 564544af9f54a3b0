using Locket.Relay;
using Locket.Rooms;
using Locket.Wire;

namespace Locket.Cli.Chat.Hosting;

/// <summary>The rooms that the relay of this process serves: the host's own, and those that it heard offered at this relay.</summary>
internal sealed class HostedRooms
{
    /// <summary>Other rooms that members can have let in: each costs the host a derivation of 64 MiB and a place.</summary>
    private const int MostOffered = 16;

    private readonly HashSet<string> _offered = new(StringComparer.Ordinal);
    private Task _work = Task.CompletedTask;

    public ServedRooms Served { get; } = new();

    /// <summary>Lets a room in, whose address comes of its code.</summary>
    public Task ServeAsync(RoomCode code, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using RoomAddressKeys keys = RoomAddressKeys.Derive(code, cancellationToken);
            Served.Add(RoomAddress.FromBytes(keys.Address));
        },
        cancellationToken);

    /// <summary>Lets a room in that a member offers at this relay, in the background; only from the conversation's loop.</summary>
    public void Offer(RoomCode code)
    {
        if (_offered.Count < MostOffered && _offered.Add(code.ToText()))
        {
            // One after the other, so that no number of offers takes more memory than one.
            _work = ServeNextAsync(_work, code);
        }
    }

    private async Task ServeNextAsync(Task before, RoomCode code)
    {
        // Where one could not be let in, who wants to go there goes back; the next may do better.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ServeAsync(code, CancellationToken.None);
    }
}

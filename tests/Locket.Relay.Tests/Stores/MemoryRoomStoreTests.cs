using Xunit;

namespace Locket.Relay.Tests.Stores;

/// <summary>The contract, over memory; and what a store's options refuse.</summary>
public sealed class MemoryRoomStoreTests : RoomStoreContract
{
    [Fact]
    public void Constructor_OptionsOutsideTheirLimits_Throws()
    {
        RoomStoreOptions good = new();
        RoomStoreOptions[] bad =
        [
            good with { Retention = TimeSpan.FromSeconds(59) },
            good with { Retention = TimeSpan.FromDays(367) },
            good with { MaxBytes = 0 },
            good with { MaxBytesPerRoom = 0 },
            good with { MaxEntriesPerRoom = 0 },
            good with { MaxRooms = 0 },
        ];
        Assert.All(bad, options => Assert.Throws<ArgumentException>(() => new MemoryRoomStore(options, TimeProvider.System)));
    }

    private protected override IRoomStore Create(RoomStoreOptions options, TimeProvider time) => new MemoryRoomStore(options, time);
}

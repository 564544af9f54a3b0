using Locket.Client.Keeping;
using Locket.Client.Tests.TestSupport;
using Locket.Relay;
using Locket.Relay.Tests.TestSupport;
using Locket.Rooms;
using Locket.Wire;
using Xunit;

namespace Locket.Client.Tests;

/// <summary>Clients that talk through a real relay, which comes and goes.</summary>
[Collection(NetworkGroup.Name)]
public sealed class RoomClientTests
{
    private static readonly RoomAddress Address = RunningRelay.Room(2);

    [Fact]
    public async Task Clients_Two_TalkBothWays()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Person alice = new(relay.Target, Address);
        await using Person bob = new(relay.Target, Address);
        RelayConnected connected = await alice.WaitForAsync<RelayConnected>();
        Assert.Equal(relay.Fingerprint, Convert.ToHexStringLower(connected.Fingerprint.Span));
        await alice.WaitForAsync<RelayCaughtUp>();
        for (int turn = 0; turn < 10; turn++)
        {
            long local = await alice.Client.SendTextAsync($"a{turn}");
            TextReceived heard = await bob.HearAsync<TextReceived>();
            Assert.Equal((alice.Client.Id, $"a{turn}"), (heard.From, heard.Text));
            EntryStored stored = await alice.HearAsync<EntryStored>();
            Assert.Equal((local, heard.Seq), (stored.Local, stored.Seq));
            await bob.Client.SendTextAsync($"b{turn}");
            Assert.Equal($"b{turn}", (await alice.HearAsync<TextReceived>()).Text);
        }

        Assert.Equal(10, bob.Texts.Length);
    }

    [Fact]
    public async Task Dispose_ARoomThatIsNotKept_SaysGoodbyeFirst()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Person bob = new(relay.Target, Address);
        Person alice = new(relay.Target, Address);
        await alice.Client.SendTextAsync("hello");
        await alice.DisposeAsync();
        Assert.True(alice.Room.IsDisposed);
        Assert.Equal(alice.Client.Id, (await bob.HearAsync<Left>()).Member);
        Assert.Equal((string[])["hello"], bob.Texts);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => alice.Client.SendTextAsync("more"));
    }

    [Fact]
    public async Task Dispose_WithoutARelay_EndsAtTheLimit()
    {
        RunningRelay relay = await RunningRelay.StartAsync();
        await relay.DisposeAsync();
        ManualTime time = new();
        Person alice = new(relay.Target, Address, time: time);
        await alice.WaitForAsync<RelayLost>();
        await alice.DisposeAsync(time);
        Assert.True(alice.Room.IsDisposed);
    }

    [Fact]
    public async Task Receive_WhatWasSentWhileAway_Comes()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using (Person alice = new(relay.Target, Address))
        {
            await alice.Client.SendTextAsync("one");
            await alice.Client.SendTextAsync("two");
            await alice.Client.FlushAsync(Waiting.Stop).PatientlyAsync();
        }

        await using Person bob = new(relay.Target, Address);
        await bob.WaitForAsync<RelayCaughtUp>();
        Assert.Equal((string[])["one", "two"], bob.Texts);
    }

    [Fact]
    public async Task Send_FiveHundredTextsWithoutARelay_ArriveInOrderWithinItsPace()
    {
        const int Burst = 20;

        // The clock of both stands still but where the test moves it: however slow a machine is, the relay has to refuse.
        ManualTime time = new();
        await using RunningRelay relay = await RunningRelay.StartAsync(
            new RelayOptions { AppendBurst = Burst, AppendsPerSecond = 400 }, time: time);
        await relay.StopAsync();
        Person alice = new(relay.Target, Address, time: time);
        string[] texts = [.. Enumerable.Range(0, 500).Select(number => $"text {number}")];
        await alice.WaitForAsync<RelayLost>();
        foreach (string text in texts)
        {
            await alice.Client.SendTextAsync(text).PatientlyAsync();
        }

        Assert.Equal(500, alice.Room.Outbox.Count);
        await relay.StartAgainAsync();
        time.Advance(TimeSpan.FromMinutes(1));
        await alice.WaitForAsync<AppendDelayed>(delayed => delayed.Fault == FaultCode.TooManyAppends);
        await using Person bob = new(relay.Target, Address);
        for (int number = Burst; number < texts.Length; number++)
        {
            await time.PassUntilAsync(alice.HearAsync<EntryStored>(stored => stored.Local == number + 1), TimeSpan.FromMilliseconds(25));
        }

        await bob.HearTextAsync(texts[^1]);
        Assert.Equal(texts, bob.Texts);
        await alice.Client.FlushAsync(Waiting.Stop).PatientlyAsync();
        Assert.DoesNotContain(relay.Events, told => told.Fault == FaultCode.Flooding);
        await alice.DisposeAsync(time);
    }

    [Fact]
    public async Task Send_MoreThanARelayTakesAtOnce_IsPacedAndNeverRefused()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Person alice = new(relay.Target, Address);
        for (int number = 0; number < 260; number++)
        {
            await alice.Client.SendTextAsync($"text {number}").PatientlyAsync();
        }

        await alice.HearAsync<EntryStored>(stored => stored.Local == 260);
        Assert.DoesNotContain(alice.Told, told => told is AppendDelayed);
        Assert.DoesNotContain(relay.Events, told => told.IsSecurityEvent);
    }

    [Fact]
    public async Task Send_RelayThatTakesLess_IsToldOnceForTheWholeRun()
    {
        // The clock of both moves by what one text has to wait, and only once the relay has the text before it.
        ManualTime time = new();
        await using RunningRelay relay = await RunningRelay.StartAsync(
            new RelayOptions { AppendBurst = 1, AppendsPerSecond = 100 }, time: time);
        Person alice = new(relay.Target, Address, time: time);
        for (int number = 0; number < 60; number++)
        {
            await alice.Client.SendTextAsync($"text {number}").PatientlyAsync();
        }

        await alice.WaitForAsync<AppendDelayed>();
        for (int local = 2; local <= 60; local++)
        {
            await time.PassUntilAsync(alice.HearAsync<EntryStored>(stored => stored.Local == local), TimeSpan.FromMilliseconds(20));
        }

        Assert.Single(alice.Told.OfType<AppendDelayed>());
        Assert.Single(relay.Events, told => told.IsSecurityEvent);
        await alice.DisposeAsync(time);
    }

    [Fact]
    public async Task Relay_ThatLosesItsMemoryMidConversation_IsTalkedThroughAgain()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Person alice = new(relay.Target, Address);
        await using Person bob = new(relay.Target, Address);
        for (int round = 0; round < 3; round++)
        {
            await alice.Client.SendTextAsync($"before {round}");
            await bob.HearAsync<TextReceived>();
            await alice.HearAsync<EntryStored>();
            Task stopping = relay.StopAsync();
            RelayLost lost = await alice.WaitForAsync<RelayLost>();
            Assert.NotNull(lost.NextTry);
            await bob.WaitForAsync<RelayLost>();
            await stopping;
            await alice.Client.SendTextAsync($"between {round}");
            await relay.StartAgainAsync();
            await bob.HearAsync<TextReceived>();
            await bob.Client.SendTextAsync($"after {round}");
            await alice.HearAsync<TextReceived>();
        }

        Assert.Equal((string[])["before 0", "between 0", "before 1", "between 1", "before 2", "between 2"], bob.Texts);
        Assert.Equal((string[])["after 0", "after 1", "after 2"], alice.Texts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Connections_CutAtAnyByte_LoseAndRepeatNothing(int seed)
    {
        const int Count = 100;
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using CuttingProxy hers = new(relay.Port, Places(seed));
        await using CuttingProxy his = new(relay.Port, Places(~seed));
        await using Person alice = new(relay.Target with { Port = hers.Port }, Address);
        await using Person bob = new(relay.Target with { Port = his.Port }, Address);
        for (int number = 0; number < Count; number++)
        {
            await alice.Client.SendTextAsync($"a{number}");
            await bob.Client.SendTextAsync($"b{number}");
        }

        await Task.WhenAll(
            alice.HearTextAsync($"b{Count - 1}"),
            bob.HearTextAsync($"a{Count - 1}"));
        Assert.Equal((string[])[.. Enumerable.Range(0, Count).Select(number => $"a{number}")], bob.Texts);
        Assert.Equal((string[])[.. Enumerable.Range(0, Count).Select(number => $"b{number}")], alice.Texts);
        Assert.True(hers.Cuts + his.Cuts > 10, $"only {hers.Cuts + his.Cuts} cuts");
    }

    [Fact]
    public async Task Connect_WithAnotherPinOrToken_IsTriedOnceAndTypingGoesOn()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { Token = new RelayToken("0123456789abcdef") });
        RelayTarget[] wrong = [relay.Target with { Pin = new byte[32] }, relay.Target];
        RelayFailure[] failures = [RelayFailure.OtherCertificate, RelayFailure.Refused];
        foreach ((RelayTarget target, RelayFailure failure) in wrong.Zip(failures))
        {
            ManualTime time = new();
            Person alice = new(target, Address, time: time);
            RelayLost lost = await alice.WaitForAsync<RelayLost>();
            Assert.Equal(failure, lost.Reason.Failure);
            Assert.Null(lost.NextTry);
            time.Advance(TimeSpan.FromHours(1));
            await alice.Client.SendTextAsync("kept").PatientlyAsync();
            Assert.Single(alice.Room.Outbox);
            await alice.DisposeAsync(time);
        }

        Assert.Single(relay.Events, told => told.Fault == FaultCode.Unauthorized);
    }

    [Fact]
    public async Task Connect_ARelayThatNamesAWait_IsNotAskedBefore()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { MaxConnectionsPerAddress = 1 });
        await using Person alice = new(relay.Target, Address);
        await alice.WaitForAsync<RelayCaughtUp>();
        ManualTime time = new();
        Person bob = new(relay.Target, Address, time: time);
        RelayLost lost = await bob.WaitForAsync<RelayLost>();
        Assert.Equal(FaultCode.TooManyConnections, lost.Reason.Fault);
        Assert.Equal(TimeSpan.FromSeconds(10), lost.NextTry);
        await alice.DisposeAsync();
        while (bob.Told[^1] is RelayLost)
        {
            // The relay notices the free place a moment later than the client that gave it.
            time.Advance(TimeSpan.FromMinutes(1));
            await bob.NextAsync();
        }

        Assert.IsType<RelayConnected>(bob.Told[^1]);
        await bob.DisposeAsync();
    }

    [Fact]
    public async Task Connect_WhereAnyCertificateIsTaken_TakesNoOtherAfterwards()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Person alice = new(relay.Target with { Pin = default, TakesAnyCertificate = true }, Address);
        Assert.Equal(CertificateTrust.Unchecked, (await alice.WaitForAsync<RelayConnected>()).Trust);
        await alice.WaitForAsync<RelayCaughtUp>();
        await relay.StopAsync();
        await relay.StartAgainAsync();
        Assert.Equal(CertificateTrust.Pinned, (await alice.WaitForAsync<RelayConnected>()).Trust);
    }

    [Fact]
    public async Task Connect_ClockSetBackMeanwhile_IsTriedAgainAllTheSame()
    {
        RunningRelay relay = await RunningRelay.StartAsync();
        await relay.DisposeAsync();
        ManualTime time = new();
        FakeEngine room = new(Address) { NextDue = time.GetUtcNow() + TimeSpan.FromDays(1) };
        Person alice = new(relay.Target, Address, room, time);
        RelayLost lost = await alice.WaitForAsync<RelayLost>();
        time.SetClock(TimeSpan.FromHours(-1));
        time.Advance(lost.NextTry!.Value + TimeSpan.FromSeconds(1));
        await alice.WaitForAsync<RelayLost>();

        // And the room is told of it, since it waits by that clock, too.
        Assert.True(room.ToldTime < room.NextDue - TimeSpan.FromDays(1));
        Assert.Equal(0, room.Ticks);
        await alice.DisposeAsync(time);
    }

    [Fact]
    public async Task Tick_WhenDue_IsCalled()
    {
        RunningRelay relay = await RunningRelay.StartAsync();
        await relay.DisposeAsync();
        ManualTime time = new();
        FakeEngine room = new(Address) { NextDue = time.GetUtcNow() + TimeSpan.FromMinutes(1) };
        Person alice = new(relay.Target, Address, room, time);
        await alice.WaitForAsync<RelayLost>();
        await alice.Client.SendTextAsync("x");
        Assert.Equal(0, room.Ticks);
        time.Advance(TimeSpan.FromMinutes(1));
        await alice.HearAsync<Unlocked>();
        Assert.Equal(1, room.Ticks);
        await alice.DisposeAsync(time);
    }

    [Fact]
    public async Task ShowsWire_Set_TellsTheBodiesThatCross()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Person alice = new(relay.Target, Address);
        await alice.WaitForAsync<RelayCaughtUp>();
        alice.Client.ShowsWire = true;
        await alice.Client.SendTextAsync("hello");
        WireSent sent = await alice.WaitForAsync<WireSent>();
        WireReceived received = alice.Told.OfType<WireReceived>().FirstOrDefault() ?? await alice.WaitForAsync<WireReceived>();
        Assert.True(sent.Body.Span.SequenceEqual(received.Body.Span));
        Assert.EndsWith("hello", System.Text.Encoding.UTF8.GetString(sent.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_ThatTheRoomRefuses_FailAloneAndTheClientGoesOn()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Person alice = new(relay.Target, Address);
        await Assert.ThrowsAsync<ArgumentException>(() => alice.Client.SendTextAsync(string.Empty));
        using Password password = new("y");
        await Assert.ThrowsAsync<InvalidOperationException>(() => alice.Client.SendMoveAsync([], "x", password));
        await Assert.ThrowsAsync<RoomException>(() => alice.Client.SaveFileAsync(1, Path.GetTempPath(), Waiting.Stop));
        Assert.Equal(1, await alice.Client.SendTextAsync("hello"));
    }

    [Fact]
    public async Task Keeping_ThatFails_EndsTheClientBeforeAnythingIsSentOrShown()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Person bob = new(relay.Target, Address);
        BrokenKeeper keeper = new();
        await using Person alice = new(relay.Target, Address, null, null, keeper);
        await alice.WaitForAsync<RelayCaughtUp>();
        keeper.IsBroken = true;
        await Assert.ThrowsAsync<IOException>(() => alice.Client.SendTextAsync("never kept"));
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (await alice.NextAsync() is not null)
            {
            }
        });
        await bob.Client.SendTextAsync("last");
        await bob.HearAsync<EntryStored>();
        Assert.Empty(bob.Texts);
    }

    private static IEnumerable<long> Places(int seed)
    {
        Random random = new(seed);
        for (int count = 0; count < 25; count++)
        {
            yield return random.Next(0, 5000);
        }
    }

    private sealed class BrokenKeeper : IRoomKeeper
    {
        public bool IsBroken { get; set; }

        public bool KeepsMember => true;

        public void Keep(Client.Engine.IRoomEngine room, KeptNotes notes)
        {
            if (IsBroken)
            {
                throw new IOException("the disk is full");
            }
        }
    }
}

using System.Globalization;
using Locket.Rooms.Entries;
using Locket.Rooms.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Pairing;

/// <summary>A log, a clock, and desks that read the one by the other.</summary>
internal sealed class SimulatedRoom(CipherSuite suite = CipherSuite.Aes256) : IDisposable
{
    private readonly List<DeskParty> _parties = [];

    public static byte[] Address { get; } = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    public CipherSuite Suite { get; } = suite;

    public DateTimeOffset Now { get; private set; } = DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture);

    /// <summary>Gets the bodies; an entry's seq is its place, from 1. One body has one place.</summary>
    public List<byte[]> Log { get; } = [];

    /// <summary>Lets a member in; its password is a name for a secret.</summary>
    public DeskParty Join(string name, string password = "hello", byte[]? savedAttempts = null)
    {
        DeskParty party = new(this, name, password, savedAttempts);
        _parties.Add(party);
        return party;
    }

    /// <summary>Lets a member in, and everyone read and send before anybody else comes.</summary>
    public DeskParty JoinAndSettle(string name, bool restarts = false)
    {
        DeskParty party = Join(name);
        party.Restarts = restarts;
        Settle();
        return party;
    }

    /// <summary>Lets two in, A first, whose run has come as far as the start or the answer in the log; its reader has not read it yet.</summary>
    public (DeskParty A, DeskParty B) JoinUntil(EntryType last)
    {
        DeskParty a = JoinAndSettle("a");
        DeskParty b = Join("b");
        b.Send();
        a.ReadAll();
        a.Send();
        if (last == EntryType.Answer)
        {
            b.ReadAll();
            b.Send();
        }

        Assert.Equal(last, Types().Last());
        return (a, b);
    }

    public void Append(byte[] body)
    {
        if (!Log.Exists(other => other.AsSpan().SequenceEqual(body)))
        {
            Log.Add(body);
        }
    }

    public void Wait(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    /// <summary>Lets everyone read and send until nothing more comes.</summary>
    public void Settle()
    {
        for (int before = -1; before != Log.Count;)
        {
            before = Log.Count;
            foreach (DeskParty party in _parties.ToArray())
            {
                party.Send();
                party.ReadAll();
            }

            foreach (DeskParty party in _parties)
            {
                party.Send();
            }
        }
    }

    /// <summary>Lets time pass, in steps of what is due, with everyone reading and sending.</summary>
    public void Run(double seconds)
    {
        DateTimeOffset end = Now + TimeSpan.FromSeconds(seconds);
        Settle();
        while (_parties.Select(party => party.Desk.NextDue).Where(due => due is not null).Min() is { } due && due <= end)
        {
            if (due <= Now)
            {
                throw new InvalidOperationException("something is due that was done");
            }

            Now = due;
            _parties.ForEach(party => party.Tick());
            Settle();
        }

        Now = end;
        _parties.ForEach(party => party.Tick());
        Settle();
    }

    public IEnumerable<EntryType> Types() => Log.Select(body => (EntryType)body[0]);

    public void Leave(DeskParty party)
    {
        _parties.Remove(party);
        party.Dispose();
    }

    public void Dispose() => _parties.ForEach(party => party.Dispose());
}

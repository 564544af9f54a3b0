using Locket.Rooms.Curves;
using Locket.Rooms.Entries;

namespace Locket.Rooms.Pairing;

/// <summary>Sorts what asks for a run: hellos and starts that are right are to be taken up, or wait for the user's consent.</summary>
internal sealed class DeskIntake
{
    private readonly PairingWork _work;
    private readonly PairingSchedule _schedule;

    public DeskIntake(PairingWork work, PairingSchedule schedule)
    {
        _work = work;
        _schedule = schedule;
    }

    private PairingState State => _work.State;

    /// <summary>Takes a hello to everyone or to us, one's own too.</summary>
    public void Take(in HelloBody hello, long seq, DateTimeOffset now)
    {
        if (hello.From == _work.Self)
        {
            if (Nonce.FromBytes(hello.Nonce) == State.Hello.Nonce)
            {
                State.Hello.Seq ??= seq;
            }
        }
        else if (hello.Version != RoomVersion.Current)
        {
            _work.Output.Events.Enqueue(new PairingEvent.OtherVersion(hello.From, hello.Version));
        }
        else if (hello.Suite != RoomVersion.Encode(_work.Context.Keys.Suite))
        {
            _work.Output.Events.Enqueue(new PairingEvent.OtherSuite(hello.From, hello.Suite));
        }
        else if (MemberId.Of(hello.IdentityKey) != hello.From)
        {
            _work.Output.Drop(PairingRefusal.Identity, hello.From, seq);
        }
        else if (!State.TakenHellos.Contains((hello.From, Nonce.FromBytes(hello.Nonce))))
        {
            WaitingHello waiting = new(
                hello.From, hello.IdentityKey.ToArray(), Nonce.FromBytes(hello.Nonce), seq, hello.To != MemberId.Everyone);
            if (_work.NeedsConsent(hello.From))
            {
                Ask(hello.From, seq).Hello = waiting;
            }
            else
            {
                _schedule.Place(waiting, now);
            }
        }
    }

    /// <summary>Takes a start to us.</summary>
    public void Take(in StartBody start, long seq)
    {
        if (!State.IsOwnNonce(start.From, start.Session))
        {
            _work.Output.Drop(PairingRefusal.NoRun, start.From, seq);
        }
        else if (MemberId.Of(start.IdentityKey) != start.From)
        {
            _work.Output.Drop(PairingRefusal.Identity, start.From, seq);
        }
        else if (_work.NeedsConsent(start.From) && State.Hello.Met.Contains(start.From))
        {
            // Sent before its sender knew of the session that there is.
            _work.Output.Drop(PairingRefusal.AlreadyPaired, start.From, seq);
        }
        else if (!P256Point.IsPoint(start.IdentityKey) || !P256Point.IsPoint(start.Share))
        {
            // Before it is remembered: what nobody answers must not push out what was answered.
            _work.Output.Drop(PairingRefusal.Point, start.From, seq);
        }
        else if (!State.SeenStarts.Add(Nonce.FromBytes(start.Session[Nonce.LengthInBytes..])))
        {
            // Whoever sent it: one n_A under many ids would be many guesses.
            _work.Output.Drop(PairingRefusal.Replayed, start.From, seq);
        }
        else
        {
            WaitingStart waiting = new(
                start.From, start.IdentityKey.ToArray(), start.Session.ToArray(), start.Share.ToArray(), seq);
            if (_work.NeedsConsent(start.From))
            {
                Ask(start.From, seq).Start = waiting;
            }
            else
            {
                State.Hello.GotStart = true;
                _schedule.Place(waiting);
            }
        }
    }

    /// <summary>Notes that a start of ours is in the log: it is before all that comes later.</summary>
    public void MarkOwn(in StartBody start)
    {
        foreach (InitiatorRun run in State.StartedRuns)
        {
            run.IsInLog |= run.Is(start.To, start.Session);
        }
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(DeskIntake);

    /// <summary>Notes that a paired member wants to pair again. The user is asked once, however often it wants to.</summary>
    private Consent Ask(MemberId member, long seq)
    {
        Consent? consent = State.Consents.Find(consent => consent.Member == member);
        if (consent is null)
        {
            consent = new Consent { Member = member };
            State.Consents.Add(consent);
            _work.Output.Events.Enqueue(new PairingEvent.PairAgainAsked(member, seq));
        }

        return consent;
    }
}

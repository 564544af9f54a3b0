"""Pairing: hellos, runs of CPace as A and as B, and who may guess how often."""

import hmac
from collections import OrderedDict, deque

import ratchet
from room import entries, runs
from room.guesses import OPEN_FOR, Guesses
from room.session import Session

STALE = 30_000
REFUSED = 300_000
MAX_RUNS = 32
MAX_STARTED = 1024
MAX_WAITING = 64
MAX_TALKERS = 31
HELLOS_A_MINUTE = 30
AT_ONCE = 3
REPEATS = (30_000, 60_000, 120_000)


class Run:
    def __init__(self, peer, identity, exchange, now, ratchet_key=None):
        self.peer, self.identity, self.exchange, self.since, self.ratchet_key = peer, identity, exchange, now, ratchet_key
        self.has_room = False       # the next one may go on beside it
        self.is_refused = False     # somebody says so
        self.is_over = self.has_answer = False

    def is_stale(self, now):
        return self.is_over or self.has_room or now - self.since >= STALE

    def holds_up(self, now):
        """Whether it keeps a member that has paired with nobody from answering the next one."""
        waits = self.is_refused and not self.is_over and not self.has_room and now - self.since < REFUSED
        return waits or not self.is_stale(now)


class Desk:
    """room is the member: address, suite, prs, random, sessions, post(body), event(...), paired(session), tell(attempts)."""

    def __init__(self, room, now):
        self.room = room
        self.identity = ratchet.scalar(room.random)
        self.public = ratchet.public(self.identity)
        self.id = entries.member_id(self.public)
        self.guesses = Guesses()
        self.as_a, self.as_b = OrderedDict(), OrderedDict()     # (peer, n_B, n_A): Run
        self.started = OrderedDict()                            # (id of B, n_B)
        self.waiting = deque()                                  # hellos, starts and answers
        self.known = {}                                         # id: what waits for the user's consent
        self.agreed = set()                                     # whom the user agreed to pair with again
        self.asked = {}                                         # id: nonce of the newest hello to this member alone
        self.talkers = OrderedDict()                            # who sent messages
        self.hello_times = deque()
        self.has_paired = self.is_working = self.is_caught_up = False
        self.waits_since = None
        self.repeats = 0
        self.say_hello(now)

    def say_hello(self, now):
        self.nonce = self.room.random.fill(16)
        self.seen = set()
        self.met = set()
        self.forget_refusals()
        self.is_in_log = False
        self.said_at = now
        self.post_hello(entries.ALL, self.nonce)

    def forget_refusals(self):
        for run in self.as_b.values():
            run.has_room = run.has_room or run.is_refused

    def post_hello(self, to, nonce):
        self.post(entries.HELLO, to, bytes([entries.VERSION]), bytes([self.room.suite]), self.public, nonce)

    def post(self, type_, to, *fields):
        self.room.post(entries.Entry(type_, self.id, to, fields).body())

    # What comes in. Each returns a reason where the entry is dropped.

    def take(self, entry, now):
        handle = {
            entries.HELLO: self.hello,
            entries.START: self.start,
            entries.ANSWER: self.answer,
            entries.CONFIRM: self.confirm,
            entries.REFUSE: self.refuse,
        }[entry.type]
        return handle(entry, now)

    def hello(self, entry, now):
        version, suite, identity, nonce = entry.fields
        if entry.sender == self.id:
            if nonce != self.nonce or identity != self.public:
                return "own id"
            self.is_in_log = True
            return None
        if version[0] != entries.VERSION or suite[0] != self.room.suite:
            self.room.event("other-version" if version[0] != entries.VERSION else "other-suite", member=entry.sender.hex())
            return None
        if entries.member_id(identity) != entry.sender:
            return "identity"
        if entry.to == entries.ALL and not self.is_in_log:
            self.waits_since = self.waits_since or now
            return None
        if (entry.sender, nonce) in self.started:
            return None
        if self.needs_consent(entry.sender):
            self.ask(entry)
            return None
        self.waiting = deque(other for other in self.waiting if (other.type, other.sender) != (entries.HELLO, entry.sender))
        hellos = [other for other in self.waiting if other.type == entries.HELLO]
        if len(hellos) >= MAX_WAITING:
            self.waiting.remove(hellos[0])
            self.room.event("flood", member=hellos[0].sender.hex())
        self.waiting.append(entry)
        self.work(now)
        return None

    def start(self, entry, now):
        nonce_b, nonce_a, identity, _ = entry.fields
        if not self.is_my_nonce(entry.sender, nonce_b):
            return "not my hello"
        if entries.member_id(identity) != entry.sender:
            return "identity"
        if nonce_a in self.seen:
            return "nonce was seen"
        if self.needs_consent(entry.sender) and entry.sender in self.met:
            return "crossing"
        self.seen.add(nonce_a)
        if self.needs_consent(entry.sender):
            self.ask(entry)
            return None
        self.waits_since = None
        return self.queue(entry, now)

    def answer(self, entry, now):
        run = self.as_a.get((entry.sender, *entry.fields[:2]))
        if run is None or run.has_answer:
            return "no run"
        if entry.fields[2][1:33] == run.exchange.share[1:33]:
            return "own share"
        run.has_answer = True
        return self.queue(entry, now)

    def queue(self, entry, now):
        if len(self.waiting) >= MAX_WAITING:
            return "too many wait"
        self.waiting.append(entry)
        self.work(now)
        return None

    def confirm(self, entry, now):
        """Never waits: it gives nobody a try."""
        nonce_b, nonce_a, ta, message = entry.fields
        run = self.as_b.get((entry.sender, nonce_b, nonce_a))
        if run is None or run.is_over:
            return "no run"
        exchange = run.exchange
        if not hmac.compare_digest(ta, exchange.ta):
            return "tag"
        keys = exchange.keys(self.identity, run.identity)
        session = Session(self.room.suite, self.room.random, entry.sender, keys, now, own=run.ratchet_key)
        try:
            text = session.open(message, exchange.confirm_ad(), now)
        except ratchet.Refused as refused:
            return str(refused)
        if text:
            return "confirm with a text"
        run.is_over = True
        self.guesses.give_back(runs.attempt_id(exchange.a, exchange.b, nonce_b, nonce_a))
        self.finish(session, now)
        return None

    def refuse(self, entry, now):
        run = self.as_b.get((entry.sender, *entry.fields))
        if run is None or run.is_over or run.has_room or run.is_refused:
            return "no run"
        run.has_room = self.has_paired or entry.sender not in self.talkers or run.is_stale(now)
        run.is_refused = True
        self.room.event("refused", member=entry.sender.hex())
        self.work(now)
        return None

    # What goes out.

    def work(self, now):
        """Goes on with what waits, the oldest first, as far as guess limiting lets it."""
        if self.is_working or not self.is_caught_up:
            return
        self.is_working = True
        steps = {entries.HELLO: self.start_run, entries.START: self.answer_run, entries.ANSWER: self.check}
        while any(self.is_ready(now) and steps[entry.type](entry, now) and self.done(entry) for entry in self.in_order()):
            pass
        self.is_working = False

    def is_ready(self, now):
        ready = self.guesses.ready_at()
        return ready is not None and ready <= now

    def note_talker(self, member):
        self.talkers.pop(member, None)
        remember(self.talkers, member, True, MAX_TALKERS)

    def in_order(self):
        """Those who talk first, then the oldest, but of hellos the newest, so that nobody waits behind a flood."""
        hellos = [entry for entry in self.waiting if entry.type == entries.HELLO]
        others = [entry for entry in self.waiting if entry.type != entries.HELLO]
        return sorted(others, key=lambda entry: entry.type == entries.START and entry.sender not in self.talkers) + hellos[::-1]

    def done(self, entry):
        if entry in self.waiting:
            self.waiting.remove(entry)
        return True

    def needs_consent(self, member):
        return member in self.room.sessions and member not in self.agreed

    def is_my_nonce(self, member, nonce):
        return nonce == self.nonce or self.asked.get(member) == nonce

    def start_run(self, entry, now):
        _, _, identity, nonce_b = entry.fields
        peer = entry.sender
        if (peer, nonce_b) in self.started:
            return True
        answers = any(run.peer == peer and not run.is_stale(now) for run in self.as_b.values())
        if answers or any(other.type == entries.START and other.sender == peer for other in self.waiting):
            return False
        while self.hello_times and now - self.hello_times[0] >= 60_000:
            self.hello_times.popleft()
        if len(self.hello_times) >= HELLOS_A_MINUTE:
            return False
        self.hello_times.append(now)
        remember(self.started, (peer, nonce_b), True, MAX_STARTED)
        nonce_a = self.room.random.fill(16)
        exchange = self.exchange(self.id, peer, nonce_b, nonce_a)
        run = Run(peer, identity, exchange, now)
        run.in_log = False
        remember(self.as_a, (peer, nonce_b, nonce_a), run, MAX_RUNS)
        self.post(entries.START, peer, nonce_b, nonce_a, self.public, exchange.share)
        return True

    def answer_run(self, entry, now):
        nonce_b, nonce_a, identity, ya = entry.fields
        if not self.is_my_nonce(entry.sender, nonce_b):
            return True
        if any(run.peer == entry.sender and run.in_log and not run.is_stale(now) for run in self.as_a.values()):
            return False
        if not self.has_paired and any(run.holds_up(now) for run in self.as_b.values()):
            return False
        if sum(not run.is_stale(now) for run in self.as_b.values()) >= AT_ONCE or not self.guesses.has_room():
            return False
        key = ratchet.scalar(self.room.random)
        exchange = self.exchange(entry.sender, self.id, nonce_b, nonce_a)
        exchange.agree(ya, exchange.share, ratchet.public(key))
        remember(self.as_b, (entry.sender, nonce_b, nonce_a), Run(entry.sender, identity, exchange, now, key), MAX_RUNS)
        self.guesses.open[runs.attempt_id(entry.sender, self.id, nonce_b, nonce_a)] = now
        self.post(entries.ANSWER, entry.sender, nonce_b, nonce_a, exchange.share, ratchet.public(key), exchange.tb)
        return True

    def exchange(self, a, b, nonce_b, nonce_a):
        room = self.room
        return runs.Exchange(room.address, room.suite, room.prs, a, b, nonce_b, nonce_a, ratchet.scalar(room.random))

    def check(self, entry, now):
        nonce_b, nonce_a, yb, ratchet_key, tb = entry.fields
        run = self.as_a.get((entry.sender, nonce_b, nonce_a))
        if run is None or run.is_over:
            return True
        if not self.guesses.has_room():
            return False
        run.is_over = True
        exchange = run.exchange
        exchange.agree(exchange.share, yb, ratchet_key)
        if not hmac.compare_digest(tb, exchange.tb):
            self.post(entries.REFUSE, entry.sender, nonce_b, nonce_a)
            self.count(runs.attempt_id(self.id, entry.sender, nonce_b, nonce_a), "a", entry.sender, now)
            return True
        keys = exchange.keys(self.identity, run.identity)
        session = Session(self.room.suite, self.room.random, entry.sender, keys, now, peer=ratchet_key)
        message = session.seal(b"", exchange.confirm_ad(), now)
        self.post(entries.CONFIRM, entry.sender, nonce_b, nonce_a, exchange.ta, message)
        self.finish(session, now)
        return True

    def finish(self, session, now):
        """What this member answered stays, since its confirm may still come: the session then crosses this one."""
        peer = session.member
        self.has_paired = True
        self.forget_refusals()
        self.as_a = OrderedDict((key, run) for key, run in self.as_a.items() if run.peer != peer)
        for run in self.as_b.values():
            run.has_room = run.has_room or run.peer == peer
        self.waiting = deque(entry for entry in self.waiting if entry.sender != peer)
        self.known.pop(peer, None)
        self.asked.pop(peer, None)
        self.met.add(peer)
        is_again = peer in self.agreed
        self.agreed.discard(peer)
        self.room.paired(session, now, is_again)
        self.work(now)

    def ask(self, entry):
        if entry.sender not in self.known:
            self.room.event("pair-again-asked", member=entry.sender.hex())
        self.known[entry.sender] = entry

    def agree_to_pair(self, member, now):
        """The user agrees: what waited goes on; where nothing did, that member's user is asked. A session there is stays until then."""
        self.as_a = OrderedDict((key, run) for key, run in self.as_a.items() if run.peer != member)
        self.as_b = OrderedDict((key, run) for key, run in self.as_b.items() if run.peer != member)
        if member in self.room.sessions:
            self.agreed.add(member)
        entry = self.known.pop(member, None)
        if entry is not None:
            self.queue(entry, now)
        else:
            self.asked[member] = self.room.random.fill(16)
            self.post_hello(member, self.asked[member])

    def count(self, attempt, side, member, now):
        """An attempt in a run of this member: counted, shown, told."""
        if self.guesses.count(attempt, now):
            self.show(side, member)
            self.room.tell([attempt], now)

    def told(self, attempts, member, now):
        for attempt in attempts:
            if self.guesses.count(attempt, now):
                self.show("told", member)

    def show(self, side, member):
        self.room.event("attempt", side=side, member=member.hex(), count=len(self.guesses.counted), locked=self.guesses.locked)

    def mark_in_log(self, entry):
        """An own start has come back: from here on it is earlier than what follows."""
        run = self.as_a.get((entry.to, *entry.fields[:2])) if entry.type == entries.START else None
        if run is not None:
            run.in_log = True

    def unlock(self, now):
        self.guesses.unlock()
        self.work(now)

    def tick(self, now):
        for attempt in self.guesses.overdue(now):
            peer = next((run.peer for run in self.as_b.values() if runs.attempt_id(
                run.peer, self.id, run.exchange.sid[:16], run.exchange.sid[16:]) == attempt), bytes(16))
            self.count(attempt, "b", peer, now)
        under_way = any(not run.is_stale(now) for run in [*self.as_a.values(), *self.as_b.values()])
        may_repeat = self.repeats < len(REPEATS) and not self.guesses.locked and not under_way
        if may_repeat and self.waits_since is not None and not self.room.sessions:
            since = self.waits_since if self.repeats == 0 else self.said_at
            if now - since >= REPEATS[self.repeats]:
                self.repeats += 1
                self.say_hello(now)
        self.work(now)

    def next_due(self):
        dues = [since + OPEN_FOR for since in self.guesses.open.values()]
        ready = self.guesses.ready_at()
        if self.waiting and ready is not None:
            dues.append(ready)
        dues += [run.since + STALE for run in [*self.as_a.values(), *self.as_b.values()] if not run.is_over]
        dues += [run.since + REFUSED for run in self.as_b.values() if run.is_refused and not run.has_room]
        return min(dues, default=None)


def remember(table, key, value, limit):
    table[key] = value
    while len(table) > limit:
        table.popitem(last=False)

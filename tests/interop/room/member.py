"""A member of a room: bytes and time in, bodies and events out. Times are milliseconds since 1970."""

from collections import OrderedDict, deque

import ratchet
from room import entries, files, messages, runs
from room.codes import h
from room.pairing import Desk, remember

REMEMBERED = 4096
FUTURE = 64
STORY = 16
CLOCK = 300_000
RENEW_AFTER = 30_000


class Member:
    def __init__(self, address, prs, suite, name, random, now, notice_delay=30_000):
        self.address, self.prs, self.suite, self.name, self.random = address, prs, suite, name, random
        self.notice_delay = notice_delay
        self.position = 0
        self.outbox = OrderedDict()     # entry id: body, until it is stored
        self.events = deque()
        self.sessions = {}
        self.dropped = 0
        self.number, self.previous = 0, bytes(32)
        self.log = OrderedDict()        # seq: entry id
        self.future = OrderedDict()     # (member, seq): id that was told
        self.read = 0
        self.held = []                  # texts from before the first pairing
        self.sent = OrderedDict()       # entry id: [seq or None, members]
        self.notices = {}               # member: when a notice to it is due
        self.files = {}
        self.has_left = False
        self.desk = Desk(self, now)
        self.id = self.desk.id

    # For the desk.

    def post(self, body):
        self.outbox[entries.entry_id(self.address, body)] = body

    def event(self, kind, **values):
        self.events.append({"event": kind, **values})

    def paired(self, session, now, is_again):
        held = session.sending
        there = self.sessions.setdefault(session.member, session)
        if there is not session:
            (there.replace if is_again else there.cross)(held)
        if there is session or is_again:
            self.event("joined", member=session.member.hex())
        session = there
        if session.sending is not held:
            return
        self.send(messages.NAME, self.name.encode(), now, {session.member: session})
        held, self.held = self.held, []
        for text in held:
            self.send_text(text, now)

    def tell(self, attempts, now):
        self.send(messages.ATTEMPTS, b"".join(attempts), now)

    # What the user does.

    def send_text(self, text, now):
        if not self.reachable():
            self.held.append(text)
            return
        for part in messages.split_text(text):
            self.send(messages.TEXT, part, now)

    def send_file(self, name, data, now):
        for kind, part in files.split(name, data, self.random.fill(16)):
            self.send(kind, part, now)

    def mark_read(self, seq, now):
        self.read = max(self.read, seq)
        for member, session in self.sessions.items():
            if session.number >= 0 and session.told_read < seq <= session.last_seq:
                self.owe_notice(member, now)

    def phrase(self, member):
        return runs.phrase(self.sessions[member].phrase_key)

    def pair_again(self, member, now):
        self.desk.agree_to_pair(member, now)

    def unlock(self, now):
        self.desk.unlock(now)

    def leave(self, now):
        self.send(messages.BYE, b"", now)
        self.sessions.clear()
        self.has_left = True

    # Sending.

    def reachable(self):
        return {member: session for member, session in self.sessions.items() if session.can_seal()}

    def send(self, kind, part, now, to=None):
        to = {member: session for member, session in (self.sessions if to is None else to).items() if session.can_seal()}
        if not to or self.has_left:
            return
        flags = messages.ASKS_FOR_TURN if any(session.needs_turn(now) for session in to.values()) else 0
        seen, seen_id = next(reversed(self.log.items()), (0, bytes(16)))
        padded = messages.Padded(kind, flags, now, self.read, seen, seen_id, self.previous, part)
        body = messages.seal(self.address, self.suite, self.random, self.id, self.number, padded, to, now)
        self.number, self.previous = self.number + 1, h(body)
        for member, session in to.items():
            session.told_seen, session.told_read = seen, self.read
            if flags and session.needs_turn(now):
                session.mark_asked(now)
            self.notices.pop(member, None)
        self.post(body)
        if kind in messages.ACKNOWLEDGED:
            remember(self.sent, entries.entry_id(self.address, body), [None, set(to), set()], REMEMBERED)

    def owe_notice(self, member, now):
        """At a random time, so that nobody sees when this member reads."""
        share = int.from_bytes(self.random.fill(4), "big")
        self.notices.setdefault(member, now + self.notice_delay * share // 2**32)

    # Receiving.

    def stored(self, id_, seq, _now):
        if self.outbox.pop(id_, None) is not None:
            self.event("stored", id=id_.hex(), seq=seq)
        if id_ in self.sent:
            self.sent[id_][0] = seq

    def caught_up(self, oldest, head, now):
        if self.position and (head < self.position or oldest > self.position + 1):
            self.event("log-began-anew", oldest=oldest, head=head)
            self.forget_sent()
        self.event("caught-up", oldest=oldest, head=head)
        self.desk.is_caught_up = True
        self.tick(now)

    def receive(self, seq, time, body, now):
        if seq <= self.position:
            return self.drop("old-number", seq)
        if self.position and seq != self.position + 1:
            self.event("gap", before=seq, count=seq - self.position - 1)
        self.position = seq
        id_ = entries.entry_id(self.address, body)
        remember(self.log, seq, id_, REMEMBERED)
        self.check_future(seq, id_)
        try:
            entry = entries.parse(body, self.suite)
        except entries.Malformed as problem:
            return self.drop("malformed", seq, str(problem))
        if entry is None:
            return None
        if id_ in self.outbox or id_ in self.sent or (entry.sender == self.id and entry.type != entries.HELLO):
            return self.own(entry, id_, seq)
        if entry.to not in (entries.ALL, self.id):
            return None
        if entry.type == entries.MESSAGE:
            self.desk.note_talker(entry.sender)
            return self.message(entry, body, seq, time, now)
        problem = self.desk.take(entry, now)
        return self.drop("dropped", seq, problem) if problem else None

    def own(self, entry, id_, seq):
        """An entry of this member comes back. What it did not send is passed over all the same: it changes nothing."""
        if id_ in self.sent:
            self.sent[id_][0] = seq
        self.desk.mark_in_log(entry)
        if entry.type == entries.HELLO:
            self.desk.take(entry, 0)

    def drop(self, kind, seq, problem=""):
        self.dropped += 1
        self.event(kind, seq=seq, problem=problem)

    def message(self, entry, body, seq, time, now):
        session = self.sessions.get(entry.sender)
        if session is None:
            return
        try:
            opened = messages.open_wrap(self.address, entry, self.id, session, now)
        except ratchet.Refused as refused:
            self.drop("unopenable", seq, str(refused))
            return
        if opened is None:
            return
        text, held = opened
        session.opened_in(held, self.id < session.member)
        try:
            number, padded = messages.open_content(self.address, entry, text)
            part = messages.read_part(padded.kind, padded.part)
        except messages.Bad as bad:
            self.drop("bad-message", seq, str(bad))
            return
        self.check(session, entry, body, number, padded, seq, time, now)
        if part is None:
            self.event("newer", member=session.member.hex(), kind=padded.kind)
        else:
            self.act(session, held, padded.kind, part, seq, entry, now)
        if session.member not in self.sessions:
            return
        asks = padded.flags & messages.ASKS_FOR_TURN and session.owes_turn()
        if asks and session.is_in_hurry():
            self.send(messages.NOTICE, b"", now, {session.member: session})
        elif asks or (padded.kind in messages.ACKNOWLEDGED and session.told_seen < seq):
            self.owe_notice(session.member, now)

    def check(self, session, entry, body, number, padded, seq, time, now):
        member = session.member.hex()
        session.last_seq = seq
        missing = session.skipped()
        if missing != session.missing:
            session.missing = missing
            self.event("missing", member=member, count=missing)
        if number <= session.number:
            self.event("reordered", member=member, seq=seq)
            if number in session.hashes:
                session.hashes = {other: value for other, value in session.hashes.items() if other < number}
        before = session.hashes.get(number - 1)
        if (before and before != padded.previous) or (number == 0 and any(padded.previous)):
            self.event("forked-sender", member=member, seq=seq)
        session.number = max(session.number, number)
        session.hashes[number] = h(body)
        session.hashes.pop(number - STORY, None)
        if padded.time > now + CLOCK or abs(padded.time - time) > CLOCK:
            self.event("clock", member=member, seq=seq, sent=padded.time, relay=time)
        strangers = {to for to, _ in entry.fields[0]} ^ (set(self.sessions) - {session.member} | {self.id})
        if padded.kind == messages.TEXT and strangers:
            self.event("other-readers", seq=seq, members=sorted(stranger.hex() for stranger in strangers))
        self.check_seen(session.member, padded)
        session.heard_seen, session.heard_read = max(session.heard_seen, padded.seen), max(session.heard_read, padded.read)
        self.mark_delivered(session)

    def check_seen(self, member, padded):
        mine = self.log.get(padded.seen)
        if mine is not None and mine != padded.seen_id:
            self.event("fork", member=member.hex(), seq=padded.seen)
        elif padded.seen > self.position:
            remember(self.future, (member, padded.seen), padded.seen_id, FUTURE)

    def check_future(self, seq, id_):
        for member, told in list(self.future):
            if told <= seq and self.future.pop((member, told)) != id_ and told == seq:
                self.event("fork", member=member.hex(), seq=seq)

    def forget_sent(self):
        """What is in a log that is gone is asked after no more: what the others have seen of the next one does not speak of it."""
        stored = {id_: to - delivered for id_, (seq, to, delivered) in self.sent.items() if seq}
        lost = [id_.hex() for id_, missing in stored.items() if missing]
        if lost:
            self.event("perhaps-lost", ids=lost)
        for id_ in stored:
            del self.sent[id_]
        for session in self.sessions.values():
            session.heard_seen = session.heard_read = 0

    def mark_delivered(self, session):
        for id_, (seq, to, delivered) in self.sent.items():
            if seq and seq <= session.heard_seen and session.member in to - delivered:
                delivered.add(session.member)
                self.event("delivered", id=id_.hex(), seq=seq, member=session.member.hex())

    def act(self, session, held, kind, part, seq, entry, now):
        member = session.member
        common = {"from": session.name or member.hex()[:8], "member": member.hex(), "seq": seq}
        if kind == messages.TEXT:
            self.event("message", **common, text=part["text"])
        elif kind == messages.NAME:
            session.name = part["name"]
            self.event("named", member=member.hex(), name=session.name)
        elif kind == messages.BYE and session.is_former(held):
            session.drop(held)
        elif kind == messages.BYE:
            del self.sessions[member]
            self.notices.pop(member, None)
            self.event("left", member=member.hex(), name=session.name)
        elif kind == messages.ATTEMPTS:
            self.desk.told(part["attempts"], member, now)
        elif kind == messages.MOVE:
            self.event("move", **common, invitation=part["invitation"])
        elif kind in (messages.FILE, messages.PIECE, messages.FILE_END, messages.FILE_STOP):
            for event in files.take(self.files, member, kind, part):
                self.event(event.pop("event"), **common, **event)

    # Time.

    def tick(self, now):
        self.desk.tick(now)
        for session in self.sessions.values():
            if session.should_ask(now) and now - session.last_sent >= RENEW_AFTER:
                self.notices.setdefault(session.member, now)
        due = {member: self.sessions[member] for member, at in self.notices.items() if at <= now}
        if due:
            self.send(messages.NOTICE, b"", now, due)
            for member in due:
                self.notices.pop(member, None)

    def next_due(self):
        dues = [*self.notices.values(), self.desk.next_due()]
        return min((due for due in dues if due is not None), default=None)

"""What is between two members: a session or two, and what is remembered of the conversation."""

import ratchet

ASK_AFTER_MESSAGES = 50
ASK_AFTER = 3_600_000
HURRY_AFTER = 300
KEPT_FOR = 2000


class Held:
    """One session. Whether the other is known to hold it: B knows by confirm, A by the first message that opens."""

    def __init__(self, session, phrase_key, is_a, now):
        self.ratchet, self.phrase_key, self.is_a, self.is_known = session, phrase_key, is_a, not is_a
        self.renewals, self.last_turn, self.idle = 0, now, 0


class Session:
    def __init__(self, suite, random, member, keys, now, *, peer=None, own=None):
        """peer: B's ratchet key, where this side is A. own: this side's ratchet key, where it is B."""
        sk, hka, nhkb, phrase_key = keys
        name = {1: "256", 2: "128"}[suite]
        if peer is not None:
            session = ratchet.Session.start_a(name, random, sk, hka, nhkb, peer)
        else:
            session = ratchet.Session.start_b(name, random, sk, hka, nhkb, own.to_bytes(32, "big"))
        self.member = member
        self.sending = Held(session, phrase_key, peer is not None, now)
        self.held = [self.sending]  # the older first
        self.is_replaced = False
        self.name = None
        self.last_sent = now
        self.number = -1            # of the newest message of this member
        self.hashes = {}            # number: H(body), of the messages of this member
        self.told_seen = self.told_read = self.heard_seen = self.heard_read = 0
        self.missing = self.last_seq = 0
        self.asked = None           # own chain's key, number and time when a turn was last asked for

    @property
    def ratchet(self):
        return self.sending.ratchet

    @property
    def phrase_key(self):
        return self.sending.phrase_key

    @property
    def is_confirmed(self):
        return self.sending.is_known

    @property
    def renewals(self):
        return self.sending.renewals

    # Two sessions.

    def cross(self, new):
        """The session of a run that crossed the newest one's; this side was B."""
        newest = self.held[-1]
        self.held, self.is_replaced = [newest, new], False
        self.sending = newest if newest.is_known else new

    def replace(self, new):
        """The session of a run that was agreed to."""
        self.held, self.is_replaced = [self.sending, new], True
        self.sending = new

    def opened_in(self, held, is_lower):
        """is_lower: this member's id is the lower one of the two."""
        is_first, held.is_known = not held.is_known, True
        if held is not self.sending and not self.sending.is_known:
            self.sending = held
        elif held is not self.sending and is_first:
            of_lower_a = held if held.is_a == is_lower else self.sending
            self.sending = self.held[-1] if self.is_replaced else of_lower_a
        held.idle = 0
        for other in self.held:
            other.idle += other not in (held, self.sending)
        self.held = [each for each in self.held if each.idle < KEPT_FOR]

    def is_former(self, held):
        return self.is_replaced and len(self.held) > 1 and held is self.held[0]

    def drop(self, held):
        self.held.remove(held)
        self.sending = self.held[-1] if self.sending is held else self.sending

    def skipped(self):
        return sum(held.ratchet.state.skipped() for held in self.held)

    # Messages.

    def can_seal(self):
        return self.ratchet.can_seal()

    def seal(self, text, ad, now):
        self.last_sent = now
        return self.ratchet.seal(text, ad)

    def open(self, message, ad, now):
        """The text; raises ratchet.Refused and then nothing has changed."""
        return self.open_in(self.sending, message, ad, now)

    def open_any(self, message, ad, now):
        """The text, and the session that it was sealed in."""
        reason = None
        for held in sorted(self.held, key=lambda each: each is not self.sending):
            try:
                return self.open_in(held, message, ad, now), held
            except ratchet.Refused as refused:
                reason = refused if reason is None or str(reason) == "damaged" else reason
        raise reason

    def open_in(self, held, message, ad, now):
        before = held.ratchet.state.own
        text = held.ratchet.open(message, ad)
        if held.ratchet.state.own != before:
            held.renewals += 1
            held.last_turn = now
        return text

    def owes_turn(self):
        state = self.ratchet.state
        return state.newest is not None and state.number == 0

    def is_in_hurry(self):
        """Whether the member may soon have sent all that it may without an answer."""
        return self.owes_turn() and self.ratchet.state.newest.next >= HURRY_AFTER

    def needs_turn(self, now):
        number = self.ratchet.state.number
        return number >= ASK_AFTER_MESSAGES or (number > 0 and now - self.sending.last_turn >= ASK_AFTER)

    def mark_asked(self, now):
        self.asked = self.ratchet.state.own, self.ratchet.state.number, now

    def should_ask(self, now):
        """Whether a notice is worth it: the peer was not asked yet, or long ago."""
        if not self.needs_turn(now):
            return False
        own, number, at = self.asked or (None, 0, 0)
        state = self.ratchet.state
        return own != state.own or state.number - number >= ASK_AFTER_MESSAGES or now - at >= ASK_AFTER

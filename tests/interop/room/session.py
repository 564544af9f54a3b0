"""A session with one member: the ratchet, and what is remembered of the conversation with that member."""

import ratchet

ASK_AFTER_MESSAGES = 50
ASK_AFTER = 3_600_000


class Session:
    def __init__(self, suite, random, member, keys, now, *, peer=None, own=None):
        """peer: B's ratchet key, where this side is A. own: this side's ratchet key, where it is B."""
        sk, hka, nhkb, self.phrase_key = keys
        name = {1: "256", 2: "128"}[suite]
        if peer is not None:
            self.ratchet = ratchet.Session.start_a(name, random, sk, hka, nhkb, peer)
        else:
            self.ratchet = ratchet.Session.start_b(name, random, sk, hka, nhkb, own.to_bytes(32, "big"))
        self.member = member
        self.name = None
        self.is_confirmed = peer is None
        self.renewals, self.last_turn, self.last_sent = 0, now, now
        self.number = -1            # of the newest message of this member
        self.hashes = {}            # number: H(body), of the messages of this member
        self.told_seen = self.told_read = self.heard_seen = self.heard_read = 0
        self.missing = self.last_seq = 0
        self.asked = None           # own chain's key, number and time when a turn was last asked for

    def can_seal(self):
        return self.ratchet.can_seal()

    def seal(self, text, ad, now):
        self.last_sent = now
        return self.ratchet.seal(text, ad)

    def open(self, message, ad, now):
        """The text; raises ratchet.Refused and then nothing has changed."""
        before = self.ratchet.state.own
        text = self.ratchet.open(message, ad)
        self.is_confirmed = True
        if self.ratchet.state.own != before:
            self.renewals += 1
            self.last_turn = now
        return text

    def owes_turn(self):
        state = self.ratchet.state
        return state.newest is not None and state.number == 0

    def needs_turn(self, now):
        number = self.ratchet.state.number
        return number >= ASK_AFTER_MESSAGES or (number > 0 and now - self.last_turn >= ASK_AFTER)

    def mark_asked(self, now):
        self.asked = self.ratchet.state.own, self.ratchet.state.number, now

    def should_ask(self, now):
        """Whether a notice is worth it: the peer was not asked yet, or long ago."""
        if not self.needs_turn(now):
            return False
        own, number, at = self.asked or (None, 0, 0)
        state = self.ratchet.state
        return own != state.own or state.number - number >= ASK_AFTER_MESSAGES or now - at >= ASK_AFTER

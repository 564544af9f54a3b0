#!/usr/bin/python3
"""Known values of the room protocol: prints tests/testdata/rooms/pairing.txt or message.txt."""

import os
import sys

if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import ratchet
from room import codes, entries, messages, runs
from room.codes import h
from room.session import Session

PAIRING_NOTE = """\
# Known values for pairing (docs/protocol.md), printed by tests/interop/room/vectors.py pairing.
#
# One value a line: its name, then hexadecimal; code, invitation and phrase are text. Private keys and scalars are 32 bytes. The part
# before the first suite derives the room; password is UTF-8 and not normalized yet. Each body is a whole entry; confirm-* are the random
# bytes of A's ratchet in the order in which they are drawn: first ratchet key, salt of the header, salt of the message. turn-of-b is the ratchet
# key that B draws when it opens that message; nothing published depends on it. guesser-tag is Tb where B has the PRS guesser-prs and all else
# is equal; A refuses it."""

MESSAGE_NOTE = """\
# Known values for room messages (docs/protocol.md), printed by tests/interop/room/vectors.py message.
#
# One value a line: its name, then hexadecimal ("-" is empty); number, kind, flags, time, read and seen are decimal. The sender is A of a
# session with each of two readers. secrets-N are SK, hka and nhkb with reader N, ratchet-of-N the private key whose point A was given, and
# key-of-a-N the one that A draws first. For each message: the values of its padded text, the content key, the salt of C, and for each wrap the
# salts of header and message; then the padded text, C, and the whole body. The session of a reader goes on from message to message."""


def pairing_lines():
    yield from PAIRING_NOTE.splitlines()
    yield ""
    code = codes.parse_code("k7qx-29mf-c3pd")
    room = codes.Room(code)
    password = "grüße\u0301"
    prs = room.prs(password)
    yield f"code {codes.code_text(code)}"
    yield f"password {password.encode().hex()}"
    yield f"address {room.address.hex()}"
    yield f"password-salt {room.salt.hex()}"
    yield f"prs {prs.hex()}"
    yield f"classic-address {codes.Room(codes.parse_code(codes.CLASSIC_CODE)).address.hex()}"
    for suite in (1, 2):
        yield ""
        yield f"suite {256 // suite}"
        pin = h(b"certificate")
        yield f"invitation {codes.Invitation('relay.example', 7443, code, suite, pin).text()}"
        yield from (f"{name} {value.hex() if isinstance(value, bytes) else value}" for name, value in run_values(room.address, prs, suite))


def run_values(address, prs, suite):
    random = ratchet.Seeded(f"locket pairing {suite}")
    drawn = {}

    def draw(name, count=None):
        value = random.fill(count) if count else ratchet.scalar(random).to_bytes(32, "big")
        drawn[name] = value
        return value

    def number(name):
        return int.from_bytes(drawn[name], "big")

    for name in ("identity-of-a", "identity-of-b"):
        draw(name)
    for name in ("hello-nonce-a", "nonce-b", "nonce-a"):
        draw(name, 16)
    for name in ("scalar-a", "scalar-b", "ratchet-of-b", "confirm-key"):
        draw(name)
    for name in ("confirm-header-salt", "confirm-salt"):
        draw(name, 16)
    draw("turn-of-b")
    yield from drawn.items()

    head = bytes([1]), bytes([suite])
    public_a, public_b = (ratchet.public(number(name)) for name in ("identity-of-a", "identity-of-b"))
    a, b = entries.member_id(public_a), entries.member_id(public_b)
    nonces = drawn["nonce-b"], drawn["nonce-a"]
    of_a = runs.Exchange(address, suite, prs, a, b, *nonces, number("scalar-a"))
    of_b = runs.Exchange(address, suite, prs, a, b, *nonces, number("scalar-b"))
    key_of_b = ratchet.public(number("ratchet-of-b"))
    for side in (of_a, of_b):
        side.agree(of_a.share, of_b.share, key_of_b)
    if (of_a.isk, of_a.ta, of_a.tb) != (of_b.isk, of_b.ta, of_b.tb):
        raise AssertionError("the sides do not agree")
    keys = of_a.keys(number("identity-of-a"), public_b)
    fixed = Fixed(drawn["confirm-key"], drawn["confirm-header-salt"], drawn["confirm-salt"])
    session = Session(suite, fixed, b, keys, 0, peer=key_of_b)
    message = session.seal(b"", of_a.confirm_ad(), 0)
    guesser_prs = h(b"another password")
    guesser = runs.Exchange(address, suite, guesser_prs, a, b, *nonces, number("scalar-b"))
    guesser.agree(of_a.share, guesser.share, key_of_b)

    yield "id-of-a", a
    yield "id-of-b", b
    yield "ci", of_a.ci
    yield "ya", of_a.share
    yield "yb", of_b.share
    yield "isk", of_a.isk
    yield "ta", of_a.ta
    yield "tb", of_a.tb
    yield "static", ratchet.agree(number("identity-of-b"), public_a)
    yield from zip(("sk", "hka", "nhkb", "phrase-key"), keys)
    yield "phrase", runs.phrase(keys[3])
    yield "attempt", runs.attempt_id(a, b, *nonces)
    yield "ratchet-message", message
    bodies = {
        "hello-a": entries.Entry(entries.HELLO, a, entries.ALL, (*head, public_a, drawn["hello-nonce-a"])),
        "hello-b": entries.Entry(entries.HELLO, b, entries.ALL, (*head, public_b, drawn["nonce-b"])),
        "start": entries.Entry(entries.START, a, b, (*nonces, public_a, of_a.share)),
        "answer": entries.Entry(entries.ANSWER, b, a, (*nonces, of_b.share, key_of_b, of_b.tb)),
        "confirm": entries.Entry(entries.CONFIRM, a, b, (*nonces, of_a.ta, message)),
        "refuse": entries.Entry(entries.REFUSE, a, b, nonces),
    }
    for name, entry in bodies.items():
        yield name, entry.body()
        yield f"{name}-entry-id", entries.entry_id(address, entry.body())
    yield "guesser-prs", guesser_prs
    yield "guesser-share", guesser.share
    yield "guesser-tag", guesser.tb


class Fixed:
    """Gives out the values it was made with, one for each call."""

    def __init__(self, *values):
        self.values = list(values)

    def fill(self, count):
        value = self.values.pop(0)
        if len(value) != count:
            raise AssertionError("another value was asked for")
        return value


class Recorded:
    """Random bytes that are written down."""

    def __init__(self, seed):
        self.random, self.values = ratchet.Seeded(seed), []

    def fill(self, count):
        self.values.append(self.random.fill(count))
        return self.values[-1]


MESSAGES = (
    (messages.NAME, 0, 1_800_000_000_000, 0, 0, "Anna".encode()),
    (messages.TEXT, 0, 1_800_000_001_000, 5, 6, "hi".encode()),
    (messages.TEXT, 1, 1_800_000_002_000, 1844673791034369, 1844673791034370, ("grüße\n" * 120).encode()),
    (messages.NOTICE, 0, 1_800_000_003_000, 1844673791034370, 1844673791034371, b""),
    (messages.BYE, 0, 1_800_000_004_000, 1844673791034370, 1844673791034371, b""),
)


def message_lines():
    yield from MESSAGE_NOTE.splitlines()
    for suite in (1, 2):
        yield ""
        yield f"suite {256 // suite}"
        yield from (f"{name} {value.hex() or '-' if isinstance(value, bytes) else value}" for name, value in message_values(suite))


def message_values(suite):
    random = ratchet.Seeded(f"locket message {suite}")
    address, sender = random.fill(16), random.fill(16)
    readers = sorted(random.fill(16) for _ in range(2))
    yield "address", address
    yield "from", sender
    senders, receivers = {}, {}
    for i, reader in enumerate(readers):
        keys = [random.fill(32) for _ in range(3)]
        own, key = ratchet.scalar(random), ratchet.scalar(random)
        yield f"reader-{i}", reader
        yield f"secrets-{i}", b"".join(keys)
        yield f"ratchet-of-{i}", own.to_bytes(32, "big")
        yield f"key-of-a-{i}", key.to_bytes(32, "big")
        senders[reader] = Session(suite, Fixed(key.to_bytes(32, "big")), reader, (*keys, b""), 0, peer=ratchet.public(own))
        receivers[reader] = Session(suite, ratchet.System, sender, (*keys, b""), 0, own=own)
    previous = bytes(32)
    for number, (kind, flags, time, read, seen, part) in enumerate(MESSAGES):
        seen_id = random.fill(16) if seen else bytes(16)
        padded = messages.Padded(kind, flags, time, read, seen, seen_id, previous, part)
        recorded = Recorded(f"locket message {suite} {number}")
        for session in senders.values():
            session.ratchet.random = recorded
        body = messages.seal(address, suite, recorded, sender, number, padded, senders, 0)
        entry = entries.parse(body, suite)
        for reader, session in receivers.items():
            text, _ = messages.open_wrap(address, entry, reader, session, 0)
            if messages.open_content(address, entry, text) != (number, padded):
                raise AssertionError("it does not open")
        yield from zip(("number", "kind", "flags", "time", "read", "seen"), (number, kind, flags, time, read, seen))
        yield from zip(("seen-id", "previous", "part"), (seen_id, previous, part))
        names = ["content-key", "salt"] + [f"{what}-{i}" for i in range(len(readers)) for what in ("header-salt", "message-salt")]
        yield from zip(names, recorded.values)
        yield "padded", padded.encode()
        yield "c", entry.fields[1]
        yield "body", body
        yield "entry-id", entries.entry_id(address, body)
        previous = h(body)


if __name__ == "__main__":
    print("\n".join({"pairing": pairing_lines, "message": message_lines}[sys.argv[1]]()))

#!/usr/bin/python3
"""The double ratchet of rooms, a second time, written from docs/protocol.md, section "Double ratchet", alone.

As a program it is one side of a session: a JSON object per line in, one out, all bytes in hexadecimal.

    {"do": "start", "role": "a", "suite": "256", "sk": .., "hka": .., "nhkb": .., "peer": point, "seed": text or null}
    {"do": "start", "role": "b", ..., "key": private scalar}
    {"do": "seal", "text": .., "ad": ..}                    -> {"message": ..}
    {"do": "open", "message": .., "ad": ..}                 -> {"text": ..} or {"reason": ..}
    {"do": "look"}                                          -> {"skipped": n, "old": n, "opened": n, "can_seal": true or false}

With --transcript it prints tests/testdata/rooms/ratchet.txt instead.
"""

import copy
import hashlib
import hmac
import json
import os
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

MAX_SKIPPED = 1000
MAX_GAP = 1000
MAX_OLD = 8
MAX_AGE = 2000
MAX_UNANSWERED = 900
HEADER = 105
OVERHEAD = 137
MAX_TEXT = 262144


class Refused(Exception):
    """A message that does not open; its argument is the reason."""


class System:
    """The operating system's random bytes."""

    fill = staticmethod(os.urandom)


class Seeded:
    """SHA-256(seed || counter), the counter being 0, 1, ... in 8 big-endian bytes."""

    def __init__(self, seed):
        self.seed, self.counter, self.ready = seed.encode(), 0, b""

    def fill(self, count):
        while len(self.ready) < count:
            self.ready += hashlib.sha256(self.seed + self.counter.to_bytes(8, "big")).digest()
            self.counter += 1
        result, self.ready = self.ready[:count], self.ready[count:]
        return result


def scalar(random):
    """32 bytes, drawn until they are a private key."""
    while True:
        value = int.from_bytes(random.fill(32), "big")
        if 0 < value < ORDER:
            return value


def public(key):
    point = ec.derive_private_key(key, ec.SECP256R1()).public_key()
    return point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def load(point):
    """The point; ValueError for anything but 65 bytes, uncompressed, on the curve."""
    if len(point) != 65 or point[0] != 4:
        raise ValueError("not an uncompressed point")
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


def agree(key, point):
    return ec.derive_private_key(key, ec.SECP256R1()).exchange(ec.ECDH(), load(point))


def hkdf(salt, secret, info, count):
    return HKDF(hashes.SHA256(), count, salt, info).derive(secret)


def kdf_rk(root, agreed):
    derived = hkdf(root, agreed, b"locket/v1 ratchet root", 96)
    return derived[:32], derived[32:64], derived[64:]


def kdf_ck(chain):
    """The next chain key and the message key."""
    return hmac.digest(chain, b"\x02", "sha256"), hmac.digest(chain, b"\x01", "sha256")


class Chain:
    """A receiving chain: newest, or ended (then with length and ended)."""

    def __init__(self, header_key, key, peer):
        self.header_key, self.key, self.peer = header_key, key, peer
        self.next = 0
        self.floor = 0
        self.skipped = {}
        self.length = self.ended = None

    def walk(self, number, opened):
        """Stores the keys up to, not including, a number."""
        while self.next < number:
            self.key, message_key = kdf_ck(self.key)
            self.skipped[self.next] = (message_key, opened)
            self.next += 1

    def late(self, number):
        if number in self.skipped:
            return self.skipped.pop(number)[0]
        raise Refused("too old" if number < self.floor else "replayed")

    def drop(self):
        number = min(self.skipped)
        del self.skipped[number]
        self.floor = number + 1


class State:
    """All that is kept; copied before each attempt, so that a refused message cannot change it."""

    def __init__(self):
        self.own = self.root = None
        self.sending_header = self.sending_key = None
        self.number = self.previous = self.opened = 0
        self.next_sending_header = self.next_receiving_header = None
        self.newest = None
        self.old = []

    def skipped(self):
        return sum(len(chain.skipped) for chain in self.chains())

    def chains(self):
        """Oldest first."""
        return self.old + ([self.newest] if self.newest else [])

    def trim(self):
        for chain in self.chains():
            while chain.skipped and self.opened - chain.skipped[min(chain.skipped)][1] >= MAX_AGE:
                chain.drop()
        self.old = [chain for chain in self.old if self.opened - chain.ended < MAX_AGE]
        while len(self.old) > MAX_OLD:
            self.old.remove(next((chain for chain in self.old if not chain.skipped), self.old[0]))
        while self.skipped() > MAX_SKIPPED:
            next(chain for chain in self.chains() if chain.skipped).drop()


class Session:
    def __init__(self, suite, random):
        self.suite, self.random, self.state = suite, random, State()
        self.key_length = {"256": 32, "128": 16}[suite]

    @classmethod
    def start_a(cls, suite, random, sk, hka, nhkb, peer):
        session = cls(suite, random)
        state = session.state
        state.own = scalar(random)
        state.root, state.sending_key, state.next_sending_header = kdf_rk(sk, agree(state.own, peer))
        state.sending_header, state.next_receiving_header = hka, nhkb
        return session

    @classmethod
    def start_b(cls, suite, random, sk, hka, nhkb, key):
        session = cls(suite, random)
        state = session.state
        state.own, state.root = int.from_bytes(key, "big"), sk
        state.next_sending_header, state.next_receiving_header = nhkb, hka
        return session

    def derive(self, secret, what, salt):
        derived = hkdf(salt, secret, f"locket/v1 ratchet {what} {self.suite}".encode(), self.key_length + 12)
        return AESGCM(derived[:self.key_length]), derived[self.key_length:]

    def put(self, secret, what, aad, text):
        salt = self.random.fill(16)
        cipher, nonce = self.derive(secret, what, salt)
        return salt + cipher.encrypt(nonce, text, aad)

    def take(self, secret, what, aad, data):
        cipher, nonce = self.derive(secret, what, data[:16])
        try:
            return cipher.decrypt(nonce, data[16:], aad)
        except InvalidTag:
            return None

    def can_seal(self):
        return self.state.sending_key is not None and self.state.number < MAX_UNANSWERED

    def seal(self, text, ad):
        state = self.state
        state.sending_key, message_key = kdf_ck(state.sending_key)
        header = public(state.own) + state.previous.to_bytes(4, "big") + state.number.to_bytes(4, "big")
        encrypted = self.put(state.sending_header, "header", b"", header)
        state.number += 1
        return encrypted + self.put(message_key, "message", ad + encrypted, text)

    def open(self, message, ad):
        """The text; raises Refused and then leaves the state as it was."""
        if not OVERHEAD <= len(message) <= OVERHEAD + MAX_TEXT:
            raise Refused("damaged")
        state = copy.deepcopy(self.state)
        state.opened += 1
        finish, message_key = self.find(state, message[:HEADER])
        text = self.take(message_key, "message", ad + message[:HEADER], message[HEADER:])
        if text is None:
            raise Refused("damaged")
        finish()
        state.trim()
        self.state = state
        return text

    def find(self, state, encrypted):
        """The message key, and what remains to be done once the message has opened."""
        newest = state.newest
        header = newest and self.take(newest.header_key, "header", b"", encrypted)
        if header:
            point, _, number = self.split(header)
            if point != newest.peer:
                raise Refused("diverged")
            if number < newest.next:
                return lambda: None, newest.late(number)
            if number - newest.next > MAX_GAP or number == 2**32 - 1:
                raise Refused("too far ahead")
            newest.walk(number + 1, state.opened)
            return lambda: None, newest.late(number)

        header = self.take(state.next_receiving_header, "header", b"", encrypted)
        if header:
            return self.turn(state, *self.split(header))

        for chain in reversed(state.old):
            header = self.take(chain.header_key, "header", b"", encrypted)
            if header:
                number = self.split(header)[2]
                if number >= chain.length:
                    raise Refused("diverged")
                return lambda: None, chain.late(number)
        raise Refused("damaged")

    def turn(self, state, point, previous, number):
        newest = state.newest
        received = newest.next if newest else 0
        if previous < received or (not newest and previous > 0):
            raise Refused("diverged")
        if previous - received > MAX_GAP or number > MAX_GAP:
            raise Refused("too far ahead")
        try:
            load(point)
        except ValueError:
            raise Refused("damaged") from None
        if point[1:33] == public(state.own)[1:33] or (newest and point[1:33] == newest.peer[1:33]):
            raise Refused("damaged")

        root, key, next_header = kdf_rk(state.root, agree(state.own, point))
        chain = Chain(state.next_receiving_header, key, point)
        chain.walk(number + 1, state.opened)
        message_key = chain.late(number)

        def finish():
            if newest:
                newest.walk(previous, state.opened)
                newest.length, newest.ended = previous, state.opened
                state.old.append(newest)
            state.newest = chain
            state.next_receiving_header = next_header
            state.previous, state.number = state.number, 0
            state.own = scalar(self.random)
            state.sending_header = state.next_sending_header
            state.root, state.sending_key, state.next_sending_header = kdf_rk(root, agree(state.own, point))

        return finish, message_key

    @staticmethod
    def split(header):
        return header[:65], int.from_bytes(header[65:69], "big"), int.from_bytes(header[69:], "big")


def start(request):
    random = Seeded(request["seed"]) if request.get("seed") else System()
    keys = [bytes.fromhex(request[name]) for name in ("sk", "hka", "nhkb")]
    if request["role"] == "a":
        return Session.start_a(request["suite"], random, *keys, bytes.fromhex(request["peer"]))
    return Session.start_b(request["suite"], random, *keys, bytes.fromhex(request["key"]))


def answer(session, request):
    if request["do"] == "seal":
        return {"message": session.seal(bytes.fromhex(request["text"]), bytes.fromhex(request["ad"])).hex()}
    if request["do"] == "open":
        try:
            return {"text": session.open(bytes.fromhex(request["message"]), bytes.fromhex(request["ad"])).hex()}
        except Refused as refused:
            return {"reason": str(refused)}
    state = session.state
    return {
        "skipped": state.skipped(),
        "old": len(state.old),
        "opened": state.opened,
        "can_seal": session.can_seal(),
    }


NOTE = """\
# A transcript of the double ratchet (docs/protocol.md), printed by tests/interop/ratchet.py --transcript.
#
# Bytes are in hexadecimal, empty ones are "-". Random bytes of a side are SHA-256(seed || counter), the counter being 0, 1, ... in 8
# big-endian bytes; private keys are 32 of them, drawn again where they are none.
#
#   SIDE seal NUMBER TEXT MESSAGE      the side seals a text; the number is for this page only
#   SIDE open NUMBER TEXT              that message comes to the side and opens
#   SIDE open NUMBER ! REASON          it does not open
"""

SCHEDULE = """
    a seal hello / a seal hi / a seal hi / b open 1 / b open 1 / b seal / b seal bye / b open 0 / a open 4 / a seal turn / a open 4
    b open 5 / b open 2 / b open 2 / b open 0 / a open 3 / b seal 1 / b seal 2 / b seal 3 / a open 8 / a open 5 / a seal last / b open 9
    a open 6 / a open 3 / a open 7 / b open 5
"""


def transcript():
    yield NOTE.rstrip()
    for suite in ("256", "128"):
        source = Seeded(f"transcript {suite}")
        keys = {name: source.fill(32) for name in ("sk", "hka", "nhkb")}
        key = scalar(source).to_bytes(32, "big")
        seeds = {side: f"transcript {suite} {side}" for side in "ab"}
        ad = b"locket transcript"
        yield f"\nsuite {suite}"
        yield from (f"{name} {value.hex()}" for name, value in keys.items())
        yield f"key-of-b {key.hex()}"
        yield f"ad {ad.hex()}"
        yield from (f"seed-of-{side} {seed.encode().hex()}" for side, seed in seeds.items())
        peer = public(int.from_bytes(key, "big"))
        sessions = {
            "a": Session.start_a(suite, Seeded(seeds["a"]), **keys, peer=peer),
            "b": Session.start_b(suite, Seeded(seeds["b"]), **keys, key=key),
        }
        messages = []
        for step in SCHEDULE.replace("\n", "/").split("/"):
            side, what, value = (step.split() + [""] * 3)[:3]
            if what == "seal":
                messages.append(sessions[side].seal(value.encode(), ad))
                yield f"{side} seal {len(messages) - 1} {value.encode().hex() or '-'} {messages[-1].hex()}"
            elif what == "open":
                try:
                    result = sessions[side].open(messages[int(value)], ad).hex() or "-"
                except Refused as refused:
                    result = f"! {refused}"
                yield f"{side} open {value} {result}"


def main():
    if sys.argv[1:] == ["--transcript"]:
        print("\n".join(transcript()))
        return
    session = None
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "start":
            session = start(request)
            print("{}", flush=True)
        else:
            print(json.dumps(answer(session, request)), flush=True)


if __name__ == "__main__":
    main()

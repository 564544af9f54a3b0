"""The bodies of entries, bytes to types and back."""

from dataclasses import dataclass

import ratchet
from room.codes import h16

ALL = bytes(16)
VERSION = 1
HELLO, START, ANSWER, CONFIRM, REFUSE, MESSAGE = range(1, 7)
BUCKETS = (256, 1024, 4096, 16384, 65536, 245760)
MAX_WRAPS = 31


class Malformed(Exception):
    """A body of a known type that breaks a rule."""


def entry_id(address, body):
    return h16(b"locket/v1 entry", address, body)


def member_id(identity):
    return h16(b"locket/v1 member", identity)


def wrap_text_length(suite):
    """Content key, hash, number."""
    return (32 if suite == 1 else 16) + 32 + 8


def sealed_length(length):
    """Of a Cobblestone payload over so many bytes."""
    return 56 + length + 16 * (length // 16384 + 1)


@dataclass
class Entry:
    """An entry apart. fields are the parts of the content, in order; a message's last two are its wraps and C."""

    type: int
    sender: bytes
    to: bytes
    fields: tuple

    def body(self):
        if self.type == MESSAGE:
            wraps, sealed = self.fields
            content = bytes([len(wraps)]) + b"".join(to + wrap for to, wrap in wraps) + sealed
        else:
            content = b"".join(self.fields)
        return bytes([self.type]) + self.sender + self.to + content


# The lengths of the fields. In words: hello: version, suite, identity, nonce; start: n_B, n_A, identity, Ya;
# answer: n_B, n_A, Yb, ratchet key, Tb; confirm: n_B, n_A, Ta, ratchet message; refuse: n_B, n_A.
FIELDS = {
    HELLO: (1, 1, 65, 16),
    START: (16, 16, 65, 65),
    ANSWER: (16, 16, 65, 65, 32),
    CONFIRM: (16, 16, 32, ratchet.OVERHEAD),
    REFUSE: (16, 16),
}
POINTS = {HELLO: (2,), START: (2, 3), ANSWER: (2, 3)}


def parse(body, suite):
    """The entry; None where its type is of a later version; Malformed."""
    if len(body) < 33:
        raise Malformed("shorter than an entry")
    type_, sender, to, content = body[0], body[1:17], body[17:33], body[33:]
    if not HELLO <= type_ <= MESSAGE:
        return None
    if (type_ != HELLO and (to == ALL) != (type_ == MESSAGE)) or sender == to or sender == ALL:
        raise Malformed("to")
    if type_ == MESSAGE:
        return Entry(type_, sender, to, split_message(content, sender, suite))
    if len(content) != sum(FIELDS[type_]):
        raise Malformed("length")
    fields, start = [], 0
    for length in FIELDS[type_]:
        fields.append(content[start:start + length])
        start += length
    for index in POINTS.get(type_, ()):
        try:
            ratchet.load(fields[index])
        except ValueError:
            raise Malformed("point") from None
    return Entry(type_, sender, to, tuple(fields))


def split_message(content, sender, suite):
    count = content[0] if content else 0
    length = 16 + ratchet.OVERHEAD + wrap_text_length(suite)
    if not 1 <= count <= MAX_WRAPS or len(content) - 1 - count * length not in map(sealed_length, BUCKETS):
        raise Malformed("length")
    parts = [content[1 + i * length:1 + (i + 1) * length] for i in range(count)]
    wraps = [(part[:16], part[16:]) for part in parts]
    ids = [to for to, _ in wraps]
    if ids != sorted(set(ids)) or sender in ids:
        raise Malformed("ids")
    return wraps, content[1 + count * length:]

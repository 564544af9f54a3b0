"""Room messages: padding, the padded text, its parts by kind, sealing and opening."""

import unicodedata
from dataclasses import dataclass

import payload
from common import LocketError
from room.codes import h
from room.entries import ALL, BUCKETS, MESSAGE, Entry

NOTICE, TEXT, NAME, BYE, ATTEMPTS, FILE, PIECE, FILE_END, FILE_STOP, MOVE = range(10)
ACKNOWLEDGED = (TEXT, FILE, FILE_END, MOVE)
ASKS_FOR_TURN = 1
HEAD = 74
MAX_PART = BUCKETS[-1] - HEAD - 1
PIECE_LENGTH = 229376
MAX_FILE = 64 << 20
MAX_TIME = 253_402_300_799_999


class Bad(Exception):
    """A message that its sender made badly."""


@dataclass
class Padded:
    kind: int
    flags: int
    time: int
    read: int
    seen: int
    seen_id: bytes
    previous: bytes
    part: bytes

    def encode(self):
        head = bytes([self.kind, self.flags]) + b"".join(value.to_bytes(8, "big") for value in (self.time, self.read, self.seen))
        data = head + self.seen_id + self.previous + self.part + b"\x80"
        return data.ljust(next(bucket for bucket in BUCKETS if bucket >= len(data)), b"\0")

    @classmethod
    def decode(cls, data):
        text = data.rstrip(b"\0")
        if len(data) not in BUCKETS or len(text) <= HEAD or text[-1] != 0x80:
            raise Bad("padding")
        if len(data) != next(bucket for bucket in BUCKETS if bucket >= len(text)):
            raise Bad("bucket")
        time, read, seen = (int.from_bytes(data[i:i + 8], "big") for i in (2, 10, 18))
        result = cls(data[0], data[1], time, read, seen, data[26:42], data[42:74], text[HEAD:-1])
        if result.flags & ~ASKS_FOR_TURN or time > MAX_TIME or max(read, seen) >= 1 << 63 or (not seen and result.seen_id != ALL):
            raise Bad("head")
        return result


def utf8(data, low, high, refused, allowed=""):
    """The text of so many bytes without characters of the refused categories."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Bad("UTF-8") from None
    if not low <= len(data) <= high:
        raise Bad("length of a text")
    if any(unicodedata.category(character) in refused and character not in allowed for character in text):
        raise Bad("control character")
    return text


def split_text(text):
    """The pieces of a text that fit into one message each."""
    data = text.encode()
    while data:
        end = min(MAX_PART, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        yield data[:end]
        data = data[end:]


def number(data):
    return int.from_bytes(data, "big")


def read_part(kind, part):
    """The part of a known kind, taken apart; None for a later kind; Bad."""
    def exactly(length):
        if len(part) != length:
            raise Bad("length of a part")

    if kind in (NOTICE, BYE):
        exactly(0)
        return {}
    if kind == TEXT:
        return {"text": utf8(part, 1, MAX_PART, ("Cc",), "\t\n")}
    if kind == NAME:
        return {"name": utf8(part, 1, 64, ("Cc", "Cf"))}
    if kind == ATTEMPTS:
        if len(part) % 16 or not 1 <= len(part) // 16 <= 32:
            raise Bad("length of a part")
        return {"attempts": [part[i:i + 16] for i in range(0, len(part), 16)]}
    if kind == FILE:
        if number(part[16:24]) > MAX_FILE:
            raise Bad("length of a file")
        return {"file": part[:16], "length": number(part[16:24]), "name": utf8(part[24:], 1, 255, ("Cc",))}
    if kind == PIECE:
        if not 1 <= len(part) - 20 <= PIECE_LENGTH:
            raise Bad("length of a part")
        return {"file": part[:16], "index": number(part[16:20]), "bytes": part[20:]}
    if kind == FILE_END:
        exactly(48)
        return {"file": part[:16], "digest": part[16:]}
    if kind == FILE_STOP:
        exactly(16)
        return {"file": part}
    if kind == MOVE:
        end = 2 + number(part[:2])
        return {"invitation": utf8(part[2:end], 1, 512, ("Cc", "Cf")), "password": utf8(part[end:], 1, 4096, ())}
    return None


def wrap_ad(address, sender, to, ids, sealed):
    return b"locket/v1 wrap" + address + b"\x06" + sender + to + b"".join(ids) + h(sealed)


def message_context(address, sender, count, ids):
    return b"locket/v1 room message" + address + sender + count.to_bytes(8, "big") + b"".join(ids)


def seal(address, suite, random, sender, count, padded, sessions, now):
    """The body of a message. Random bytes: content key, salt of C, then for each wrap the salts of header and message."""
    ids = sorted(sessions)
    key = random.fill(32 if suite == 1 else 16)
    sealed = payload.seal(key, message_context(address, sender, count, ids), padded.encode(), random.fill)
    text = key + h(sealed) + count.to_bytes(8, "big")
    wraps = [(to, sessions[to].seal(text, wrap_ad(address, sender, to, ids, sealed), now)) for to in ids]
    return Entry(MESSAGE, sender, ALL, (wraps, sealed)).body()


def open_wrap(address, entry, me, session, now):
    """The text of this member's wrap, and the session that it is of; None where there is no wrap; ratchet.Refused."""
    wraps, sealed = entry.fields
    ids = [to for to, _ in wraps]
    wrap = dict(wraps).get(me)
    return None if wrap is None else session.open_any(wrap, wrap_ad(address, entry.sender, me, ids, sealed), now)


def open_content(address, entry, text):
    """The message's number and padded text, from what its wrap held; Bad."""
    wraps, sealed = entry.fields
    key, digest, count = text[:-40], text[-40:-8], number(text[-8:])
    if digest != h(sealed):
        raise Bad("hash")
    try:
        data = payload.unseal(key, message_context(address, entry.sender, count, [to for to, _ in wraps]), sealed)
    except LocketError:
        raise Bad("content") from None
    return count, Padded.decode(data)

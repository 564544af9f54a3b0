"""What every part of a Locket file shares: reasons, strict base64, HMAC, HKDF, and sources of random bytes."""

import base64
import binascii
import hashlib
import hmac
import re

NOT_A_LOCKET_FILE = "not-a-locket-file"
UNSUPPORTED_VERSION = "unsupported-version"
DAMAGED_HEADER = "damaged-header"
NO_SLOT_OPENS = "no-slot-opens"
TOO_COSTLY = "too-costly"
DAMAGED_PAYLOAD = "damaged-payload"
TRUNCATED = "truncated"


class LocketError(Exception):
    """A file that cannot be read, with its reason and, for damaged-payload, an offset in the binary file."""

    def __init__(self, reason, offset=None):
        super().__init__(reason if offset is None else f"{reason} at byte {offset}")
        self.reason = reason
        self.offset = offset


def b64encode(data):
    """Base64 without padding."""
    return base64.b64encode(data).rstrip(b"=")


def b64decode(text):
    """The bytes of canonical base64 without padding; None for anything else."""
    if not re.fullmatch(rb"[A-Za-z0-9+/]*", text) or len(text) % 4 == 1:
        return None
    data = binascii.a2b_base64(text + b"=" * (-len(text) % 4))
    return data if b64encode(data) == text else None


def hmac_sha256(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def hkdf_expand(hash_name, prk, info, length):
    """RFC 5869, section 2.3. The prk may be shorter than the hash."""
    output = block = b""
    counter = 1
    while len(output) < length:
        block = hmac.new(prk, block + info + bytes([counter]), hash_name).digest()
        output += block
        counter += 1
    return output[:length]


def subkey(file_key, label, length=32):
    """One of the keys that derive from the file key: header, metadata, payload 256, payload 128."""
    return hkdf_expand("sha256", hmac_sha256(b"", file_key), b"locket/v1 " + label, length)


def equal(left, right):
    return hmac.compare_digest(left, right)


class SeededRandom:
    """SHA-256(seed || 0), SHA-256(seed || 1), ... with a counter of 8 big-endian bytes, read as one stream.

    For reproducible test vectors. A file written from a known seed protects nothing.
    """

    def __init__(self, seed):
        self.seed, self.counter, self.buffer = seed, 0, b""

    def __call__(self, length):
        while len(self.buffer) < length:
            self.buffer += hashlib.sha256(self.seed + self.counter.to_bytes(8, "big")).digest()
            self.counter += 1
        result, self.buffer = self.buffer[:length], self.buffer[length:]
        return result

"""One run of the pairing: the computations of A and of B, without any state of a room."""

import hmac

import cpace
import ratchet
from room.codes import argon2id, h16

CPACE_SUITE = b"CPACE-P256_XMD:SHA-256_SSWU_NU_-SHA256"


def context(address, suite, a, b):
    return cpace.lv_cat(b"locket/v1 cpace", b"\x01", CPACE_SUITE, bytes([suite]), address, a, b)


def pairs(point):
    """The coordinates of an encoded point that was checked."""
    return int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big")


def attempt_id(a, b, nonce_b, nonce_a):
    return h16(b"locket/v1 attempt", a, b, nonce_b, nonce_a)


class Exchange:
    """CPace of one run, from one side. mine is its scalar."""

    def __init__(self, address, suite, prs, a, b, nonce_b, nonce_a, mine):
        self.suite, self.address, self.a, self.b, self.mine = suite, address, a, b, mine
        self.sid = nonce_b + nonce_a
        self.ci = context(address, suite, a, b)
        self.share = cpace.encode(cpace.share(mine, cpace.generator(prs, self.ci, self.sid)))

    def agree(self, ya, yb, ratchet_key):
        """Fills isk and both tags, once the other's share is known."""
        head = bytes([1, self.suite])
        theirs = yb if ya == self.share else ya
        k = cpace.agree(self.mine, pairs(theirs))
        from_a, from_b = cpace.lv_cat(ya, head), cpace.lv_cat(yb, head + ratchet_key)
        self.isk = cpace.sha256(cpace.lv_cat(cpace.DSI + b"_ISK", self.sid, k), from_a, from_b)
        mac_key = cpace.sha256(b"CPaceMac", self.sid, self.isk)
        self.ta = hmac.digest(mac_key, from_a, "sha256")
        self.tb = hmac.digest(mac_key, from_b, "sha256")

    def keys(self, identity, other):
        """SK, hka, nhkb and the phrase key. identity is a private key, other a point."""
        secret = self.isk + ratchet.agree(identity, other)
        derived = ratchet.hkdf(self.sid, secret, cpace.lv_cat(b"locket/v1 session", self.ci), 128)
        return tuple(derived[i:i + 32] for i in range(0, 128, 32))

    def confirm_ad(self):
        return b"locket/v1 wrap" + self.address + b"\x04" + self.a + self.b


def phrase(phrase_key):
    data = argon2id(phrase_key, h16(b"locket/v1 phrase"), 20)
    return " ".join(f"{int.from_bytes(data[i:i + 4], 'big') % 100000:05}" for i in range(0, 20, 4))

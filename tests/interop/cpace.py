#!/usr/bin/python3
"""CPace on P-256, a second time: CPACE-P256_XMD:SHA-256_SSWU_NU_-SHA256, initiator-responder, with key confirmation.

Written from draft-irtf-cfrg-cpace-21 and RFC 9380 on Python's integers; only the Diffie-Hellman products come from `cryptography`,
and each is compared with a product computed here. Reads one JSON object a line, writes one a line: hexadecimal in, hexadecimal out.
"""

import hashlib
import hmac
import json
import sys

from cryptography.hazmat.primitives.asymmetric import ec

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
A = P - 3
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
Z = P - 10
DSI = b"CPaceP256_XMD:SHA-256_SSWU_NU_"


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def prepend_len(data):
    length, prefix = len(data), b""
    while length > 127:
        prefix += bytes([length % 128 + 128])
        length //= 128
    return prefix + bytes([length]) + data


def lv_cat(*parts):
    return b"".join(prepend_len(part) for part in parts)


def expand_message_xmd(message, dst, length):
    """RFC 9380, section 5.3.1."""
    if len(dst) > 255:
        dst = sha256(b"H2C-OVERSIZE-DST-", dst)
    dst += bytes([len(dst)])
    first = sha256(bytes(64), message, length.to_bytes(2, "big"), b"\0", dst)
    blocks = [sha256(first, b"\1", dst)]
    for i in range(2, -(-length // 32) + 1):
        mixed = bytes(a ^ b for a, b in zip(first, blocks[-1]))
        blocks.append(sha256(mixed, bytes([i]), dst))
    return b"".join(blocks)[:length]


def right_side(x):
    return (x * x * x + A * x + B) % P


def is_square(value):
    return pow(value, (P - 1) // 2, P) <= 1


def sqrt(value):
    return pow(value, (P + 1) // 4, P)


def simplified_swu(u):
    """RFC 9380, section 6.6.2."""
    zu2 = Z * u * u % P
    inverse = pow(zu2 * zu2 + zu2, P - 2, P)
    x = -B * pow(A, -1, P) * (1 + inverse) % P if inverse else B * pow(Z * A, -1, P) % P
    if not is_square(right_side(x)):
        x = zu2 * x % P
    y = sqrt(right_side(x))
    return x, y if y % 2 == u % 2 else P - y


def generator(prs, ci, sid):
    padding = max(0, 64 - len(prepend_len(prs)) - len(prepend_len(DSI)) - 1)
    text = lv_cat(DSI, prs, bytes(padding), ci, sid)
    return simplified_swu(int.from_bytes(expand_message_xmd(text, DSI + b"_DST", 48), "big") % P)


def add(first, second):
    """The affine group law; None is the neutral element."""
    if first is None or second is None:
        return first or second
    (x1, y1), (x2, y2) = first, second
    if x1 == x2 and (y1 + y2) % P == 0:
        return None
    if first == second:
        slope = (3 * x1 * x1 + A) * pow(2 * y1, -1, P)
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, P)
    x3 = (slope * slope - x1 - x2) % P
    return x3, (slope * (x1 - x3) - y1) % P


def multiply(scalar, point):
    result = None
    for bit in bin(scalar)[2:]:
        result = add(result, result)
        if bit == "1":
            result = add(result, point)
    return result


def agree(scalar, point):
    """Returns the x of the product, computed here and by the library."""
    peer = ec.EllipticCurvePublicNumbers(*point, ec.SECP256R1()).public_key()
    product = ec.derive_private_key(scalar, ec.SECP256R1()).exchange(ec.ECDH(), peer)
    if product != multiply(scalar, point)[0].to_bytes(32, "big"):
        raise AssertionError("two ways to one product differ")
    return product


def share(scalar, base):
    """The product with an even y, as Locket sends it; the other one would do as well."""
    x, y = multiply(scalar, base)
    return x, y if y % 2 == 0 else P - y


def encode(point):
    return b"\4" + point[0].to_bytes(32, "big") + point[1].to_bytes(32, "big")


def run(prs, ci, sid, ada, adb, ya, yb):
    """Plays both sides and returns everything that they see or derive."""
    ya, yb = int.from_bytes(ya, "big"), int.from_bytes(yb, "big")
    base = generator(prs, ci, sid)
    first, second = share(ya, base), share(yb, base)
    k = agree(ya, second)
    if k != agree(yb, first):
        raise AssertionError("the sides do not agree")
    message_a, message_b = lv_cat(encode(first), ada), lv_cat(encode(second), adb)
    isk = sha256(lv_cat(DSI + b"_ISK", sid, k), message_a, message_b)
    mac_key = sha256(b"CPaceMac", sid, isk)
    return {
        "generator": encode(base),
        "Ya": encode(first),
        "Yb": encode(second),
        "Ta": hmac.digest(mac_key, message_a, "sha256"),
        "Tb": hmac.digest(mac_key, message_b, "sha256"),
        "ISK": isk,
    }


def main():
    for line in sys.stdin:
        values = {name: bytes.fromhex(value) for name, value in json.loads(line).items()}
        print(json.dumps({name: value.hex() for name, value in run(**values).items()}))


if __name__ == "__main__":
    main()

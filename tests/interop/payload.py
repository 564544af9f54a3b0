"""The payload: C2SP chunked encryption, and padding (sections 10 and 11)."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import armor
from common import DAMAGED_PAYLOAD, TRUNCATED, LocketError, equal, hkdf_expand, subkey

CHUNK = 16384
SEALED = CHUNK + 16
PREFIX = 24 + 32    # salt and commitment


def schedule(file_key, context, salt):
    """The cipher, the base nonce and the commitment. context is the intro line without LF."""
    suite, size = (b"256", 32) if context.startswith(b"locket/v1 256") else (b"128", 16)
    payload_key = subkey(file_key, b"payload " + suite, size)
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_" + suite + b"_GCM\0" + salt + context
    output = hkdf_expand("sha512", payload_key, info, size + 12 + 32)
    return AESGCM(output[:size]), output[size:size + 12], output[size + 12:]


def nonce(base, number):
    return (int.from_bytes(base, "big") ^ number).to_bytes(12, "big")


def encrypt(file_key, context, plaintext, random):
    salt = random(24)
    cipher, base, commitment = schedule(file_key, context, salt)
    chunks = [cipher.encrypt(nonce(base, k), plaintext[k * CHUNK:(k + 1) * CHUNK], None)
              for k in range(len(plaintext) // CHUNK + 1)]
    return salt + commitment + b"".join(chunks)


def decrypt(file_key, context, payload, offset, damage=None):
    """Step 7: the content. offset is where the payload starts; damage is what ended the armor early, if anything did."""
    if len(payload) < PREFIX:
        raise _damage(damage, offset + len(payload))
    cipher, base, commitment = schedule(file_key, context, payload[:24])
    if not equal(commitment, payload[24:PREFIX]):
        raise LocketError(DAMAGED_PAYLOAD, offset)
    full, rest = divmod(len(payload) - PREFIX, SEALED)
    chunks = []
    for k in range(full + 1):
        start = PREFIX + k * SEALED
        if k == full and (damage or rest < 16):
            raise _damage(damage, offset + len(payload))
        try:
            chunks.append(cipher.decrypt(nonce(base, k), payload[start:start + SEALED], None))
        except InvalidTag:
            raise LocketError(DAMAGED_PAYLOAD, offset + start) from None
    plaintext = b"".join(chunks)
    if not context.endswith(b" pad"):
        return plaintext
    content = plaintext.rstrip(b"\0")
    if not content.endswith(b"\x80"):
        raise LocketError(DAMAGED_PAYLOAD, offset + PREFIX + full * SEALED)
    return content[:-1]


def _damage(damage, position):
    return LocketError(DAMAGED_PAYLOAD, position) if damage == armor.FAULT else LocketError(TRUNCATED)


def padme(length):
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return (length + step - 1) // step * step


def pad(content):
    return content + b"\x80" + bytes(padme(len(content) + 1) - len(content) - 1)

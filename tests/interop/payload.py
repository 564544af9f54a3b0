"""The payload: C2SP chunked encryption, and padding (sections 10 and 11)."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import armor
from common import DAMAGED_PAYLOAD, TRUNCATED, LocketError, equal, hkdf_expand, subkey

CHUNK = 16384
SEALED = CHUNK + 16
PREFIX = 24 + 32    # salt and commitment


def key_of(file_key, context):
    """The payload key of a file. context is the intro line without LF."""
    suite, size = (b"256", 32) if context.startswith(b"locket/v1 256") else (b"128", 16)
    return subkey(file_key, b"payload " + suite, size)


def schedule(payload_key, context, salt):
    """The cipher, the base nonce and the commitment; the length of the key says which suite it is."""
    size = len(payload_key)
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_%d_GCM\0" % (8 * size) + salt + context
    output = hkdf_expand("sha512", payload_key, info, size + 12 + 32)
    return AESGCM(output[:size]), output[size:size + 12], output[size + 12:]


def nonce(base, number):
    return (int.from_bytes(base, "big") ^ number).to_bytes(12, "big")


def encrypt(file_key, context, plaintext, random):
    return seal(key_of(file_key, context), context, plaintext, random)


def seal(payload_key, context, plaintext, random):
    """Salt, commitment and chunks under a payload key: what rooms use without a file around it."""
    salt = random(24)
    cipher, base, commitment = schedule(payload_key, context, salt)
    chunks = [cipher.encrypt(nonce(base, k), plaintext[k * CHUNK:(k + 1) * CHUNK], None)
              for k in range(len(plaintext) // CHUNK + 1)]
    return salt + commitment + b"".join(chunks)


def decrypt(file_key, context, payload, offset, damage=None):
    """Step 7: the content. offset is where the payload starts; damage is what ended the armor early, if anything did."""
    plaintext = unseal(key_of(file_key, context), context, payload, offset, damage)
    if not context.endswith(b" pad"):
        return plaintext
    content = plaintext.rstrip(b"\0")
    if not content.endswith(b"\x80"):
        raise LocketError(DAMAGED_PAYLOAD, offset + PREFIX + (len(payload) - PREFIX) // SEALED * SEALED)
    return content[:-1]


def unseal(payload_key, context, payload, offset=0, damage=None):
    """What seal sealed."""
    if len(payload) < PREFIX:
        raise _damage(damage, offset + len(payload))
    cipher, base, commitment = schedule(payload_key, context, payload[:24])
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
    return b"".join(chunks)


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

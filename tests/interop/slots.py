"""Slots: from a password or a key file to the file key, and back (sections 4 to 6 and 14)."""

import hashlib
import re
import subprocess
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from common import DAMAGED_HEADER, NO_SLOT_OPENS, LocketError, b64decode, b64encode, equal, hkdf_expand, hmac_sha256
from header import MAX_MEMORY, PASSWORD_TYPES, Stanza, judge_costs

try:
    from argon2.low_level import Type, hash_secret_raw    # Debian: python3-argon2
except ImportError:
    hash_secret_raw = None


def argon2id(password, salt, memory, passes, lanes):
    if hash_secret_raw is None:
        return argon2id_program(password, salt, memory, passes, lanes)
    return hash_secret_raw(password, salt, passes, memory, lanes, 32, Type.ID, 0x13)


def argon2id_program(password, salt, memory, passes, lanes):
    """The same by the program argon2. It takes the salt as an argument, so no NUL, and at most 127 bytes of password."""
    if b"\0" in salt or len(password) > 127:
        raise NotImplementedError("the program argon2 cannot take this salt or password; install python3-argon2")
    command = [b"argon2", salt, "-id", "-v", "13", "-r", "-l", "32", "-k", str(memory), "-t", str(passes), "-p", str(lanes)]
    return bytes.fromhex(subprocess.run(command, input=password, capture_output=True, check=True).stdout.decode())


def normalize_password(text):
    """A password's bytes. ValueError is the caller's mistake, not a fault of a file."""
    result = unicodedata.normalize("NFC", text).encode()    # refuses lone surrogates
    if not 1 <= len(result) <= 1048576:
        raise ValueError("a password has 1 to 1048576 bytes")
    return result


def read_password(data):
    """The password in the bytes of a file or pipe."""
    for eol in (b"\r\n", b"\n"):
        if data.endswith(eol):
            data = data[:-len(eol)]
            break
    if len(data) > 1048576 or data.startswith(b"\xef\xbb\xbf"):
        raise ValueError("a password file has at most 1048576 bytes and no byte order mark")
    return normalize_password(data.decode())


def read_key_file(data):
    """The key in the bytes of a key file."""
    if len(data) > 4096 or data.startswith(b"\xef\xbb\xbf"):
        raise ValueError("a key file has at most 4096 bytes and no byte order mark")
    data.decode()    # refuses what is not UTF-8
    lines = [line for line in re.split(rb"\r?\n", data) if line and not line.startswith(b"#")]
    match = re.fullmatch(rb"locket-key/v1 ([A-Za-z0-9+/]{43})", lines[0]) if len(lines) == 1 else None
    key = b64decode(match[1]) if match else None
    if key is None:
        raise ValueError("not a key file")
    return key


def derive(stanza, password):
    """K of a password slot."""
    salt, *costs = stanza.arguments[:-1]
    costs = [int(cost) for cost in costs]
    if stanza.type == b"argon2id":
        return argon2id(password, b64decode(salt), *costs)
    return hashlib.pbkdf2_hmac("sha256", password, b64decode(salt), *costs, 32)


def hint(key, slot_salt):
    return hmac_sha256(hkdf_expand("sha256", key, b"locket/v1 key id", 32), slot_salt)[:8]


def wrap_key_and_commitment(k, line):
    output = hkdf_expand("sha256", k, b"locket/v1 slot\0" + line, 64)
    return output[:32], output[32:]


def find_file_key(stanzas, passwords, keys, max_memory=MAX_MEMORY):
    """Step 4."""
    judged = False
    for stanza in stanzas:
        if stanza.type in PASSWORD_TYPES:
            if passwords and not judged:
                judge_costs(stanzas, max_memory)
                judged = True
            candidates = (derive(stanza, password) for password in passwords)
        elif stanza.type == b"key":
            stored, slot_salt = map(b64decode, stanza.arguments)
            candidates = (key for key in keys if hint(key, slot_salt) == stored)
        else:
            continue
        for k in candidates:
            wrap_key, commitment = wrap_key_and_commitment(k, stanza.line)
            if equal(commitment, stanza.body[:32]):
                try:
                    return AESGCM(wrap_key).decrypt(bytes(12), stanza.body[32:], None)
                except InvalidTag:
                    raise LocketError(DAMAGED_HEADER) from None
    raise LocketError(NO_SLOT_OPENS)


def seal(file_key, k, line):
    wrap_key, commitment = wrap_key_and_commitment(k, line)
    return Stanza(line, commitment + AESGCM(wrap_key).encrypt(bytes(12), file_key, None))


def key_slot(file_key, key, random):
    slot_salt = random(32)
    return seal(file_key, key, b"key " + b64encode(hint(key, slot_salt)) + b" " + b64encode(slot_salt))


def password_slot(file_key, password, kdf, random):
    """kdf is a type with its costs, such as "argon2id 262144 3 4" or "pbkdf2-sha256 600000"."""
    type_, *costs = kdf.encode().split(b" ")
    line = b" ".join([type_, b64encode(random(16)), *costs, b64encode(random(32))])
    return seal(file_key, derive(Stanza(line, b""), password), line)

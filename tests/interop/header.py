"""The header: recognizing a file, the grammar and its rules, writing (sections 3, 7, 8 and 15.3)."""

import re
from dataclasses import dataclass

from armor import BEGIN
from common import (DAMAGED_HEADER, NOT_A_LOCKET_FILE, TOO_COSTLY, TRUNCATED, UNSUPPORTED_VERSION, LocketError,
                    b64decode, b64encode, hmac_sha256, subkey)

MAX_HEADER = 262144
MAX_STANZAS = 64
MAX_MEMORY = 1048576    # KiB
MAX_ITERATIONS = 10000000
MAX_PASSWORD_SLOTS = 4
PASSWORD_TYPES = (b"argon2id", b"pbkdf2-sha256")
SINGLE_TYPES = (b"metadata", b"thumbnail", b"spare")

ARGUMENTS = {
    b"argon2id": (16, "number", "number", "number", 32),
    b"pbkdf2-sha256": (16, "number", 32),
    b"key": (8, 32),
    b"metadata": (),
    b"thumbnail": (),
}
BODY_LENGTHS = {
    b"argon2id": (80,),
    b"pbkdf2-sha256": (80,),
    b"key": (80,),
    b"metadata": range(28 + 128, 28 + 64 * 128 + 1, 128),
    b"thumbnail": range(28 + 4096, 28 + 8 * 4096 + 1, 4096),
}


@dataclass
class Stanza:
    line: bytes    # the slot-line: type and arguments as they stand in the file
    body: bytes

    @property
    def type(self):
        return self.line.split(b" ")[0]

    @property
    def arguments(self):
        return self.line.split(b" ")[1:]

    def encode(self):
        text = b64encode(self.body)
        lines = [text[i:i + 64] for i in range(0, len(text) + 1, 64)]
        return b"-> " + self.line + b"\n" + b"".join(line + b"\n" for line in lines)


@dataclass
class Header:
    intro: bytes      # the intro line without LF
    stanzas: list
    mac: bytes
    covered: bytes    # the bytes under the MAC
    length: int

    @property
    def suite(self):
        return self.intro[10:13].decode()

    @property
    def padded(self):
        return self.intro.endswith(b" pad")


def delimit(data):
    """Steps 1 and 2: the bytes of the header."""
    if not data:
        raise LocketError(NOT_A_LOCKET_FILE)
    if len(data) < len(BEGIN) and BEGIN.startswith(data) or len(data) < 10 and b"locket/v1 ".startswith(data):
        raise LocketError(TRUNCATED)
    if not data.startswith(b"locket/v"):
        raise LocketError(NOT_A_LOCKET_FILE)
    if not data.startswith(b"locket/v1 "):
        raise LocketError(UNSUPPORTED_VERSION)
    start = data.find(b"\n---", 0, MAX_HEADER)
    end = data.find(b"\n", start + 1, MAX_HEADER) if start >= 0 else -1
    if end < 0:
        raise LocketError(TRUNCATED if len(data) < MAX_HEADER else DAMAGED_HEADER)
    return data[:end + 1]


def parse(data):
    """Step 3: the header of the bytes that delimit() found."""
    lines = data.split(b"\n")[:-1]
    require(re.fullmatch(rb"locket/v1 (256|128)( pad)?", lines[0]))
    stanzas = []
    position = 1
    while position < len(lines) - 1:
        match = re.fullmatch(rb"-> ([!-~]+( [!-~]+)*)", lines[position])
        require(match)
        position += 1
        text = b""
        while True:
            require(position < len(lines) - 1 and re.fullmatch(rb"[A-Za-z0-9+/]{0,64}", lines[position]))
            text += lines[position]
            position += 1
            if len(lines[position - 1]) < 64:
                break
        body = b64decode(text)
        require(body is not None)
        stanzas.append(Stanza(match[1], body))
    match = re.fullmatch(rb"--- ([A-Za-z0-9+/]{43})", lines[-1])
    mac = b64decode(match[1]) if match else None
    require(mac is not None)
    check_rules(stanzas)
    return Header(lines[0], stanzas, mac, data[:-45], len(data))


def check_rules(stanzas):
    """H2 to H8."""
    require(len(stanzas) <= MAX_STANZAS)
    types = [stanza.type for stanza in stanzas]
    require(all(types.count(single) <= 1 for single in SINGLE_TYPES))
    require(any(type_ not in SINGLE_TYPES for type_ in types))
    for stanza in stanzas:
        if stanza.type in ARGUMENTS:
            forms = ARGUMENTS[stanza.type]
            require(len(stanza.arguments) == len(forms) and all(map(fits, stanza.arguments, forms)))
            require(len(stanza.body) in BODY_LENGTHS[stanza.type])
        if stanza.type == b"argon2id":
            memory, lanes = int(stanza.arguments[1]), int(stanza.arguments[3])
            require(lanes <= 16777215 and memory >= 8 * lanes)
        if stanza.type == b"spare":
            require(re.fullmatch(rb"spare( x{1,3})?", stanza.line) and not any(stanza.body))
    if any(type_.startswith(b"!") for type_ in types):
        raise LocketError(UNSUPPORTED_VERSION)


def fits(argument, form):
    if form == "number":
        return re.fullmatch(rb"[1-9][0-9]{0,9}", argument) and int(argument) <= 4294967295
    data = b64decode(argument)
    return data is not None and len(data) == form


def require(condition):
    if not condition:
        raise LocketError(DAMAGED_HEADER)


def judge_costs(stanzas, max_memory=MAX_MEMORY):
    """Section 8. Python's integers do not overflow; elsewhere the sums need more than 64 bits."""
    argon2id = [[int(n) for n in stanza.arguments[1:4]] for stanza in stanzas if stanza.type == b"argon2id"]
    pbkdf2 = [int(stanza.arguments[1]) for stanza in stanzas if stanza.type == b"pbkdf2-sha256"]
    if (len(argon2id) + len(pbkdf2) > MAX_PASSWORD_SLOTS
            or any(memory > max_memory for memory, _, _ in argon2id)
            or sum(memory * passes for memory, passes, _ in argon2id) > 4 * max_memory
            or sum(pbkdf2) > MAX_ITERATIONS):
        raise LocketError(TOO_COSTLY)


def mac_of(covered, file_key):
    return hmac_sha256(subkey(file_key, b"header"), covered)


def encode(intro, stanzas, file_key):
    """The bytes of a header with its MAC. Checks nothing, so that test vectors can break every rule."""
    covered = intro + b"\n" + b"".join(stanza.encode() for stanza in stanzas) + b"---"
    return covered + b" " + b64encode(mac_of(covered, file_key)) + b"\n"


def spare_of_length(length):
    """The spare stanza of exactly so many bytes; None where there is none (1 to 9 and 11)."""
    for letters in range(3):
        extra = letters + 1 if letters else 0
        room = length - 10 - extra
        if room < 0:
            break
        characters = room - room // 65
        if characters % 4 != 1 and characters + characters // 64 == room:
            return Stanza(b"spare" + (b" " + b"x" * letters if letters else b""), bytes(3 * characters // 4))
    return None

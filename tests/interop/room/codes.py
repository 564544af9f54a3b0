"""Room codes, invitations, the room's address and the keys that come from a password."""

import base64
import binascii
import hashlib
import re
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
CLASSIC_CODE = "c1as-s1c0-r00m"
MAX_INVITATION = 512
MAX_PASSWORD = 4096


def h(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def h16(*parts):
    return h(*parts)[:16]


def argon2id(password, salt, length):
    return hash_secret_raw(password, salt, time_cost=3, memory_cost=65536, parallelism=4, hash_len=length, type=Type.ID, version=0x13)


def parse_code(text):
    """The 12 canonical characters; ValueError for what is no room code."""
    code = text.lower().replace("-", "").replace(" ", "").translate(str.maketrans("oil", "011"))
    if len(code) != 12 or any(character not in ALPHABET for character in code):
        raise ValueError("not a room code")
    return code


def code_text(code):
    return "-".join(code[i:i + 4] for i in (0, 4, 8))


def new_code(random):
    number = int.from_bytes(random.fill(8), "big")
    return "".join(ALPHABET[number >> 5 * i & 31] for i in reversed(range(12)))


@dataclass
class Room:
    """What a code gives: where the room is, and the salt for its password."""

    code: str

    def __post_init__(self):
        secret = argon2id(self.code.encode("ascii"), h16(b"locket/v1 code"), 48)
        self.address, self.salt = secret[:16], secret[16:32]

    def prs(self, password):
        """The password is text; it is normalized here."""
        data = unicodedata.normalize("NFC", password).encode()
        if not 1 <= len(data) <= MAX_PASSWORD:
            raise ValueError("a password has 1 to 4,096 bytes")
        return argon2id(data, self.salt, 32)


@dataclass
class Invitation:
    host: str
    port: int
    code: str
    suite: int = 1
    pin: bytes = b""

    @classmethod
    def parse(cls, text):
        match = re.fullmatch(r"locket://(\[[0-9A-Fa-f:.]+\]|[^/:#?@\[\]\s]+)(?::([0-9]{1,5}))?/([^/#?]+)(?:#(.*))?", text)
        if not match or len(text) > MAX_INVITATION:
            raise ValueError("not an invitation")
        host, port, code, parameters = match.groups()
        result = cls(host.strip("[]"), int(port or 443), parse_code(code))
        if not 1 <= result.port <= 65535:
            raise ValueError("not a port")
        seen = set()
        for parameter in parameters.split("&") if parameters is not None else []:
            name, _, value = parameter.partition("=")
            if name in seen:
                raise ValueError(f"{name} comes twice")
            seen.add(name)
            if name == "suite" and value == "128":
                result.suite = 2
            elif name == "pin":
                result.pin = parse_pin(value)
            else:
                raise ValueError(f"unknown parameter {parameter}")
        return result

    def text(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        parameters = ["suite=128"] * (self.suite == 2)
        if self.pin:
            parameters.append("pin=" + base64.urlsafe_b64encode(self.pin).rstrip(b"=").decode())
        port = "" if self.port == 443 else f":{self.port}"
        return f"locket://{host}{port}/{code_text(self.code)}" + ("#" + "&".join(parameters) if parameters else "")


def parse_pin(value):
    if not re.fullmatch(r"[A-Za-z0-9_-]{43}", value):
        raise ValueError("not a pin")
    pin = binascii.a2b_base64(value.replace("-", "+").replace("_", "/") + "=")
    if base64.urlsafe_b64encode(pin).rstrip(b"=").decode() != value:
        raise ValueError("not a pin")
    return pin

"""Metadata and names (section 9)."""

import datetime
import json
import re

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from common import DAMAGED_HEADER, LocketError, subkey
from header import Stanza

MAX_DEPTH = 64


class Number(str):
    """A number of JSON as it was written."""


def open_metadata(stanza, file_key):
    """Step 6: the known members as a dictionary."""
    try:
        plaintext = AESGCM(subkey(file_key, b"metadata")).decrypt(stanza.body[:12], stanza.body[12:], b"metadata")
        value = json.loads(plaintext.decode(), object_pairs_hook=_members, parse_int=Number, parse_float=Number,
                           parse_constant=_refuse)
        _walk(value, 0)
        return _known(value)
    except (InvalidTag, ValueError, RecursionError):
        raise LocketError(DAMAGED_HEADER) from None


def _refuse(what):
    raise ValueError(what)


def _members(pairs):
    result = dict(pairs)
    return result if len(result) == len(pairs) else _refuse("two members of one name")


def _walk(value, depth):
    """Judges strings and nesting. str.encode refuses lone surrogates."""
    if isinstance(value, str):
        value.encode()
    if isinstance(value, (dict, list)):
        if depth == MAX_DEPTH:
            _refuse("nested too deeply")
        if isinstance(value, dict):
            for name in value:
                name.encode()
            value = value.values()
        for item in value:
            _walk(item, depth + 1)


def _known(value):
    if not isinstance(value, dict):
        _refuse("not an object")
    known = {}
    for name in ("kind", "name", "modified", "type", "taken", "zone", "sha256"):
        if name in value:
            if type(value[name]) is not str:
                _refuse(name)
            known[name] = value[name]
    for name, limit in (("width", 2147483647), ("height", 2147483647), ("orientation", 8)):
        if name in value:
            text = value[name]
            if type(text) is not Number or not re.fullmatch("[1-9][0-9]{0,9}", text) or int(text) > limit:
                _refuse(name)
            known[name] = int(text)
    for name in ("animated", "place"):
        if name in value:
            if type(value[name]) is not bool:
                _refuse(name)
            known[name] = value[name]
    if not re.fullmatch("[0-9a-f]{64}", known.get("sha256", "0" * 64)):
        _refuse("sha256")
    if "taken" in known:
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9]", known["taken"]):
            _refuse("taken")
        datetime.datetime.strptime(known["taken"], "%Y-%m-%dT%H:%M:%S")
    if not re.fullmatch("[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00", known.get("zone", "+00:00")):
        _refuse("zone")
    if known.get("kind", "file") not in ("file", "tar"):
        _refuse("kind")
    if "modified" in known:
        match = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]{1,7})?Z", known["modified"])
        if not match:
            _refuse("modified")
        datetime.datetime.strptime(match[1], "%Y-%m-%dT%H:%M:%S")
        if match[1][17:] > "59":    # strptime takes leap seconds
            _refuse("modified")
    return known


def seal_metadata(plaintext, file_key, random):
    """The stanza of a plaintext that is padded already."""
    nonce = random(12)
    return Stanza(b"metadata", nonce + AESGCM(subkey(file_key, b"metadata")).encrypt(nonce, plaintext, b"metadata"))


def encode_metadata(members):
    text = json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()
    return text + b" " * (-len(text) % 128)


UNSAFE = re.compile("[/\\\\:\0-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
DEVICE = re.compile("CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]")


def safe_name(name):
    """Section 9.3."""
    name = _cut(UNSAFE.sub("_", name).rstrip(". ")).rstrip(". ") or "unnamed"
    if DEVICE.fullmatch(_ascii_upper(name.split(".")[0].rstrip(" "))):
        name = _cut("_" + name).rstrip(". ")
    return name


def _ascii_upper(text):
    return "".join(c.upper() if "a" <= c <= "z" else c for c in text)


def _cut(name):
    if len(name.encode()) <= 255:
        return name
    dot = name.rfind(".")
    extension = name[dot:] if dot > 0 and len(name[dot:].encode()) <= 16 else ""
    stem = name[:len(name) - len(extension)]
    return stem.encode()[:255 - len(extension.encode())].decode(errors="ignore") + extension

"""Armor: the binary file as lines of text (section 13)."""

import base64
import binascii
import re

BEGIN = b"-----BEGIN LOCKET FILE-----"
END = b"-----END LOCKET FILE-----"

CUT = "cut"        # the input ended before the end line was whole
FAULT = "fault"    # some line broke a rule


def encode(data, eol=b"\n"):
    text = base64.b64encode(data)
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    return eol.join([BEGIN, *lines, END, b""])


def decode(data):
    """The bytes of the good lines, and what ended them: None for a proper end line, CUT or FAULT."""
    position = len(BEGIN)
    eol = next((e for e in (b"\n", b"\r\n") if data.startswith(e, position)), None)
    if eol is None:
        return b"", CUT if data[position:] in (b"", b"\r") else FAULT
    position += len(eol)
    decoded = bytearray()
    closed = False    # a short line was seen; only the end line may follow
    while True:
        newline = data.find(b"\n", position)
        if newline < 0:
            line = data[position:]
            if line == END and decoded:
                return bytes(decoded), None
            too_long = len(line.removesuffix(b"\r")) > 64
            return bytes(decoded), FAULT if too_long or line == END else CUT
        line = data[position:newline + 1]
        position = newline + 1
        text = line.removesuffix(eol)
        if text == END and decoded and position == len(data):
            return bytes(decoded), None
        part = None if closed else _decode_line(text)
        if part is None:
            return bytes(decoded), FAULT
        decoded += part
        closed = len(text) < 64 or text.endswith(b"=")


def _decode_line(text):
    """The bytes of one line of canonical padded base64; None for anything else, a stray CR or LF included."""
    if len(text) % 4 or not re.fullmatch(rb"[A-Za-z0-9+/]{1,64}|[A-Za-z0-9+/]{2,63}={1,2}", text) or len(text) > 64:
        return None
    part = binascii.a2b_base64(text)
    return part if base64.b64encode(part) == text else None

#!/usr/bin/python3
"""Writes the test vectors of docs/format.md: make_vectors.py [folder]. The same bytes every time."""

import hashlib
import io
import json
import os
import sys
import tarfile

import armor
import header
import metadata
import payload
import slots
from common import (DAMAGED_HEADER, DAMAGED_PAYLOAD, NO_SLOT_OPENS, NOT_A_LOCKET_FILE, TOO_COSTLY, TRUNCATED,
                    UNSUPPORTED_VERSION, SeededRandom, b64decode, b64encode, subkey)
from header import Stanza

SEED = b"locket test vectors 1"
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "testdata", "vectors")

KEY = SeededRandom(SEED + b"/key")(32)
OTHER_KEY = SeededRandom(SEED + b"/other key")(32)
PASSWORD = "correct horse battery staple"
SECRETS = {"key": {"keyHex": KEY.hex()}, "password": {"password": PASSWORD},
           "both": {"password": PASSWORD, "keyHex": KEY.hex()}}
INTRO = b"locket/v1 256"
SMALL = 301      # bytes of content where its length is no matter; armor of such a file ends in ==
LARGE = 33000    # two full chunks and 232 bytes

entries = []
files = {}


def content(length):
    return SeededRandom(SEED + b"/content")(length)


class Raw:
    """Bytes in the place of a stanza."""

    def __init__(self, data):
        self.data = data

    def encode(self):
        return self.data


class Case:
    """One vector in the making, with random bytes of its own."""

    def __init__(self, name, section, comment, secret="key"):
        self.name, self.section, self.comment = name, section, comment
        self.secret = SECRETS[secret] if isinstance(secret, str) else secret
        self.random = SeededRandom(SEED + b"/" + name.encode())
        self.file_key = self.random(32)

    def key_slot(self, key=KEY):
        return slots.key_slot(self.file_key, key, self.random)

    def password_slot(self, kdf="pbkdf2-sha256 1", password=PASSWORD):
        return slots.password_slot(self.file_key, slots.normalize_password(password), kdf, self.random)

    def foreign_slot(self, kdf):
        """A slot of a password that nobody knows, at costs that nobody pays."""
        type_, *costs = kdf.encode().split()
        return Stanza(b" ".join([type_, b64encode(self.random(16)), *costs, b64encode(self.random(32))]), self.random(80))

    def metadata(self, plaintext):
        if isinstance(plaintext, dict):
            plaintext = metadata.encode_metadata(plaintext)
        return metadata.seal_metadata(plaintext + b" " * (-len(plaintext) % 128), self.file_key, self.random)

    def file(self, stanzas=None, plaintext=None, intro=INTRO):
        """A whole binary file. Whatever stands in it, the MAC and the tags fit."""
        head = header.encode(intro, stanzas or [self.key_slot()], self.file_key)
        plaintext = content(SMALL) if plaintext is None else plaintext
        return head + payload.encrypt(self.file_key, intro, plaintext, self.random)

    def valid(self, data, expected=None, known=None, file=None):
        expected = content(SMALL) if expected is None else expected
        entry = {"contentLength": len(expected), "contentSha256": hashlib.sha256(expected).hexdigest()}
        if known is not None:
            entry["metadata"] = known
        self._add("valid", data, entry, file)

    def bad(self, data, reason, offset=None):
        self._add(reason, data, {} if offset is None else {"offsetInBytes": offset}, None)

    def _add(self, expect, data, more, file):
        file = file or self.name + ".locket"
        assert files.setdefault(file, data) == data, file
        assert all(entry["name"] != self.name for entry in entries), self.name
        entries.append({"name": self.name, "section": self.section, "comment": self.comment, "file": file,
                        "secret": self.secret, "expect": expect, **more})


def flip(data, position, bit=1):
    data = bytearray(data)
    data[position] ^= bit
    return bytes(data)


def header_length(data):
    return len(header.delimit(data))


# --- Good files ---------------------------------------------------------------------------------------------------


def worked_example():
    """Section 18 by the same code as every other vector: a source of random bytes that counts."""
    drawn = iter([bytes(range(0x40, 0x60)), bytes(range(0x60, 0x70)), bytes(range(0x70, 0x90)), bytes(range(0x90, 0x9C)),
                  bytes(range(0xA0, 0xB8))])
    password, key = "cafe\u0301 noir", bytes(range(0x20, 0x40))
    known = {"kind": "file", "name": "note.txt", "modified": "2026-01-02T03:04:05Z", "type": "text/plain"}
    text = b"Hello, Locket!\n"
    case = Case("worked-example-password", "18", "the file of the worked example, by its password", {"password": password})
    case.random, case.file_key = lambda length: next(drawn), bytes(range(32))
    stanzas = [case.key_slot(key), case.password_slot("pbkdf2-sha256 1000", password), case.metadata(known),
               Stanza(b"spare", bytes(2))]
    data = case.file(stanzas, text)
    case.valid(data, text, known, "worked-example.locket")
    case = Case("worked-example-key", "18", "the same file, by its key file", {"keyHex": key.hex()})
    case.valid(data, text, known, "worked-example.locket")
    case = Case("worked-example-armor", "18", "the same file, armored", {"keyHex": key.hex()})
    case.valid(armor.encode(data), text, known)


def good_payloads():
    for suite, lengths in (("256", (0, 1, 16383, 16384, 16385, 32768, 40000)), ("128", (0, 16384, 40000))):
        for length in lengths:
            case = Case(f"content-{suite}-{length}", "11", f"{length} bytes in suite {suite}")
            case.valid(case.file(plaintext=content(length), intro=b"locket/v1 " + suite.encode()), content(length))


def good_slots():
    for kdf in ("argon2id 64 1 1", "argon2id 256 2 3", "argon2id 1024 3 4", "argon2id 32 1 4", "argon2id 100 1 3",
                "argon2id 262144 3 4", "pbkdf2-sha256 1", "pbkdf2-sha256 1000"):
        case = Case("slot-" + kdf.replace(" ", "-"), "5.1", f"costs: {kdf}", "password")
        case.valid(case.file([case.password_slot(kdf)]))
    for kdf in ("argon2id 64 1 1", "pbkdf2-sha256 2"):
        case = Case(f"slot-{kdf.split()[0]}-salt-of-zeros", "5.1", "the KDF salt holds bytes 0x00", "password")
        random, drawn = case.random, iter([bytes(16)])
        case.random = lambda length: next(drawn, None) or random(length)
        case.valid(case.file([case.password_slot(kdf)]))
    case = Case("slots-together", "5", "key, unknown, argon2id and pbkdf2-sha256 slots, metadata and spare in one file")
    members = {"kind": "file", "name": "together.bin"}
    data = case.file([case.key_slot(), Stanza(b"telepathy 7", b"?"), case.password_slot("argon2id 64 2 2"),
                      case.password_slot("pbkdf2-sha256 10", "second"), case.metadata(members), Stanza(b"spare", bytes(512))])
    for name, secret in (("key", "key"), ("password", "password"), ("both", "both"),
                         ("second-password", {"password": "second"})):
        Case(f"slots-together-{name}", "5", case.comment, secret).valid(data, known=members, file="slots-together.locket")
    case = Case("slots-shared-salt", "5.1", "two passwords with the same KDF salt and costs", "password")
    salt = case.random(16)
    lines = [b"pbkdf2-sha256 " + b64encode(salt) + b" 5 " + b64encode(case.random(32)) for _ in range(2)]
    case.valid(case.file([slots.seal(case.file_key, slots.derive(Stanza(line, b""), password), line)
                          for line, password in zip(lines, (b"another", PASSWORD.encode()))]))
    case = Case("slot-key-hint-of-another", "5.1", "the hint fits by chance, the commitment does not; the next slot opens")
    slot_salt = case.random(32)
    line = b"key " + b64encode(slots.hint(KEY, slot_salt)) + b" " + b64encode(slot_salt)
    case.valid(case.file([slots.seal(case.file_key, OTHER_KEY, line), case.key_slot()]))
    case = Case("slot-key-second", "5.1", "the first key slot is for another key")
    case.valid(case.file([case.key_slot(OTHER_KEY), case.key_slot()]))
    case = Case("slot-rewritten", "15.2", "a password slot was removed; spare keeps the header's length and the payload's place")
    removed = case.password_slot()
    case.valid(case.file([case.key_slot(), header.spare_of_length(len(removed.encode()))]))


def good_passwords():
    for name, password, comment in (
            ("nfd", "Zu\u0308rich A\u030angstro\u0308m", "decomposed; NFC comes before UTF-8"),
            ("singleton", "\u212b \u2126", "singletons: NFC turns them into U+00C5 and U+03A9"),
            ("marks", "q\u0307\u0323", "combining marks in the wrong order"),
            ("hangul", "\u1112\u1161\u11ab", "three jamo make one syllable"),
            ("compatibility", "\ufb01le \u2460", "NFC leaves compatibility characters alone"),
            ("emoji", "\U0001f511\U0001f469\u200d\U0001f4bb", "characters above U+FFFF"),
            ("spaces", "  two at each end  ", "nothing is trimmed"),
            ("line-end", "with a line end\n", "a line end that belongs to the password"),
            ("nul", "before\0after", "U+0000 in the middle"),
            ("long", "0123456789" * 20, "200 bytes, longer than a block of SHA-256")):
        for kdf in ("argon2id 64 1 1", "pbkdf2-sha256 2"):
            case = Case(f"password-{name}-{kdf.split()[0]}", "6", comment, {"password": password})
            case.valid(case.file([case.password_slot(kdf, password)]))


def good_stanzas():
    for name, line, body, comment in (
            ("arguments", b'telepathy ~!"# -> --- =', b"\x01\x02\x03", "any visible characters as arguments"),
            ("no-body", b"telepathy", b"", "an empty body is one empty line"),
            ("body-48", b"telepathy", bytes(48), "64 characters of base64: an empty line follows"),
            ("body-96", b"telepathy", bytes(96), "128 characters of base64: an empty line follows"),
            ("body-47", b"telepathy", bytes(47), "63 characters of base64: one line"),
            ("body-4000", b"telepathy", bytes(4000), "a long body"),
            ("case", b"Key", b"", "types are case-sensitive"),
            ("inner-mark", b"a!b", b"", "only ! at the start has a meaning"),
            ("hyphens", b"---", b"", "the type --- is like any other"),
            ("long-line", b"telepathy " + b"x" * 5000, b"", "lines of slots have no limit of their own")):
        case = Case("unknown-" + name, "3 (H7)", comment)
        case.valid(case.file([Stanza(line, body), case.key_slot()]))
    case = Case("unknown-twice", "3 (H3)", "unknown types may occur twice")
    case.valid(case.file([Stanza(b"telepathy", b""), case.key_slot(), Stanza(b"telepathy", b"")]))
    case = Case("hpke-p256-skipped", "5.2", "a reserved slot that does not open; readers may treat it as unknown")
    point = bytes.fromhex("046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                          "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
    case.valid(case.file([Stanza(b"hpke-p256 " + b64encode(point), case.random(48)), case.key_slot()]))
    case = Case("order", "3", "stanzas in an unusual order")
    case.valid(case.file([Stanza(b"spare x", bytes(7)), case.metadata({"name": "first"}), case.key_slot()]),
               known={"name": "first"})
    for letters in range(4):
        for length in (0, 1, 48):
            case = Case(f"spare-{letters}x-{length}", "15.3", f"spare with {letters} letters and {length} bytes")
            line = b"spare " + b"x" * letters if letters else b"spare"
            case.valid(case.file([case.key_slot(), Stanza(line, bytes(length))]))
    case = Case("stanzas-64", "3 (H2)", "as many stanzas as there may be")
    case.valid(case.file([Stanza(b"telepathy", b"")] * 63 + [case.key_slot()]))
    case = Case("stanzas-64-keys", "3 (H2)", "64 key slots, of which the last one opens")
    case.valid(case.file([case.key_slot(OTHER_KEY) for _ in range(63)] + [case.key_slot()]))
    case = Case("header-262144", "3 (H1)", "as long as a header may be")
    case.valid(case.file(long_header(case, header.MAX_HEADER)))
    png = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
                        "0000000a4944415478da63680200008400837d0eb4ae0000000049454e44ae426082")
    for name, plaintext, bit, comment in (("whole", png, 0, "a thumbnail of one pixel"),
                                          ("damaged", png, 1, "its tag fails; the file opens all the same")):
        case = Case("thumbnail-" + name, "9.2", comment)
        plaintext += b"\x80" + bytes(-(len(plaintext) + 1) % 4096)
        nonce = case.random(12)
        cipher = metadata.AESGCM(subkey(case.file_key, b"metadata"))
        body = flip(nonce + cipher.encrypt(nonce, plaintext, b"thumbnail"), -1, bit)
        case.valid(case.file([case.key_slot(), Stanza(b"thumbnail", body)]))


def long_header(case, length):
    """A key slot and a spare that give a header of this length."""
    slot = case.key_slot()
    return [slot, header.spare_of_length(length - len(header.encode(INTRO, [slot], case.file_key)))]


def good_costs():
    for name, kdfs, comment in (
            ("memory", ["argon2id 1048576 1 1"], "memory at its limit"),
            ("memory-sum", ["argon2id 1048576 3 4", "argon2id 1048512 1 4"], "memory x passes sums up to its limit"),
            ("iterations", ["pbkdf2-sha256 9999999"], "iterations sum up to their limit"),
            ("slots", ["pbkdf2-sha256 1", "argon2id 8 1 1", "pbkdf2-sha256 3"], "four password slots")):
        case = Case("costs-limit-" + name, "8", comment + "; the first slot opens", "password")
        first = case.password_slot("pbkdf2-sha256 1" if "iterations" in name else "argon2id 64 1 1")
        case.valid(case.file([first, *map(case.foreign_slot, kdfs)]))
    for name, secret, comment in (("after-key", "both", "a key slot before it opens the file"),
                                  ("no-password", "key", "a key slot after it opens the file, and no password is given")):
        case = Case("costs-beyond-" + name, "7, step 4", "a costly slot is no matter: " + comment, secret)
        stanzas = [case.key_slot(), case.foreign_slot("argon2id 4294967295 4294967295 1")]
        case.valid(case.file(stanzas if name == "after-key" else stanzas[::-1]))


def nested(depth):
    """An object of which so many arrays and objects stand inside one another."""
    return b'{"a":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


def good_metadata():
    full = {"kind": "file", "name": "Größe \u2013 資料 \U0001f511.png", "modified": "2024-02-29T23:59:59.1234567Z",
            "type": "image/png", "width": 2147483647, "height": 1, "orientation": 8}
    for name, text, known, comment in (
            ("full", full, full, "every member"),
            ("empty", b"{}", {}, "every member is optional"),
            ("name-empty", {"name": ""}, {"name": ""}, "an empty name"),
            ("name-unsafe", {"name": "../../etc/passwd"}, {"name": "../../etc/passwd"}, "a name that is unsafe as it stands"),
            ("name-decomposed", {"name": "u\u0308.txt"}, {"name": "u\u0308.txt"}, "names are not normalized"),
            ("name-long", {"name": "n" * 5000}, {"name": "n" * 5000}, "names have no limit but that of the stanza"),
            ("escapes", rb'{"n\u0061me":"\ud83d\ude00\/\"\\\b\f\n\r\t\u0000"}', {"name": "\U0001f600/\"\\\b\f\n\r\t\0"},
             "escapes in names and values"),
            ("type-odd", {"type": "no media type"}, {"type": "no media type"}, "any string is a type"),
            ("kind-absent", {"name": "a"}, {"name": "a"}, "without kind it is a file"),
            ("modified-first", {"modified": "0001-01-01T00:00:00Z"}, {"modified": "0001-01-01T00:00:00Z"}, "the first time"),
            ("modified-last", {"modified": "9999-12-31T23:59:59.9Z"}, {"modified": "9999-12-31T23:59:59.9Z"}, "the last second"),
            ("unknown", b'{"x":null,"y":[1.5e-3,-0,1e999,true,false],"z":{"name":1},"Name":2,"n":' + b"9" * 500 + b"}", {},
             "members of other names are ignored, whatever they hold"),
            ("same-name-apart", b'{"a":{"name":1},"b":{"name":2},"c":[{"d":1},{"d":1}]}', {}, "one name in several objects"),
            ("nested-64", nested(64), {}, "nested as deeply as may be"),
            ("white-space", b' \t\r\n{ "name" :\n"a" } \n\t' + b" " * 300, {"name": "a"}, "white space of JSON at every place"),
            ("exact", {"name": "n" * (128 - 11)}, {"name": "n" * (128 - 11)}, "128 bytes of JSON need no padding"),
            ("8192", {"name": "n" * (8192 - 11)}, {"name": "n" * (8192 - 11)}, "as much JSON as may be")):
        case = Case("metadata-" + name, "9.1", comment)
        case.valid(case.file([case.key_slot(), case.metadata(text)]), known=known)
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, text in (("notes/a.txt", b"first\n"), ("notes/\u00fc.txt", b"second\n")):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = len(text), 1767323045
            tar.addfile(entry, io.BytesIO(text))
    known = {"kind": "tar", "name": "notes"}
    case = Case("metadata-tar", "15.1", "a folder; the content is a pax archive")
    case.valid(case.file([case.key_slot(), case.metadata(known)], archive.getvalue()), archive.getvalue(), known)


def good_padding():
    intro = b"locket/v1 256 pad"
    for length in (0, 1, 7, 8, 9, 99, 1000, 16383, 16384, LARGE):
        case = Case(f"pad-{length}", "10", f"{length} bytes, padded to {payload.padme(length + 1)}")
        case.valid(case.file(plaintext=payload.pad(content(length)), intro=intro), content(length))
    case = Case("pad-128", "10", "padding in suite 128")
    case.valid(case.file(plaintext=payload.pad(content(99)), intro=b"locket/v1 128 pad"), content(99))
    for name, inner, zeros, comment in (
            ("no-zeros", content(50), 0, "readers accept other lengths: no zeros"),
            ("many-zeros", content(50), 33000, "readers accept other lengths: zeros over three chunks"),
            ("chunk-border", content(16383), 16384, "0x80 ends a chunk, zeros fill the next, the final chunk is empty"),
            ("looks-padded", b"text\x80" + bytes(20), 5, "the content itself ends like padding"),
            ("zeros", bytes(500), 12, "the content is zeros"),
            ("only-0x80", b"\x80", 7, "the content is one 0x80")):
        case = Case("pad-" + name, "10", comment)
        case.valid(case.file(plaintext=inner + b"\x80" + bytes(zeros), intro=intro), inner)


def good_armor():
    for name, eol in (("lf", b"\n"), ("crlf", b"\r\n")):
        for length in (SMALL, SMALL + 1, SMALL + 2, LARGE):
            case = Case(f"armor-{name}-{length}", "13", f"armor, line ends {name.upper()}, {length} bytes")
            case.valid(armor.encode(case.file(plaintext=content(length)), eol), content(length))
        case = Case(f"armor-{name}-full-line", "13", "the last line has 64 characters")
        rest = len(case.file()) % 48
        case = Case(case.name, case.section, case.comment)
        plaintext = content(SMALL + 48 - rest)
        case.valid(armor.encode(case.file(plaintext=plaintext), eol), plaintext)
        case = Case(f"armor-{name}-pad", "10; 13", "padding in armor")
        case.valid(armor.encode(case.file(plaintext=payload.pad(content(SMALL)), intro=INTRO + b" pad"), eol))
        case = Case(f"armor-{name}-no-last-eol", "13", "the end line without its line end")
        case.valid(armor.encode(case.file(), eol).removesuffix(eol))


# --- Files that begin wrongly ----------------------------------------------------------------------------------------


def bad_beginnings():
    for name, data, reason, comment in (
            ("empty", b"", NOT_A_LOCKET_FILE, "no bytes at all"),
            ("cut-1", b"l", TRUNCATED, "the first byte alone"),
            ("cut-7", b"locket/", TRUNCATED, "ends before the version"),
            ("cut-8", b"locket/v", TRUNCATED, "ends before the version"),
            ("cut-9", b"locket/v1", TRUNCATED, "ends after the version"),
            ("cut-10", b"locket/v1 ", TRUNCATED, "ends before the suite"),
            ("cut-12", b"locket/v1 25", TRUNCATED, "ends within the suite"),
            ("cut-v2", b"locket/v2", UNSUPPORTED_VERSION, "ends after another version"),
            ("cut-armor-1", b"-", TRUNCATED, "the first byte of armor alone"),
            ("cut-armor-26", armor.BEGIN[:-1], TRUNCATED, "ends within the begin line"),
            ("cut-other", b"loc.", NOT_A_LOCKET_FILE, "short, and something else"),
            ("text", b"Dear Sir or Madam,\n", NOT_A_LOCKET_FILE, "something else"),
            ("zeros", bytes(100), NOT_A_LOCKET_FILE, "something else")):
        Case("begin-" + name, "7, step 1", comment).bad(data, reason)
    for name, intro, reason, comment in (
            ("v2", b"locket/v2 256", UNSUPPORTED_VERSION, "another version"),
            ("v10", b"locket/v10 256", UNSUPPORTED_VERSION, "another version, with the digit 1 in it"),
            ("v1-lf", b"locket/v1", UNSUPPORTED_VERSION, "a line end where the suite should be"),
            ("v1-tab", b"locket/v1\t256", UNSUPPORTED_VERSION, "a tab after the version"),
            ("upper-case", b"Locket/v1 256", NOT_A_LOCKET_FILE, "upper case"),
            ("bom", b"\xef\xbb\xbflocket/v1 256", NOT_A_LOCKET_FILE, "a byte order mark"),
            ("blank-line", b"\nlocket/v1 256", NOT_A_LOCKET_FILE, "a blank line before the intro line"),
            ("suite", b"locket/v1 512", DAMAGED_HEADER, "an unknown suite"),
            ("no-suite", b"locket/v1 ", DAMAGED_HEADER, "no suite"),
            ("two-spaces", b"locket/v1  256", DAMAGED_HEADER, "two spaces"),
            ("pad-case", b"locket/v1 256 PAD", DAMAGED_HEADER, "pad in upper case"),
            ("pad-twice", b"locket/v1 256 pad pad", DAMAGED_HEADER, "pad twice"),
            ("trailing-space", b"locket/v1 256 ", DAMAGED_HEADER, "a space at the end"),
            ("crlf", b"locket/v1 256\r", DAMAGED_HEADER, "CRLF at the end of the intro line")):
        case = Case("intro-" + name, "3; 7, step 1", comment)
        case.bad(case.file(intro=intro), reason)


# --- Headers -----------------------------------------------------------------------------------------------------


def bad_grammar():
    """A stanza that breaks the grammar, beside a slot that would open the file."""
    for name, change, comment in (
            ("no-space", lambda s: s.replace(b"-> ", b"->"), "no space after the arrow"),
            ("arrow-two-spaces", lambda s: s.replace(b"-> ", b"->  "), "two spaces after the arrow"),
            ("argument-two-spaces", lambda s: s.replace(b"key ", b"key  "), "two spaces before an argument"),
            ("argument-tab", lambda s: s.replace(b"key ", b"key\t"), "a tab before an argument"),
            ("trailing-space", lambda s: s.replace(b"\n", b" \n", 1), "a space at the end of the slot-line"),
            ("slot-line-crlf", lambda s: s.replace(b"\n", b"\r\n", 1), "CRLF at the end of the slot-line"),
            ("body-crlf", lambda s: s[:-1] + b"\r\n", "CRLF at the end of the body"),
            ("body-space", lambda s: s[:-1] + b" \n", "a space at the end of the body"),
            ("body-equals", lambda s: s[:-1] + b"=\n", "= in the body"),
            ("body-url", lambda s: s[:-2] + b"_\n", "a character of base64url in the body"),
            ("body-short-line", lambda s: s[:-65] + b"\n" + s[-65:], "a line of the body that is too short, not its last"),
            ("body-long-line", lambda s: s[:-45] + s[-44:], "a line of the body with 107 characters"),
            ("blank-line", lambda s: s + b"\n", "a blank line after a stanza"),
            ("other-line", lambda s: b"# comment\n" + s, "a line that is none of the grammar"),
            ("no-type", lambda s: b"-> \n\n", "an empty type"),
            ("type-control", lambda s: b"-> tele\x07pathy\n\n", "a control character in a type"),
            ("type-del", lambda s: b"-> tele\x7fpathy\n\n", "U+007F in a type"),
            ("argument-utf-8", lambda s: b"-> telepathy \xc3\xa9\n\n", "a byte above 0x7F in an argument"),
            ("no-body", lambda s: b"-> telepathy\n", "no body at all"),
            ("body-64-no-empty-line", lambda s: b"-> telepathy\n" + b"A" * 64 + b"\n", "64 characters without an empty line"),
            ("body-65", lambda s: b"-> telepathy\n" + b"A" * 65 + b"\n", "a line of 65 characters"),
            ("body-1-mod-4", lambda s: b"-> telepathy\nAAAAA\n", "a length that base64 never has"),
            ("body-not-canonical", lambda s: b"-> telepathy\nAB\n", "unused bits that are not zero"),
            ("key-body-not-canonical", lambda s: s[:-2] + bytes([s[-2] + 1]) + b"\n", "unused bits that are not zero")):
        case = Case("grammar-" + name, "3", comment)
        case.bad(case.file([case.key_slot(), Raw(change(case.key_slot(OTHER_KEY).encode()))]), DAMAGED_HEADER)
    for name, change, comment in (
            ("no-space", lambda m: m.replace(b" ", b""), "no space in the MAC line"),
            ("two-spaces", lambda m: m.replace(b" ", b"  "), "two spaces in the MAC line"),
            ("four-hyphens", lambda m: b"-" + m, "four hyphens"),
            ("short", lambda m: m[:-2] + b"\n", "a MAC of 42 characters"),
            ("long", lambda m: m[:-1] + b"A\n", "a MAC of 44 characters"),
            ("equals", lambda m: m[:-1] + b"=\n", "padded base64"),
            ("crlf", lambda m: m[:-1] + b"\r\n", "CRLF at the end of the MAC line"),
            ("not-canonical", lambda m: m[:-2] + bytes([m[-2] + 1]) + b"\n", "unused bits that are not zero"),
            ("missing", lambda m: b"---\n", "no MAC")):
        case = Case("mac-line-" + name, "3", comment)
        data = case.file()
        end = header_length(data)
        case.bad(data[:end - 48] + change(data[end - 48:end]) + data[end:], DAMAGED_HEADER)


def bad_forms():
    """A stanza of a known type in a wrong form, beside a slot that would open the file."""
    salt, slot_salt, eight = b"S" * 21 + b"w", b"T" * 42 + b"w", b"H" * 10 + b"E"
    body = bytes(range(80))
    argon2id = b"argon2id " + salt + b" %s " + slot_salt
    pbkdf2 = b"pbkdf2-sha256 " + salt + b" %s " + slot_salt
    key = b"key " + eight + b" " + slot_salt
    long = 28 + 64 * 128
    table = [
        ("argon2id-lanes", argon2id % b"134217728 1 16777216", body, "H6", "more lanes than Argon2 has"),
        ("argon2id-memory", argon2id % b"31 1 4", body, "H6", "less than 8 KiB for each lane"),
        ("argon2id-no-lanes", argon2id % b"64 1", body, "H5", "an argument is missing"),
        ("argon2id-extra", argon2id % b"64 1 1" + b" x", body, "H5", "an argument too many"),
        ("argon2id-order", b"argon2id 64 1 1 " + salt + b" " + slot_salt, body, "H5", "arguments in another order"),
        ("argon2id-no-slot-salt", b"argon2id " + salt + b" 64 1 1", body, "H5", "no slot salt"),
        ("pbkdf2-no-slot-salt", b"pbkdf2-sha256 " + salt + b" 1", body, "H5", "no slot salt"),
        ("pbkdf2-extra", pbkdf2 % b"1 1", body, "H5", "an argument too many"),
        ("key-no-slot-salt", b"key " + eight, body, "H5", "no slot salt"),
        ("key-no-arguments", b"key", body, "H5", "no arguments"),
        ("key-extra", key + b" x", body, "H5", "an argument too many"),
        ("key-hint-7", b"key " + b64encode(bytes(7)) + b" " + slot_salt, body, "H5", "a hint of 7 bytes"),
        ("key-hint-9", b"key " + b64encode(bytes(9)) + b" " + slot_salt, body, "H5", "a hint of 9 bytes"),
        ("key-hint-not-canonical", b"key HHHHHHHHHHH " + slot_salt, body, "H5", "unused bits that are not zero"),
        ("key-hint-padded", b"key " + eight + b"= " + slot_salt, body, "H5", "= in an argument"),
        ("key-slot-salt-31", b"key " + eight + b" " + b64encode(bytes(31)), body, "H5", "a slot salt of 31 bytes"),
        ("key-slot-salt-33", b"key " + eight + b" " + b64encode(bytes(33)), body, "H5", "a slot salt of 33 bytes"),
        ("argon2id-salt-15", b"argon2id " + b64encode(bytes(15)) + b" 64 1 1 " + slot_salt, body, "H5", "a salt of 15 bytes"),
        ("pbkdf2-salt-17", b"pbkdf2-sha256 " + b64encode(bytes(17)) + b" 1 " + slot_salt, body, "H5", "a salt of 17 bytes"),
        ("pbkdf2-salt-not-canonical", b"pbkdf2-sha256 " + b"S" * 22 + b" 1 " + slot_salt, body, "H5",
         "unused bits that are not zero"),
        ("metadata-argument", b"metadata x", bytes(156), "H5", "an argument"),
        ("metadata-28", b"metadata", bytes(28), "H5", "no plaintext"),
        ("metadata-155", b"metadata", bytes(155), "H5", "a plaintext of 127 bytes"),
        ("metadata-157", b"metadata", bytes(157), "H5", "a plaintext of 129 bytes"),
        ("metadata-8320", b"metadata", bytes(long + 128), "H5", "a plaintext of 8320 bytes"),
        ("thumbnail-argument", b"thumbnail x", bytes(28 + 4096), "H5", "an argument"),
        ("thumbnail-28", b"thumbnail", bytes(28), "H5", "no plaintext"),
        ("thumbnail-4095", b"thumbnail", bytes(28 + 4095), "H5", "a plaintext of 4095 bytes"),
        ("thumbnail-36864", b"thumbnail", bytes(28 + 9 * 4096), "H5", "a plaintext of 36864 bytes"),
        ("spare-4x", b"spare xxxx", bytes(3), "H5", "four letters"),
        ("spare-upper-case", b"spare X", bytes(3), "H5", "another letter"),
        ("spare-two-arguments", b"spare x x", bytes(3), "H5", "two arguments"),
        ("spare-first-byte", b"spare", b"\x01\x00\x00", "H5", "a byte that is not zero"),
        ("spare-last-byte", b"spare x", bytes(99) + b"\x80", "H5", "a byte that is not zero"),
    ]
    table += [(f"{name}-body-{length}", line, bytes(length), "H5", f"a body of {length} bytes")
              for name, line in (("argon2id", argon2id % b"64 1 1"), ("pbkdf2", pbkdf2 % b"1"), ("key", key))
              for length in (0, 79, 81)]
    for name, number, comment in (
            ("0", b"0", "zero"), ("01", b"01", "a leading zero"), ("plus", b"+1", "a sign"), ("minus", b"-1", "a sign"),
            ("hex", b"0x1", "hexadecimal"), ("exponent", b"1e3", "an exponent"), ("fraction", b"1.0", "a fraction"),
            ("4294967296", b"4294967296", "more than 32 bits"), ("99999999999", b"99999999999", "11 digits"),
            ("2-64", b"18446744073709551617", "1 more than 64 bits hold, so 1 again")):
        table.append(("number-pbkdf2-" + name, pbkdf2 % number, body, "H5", "iterations: " + comment))
        if name in ("0", "01", "4294967296"):
            table.append(("number-memory-" + name, argon2id % (number + b" 1 1"), body, "H5", "memory: " + comment))
            table.append(("number-passes-" + name, argon2id % (b"64 " + number + b" 1"), body, "H5", "passes: " + comment))
            table.append(("number-lanes-" + name, argon2id % (b"64 1 " + number), body, "H5", "lanes: " + comment))
    for name, line, body, rule, comment in table:
        case = Case("form-" + name, f"3 ({rule})", comment)
        case.bad(case.file([case.key_slot(), Stanza(line, body)]), DAMAGED_HEADER)


def bad_counts():
    case = Case("count-no-stanza", "3 (H4)", "no stanza at all")
    head = header.encode(INTRO, [], case.file_key)
    case.bad(head + payload.encrypt(case.file_key, INTRO, content(SMALL), case.random), DAMAGED_HEADER)
    case = Case("count-no-slot", "3 (H4)", "metadata and spare, but no slot")
    case.bad(case.file([case.metadata({}), Stanza(b"spare", b"")]), DAMAGED_HEADER)
    case = Case("count-metadata", "3 (H3)", "metadata twice")
    case.bad(case.file([case.key_slot(), case.metadata({}), case.metadata({})]), DAMAGED_HEADER)
    case = Case("count-spare", "3 (H3)", "spare twice, with different arguments")
    case.bad(case.file([case.key_slot(), Stanza(b"spare", b""), Stanza(b"spare x", b"")]), DAMAGED_HEADER)
    case = Case("count-thumbnail", "3 (H3)", "thumbnail twice")
    case.bad(case.file([case.key_slot()] + [Stanza(b"thumbnail", bytes(28 + 4096))] * 2), DAMAGED_HEADER)
    case = Case("count-stanzas-65", "3 (H2)", "a stanza too many")
    case.bad(case.file([Stanza(b"telepathy", b"")] * 64 + [case.key_slot()]), DAMAGED_HEADER)
    case = Case("header-262145", "3 (H1)", "a header that is one byte too long")
    case.bad(case.file(long_header(case, header.MAX_HEADER + 1), b""), DAMAGED_HEADER)
    case = Case("header-endless", "7, step 2", "262144 bytes without an end of the header")
    endless = header.encode(INTRO, [case.key_slot()], case.file_key)[:-48] + b"-> telepathy\n" + (b"A" * 64 + b"\n") * 4100
    case.bad(endless[:header.MAX_HEADER], DAMAGED_HEADER)
    case = Case("header-cut-262143", "7, step 2", "the same, one byte shorter: the end might have come")
    case.bad(endless[:header.MAX_HEADER - 1], TRUNCATED)
    case = Case("unknown-critical", "3 (H8)", "an unknown type that begins with !")
    case.bad(case.file([case.key_slot(), Stanza(b"!telepathy 1", b"x")]), UNSUPPORTED_VERSION)
    case = Case("unknown-critical-alone", "3 (H8)", "the type !, and no other slot")
    case.bad(case.file([Stanza(b"!", b"")]), UNSUPPORTED_VERSION)
    case = Case("unknown-critical-damaged", "3 (H8)", "H8 is judged after H5: a later stanza has a wrong form")
    case.bad(case.file([case.key_slot(), Stanza(b"!telepathy", b""), Stanza(b"spare", b"\x01")]), DAMAGED_HEADER)
    for name, position, comment in (("intro", 14, "after the intro line"), ("slot-line", 40, "within a slot-line"),
                                    ("body", 100, "within a body"), ("mac", -1, "before the last LF")):
        case = Case("header-cut-" + name, "7, step 2", "cut " + comment)
        data = case.file()
        case.bad(data[:header_length(data)][:position], TRUNCATED)


def bad_macs():
    def altered(name, comment, change, section="7, step 5", reason=DAMAGED_HEADER):
        case = Case("mac-" + name, section, comment)
        stanzas = [case.key_slot(), Stanza(b"telepathy", b"\x00"), case.metadata({"name": "a"}), Stanza(b"spare", bytes(9))]
        data = case.file(stanzas)
        end = header_length(data)
        parts = [INTRO + b"\n"] + [stanza.encode() for stanza in stanzas] + [data[end - 48:end], data[end:]]
        case.bad(b"".join(change(parts)), reason)

    altered("altered", "one bit of the MAC",
            lambda p: p[:-2] + [b"--- " + b64encode(flip(b64decode(p[-2][4:-1]), 0)) + b"\n"] + p[-1:])
    altered("suite", "256 became 128", lambda p: [b"locket/v1 128\n"] + p[1:])
    altered("pad", "pad was added", lambda p: [b"locket/v1 256 pad\n"] + p[1:])
    altered("stanza-removed", "a stanza was removed", lambda p: p[:2] + p[3:])
    altered("metadata-removed", "metadata was removed", lambda p: p[:3] + p[4:])
    altered("stanza-added", "a stanza was added", lambda p: p[:2] + [b"-> x\n\n"] + p[2:])
    altered("stanzas-swapped", "two stanzas were swapped", lambda p: [p[0], p[2], p[1]] + p[3:])
    altered("unknown-altered", "an unknown stanza was altered", lambda p: p[:2] + [p[2].replace(b"AA", b"AQ")] + p[3:])
    altered("spare-grown", "spare was made longer", lambda p: p[:4] + [Stanza(b"spare", bytes(10)).encode()] + p[5:])
    case = Case("mac-second-slot", "7, step 5", "the first slot's commitment was altered; the second opens")
    stanzas = [case.key_slot(), case.key_slot()]
    data = case.file(stanzas)
    changed = Stanza(stanzas[0].line, flip(stanzas[0].body, 0))
    case.bad(data.replace(stanzas[0].encode(), changed.encode()), DAMAGED_HEADER)
    case = Case("mac-foreign-slot", "7, step 5", "the first slot opens and gives another file key; a later one would be right")
    case.bad(case.file([slots.key_slot(bytes(32), KEY, case.random), case.key_slot()]), DAMAGED_HEADER)


def bad_slots():
    def altered(name, comment, reason, change, make, secret):
        case = Case(f"slot-{name}", "7, step 4", comment, secret)
        slot = make(case)
        case.bad(case.file([change(slot)]), reason)

    kinds = (("key", lambda case: case.key_slot(), "key"),
             ("pbkdf2", lambda case: case.password_slot(), "password"),
             ("argon2id", lambda case: case.password_slot("argon2id 64 1 1"), "password"))
    for kind, make, secret in kinds:
        altered(f"{kind}-sealed-key", "the commitment fits, the sealed file key was altered", DAMAGED_HEADER,
                lambda slot: Stanza(slot.line, flip(slot.body, 32)), make, secret)
        altered(f"{kind}-tag", "the commitment fits, the tag was altered", DAMAGED_HEADER,
                lambda slot: Stanza(slot.line, flip(slot.body, -1)), make, secret)
        for place in (0, 31):
            altered(f"{kind}-commitment-{place}", f"byte {place} of the commitment was altered", NO_SLOT_OPENS,
                    lambda slot: Stanza(slot.line, flip(slot.body, place)), make, secret)
        altered(f"{kind}-slot-salt", "the slot salt was altered", NO_SLOT_OPENS,
                lambda slot: Stanza(slot.line[:-2] + (b"B" if slot.line[-2:-1] == b"A" else b"A") + slot.line[-1:], slot.body),
                make, secret)
        wrong = {"keyHex": OTHER_KEY.hex()} if secret == "key" else {"password": PASSWORD + " "}
        altered(f"{kind}-wrong-secret", "another secret", NO_SLOT_OPENS, lambda slot: slot, make, wrong)
        altered(f"{kind}-no-secret", "no secret", NO_SLOT_OPENS, lambda slot: slot, make, {})
        other = "password" if secret == "key" else "key"
        altered(f"{kind}-other-kind", "a secret of another kind", NO_SLOT_OPENS, lambda slot: slot, make, other)
    altered("pbkdf2-iterations", "the iterations were altered", NO_SLOT_OPENS,
            lambda slot: Stanza(slot.line.replace(b" 1 ", b" 2 "), slot.body), kinds[1][1], "password")
    altered("argon2id-passes", "the passes were altered", NO_SLOT_OPENS,
            lambda slot: Stanza(slot.line.replace(b" 64 1 1 ", b" 64 2 1 "), slot.body), kinds[2][1], "password")
    case = Case("slot-key-hint", "5.1", "a hint that is not the key's; all else fits")
    slot_salt = case.random(32)
    line = b"key " + b64encode(slots.hint(OTHER_KEY, slot_salt)) + b" " + b64encode(slot_salt)
    case.bad(case.file([slots.seal(case.file_key, KEY, line)]), NO_SLOT_OPENS)
    case = Case("slot-tag-final", "7, step 4", "the first slot's tag fails; the second, which would open, is not tried")
    slot = case.key_slot()
    case.bad(case.file([Stanza(slot.line, flip(slot.body, -1)), case.key_slot()]), DAMAGED_HEADER)
    case = Case("slot-unknown-alone", "3 (H4)", "only a slot of unknown type", "both")
    case.bad(case.file([Stanza(b"telepathy", bytes(80))]), NO_SLOT_OPENS)
    case = Case("slot-password-case", "6", "the password in another case", {"password": PASSWORD.upper()})
    case.bad(case.file([case.password_slot()]), NO_SLOT_OPENS)
    case = Case("slot-password-nfkc", "6", "NFKC would make the passwords equal, NFC does not", {"password": "file"})
    case.bad(case.file([case.password_slot(password="\ufb01le")]), NO_SLOT_OPENS)


def bad_costs():
    for name, kdfs, comment in (
            ("slots", ["pbkdf2-sha256 1"] * 2 + ["argon2id 8 1 1"] * 2, "five password slots"),
            ("memory", ["argon2id 1048577 1 1"], "memory of one slot"),
            ("memory-largest", ["argon2id 4294967295 1 1"], "the largest memory there is"),
            ("passes", ["argon2id 1048576 5 1"], "memory x passes of one slot"),
            ("memory-sum", ["argon2id 1048576 3 4", "argon2id 1048513 1 4"], "memory x passes of all slots, by 1"),
            ("memory-32-bits", ["argon2id 65536 65536 1"], "memory x passes is 0 in 32 bits"),
            ("memory-64-bits", ["argon2id 4294967295 4294967295 1"] * 3, "memory x passes of all slots overflows 64 bits"),
            ("iterations", ["pbkdf2-sha256 10000001"], "iterations of one slot"),
            ("iterations-sum", ["pbkdf2-sha256 5000000", "pbkdf2-sha256 5000001"], "iterations of all slots, by 1"),
            ("iterations-32-bits", ["pbkdf2-sha256 4294967295", "pbkdf2-sha256 2"], "the iterations' sum is 1 in 32 bits")):
        case = Case("costs-" + name, "8", "beyond a limit: " + comment + "; the first slot would open", "password")
        case.bad(case.file([case.password_slot("argon2id 64 1 1"), *map(case.foreign_slot, kdfs)]), TOO_COSTLY)
    case = Case("costs-before-key", "7, step 4", "beyond a limit, and a later key slot would open", "both")
    case.bad(case.file([case.foreign_slot("pbkdf2-sha256 10000001"), case.key_slot()]), TOO_COSTLY)
    case = Case("costs-after-key", "7, step 4", "beyond a limit, and the key slot before it is for another key", "both")
    case.bad(case.file([case.key_slot(OTHER_KEY), case.foreign_slot("pbkdf2-sha256 10000001")]), TOO_COSTLY)
    case = Case("costs-other-kind", "8", "the first password slot is cheap, the costly one comes after a key slot", "both")
    case.bad(case.file([case.foreign_slot("pbkdf2-sha256 1"), case.key_slot(),
                        case.foreign_slot("argon2id 2097152 1 1")]), TOO_COSTLY)


def bad_metadata():
    for name, text, comment in (
            ("array", b"[]", "no object"), ("string", b'"name"', "no object"), ("null", b"null", "no object"),
            ("spaces", b" ", "nothing but padding"), ("cut", b'{"name":"a"', "JSON that ends too early"),
            ("zeros", b"{}" + bytes(126), "padded with 0x00"), ("two", b"{}{}", "two JSON texts"),
            ("text-after", b"{} x", "text after the object"), ("bom", b"\xef\xbb\xbf{}", "a byte order mark"),
            ("vertical-tab", b"{}\x0b", "white space that JSON does not have"),
            ("no-break-space", b"{}\xc2\xa0", "white space that JSON does not have"),
            ("comment", b"{/* */}", "a comment"), ("trailing-comma", b'{"name":"a",}', "a trailing comma"),
            ("trailing-comma-array", b'{"x":[1,]}', "a trailing comma"), ("single-quotes", b"{'name':'a'}", "single quotes"),
            ("nan", b'{"x":NaN}', "NaN"), ("infinity", b'{"x":-Infinity}', "Infinity"), ("true", b'{"x":True}', "True"),
            ("leading-zero", b'{"x":01}', "a number with a leading zero"), ("plus", b'{"x":+1}', "a number with a plus"),
            ("point", b'{"x":1.}', "a number that ends in a point"), ("escape", rb'{"x":"\x41"}', "an unknown escape"),
            ("control", b'{"x":"\t"}', "a control character in a string"),
            ("not-utf-8", b'{"x":"\xff"}', "a byte that UTF-8 does not have"),
            ("overlong", b'{"x":"\xc0\xaf"}', "overlong UTF-8"), ("cesu", b'{"x":"\xed\xa0\x80"}', "a surrogate in UTF-8"),
            ("surrogate", rb'{"x":"\ud800"}', "a lone surrogate"), ("surrogate-name", rb'{"\udc00":1}', "a lone surrogate"),
            ("surrogate-deep", rb'{"x":[{"y":"\ude00\ud83d"}]}', "surrogates in the wrong order"),
            ("duplicate", b'{"name":"a","name":"a"}', "two members of one name"),
            ("duplicate-unknown", b'{"x":1,"x":2}', "two members of one name, which is unknown"),
            ("duplicate-escaped", rb'{"name":"a","n\u0061me":"b"}', "two members of one name after unescaping"),
            ("duplicate-deep", b'{"x":[{"y":{"z":1,"z":1}}]}', "two members of one name, within"),
            ("nested-65", nested(65), "nested too deeply"), ("nested-4000", nested(4000), "nested far too deeply"),
            ("kind-unknown", b'{"kind":"zip"}', "an unknown kind"), ("kind-case", b'{"kind":"File"}', "an unknown kind"),
            ("kind-null", b'{"kind":null}', "null"), ("kind-number", b'{"kind":1}', "a number for a string"),
            ("name-null", b'{"name":null}', "null"), ("name-array", b'{"name":["a"]}', "an array for a string"),
            ("name-bool", b'{"name":true}', "a boolean for a string"), ("type-number", b'{"type":1}', "a number for a string"),
            ("width-string", b'{"width":"1"}', "a string for a number"), ("width-0", b'{"width":0}', "too small"),
            ("width-negative", b'{"width":-1}', "too small"), ("width-large", b'{"width":2147483648}', "too large"),
            ("width-2-64", b'{"width":18446744073709551617}', "far too large"),
            ("width-fraction", b'{"width":1.0}', "a fraction"), ("height-exponent", b'{"height":1e3}', "an exponent"),
            ("height-null", b'{"height":null}', "null"), ("height-bool", b'{"height":true}', "a boolean for a number"),
            ("orientation-0", b'{"orientation":0}', "too small"), ("orientation-9", b'{"orientation":9}', "too large"),
            ("modified-number", b'{"modified":1767323045}', "a number for a string")):
        case = Case("metadata-bad-" + name, "9.1", comment)
        case.bad(case.file([case.key_slot(), case.metadata(text)]), DAMAGED_HEADER)
    for number, (time, comment) in enumerate((
            ("2026-01-02", "no time"), ("2026-01-02 03:04:05Z", "a space for T"), ("2026-01-02t03:04:05Z", "t"),
            ("2026-01-02T03:04:05z", "z"), ("2026-01-02T03:04:05", "no Z"), ("2026-01-02T03:04:05+00:00", "an offset"),
            ("2026-01-02T03:04:05.Z", "no digit after the point"), ("2026-01-02T03:04:05.12345678Z", "8 digits"),
            ("2026-01-02T03:04:05,1Z", "a comma"), ("2026-01-02T03:04:60Z", "a leap second"), ("2026-01-02T24:00:00Z", "hour 24"),
            ("2026-01-02T03:60:00Z", "minute 60"), ("2026-02-29T03:04:05Z", "no leap year"), ("1900-02-29T00:00:00Z", "no leap year"),
            ("2026-13-01T00:00:00Z", "month 13"), ("2026-00-01T00:00:00Z", "month 0"), ("2026-01-00T00:00:00Z", "day 0"),
            ("0000-01-01T00:00:00Z", "year 0"), ("10000-01-01T00:00:00Z", "5 digits"), ("2026-1-2T03:04:05Z", "one digit"),
            (" 2026-01-02T03:04:05Z", "a space before"), ("2026-01-02T03:04:05Z\n", "a line end after"),
            ("\u0662026-01-02T03:04:05Z", "a digit that is not ASCII"), ("", "empty")), 1):
        case = Case(f"metadata-bad-modified-{number:02}", "9.1", "modified: " + comment)
        case.bad(case.file([case.key_slot(), case.metadata({"modified": time})]), DAMAGED_HEADER)
    for name, position, comment in (("nonce", 0, "the nonce was altered"), ("text", 20, "the ciphertext was altered"),
                                    ("tag", -1, "the tag was altered")):
        case = Case("metadata-bad-" + name, "7, step 6", comment + "; the MAC fits")
        stanza = case.metadata({"name": "a"})
        case.bad(case.file([case.key_slot(), Stanza(b"metadata", flip(stanza.body, position))]), DAMAGED_HEADER)
    case = Case("metadata-bad-aad", "9.1", "sealed as a thumbnail")
    nonce = case.random(12)
    body = nonce + metadata.AESGCM(subkey(case.file_key, b"metadata")).encrypt(nonce, b"{}" + b" " * 126, b"thumbnail")
    case.bad(case.file([case.key_slot(), Stanza(b"metadata", body)]), DAMAGED_HEADER)


# --- Payloads ------------------------------------------------------------------------------------------------------


def bad_payloads():
    def altered(name, comment, reason, change, chunk=None, length=LARGE, section="11"):
        """chunk is the one that is reported; None reports the payload's own offset."""
        case = Case("payload-" + name, section, comment)
        data = case.file(plaintext=content(length))
        end = header_length(data)
        offset = end if chunk is None else end + payload.PREFIX + chunk * payload.SEALED
        case.bad(data[:end] + change(data[end:]), reason, offset if reason == DAMAGED_PAYLOAD else None)

    prefix, sealed = payload.PREFIX, payload.SEALED

    def chunks(change):
        def apply(data):
            return data[:prefix] + b"".join(change([data[i:i + sealed] for i in range(prefix, len(data), sealed)]))
        return apply

    altered("salt", "the salt was altered", DAMAGED_PAYLOAD, lambda p: flip(p, 0), length=SMALL)
    altered("commitment-first", "the commitment was altered", DAMAGED_PAYLOAD, lambda p: flip(p, 24), length=SMALL)
    altered("commitment-last", "the commitment was altered", DAMAGED_PAYLOAD, lambda p: flip(p, 55, 128), length=SMALL)
    for chunk in range(3):
        altered(f"chunk-{chunk}", f"the first byte of chunk {chunk} was altered", DAMAGED_PAYLOAD,
                lambda p: flip(p, prefix + chunk * sealed), chunk)
        last = (prefix + (chunk + 1) * sealed if chunk < 2 else 0) - 1
        altered(f"tag-{chunk}", f"the tag of chunk {chunk} was altered", DAMAGED_PAYLOAD, lambda p: flip(p, last), chunk)
    altered("empty-tag", "the tag of the only, empty chunk was altered", DAMAGED_PAYLOAD, lambda p: flip(p, -1), 0, 0)
    altered("swapped", "chunks 0 and 1 were swapped", DAMAGED_PAYLOAD, chunks(lambda c: [c[1], c[0], c[2]]), 0)
    altered("repeated", "chunk 0 stands in the place of chunk 1", DAMAGED_PAYLOAD, chunks(lambda c: [c[0], c[0], c[2]]), 1)
    altered("inserted", "chunk 1 stands twice", DAMAGED_PAYLOAD, chunks(lambda c: [c[0], c[1], c[1], c[2]]), 2)
    altered("dropped-first", "chunk 0 was dropped", DAMAGED_PAYLOAD, chunks(lambda c: c[1:]), 0)
    altered("dropped-middle", "chunk 1 was dropped", DAMAGED_PAYLOAD, chunks(lambda c: [c[0], c[2]]), 1)
    altered("dropped-final", "the final chunk was dropped", TRUNCATED, chunks(lambda c: c[:2]), section="11.2")
    altered("dropped-empty-final", "the empty final chunk was dropped", TRUNCATED, lambda p: p[:-16], length=16384, section="11.2")
    altered("appended-byte", "a byte was appended", DAMAGED_PAYLOAD, lambda p: p + b"\0", 2, section="11.2")
    altered("appended-tag", "16 bytes were appended to an empty chunk", DAMAGED_PAYLOAD, lambda p: p + bytes(16), 0, 0, "11.2")
    altered("appended-final", "the final chunk stands twice", DAMAGED_PAYLOAD, chunks(lambda c: c + [c[2]]), 2, section="11.2")
    altered("appended-chunk", "16400 bytes were appended", DAMAGED_PAYLOAD, lambda p: p + bytes(sealed), 2, section="11.2")
    altered("appended-empty-final", "the empty final chunk stands twice", DAMAGED_PAYLOAD,
            lambda p: p + p[-16:], 1, 16384, "11.2")
    for length in (0, 1, 55, 56, 57, 71):
        altered(f"cut-{length}", f"cut to {length} bytes", TRUNCATED, lambda p: p[:length], length=SMALL, section="11.2")
    altered("cut-72", "cut to 72 bytes", DAMAGED_PAYLOAD, lambda p: p[:72], 0, SMALL, "11.2")
    altered("cut-chunk-1", "cut 16 bytes into chunk 1", DAMAGED_PAYLOAD, lambda p: p[:prefix + sealed + 16], 1, section="11.2")
    altered("cut-chunk-1-tag", "cut 15 bytes into chunk 1", TRUNCATED, lambda p: p[:prefix + sealed + 15], section="11.2")
    altered("cut-chunk-0", "cut within chunk 0", DAMAGED_PAYLOAD, lambda p: p[:9000], 0, section="11.2")
    altered("cut-byte", "the last byte is missing", DAMAGED_PAYLOAD, lambda p: p[:-1], 2, section="11.2")
    altered("cut-empty-tag", "the last byte of an empty final chunk is missing", TRUNCATED, lambda p: p[:-1], None, 16384, "11.2")
    for name, intro, context, comment in (
            ("suite", b"locket/v1 256", b"locket/v1 128", "sealed in the other suite"),
            ("context", b"locket/v1 256 pad", b"locket/v1 256", "sealed without pad in the context")):
        case = Case("payload-other-" + name, "11", comment)
        head = header.encode(intro, [case.key_slot()], case.file_key)
        data = head + payload.encrypt(case.file_key, context, payload.pad(content(SMALL)), case.random)
        case.bad(data, DAMAGED_PAYLOAD, len(head))
    case = Case("payload-other-file", "11", "the payload of another file")
    head = header.encode(INTRO, [case.key_slot()], case.file_key)
    case.bad(head + payload.encrypt(bytes(32), INTRO, content(SMALL), case.random), DAMAGED_PAYLOAD, len(head))
    case = Case("payload-other-salt", "11", "a chunk of another payload under the same file key")
    data = case.file()
    other = payload.encrypt(case.file_key, INTRO, content(SMALL), case.random)
    end = header_length(data)
    case.bad(data[:end + prefix] + other[prefix:], DAMAGED_PAYLOAD, end + prefix)


def bad_padding():
    for name, plaintext, comment in (
            ("empty", b"", "no 0x80: empty"), ("zeros", bytes(8), "no 0x80: zeros"),
            ("zeros-long", bytes(33000), "no 0x80: zeros over three chunks"),
            ("no-0x80", b"text", "no 0x80: text"), ("0x81", b"text\x81\0\0", "0x81 for 0x80"),
            ("early", b"text\x80" + bytes(20000) + b"\x01" + bytes(20000), "another byte between the zeros"),
            ("chunk", b"a" * 16384, "no 0x80: text, and the final chunk is empty")):
        case = Case("pad-bad-" + name, "10", comment)
        data = case.file(plaintext=plaintext, intro=b"locket/v1 256 pad")
        case.bad(data, DAMAGED_PAYLOAD, header_length(data) + payload.PREFIX + len(plaintext) // payload.CHUNK * payload.SEALED)


# --- Armor -------------------------------------------------------------------------------------------------------


def bad_armor():
    def altered(name, comment, reason, change, good=None, eol=b"\n"):
        """change gets the lines with their line ends; good is the number of bytes before the fault, by lines of 48."""
        case = Case("armor-bad-" + name, "13", comment)
        lines = armor.encode(case.file(), eol).splitlines(keepends=True)
        result = change(lines)
        case.bad(b"".join(result) if isinstance(result, list) else result, reason, good)

    def at(number, change):
        return lambda lines: lines[:number] + [change(lines[number])] + lines[number + 1:]

    # Line 3 belongs to the header, line 9 to the payload.
    table = (("character", lambda line: line[:9] + b"*" + line[10:], "a character that base64 does not have"),
             ("url", lambda line: line[:9] + b"_" + line[10:], "a character of base64url"),
             ("equals", lambda line: line[:32] + b"==" + line[34:], "= within a line"),
             ("long", lambda line: b"AAAA" + line, "a line of 68 characters"),
             ("odd", lambda line: line[1:], "a line of 63 characters"),
             ("space-before", lambda line: b" " + line, "a space before a line"),
             ("space-after", lambda line: line[:-1] + b" \n", "a space after a line"),
             ("blank", lambda line: b"\n" + line, "a blank line"),
             ("crlf", lambda line: line[:-1] + b"\r\n", "a line end that differs from the first"))
    for name, change, comment in table:
        altered("header-" + name, comment + ", in the header", DAMAGED_HEADER, at(3, change))
        altered("payload-" + name, comment + ", in the payload", DAMAGED_PAYLOAD, at(9, change), 8 * 48)
    altered("first-line", "the first line of base64 is none", DAMAGED_HEADER, at(1, lambda line: b"Version: 1\n" + line))
    altered("header-short", "a line of 60 characters, in the header", DAMAGED_HEADER, at(3, lambda line: line[4:]))
    altered("payload-short", "a line of 60 characters, in the payload; the fault is the next line", DAMAGED_PAYLOAD,
            at(9, lambda line: line[:60] + b"\n"), 8 * 48 + 45)
    altered("payload-closed", "a line that ends in = and is not the last; the fault is the next line", DAMAGED_PAYLOAD,
            at(9, lambda line: line[:60] + b"AAA=\n"), 8 * 48 + 47)
    altered("payload-lf", "LF where the first line end was CRLF", DAMAGED_PAYLOAD,
            at(9, lambda line: line[:-2] + b"\n"), 8 * 48, b"\r\n")
    altered("begin-space", "a space after the begin line", DAMAGED_HEADER, at(0, lambda line: line[:-1] + b" \n"))
    altered("begin-lone-cr", "lone CR as line ends", DAMAGED_HEADER, lambda lines: b"".join(lines).replace(b"\n", b"\r"))
    altered("begin-no-eol", "no line end after the begin line", DAMAGED_HEADER, at(0, lambda line: line[:-1]))
    altered("before", "a blank line before the begin line", NOT_A_LOCKET_FILE, lambda lines: [b"\n"] + lines)
    altered("begin-case", "the begin line in lower case", NOT_A_LOCKET_FILE, at(0, bytes.lower))
    altered("no-lines", "the end line follows the begin line", DAMAGED_HEADER, lambda lines: [lines[0], lines[-1]])

    size = len(armor.decode(armor.encode(Case("armor-bad-size", "", "").file()))[0])
    altered("after", "a line after the end line", DAMAGED_PAYLOAD, lambda lines: lines + [b"x\n"], size)
    altered("after-blank", "a blank line after the end line", DAMAGED_PAYLOAD, lambda lines: lines + [b"\n"], size)
    altered("after-twice", "a second file after the first", DAMAGED_PAYLOAD, lambda lines: lines + lines, size)
    altered("end-space", "a space after the end line", DAMAGED_PAYLOAD,
            lambda lines: lines[:-1] + [lines[-1][:-1] + b" \n"], size)
    altered("end-crlf", "the line end of the end line differs", DAMAGED_PAYLOAD,
            lambda lines: lines[:-1] + [lines[-1][:-1] + b"\r\n"], size)
    altered("end-blank", "a blank line before the end line", DAMAGED_PAYLOAD,
            lambda lines: lines[:-1] + [b"\n", lines[-1]], size)
    altered("end-other", "another end line", DAMAGED_PAYLOAD,
            lambda lines: lines[:-1] + [b"-----END LOCKET-----\n"], size)

    last = size // 48 * 48
    altered("last-not-canonical", "unused bits that are not zero", DAMAGED_PAYLOAD,
            lambda lines: lines[:-2] + [not_canonical(lines[-2])] + lines[-1:], last)
    altered("last-no-equals", "base64 without padding in the last line", DAMAGED_PAYLOAD,
            lambda lines: lines[:-2] + [lines[-2].replace(b"=", b"")] + lines[-1:], last)
    altered("last-equals", "one = too many", DAMAGED_PAYLOAD,
            lambda lines: lines[:-2] + [lines[-2][:-1] + b"=\n"] + lines[-1:], last)
    for name, count, comment in (("begin", 1, "cut after the begin line"), ("header", 4, "cut after a line of the header"),
                                 ("payload", 9, "cut after a line of the payload"), ("end", -1, "cut before the end line")):
        altered("cut-" + name, comment, TRUNCATED, lambda lines: lines[:count])
        altered("cut-in-" + name, comment + " and within the next", TRUNCATED,
                lambda lines: lines[:count] + [lines[count][:17]])
    altered("cut-begin-eol", "cut before the line end of the begin line", TRUNCATED, lambda lines: lines[0][:-1])
    altered("cut-end-byte", "the last hyphen of the end line is missing", TRUNCATED, lambda lines: b"".join(lines)[:-2])
    for name, inner, reason, comment in (
            ("text", b"Dear Sir or Madam, " * 9, NOT_A_LOCKET_FILE, "something else, armored"),
            ("v2", b"locket/v2 256\n" + bytes(99), UNSUPPORTED_VERSION, "another version, armored"),
            ("cut-file", Case("armor-bad-inner-cut-file", "", "").file()[:200], TRUNCATED, "armor around a file that was cut"),
            ("armor", armor.encode(Case("armor-bad-inner-armor", "", "").file()), NOT_A_LOCKET_FILE, "armored twice")):
        Case("armor-bad-inner-" + name, "7, step 1; 13", comment).bad(armor.encode(inner), reason)
    for name, inner, reason in (("text", b"Dear Sir or Madam, " * 9, NOT_A_LOCKET_FILE),
                                ("v2", b"locket/v2 256\n" + bytes(99), UNSUPPORTED_VERSION)):
        lines = armor.encode(inner).splitlines(keepends=True)
        case = Case(f"armor-bad-fault-{name}", "13", "the good lines decide, whatever follows them")
        case.bad(b"".join(lines[:2] + [b"*\n"] + lines[2:]), reason)


def not_canonical(line):
    """The same line with the lowest unused bit set."""
    place = len(line.rstrip(b"=\n")) - 1
    return line[:place] + bytes([line[place] + 1]) + line[place + 1:]


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else FOLDER
    for part in (worked_example, good_payloads, good_slots, good_passwords, good_stanzas, good_costs, good_metadata,
                 good_padding, good_armor, bad_beginnings, bad_grammar, bad_forms, bad_counts, bad_macs, bad_slots, bad_costs,
                 bad_metadata, bad_payloads, bad_padding, bad_armor):
        part()
    os.makedirs(folder, exist_ok=True)
    for name in os.listdir(folder):
        if name.endswith(".locket") and name not in files:
            os.remove(os.path.join(folder, name))
    for name, data in files.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
    with open(os.path.join(folder, "vectors.json"), "w", encoding="ascii", newline="\n") as file:
        json.dump(entries, file, indent=2)
        file.write("\n")
    print(f"{len(entries)} vectors, {len(files)} files, {sum(map(len, files.values()))} bytes")


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""Reads and writes Locket files, by docs/format.md alone. See README.md beside this file."""

import argparse
import os
import sys

import armor
import header
import metadata
import payload
import slots
from common import DAMAGED_HEADER, TRUNCATED, LocketError, SeededRandom, equal


def read_header(data):
    """Steps 1 to 3: the header, the binary file as far as it is known, and what ended its armor early."""
    damage = None
    armored = data.startswith(armor.BEGIN)
    if armored:
        data, damage = armor.decode(data)
    try:
        return header.parse(header.delimit(data)), data, damage
    except LocketError as error:
        # Without the damage there would have been more to read.
        if damage and (error.reason == TRUNCATED or not data):
            raise LocketError(TRUNCATED if damage == armor.CUT else DAMAGED_HEADER) from None
        raise


def read(data, passwords=(), keys=()):
    """The content and the metadata (None without the stanza) of a whole file."""
    head, data, damage = read_header(data)
    file_key = slots.find_file_key(head.stanzas, passwords, keys)
    if not equal(header.mac_of(head.covered, file_key), head.mac):
        raise LocketError(DAMAGED_HEADER)
    known = None
    for stanza in head.stanzas:
        if stanza.type == b"metadata":
            known = metadata.open_metadata(stanza, file_key)
    return payload.decrypt(file_key, head.intro, data[head.length:], head.length, damage), known


def write(content, passwords=(), keys=(), *, suite="256", padded=False, kdf="argon2id 262144 3 4", members=None,
          spare=False, random=os.urandom):
    """A whole binary file."""
    intro = f"locket/v1 {suite}{' pad' if padded else ''}".encode()
    file_key = random(32)
    stanzas = [slots.key_slot(file_key, key, random) for key in keys]
    stanzas += [slots.password_slot(file_key, password, kdf, random) for password in passwords]
    if members is not None:
        stanzas.append(metadata.seal_metadata(metadata.encode_metadata(members), file_key, random))
    if spare:
        stanzas.append(header.Stanza(b"spare", bytes(512)))
    head = header.encode(intro, stanzas, file_key)
    header.judge_costs(header.parse(header.delimit(head)).stanzas)    # the writer keeps the reader's limits
    return head + payload.encrypt(file_key, intro, payload.pad(content) if padded else content, random)


def save(path, data):
    if path == "-":
        sys.stdout.buffer.write(data)
        return
    with open(path + ".partial", "xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".partial", path)


def load(path):
    if path == "-":
        return sys.stdin.buffer.read()
    with open(path, "rb") as file:
        return file.read()


def decrypt(options, data, passwords, keys):
    content, known = read(data, passwords, keys)
    save(options.output or metadata.safe_name((known or {}).get("name", "")), content)


def encrypt(options, data, passwords, keys):
    random = SeededRandom(options.seed.encode()) if options.seed is not None else os.urandom
    members = None if options.no_metadata else {"kind": "file", "name": options.name or os.path.basename(options.file)}
    result = write(data, passwords, keys, suite=options.suite, padded=options.pad, kdf=options.kdf, members=members,
                   spare=len(data) > 65536, random=random)
    save(options.output or options.file + ".locket", armor.encode(result) if options.armor else result)


def inspect(_, data, *__):
    head, data, _ = read_header(data)
    print(head.intro.decode())
    for stanza in head.stanzas:
        print(f"-> {stanza.line.decode()} ({len(stanza.body)} bytes)")
    print(f"header {head.length} bytes, payload {len(data) - head.length} bytes")


def main():
    parser = argparse.ArgumentParser(description="Reads and writes Locket files.")
    commands = parser.add_subparsers(required=True)
    for function in (decrypt, encrypt, inspect):
        command = commands.add_parser(function.__name__)
        command.set_defaults(function=function, key_file=[], password_file=[])
        command.add_argument("file", help="input; - for standard input")
        if function is not inspect:
            command.add_argument("--key-file", action="append")
            command.add_argument("--password-file", action="append")
            command.add_argument("-o", "--output", help="output; - for standard output")
        if function is encrypt:
            command.add_argument("--suite", choices=("256", "128"), default="256")
            command.add_argument("--pad", action="store_true", help="hide the length of the content")
            command.add_argument("--armor", action="store_true", help="write text")
            command.add_argument("--kdf", default="argon2id 262144 3 4", help='such as "pbkdf2-sha256 600000"')
            command.add_argument("--name", help="name for the metadata; default: the input's")
            command.add_argument("--no-metadata", action="store_true")
            command.add_argument("--seed", help="draw random bytes from this text; for test vectors only")
    options = parser.parse_args()
    try:
        passwords = [slots.read_password(load(path)) for path in getattr(options, "password_file", [])]
        keys = [slots.read_key_file(load(path)) for path in getattr(options, "key_file", [])]
        options.function(options, load(options.file), passwords, keys)
    except LocketError as error:
        print(f"reason: {error.reason}", file=sys.stderr)
        if error.offset is not None:
            print(f"offset: {error.offset}", file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        print(f"locket.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The programs that encrypt files, each with the cheapest way from a secret to a key that it offers.

In the arguments, {in} and {out} are the two files, {dir} the folder of the output, {keys} the folder made by `prepare_keys`.
"""
from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from .errors import BenchError
from .process import Command, output_of, run_alone

GPG = ["gpg", "--batch", "--yes", "--no-tty", "--quiet", "--pinentry-mode", "loopback", "--passphrase-file", "{keys}/password",
       "--no-symkey-cache"]
GPG_ENCRYPT = [*GPG, "--s2k-mode", "1", "--cipher-algo", "AES256", "--compress-algo", "none"]
OPENSSL = ["openssl", "enc", "-aes-256-ctr", "-K", "00112233445566778899aabbccddeeff" * 2, "-iv", "000102030405060708090a0b0c0d0e0f"]
SEVEN_ZIP_QUIET = ["-pbench", "-y", "-bd", "-bso0", "-bsp0"]


@dataclass(frozen=True)
class Contestant:
    """A program and its argument lists; an empty list for pipes: it cannot."""

    name: str
    suffix: str
    encrypt: list[str]
    decrypt: list[str]
    encrypt_pipe: list[str]
    decrypt_pipe: list[str]
    env: dict[str, str] = field(default_factory=dict)

    def command(self, argv: list[str], keys: Path, source: Path | None = None, target: Path | None = None) -> Command:
        words = {"{in}": str(source), "{out}": str(target), "{dir}": str(target.parent) if target else "", "{keys}": str(keys)}
        return Command.of([_filled(word, words) for word in argv], {name: _filled(value, words) for name, value in self.env.items()})


def contestants(locket: str) -> list[Contestant]:
    """All of them, Locket first and the floor last."""
    seven_zip = seven_zip_program()
    recipient = ["age", "--encrypt", "--recipients-file", "{keys}/age.pub"]
    identity = ["age", "--decrypt", "--identity", "{keys}/age.key"]
    key = ["--key-file", "{keys}/locket.key"]
    return [
        Contestant("locket", ".locket",
                   [locket, "encrypt", *key, "-o", "{out}", "{in}"], [locket, "decrypt", *key, "-o", "{out}", "{in}"],
                   [locket, "encrypt", *key], [locket, "decrypt", *key, "-"]),
        Contestant("age", ".age", [*recipient, "-o", "{out}", "{in}"], [*identity, "-o", "{out}", "{in}"], recipient, identity),
        Contestant("gpg", ".gpg",
                   [*GPG_ENCRYPT, "--output", "{out}", "--symmetric", "{in}"], [*GPG, "--output", "{out}", "--decrypt", "{in}"],
                   [*GPG_ENCRYPT, "--symmetric"], [*GPG, "--decrypt"], {"GNUPGHOME": "{keys}/gnupg"}),
        Contestant("openssl", ".ctr",
                   [*OPENSSL, "-e", "-in", "{in}", "-out", "{out}"], [*OPENSSL, "-d", "-in", "{in}", "-out", "{out}"],
                   [*OPENSSL, "-e"], [*OPENSSL, "-d"]),
        Contestant("7z", ".7z",
                   [seven_zip, "a", "-t7z", "-mx0", *SEVEN_ZIP_QUIET, "{out}", "{in}"],
                   [seven_zip, "e", *SEVEN_ZIP_QUIET, "-o{dir}", "{in}"], [], []),
        Contestant("cp", ".copy", ["cp", "{in}", "{out}"], ["cp", "{in}", "{out}"], ["cat"], ["cat"]),
    ]


def seven_zip_program() -> str:
    """7-Zip's own package calls it 7zz, the older port 7z."""
    return next((name for name in ("7zz", "7z") if shutil.which(name)), "7zz")


def prepare_keys(folder: Path, locket: str) -> None:
    """Makes a key or a password for each program."""
    (folder / "password").write_text("bench\n", encoding="ascii")
    (folder / "gnupg").mkdir(mode=0o700)
    run_alone(Command.of([locket, "key", "new", "-o", str(folder / "locket.key")]))
    identity = folder / "age.key"
    run_alone(Command.of(["age-keygen", "-o", str(identity)]))
    os.chmod(identity, 0o600)
    public = output_of(["age-keygen", "-y", str(identity)])
    if not public.startswith("age1"):
        raise BenchError(f"age-keygen gave no recipient: {public}")
    (folder / "age.pub").write_text(public + "\n", encoding="ascii")


def _filled(word: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        word = word.replace(name, value)
    return word

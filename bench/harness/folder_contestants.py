"""The programs that seal folders of pictures, as people run them: under a password, each as it comes, and with a key.

In the arguments, {from} and {to} are folders, {keys} the folder made by `prepare_folder_keys`, {harness} the one of this file.
"""
from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .contestants import GPG, GPG_ENCRYPT, prepare_keys
from .process import Command, run_alone

OURS, BARE, FLOOR = "locket", "locket, no thumbnails", "cp -r"
PASSWORD = "correct horse battery staple"
# The system's Python, to which Debian's packages of Pillow and cryptography belong.
PYTHON = "/usr/bin/python3"
# What a person would type, without the questions: the agent says how often to hash, and that is calibrated to its machine.
GPG_AS_IT_COMES = ["gpg", "--batch", "--pinentry-mode", "loopback", "--passphrase-file", "{keys}/folder-password"]
GPG_HOME = {"GNUPGHOME": "{keys}/gnupg"}


@dataclass(frozen=True)
class FolderContestant:
    """A program, how it seals and opens a folder, and whether the bytes come back; a slow one is measured on every so many picture."""

    name: str
    seal: list[str]
    open: list[str]
    is_exact: bool = True
    every: int = 1
    env: dict[str, str] = field(default_factory=dict)

    def command(self, argv: list[str], keys: Path, source: Path, target: Path) -> Command:
        words = {"{from}": str(source), "{to}": str(target), "{keys}": str(keys), "{harness}": str(Path(__file__).resolve().parent)}
        return Command.of([_filled(word, words) for word in argv], {name: _filled(value, words) for name, value in self.env.items()})


def under_a_password(locket: str) -> list[FolderContestant]:
    """What people do: a password, and each program's own way to make it costly to guess. Locket first."""
    password = ["--password-file", "{keys}/folder-password"]
    by_terminal = [PYTHON, "{harness}/age_passphrase.py"]
    classic = [PYTHON, "{harness}/gcm_images.py"]
    return [
        *_ours(locket, password),
        FolderContestant("gpg", _one_after_another(GPG_AS_IT_COMES, "--symmetric --output"),
                         _one_after_another(GPG_AS_IT_COMES, "--decrypt --output"), every=10, env=GPG_HOME),
        FolderContestant("age -p", [*by_terminal, "encrypt", "{from}", "{to}", "{keys}/folder-password"],
                         [*by_terminal, "decrypt", "{from}", "{to}", "{keys}/folder-password"], every=40),
        FolderContestant("Python", [*classic, "encrypt", "{from}", "{to}"], [*classic, "decrypt", "{from}", "{to}"], is_exact=False, every=10,
                         env={"IMAGE_ENCRYPTION_PASSWORD": PASSWORD}),
    ]


def with_a_key(locket: str) -> list[FolderContestant]:
    """Each with its cheapest way from a secret to a key; Locket first and the floor last."""
    age, age_back = ["age", "--encrypt", "--recipients-file", "{keys}/age.pub"], ["age", "--decrypt", "--identity", "{keys}/age.key"]
    return [
        *_ours(locket, ["--key-file", "{keys}/locket.key"]),
        FolderContestant("age, one after another", _one_after_another(age, "--output"), _one_after_another(age_back, "--output")),
        FolderContestant("age, two at once", _two_at_once(age, "--output"), _two_at_once(age_back, "--output")),
        FolderContestant("gpg, hashing once", _one_after_another(GPG_ENCRYPT, "--symmetric --output"),
                         _one_after_another(GPG, "--decrypt --output"), env=GPG_HOME),
        FolderContestant(FLOOR, ["cp", "-r", "{from}/.", "{to}"], ["cp", "-r", "{from}/.", "{to}"]),
    ]


@contextmanager
def folder_keys(folder: Path, locket: str):
    """Keys and passwords, and GnuPG's agent, which starts with the first use and would otherwise outlive the folder."""
    prepare_keys(folder, locket)
    (folder / "folder-password").write_text(PASSWORD + "\n", encoding="ascii")
    home = {name: _filled(value, {"{keys}": str(folder)}) for name, value in GPG_HOME.items()}
    first = [_filled(word, {"{keys}": str(folder)}) for word in GPG_AS_IT_COMES]
    try:
        run_alone(Command.of([*first, "--output", str(folder / "first.gpg"), "--symmetric", str(folder / "folder-password")], home))
        yield
    finally:
        run_alone(Command.of(["gpgconf", "--kill", "gpg-agent"], home))


def _ours(locket: str, secret: list[str]) -> list[FolderContestant]:
    seal, back = [locket, "picture", "seal", *secret], [locket, "picture", "open", *secret, "--output", "{to}", "{from}"]
    return [FolderContestant(OURS, [*seal, "--output", "{to}", "{from}"], back),
            FolderContestant(BARE, [*seal, "--no-thumbnails", "--output", "{to}", "{from}"], back)]


def _one_after_another(argv: list[str], output: str) -> list[str]:
    return ["sh", "-c", f'from=$1 to=$2; shift 2; for file in "$from"/*; do "$@" {output} "$to/${{file##*/}}" "$file" || exit 1; done', "sh",
            "{from}", "{to}", *argv]


def _two_at_once(argv: list[str], output: str) -> list[str]:
    return ["sh", "-c", f'from=$1 to=$2; shift 2; find "$from" -type f -printf "%f\\0" | xargs -0 -P 2 -I NAME "$@" {output} "$to/NAME" "$from/NAME"',
            "sh", "{from}", "{to}", *argv]


def _filled(word: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        word = word.replace(name, value)
    return word

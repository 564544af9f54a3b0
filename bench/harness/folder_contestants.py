"""The programs that seal folders of pictures, as people run them, each with its cheapest way from a secret to a key.

In the arguments, {from} and {to} are folders, {keys} the folder made by `prepare_keys`, {harness} the one of this file.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from .contestants import GPG, GPG_ENCRYPT
from .process import Command

OURS, BARE, CLASSIC = "locket", "locket, no thumbnails", "Python"
# The system's Python, to which Debian's packages of Pillow and cryptography belong.
PYTHON = "/usr/bin/python3"


@dataclass(frozen=True)
class FolderContestant:
    """A program, how it seals and opens a folder, and whether the bytes come back; a slow one is measured on a part of the folder."""

    name: str
    seal: list[str]
    open: list[str]
    is_exact: bool = True
    is_slow: bool = False
    env: dict[str, str] = field(default_factory=dict)

    def command(self, argv: list[str], keys: Path, source: Path, target: Path) -> Command:
        words = {"{from}": str(source), "{to}": str(target), "{keys}": str(keys), "{harness}": str(Path(__file__).resolve().parent)}
        return Command.of([_filled(word, words) for word in argv], {name: _filled(value, words) for name, value in self.env.items()})


def folder_contestants(locket: str) -> list[FolderContestant]:
    """All of them, Locket first and the floor last."""
    seal, open_ = [locket, "picture", "seal", "--key-file", "{keys}/locket.key"], [locket, "picture", "open", "--key-file", "{keys}/locket.key"]
    age, age_back = ["age", "--encrypt", "--recipients-file", "{keys}/age.pub"], ["age", "--decrypt", "--identity", "{keys}/age.key"]
    classic = [PYTHON, "{harness}/gcm_images.py"]
    return [
        FolderContestant(OURS, [*seal, "--output", "{to}", "{from}"], [*open_, "--output", "{to}", "{from}"]),
        FolderContestant(BARE, [*seal, "--no-thumbnails", "--output", "{to}", "{from}"], [*open_, "--output", "{to}", "{from}"]),
        FolderContestant("age, one after another", _one_after_another(age, "--output"), _one_after_another(age_back, "--output")),
        FolderContestant("age, two at once", _two_at_once(age, "--output"), _two_at_once(age_back, "--output")),
        FolderContestant("gpg, one after another", _one_after_another(GPG_ENCRYPT, "--symmetric --output"),
                         _one_after_another(GPG, "--decrypt --output"), env={"GNUPGHOME": "{keys}/gnupg"}),
        FolderContestant(CLASSIC, [*classic, "encrypt", "{from}", "{to}"], [*classic, "decrypt", "{from}", "{to}"], is_exact=False, is_slow=True,
                         env={"IMAGE_ENCRYPTION_PASSWORD": "bench"}),
        FolderContestant("cp", ["cp", "-r", "{from}/.", "{to}"], ["cp", "-r", "{from}/.", "{to}"]),
    ]


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

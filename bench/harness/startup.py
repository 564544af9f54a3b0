"""How long a program takes that does next to nothing."""
from __future__ import annotations

from .measurement import Measurement, in_rounds
from .process import Command, run_alone

EMPTY = "empty .NET program"
LOCKET = "locket --version"


def measure_startup(locket: str, empty: str, rounds: int) -> dict[str, Measurement]:
    """`locket --version` beside the empty program and the versions of the others."""
    commands = {
        LOCKET: [locket, "--version"],
        EMPTY: [empty],
        "locket --help": [locket, "--help"],
        "age --version": ["age", "--version"],
        "gpg --version": ["gpg", "--version"],
        "openssl version": ["openssl", "version"],
    }
    runs = {name: _run_of(Command.of(argv)) for name, argv in commands.items()}
    for run in runs.values():
        run()
    return in_rounds(rounds, runs)


def _run_of(command: Command):
    return lambda: run_alone(command)

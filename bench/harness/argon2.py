"""Argon2id with Locket's default cost, against the reference program."""
from __future__ import annotations

from pathlib import Path

from .errors import BenchError
from .measurement import Measurement, in_rounds
from .process import Command, run_alone

MEMORY_IN_KIB, PASSES, TAG_IN_BYTES, SALT = 262_144, 3, 32, "sixteenbytesalt!"
LANES = (1, 4)
OURS, REFERENCE = "locket", "argon2"


def measure_argon2(program: str, folder: Path, rounds: int) -> dict[int, dict[str, Measurement]]:
    """Whole processes: the password on standard input, the tag in hexadecimal on standard output. Both must give the same tag."""
    password = folder / "password"
    password.write_bytes(b"correct horse battery staple")
    measured = {}
    for lanes in LANES:
        cost = [str(MEMORY_IN_KIB), str(PASSES), str(lanes), str(TAG_IN_BYTES)]
        commands = {
            OURS: Command.of([program, SALT, *cost]),
            REFERENCE: Command.of(["argon2", SALT, "-id", "-k", cost[0], "-t", cost[1], "-p", cost[2], "-l", cost[3], "-r"]),
        }
        tags = {name: _tag(command, password, folder / "tag") for name, command in commands.items()}
        if tags[OURS] != tags[REFERENCE]:
            raise BenchError(f"Argon2id with {lanes} lanes: {tags}")
        measured[lanes] = in_rounds(rounds, {name: _run_of(command, password) for name, command in commands.items()})
    return measured


def _tag(command: Command, password: Path, target: Path) -> str:
    run_alone(command, password, target)
    return target.read_text(encoding="ascii").strip()


def _run_of(command: Command, password: Path):
    return lambda: run_alone(command, password)

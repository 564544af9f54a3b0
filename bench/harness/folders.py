"""Seals and opens a folder with each program in turn, and lists a folder of sealed pictures."""
from __future__ import annotations

import filecmp
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from .errors import BenchError
from .folder_contestants import FolderContestant
from .measurement import Measurement
from .process import Command, run_alone

# The folder's part that slow programs are measured on.
SLOW_PART = 10
PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class FolderBench:
    """The folders and programs of one run."""

    locket: str
    keys: Path
    place: Path
    album: Path
    tools: list[FolderContestant]


@dataclass
class FolderMeasurement:
    """What one program did in all rounds, and with how much of the folder."""

    files: int
    size: int
    seal: Measurement = field(default_factory=Measurement)
    open: Measurement = field(default_factory=Measurement)


def measure_folders(bench: FolderBench, rounds: int, say) -> dict[str, FolderMeasurement]:
    """Every program once per round, each round starting with the next one. In the first round what comes back is compared."""
    part = _part(bench.album, bench.place / "part", SLOW_PART)
    albums = {tool.name: part if tool.is_slow else bench.album for tool in bench.tools}
    measured = {tool.name: FolderMeasurement(*_count(albums[tool.name])) for tool in bench.tools}
    for turn in range(rounds):
        first = turn % len(bench.tools)
        for tool in bench.tools[first:] + bench.tools[:first]:
            say(f"round {turn + 1} of {rounds}: {tool.name}")
            _take_turn(bench, tool, albums[tool.name], measured[tool.name], compares=turn == 0)
    return measured


def measure_list(bench: FolderBench, count: int, rounds: int, say) -> dict[str, Measurement | int]:
    """Lists `count` pictures, sealed with thumbnails under one password, and one of them: the difference is what is promised."""
    say(f"list of {count}")
    some, one, few = bench.place / "some", bench.place / "one", bench.place / "few"
    one.mkdir()
    few.mkdir()
    for file in sorted(bench.album.iterdir())[:count]:
        (few / file.name).hardlink_to(file)
    env = {"BENCH_PASSWORD": PASSWORD}
    run_alone(Command.of([bench.locket, "picture", "seal", "--password-env", "BENCH_PASSWORD", "--output", str(some), str(few)], env))
    shutil.copy(sorted(some.iterdir())[0], one)
    listing = [bench.locket, "picture", "list", "--password-env", "BENCH_PASSWORD"]
    measured = {"all": Measurement(), "one": Measurement()}
    for _ in range(max(rounds, 1) * 3):
        for name, folder in (("all", some), ("one", one)):
            measured[name].add(run_alone(Command.of([*listing, str(folder)], env)))
    return {"count": count, **measured}


def _take_turn(bench: FolderBench, tool: FolderContestant, album: Path, measured: FolderMeasurement, compares: bool) -> None:
    sealed, opened = bench.place / "sealed", bench.place / "opened"
    for folder in (sealed, opened):
        folder.mkdir()
    try:
        measured.seal.add(run_alone(tool.command(tool.seal, bench.keys, album, sealed)))
        measured.open.add(run_alone(tool.command(tool.open, bench.keys, sealed, opened)))
        if compares:
            _compare(tool, album, opened)
    finally:
        for folder in (sealed, opened):
            shutil.rmtree(folder)


def _compare(tool: FolderContestant, album: Path, opened: Path) -> None:
    names = sorted(file.name for file in album.iterdir())
    if sorted(file.name for file in opened.iterdir()) != names:
        raise BenchError(f"{tool.name} did not give back all pictures")
    if tool.is_exact and not all(filecmp.cmp(album / name, opened / name, shallow=False) for name in names):
        raise BenchError(f"{tool.name} did not give back what it was given")


def _part(album: Path, part: Path, divisor: int) -> Path:
    """Every so many picture, so that the sizes are those of the whole."""
    part.mkdir()
    for file in sorted(album.iterdir())[::divisor]:
        (part / file.name).hardlink_to(file)
    return part


def _count(folder: Path) -> tuple[int, int]:
    sizes = [file.stat().st_size for file in folder.iterdir()]
    return len(sizes), sum(sizes)

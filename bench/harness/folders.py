"""Seals and opens a folder with each program in turn, and lists a folder of sealed pictures."""
from __future__ import annotations

import filecmp
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from .errors import BenchError
from .folder_contestants import PASSWORD, FolderContestant
from .measurement import Measurement
from .process import Command, run_alone


@dataclass(frozen=True)
class FolderBench:
    """The folders and programs of one run."""

    locket: str
    keys: Path
    place: Path
    album: Path
    groups: dict[str, list[FolderContestant]]


@dataclass
class FolderMeasurement:
    """What one program did in all rounds, and with how much of the folder."""

    files: int
    size: int
    seal: Measurement = field(default_factory=Measurement)
    open: Measurement = field(default_factory=Measurement)


def measure_folders(bench: FolderBench, rounds: int, say) -> dict[str, dict[str, FolderMeasurement]]:
    """Every program of every group once per round, each round starting with the next one. In the first round what comes back is compared."""
    tools = [(group, tool) for group, some in bench.groups.items() for tool in some]
    albums = {every: _part(bench.album, bench.place / f"every-{every}", every) for every in {tool.every for _, tool in tools}}
    measured = {group: {tool.name: FolderMeasurement(*_count(albums[tool.every])) for tool in some} for group, some in bench.groups.items()}
    for turn in range(rounds):
        first = turn % len(tools)
        for group, tool in tools[first:] + tools[:first]:
            say(f"round {turn + 1} of {rounds}, {group}: {tool.name}")
            _take_turn(bench, tool, albums[tool.every], measured[group][tool.name], compares=turn == 0)
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


def _part(album: Path, part: Path, every: int) -> Path:
    """Every so many picture in the order of their sizes, beginning with the middle of the first: so the sizes are those of the whole."""
    part.mkdir()
    by_size = sorted(album.iterdir(), key=lambda file: (file.stat().st_size, file.name))
    for file in by_size[every // 2::every] or by_size[len(by_size) // 2:][:1]:
        (part / file.name).hardlink_to(file)
    return part


def _count(folder: Path) -> tuple[int, int]:
    sizes = [file.stat().st_size for file in folder.iterdir()]
    return len(sizes), sum(sizes)

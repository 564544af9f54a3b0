"""Encrypting and decrypting, file to file and through pipes."""
from __future__ import annotations

import filecmp
from dataclasses import dataclass
from pathlib import Path

from .contestants import Contestant
from .errors import BenchError
from .measurement import Measurement, in_rounds
from .process import Command, Sample, peak_under_gnu_time, run_alone, run_in_pipes
from .sizes import Plan, size_text
from .workplace import write_random

FILES, PIPES = "files", "pipes"
ENCRYPT, DECRYPT = "encrypt", "decrypt"


@dataclass(frozen=True)
class Bench:
    """The folders and programs of one run."""

    keys: Path
    data: Path
    tools: list[Contestant]


def measure_throughput(bench: Bench, plan: Plan, paths: list[str], say) -> list[dict]:
    """Every path, size and direction; each entry names them and holds one measurement per contestant."""
    entries = []
    for size in plan.sizes:
        plain = bench.data / "plain"
        write_random(plain, size)
        sealed = {tool.name: _seal(bench, tool, plain) for tool in bench.tools}
        for path in paths:
            tools = [tool for tool in bench.tools if path == FILES or tool.encrypt_pipe]
            for act in (ENCRYPT, DECRYPT):
                say(f"{path}, {act}, {size_text(size)}")
                sources = {tool.name: plain if act == ENCRYPT else sealed[tool.name] for tool in tools}
                peaks = {tool.name: _try_out(bench, tool, path, act, sources[tool.name], plain) for tool in tools}
                runs = {tool.name: _run_of(bench, tool, path, act, sources[tool.name]) for tool in tools}
                measured = in_rounds(plan.rounds(size), runs)
                for name, peak in peaks.items():
                    measured[name].peak_kib = max(measured[name].peak_kib, peak)
                entries.append({"path": path, "act": act, "size": size, "tools": measured})
        for file in (plain, *sealed.values()):
            file.unlink()
    return entries


def find(entries: list[dict], path: str, act: str, size: int) -> dict[str, Measurement]:
    """The measurements of one task, or none."""
    return next((e["tools"] for e in entries if (e["path"], e["act"], e["size"]) == (path, act, size)), {})


def _seal(bench: Bench, tool: Contestant, plain: Path) -> Path:
    target = bench.data / ("sealed" + tool.suffix)
    run_alone(tool.command(tool.encrypt, bench.keys, plain, target))
    return target


def _run_of(bench: Bench, tool: Contestant, path: str, act: str, source: Path):
    command, target = _command(bench, tool, path, act, source)

    def run() -> Sample:
        sample = run_in_pipes(command, source) if path == PIPES else run_alone(command)
        target.unlink(missing_ok=True)
        return sample

    return run


def _try_out(bench: Bench, tool: Contestant, path: str, act: str, source: Path, plain: Path) -> int:
    """The warm-up: not timed, its output is checked, its peak memory is read."""
    command, target = _command(bench, tool, path, act, source)
    if path == PIPES:
        peak = peak_under_gnu_time(run_in_pipes, command, source, target)
    else:
        peak = peak_under_gnu_time(run_alone, command)
    opened = target
    if act == ENCRYPT:
        opened = target.with_name("opened") / plain.name
        opened.parent.mkdir()
        run_alone(tool.command(tool.decrypt, bench.keys, target, opened))
    if not filecmp.cmp(opened, plain, shallow=False):
        raise BenchError(f"{tool.name} ({path}, {act}) did not give back what it was given")
    target.unlink()
    if act == ENCRYPT:
        opened.unlink()
        opened.parent.rmdir()
    return peak


def _command(bench: Bench, tool: Contestant, path: str, act: str, source: Path) -> tuple[Command, Path]:
    # 7-Zip gives the decrypted file the name it had, so every program does.
    target = bench.data / "out" / ("out" + tool.suffix if act == ENCRYPT else "plain")
    target.parent.mkdir(exist_ok=True)
    if path == FILES:
        return tool.command(tool.encrypt if act == ENCRYPT else tool.decrypt, bench.keys, source, target), target
    return tool.command(tool.encrypt_pipe if act == ENCRYPT else tool.decrypt_pipe, bench.keys), target

"""What Locket promises of its speed, and whether this run bears it out."""
from __future__ import annotations

from dataclasses import dataclass

from .argon2 import OURS, REFERENCE
from .measurement import Measurement
from .results import Results
from .startup import EMPTY, LOCKET
from .throughput import DECRYPT, ENCRYPT, FILES, PIPES, find

PEAK_LIMIT_IN_MIB = 64


@dataclass(frozen=True)
class Target:
    """A promise, the bound, the measured figure (none: not measured) and on which side of the bound it must be."""

    what: str
    bound: str
    measured: float | None
    held: bool | None
    unit: str = ""


def targets(results: Results) -> list[Target]:
    """All promises in the order of the page."""
    made = []
    for path, way, times in ((FILES, "file to file", 2.0), (PIPES, "through pipes", 1.5)):
        for act in (ENCRYPT, DECRYPT):
            tools = find(results.throughput, path, act, results.large)
            made.append(_at_least(f"{way}, {act}: times as fast as age", times, _ratio(tools, "age", "locket")))
            if path == FILES:
                made.append(_at_most(f"{way}, {act}: time relative to cp", 1.2, _ratio(tools, "locket", "cp")))
    made.append(_peak(results))
    made.append(_at_most("start: `locket --version` relative to an empty .NET program", 1.6, _ratio(results.startup, LOCKET, EMPTY)))
    for lanes in (1, 4):
        ratio = _ratio(results.argon2.get(lanes, {}), OURS, REFERENCE)
        made.append(_at_most(f"Argon2id, {lanes} lane{'s' if lanes > 1 else ''}: time relative to argon2", 1.0, ratio))
    return made


def _ratio(tools: dict[str, Measurement], over: str, under: str) -> float | None:
    return tools[over].median / tools[under].median if over in tools and under in tools else None


def _at_least(what: str, bound: float, measured: float | None) -> Target:
    return Target(what, f"≥ {bound}", measured, None if measured is None else measured >= bound)


def _at_most(what: str, bound: float, measured: float | None) -> Target:
    return Target(what, f"≤ {bound}", measured, None if measured is None else measured <= bound)


def _peak(results: Results) -> Target:
    peaks = [peak.beyond_kdf_kib for peak in results.memory]
    peaks += [entry["tools"]["locket"].peak_kib for entry in results.throughput]
    highest = max(peaks) / 1024 if peaks else None
    return Target("peak memory beyond the KDF's, whatever the size", f"< {PEAK_LIMIT_IN_MIB} MiB", highest,
                  None if highest is None else highest < PEAK_LIMIT_IN_MIB, " MiB")

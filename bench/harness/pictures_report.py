"""What bench/pictures found, as the page shows it."""
from __future__ import annotations

from dataclasses import dataclass

from .folder_contestants import BARE, OURS
from .folders import FolderMeasurement
from .measurement import Measurement

TIMES_THE_BEST, LIST_SECONDS = 3.0, 2.0
FLOOR = "cp"


@dataclass(frozen=True)
class PicturesResults:
    """One run."""

    date: str
    command: str
    data: str
    files: int
    size: int
    foreign_share: float
    busy: bool
    folders: dict[str, FolderMeasurement]
    listed: dict[str, Measurement | int]

    def as_json(self) -> dict:
        folders = {name: {"files": one.files, "size": one.size, "seal": one.seal.as_json(), "open": one.open.as_json()}
                   for name, one in self.folders.items()}
        listed = {name: one.as_json() if isinstance(one, Measurement) else one for name, one in self.listed.items()}
        return {"date": self.date, "command": self.command, "files": self.files, "size": self.size, "foreignShare": self.foreign_share,
                "folders": folders, "list": listed}


def report(results: PicturesResults) -> str:
    """Promises, then one table for each direction."""
    note = (f"Measured on {results.date} by `{results.command}`, on the machine named above, in {results.data}: {results.files:,} photographs, "
            f"{results.size / 1e9:.2f} GB in all. Others used {results.foreign_share:.0%} of the processors.")
    return "\n\n".join([note, _promises(results), *(_table(results, act) for act in ("seal", "open"))])


def _promises(results: PicturesResults) -> str:
    rows = [["", "Promised", "Measured", "Held"], ["---"] * 4]
    for act in ("seal", "open"):
        others = {name: _rate(one, act) for name, one in results.folders.items() if name not in (OURS, BARE, FLOOR)}
        best = max(others, key=others.get)
        ours = (OURS, BARE) if act == "seal" else (OURS,)
        for name in ours:
            times = _rate(results.folders[name], act) / others[best]
            promised = name == OURS
            rows.append([f"{act}, {name}: times as fast as the best of the others ({best})", f"≥ {TIMES_THE_BEST}" if promised else "",
                         f"{times:.2f}", _held(times >= TIMES_THE_BEST) if promised else ""])
    seconds = results.listed["all"].median - results.listed["one"].median
    rows.append([f"list {results.listed['count']:,} pictures with thumbnails under one password, beyond start and KDF", f"< {LIST_SECONDS:.1f} s",
                 f"{seconds:.2f} s", _held(seconds < LIST_SECONDS)])
    return _markdown(rows)


def _table(results: PicturesResults, act: str) -> str:
    rows = [[{"seal": "Sealing", "open": "Opening"}[act], "Files a second", "MB/s", "× locket", "Time (least to most)", "Files", "Processor time"],
            ["---"] * 7]
    ours = _rate(results.folders[OURS], act)
    for name, one in results.folders.items():
        if name == BARE and act == "open":
            continue
        measured: Measurement = getattr(one, act)
        rate = _rate(one, act)
        rows.append([name, f"{rate:,.0f}", f"{one.size / measured.median / 1e6:,.0f}", f"{ours / rate:.2f}",
                     f"{measured.median:.2f} s ({min(measured.seconds):.2f}–{max(measured.seconds):.2f})", f"{one.files:,}",
                     f"{measured.median_cpu:.1f} s"])
    return _markdown(rows)


def _rate(one: FolderMeasurement, act: str) -> float:
    return one.files / getattr(one, act).median


def _held(is_held: bool) -> str:
    return "yes" if is_held else "**no**"


def _markdown(rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)

"""What bench/pictures found, as the page shows it."""
from __future__ import annotations

from dataclasses import dataclass

from .folder_contestants import BARE, FLOOR, OURS
from .folders import FolderMeasurement
from .measurement import Measurement

PASSWORD, KEY = "under a password", "with a key"
TIMES_THE_BEST, LIST_SECONDS = 3.0, 2.0
# How far the mean size of a part may be from that of the whole.
LOPSIDED = 0.03
ACTS = {"seal": "Sealing", "open": "Opening"}


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
    groups: dict[str, dict[str, FolderMeasurement]]
    listed: dict[str, Measurement | int]

    @property
    def has_lopsided_part(self) -> bool:
        """Whether some program was measured on pictures that are longer or shorter than all of them."""
        return any(abs(self.share_of_mean(one) - 1) > LOPSIDED for group in self.groups.values() for one in group.values())

    def share_of_mean(self, one: FolderMeasurement) -> float:
        """The mean size of the pictures that a program was measured on, as a share of the mean size of all."""
        return one.size / one.files / (self.size / self.files)

    def as_json(self) -> dict:
        groups = {group: {name: {"files": one.files, "size": one.size, "seal": one.seal.as_json(), "open": one.open.as_json()}
                          for name, one in some.items()} for group, some in self.groups.items()}
        listed = {name: one.as_json() if isinstance(one, Measurement) else one for name, one in self.listed.items()}
        return {"date": self.date, "command": self.command, "files": self.files, "size": self.size, "foreignShare": self.foreign_share,
                "groups": groups, "list": listed}


def report(results: PicturesResults) -> str:
    """Promises, then for each group the ratios and one table for each direction."""
    note = (f"Measured on {results.date} by `{results.command}`, on the machine named above, in {results.data}: {results.files:,} photographs, "
            f"{results.size / 1e9:.2f} GB in all. Others used {results.foreign_share:.0%} of the processors.")
    parts = [note, _promises(results)]
    for group, some in results.groups.items():
        parts += [f"### Pictures {group}", _ratios(some), *(_table(results, some, act) for act in ACTS)]
    return "\n\n".join(parts)


def _promises(results: PicturesResults) -> str:
    rows = [["", "Promised", "Measured", "Held"], ["---"] * 4]
    for act, word in ACTS.items():
        times, best = _times_the_best(results.groups[PASSWORD], OURS, act)
        how = ", with thumbnails" if act == "seal" else ""
        rows.append([f"{word} {PASSWORD}{how}: times as fast as the best of the others ({best})", f"≥ {TIMES_THE_BEST}",
                     f"{times:.2f}", _held(times >= TIMES_THE_BEST)])
    seconds = results.listed["all"].median - results.listed["one"].median
    rows.append([f"Listing {results.listed['count']:,} pictures with thumbnails under one password, beyond start and KDF", f"< {LIST_SECONDS:.1f} s",
                 f"{seconds:.2f} s", _held(seconds < LIST_SECONDS)])
    return _markdown(rows)


def _ratios(group: dict[str, FolderMeasurement]) -> str:
    """Locket against the best of the others, by files and by bytes."""
    rows = [["Times as fast as the best of the others", "By files", "By bytes", "The best by files"], ["---"] * 4]
    for act, name in (("seal", OURS), ("seal", BARE), ("open", OURS)):
        by_files, best = _times(group, name, act, _files_a_second)
        rows.append([f"{ACTS[act]}, {name}", f"{by_files:.2f}", f"{_times(group, name, act, _bytes_a_second)[0]:.2f}", best])
    return _markdown(rows)


def _table(results: PicturesResults, group: dict[str, FolderMeasurement], act: str) -> str:
    rows = [[ACTS[act], "Files a second", "MB/s", "× locket", "Time (least to most)", "Files", "Mean size", "Processor time a file"], ["---"] * 8]
    for name, one in group.items():
        if name == BARE and act == "open":
            continue
        measured: Measurement = getattr(one, act)
        rate = _files_a_second(one, act)
        rows.append([name, f"{rate:,.1f}", f"{_bytes_a_second(one, act) / 1e6:,.0f}", f"{_files_a_second(group[OURS], act) / rate:.2f}",
                     f"{measured.median:.2f} s ({min(measured.seconds):.2f}–{max(measured.seconds):.2f})", f"{one.files:,}",
                     f"{results.share_of_mean(one):.0%}", f"{measured.median_cpu / one.files * 1000:.1f} ms"])
    return _markdown(rows)


def _times_the_best(group: dict[str, FolderMeasurement], name: str, act: str) -> tuple[float, str]:
    """By files or by bytes, whichever says less."""
    return min(_times(group, name, act, rate) for rate in (_files_a_second, _bytes_a_second))


def _times(group: dict[str, FolderMeasurement], name: str, act: str, rate) -> tuple[float, str]:
    others = {other: rate(one, act) for other, one in group.items() if other not in (OURS, BARE, FLOOR)}
    best = max(others, key=others.get)
    return rate(group[name], act) / others[best], best


def _files_a_second(one: FolderMeasurement, act: str) -> float:
    return one.files / getattr(one, act).median


def _bytes_a_second(one: FolderMeasurement, act: str) -> float:
    return one.size / getattr(one, act).median


def _held(is_held: bool) -> str:
    return "yes" if is_held else "**no**"


def _markdown(rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)

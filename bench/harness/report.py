"""The measured figures as Markdown."""
from __future__ import annotations

from .argon2 import OURS
from .measurement import Measurement
from .results import Results
from .sizes import MIB, size_text
from .startup import EMPTY
from .targets import targets
from .throughput import DECRYPT, ENCRYPT, FILES, PIPES, find

WAYS = {FILES: "file to file", PIPES: "through pipes"}
TITLES = {(FILES, ENCRYPT): "File to file, encrypting", (FILES, DECRYPT): "File to file, decrypting",
          (PIPES, ENCRYPT): "Through pipes, encrypting", (PIPES, DECRYPT): "Through pipes, decrypting"}


def report(results: Results) -> str:
    """Every section that was measured."""
    return "\n\n".join([machine_table(results), targets_table(results), details(results)]) + "\n"


def machine_table(results: Results) -> str:
    """What it ran on."""
    return _table(["", ""], [[label, value] for label, value in [*results.machine, ("Command", f"`{results.command}`")]])


def targets_table(results: Results) -> str:
    """Each promise, its figure, and whether it held."""
    rows = [[target.what, target.bound, "not measured" if target.measured is None else f"{target.measured:.2f}{target.unit}",
             "" if results.quick else {True: "yes", False: "**no**", None: ""}[target.held]] for target in targets(results)]
    held = "Not judged: a quick run" if results.quick else "Held"
    return _table([f"At {size_text(results.large)}", "Promised", "Measured", held], rows)


def details(results: Results) -> str:
    """Everything but the machine and the promises."""
    sections = [_throughput_table(results, *key) for key in TITLES]
    sections += [_disk_table(results), _memory_table(results), _startup_table(results), _argon2_table(results)]
    return "\n\n".join(filter(None, sections))


def _throughput_table(results: Results, path: str, act: str) -> str:
    sizes = [entry["size"] for entry in results.throughput if (entry["path"], entry["act"]) == (path, act)]
    if not sizes:
        return ""
    tasks = {size: find(results.throughput, path, act, size) for size in sizes}
    header = [""]
    for size in sizes:
        header += [size_text(size), "× locket"]
    header += ["Processor time", "Speed", "Peak memory"]
    rows = []
    for name, largest in tasks[sizes[-1]].items():
        row = ["cat" if (path, name) == (PIPES, "cp") else name]
        for size in sizes:
            row += [_seconds(tasks[size][name]), f"{tasks[size][name].median / tasks[size]['locket'].median:.2f}"]
        row += [f"{largest.median_cpu:.2f} s", f"{sizes[-1] / largest.median / MIB:,.0f} MiB/s", f"{largest.peak_kib / 1024:.0f} MiB"]
        rows.append(row)
    return f"### {TITLES[(path, act)]}\n\n{_rounds([tasks[size]['locket'] for size in sizes])}\n\n{_table(header, rows)}"


def _disk_table(results: Results) -> str:
    if not results.disk:
        return ""
    ours = results.disk["locket"].median
    rows = [[f"{name}, then sync", _seconds(one), f"{one.median / ours:.2f}"] for name, one in results.disk.items()]
    head = ["", size_text(results.large), "× locket"]
    return f"### On a disk, encrypting\n\n{_rounds([results.disk['locket']])}\n\n{_table(head, rows)}"


def _memory_table(results: Results) -> str:
    if not results.memory:
        return ""
    rows = [[peak.slot, WAYS[peak.path], size_text(peak.size), _mib(peak.encrypt_kib), _mib(peak.decrypt_kib), _mib(peak.kdf_kib),
             _mib(peak.beyond_kdf_kib)] for peak in results.memory]
    header = ["Slot", "Way", "Content", "Encrypting", "Decrypting", "Of it the KDF's", "Beyond it"]
    return "### Locket's peak memory\n\n" + _table(header, rows)


def _startup_table(results: Results) -> str:
    if not results.startup:
        return ""
    empty = results.startup[EMPTY]
    rows = [[name, _seconds(one), f"{one.median / empty.median:.2f}"] for name, one in results.startup.items()]
    return f"### Start\n\n{_rounds([empty])}\n\n" + _table(["", "Time", "× empty program"], rows)


def _argon2_table(results: Results) -> str:
    if not results.argon2:
        return ""
    rows = []
    for lanes, tools in results.argon2.items():
        ours = tools[OURS].median
        rows += [[name, str(lanes), _seconds(one), f"{one.median / ours:.2f}", f"{one.median_cpu:.2f} s"] for name, one in tools.items()]
    measured = [tools[OURS] for tools in results.argon2.values()]
    return f"### Argon2id\n\n{_rounds(measured)}\n\n" + _table(["", "Lanes", "Time", "× locket", "Processor time"], rows)


def _rounds(measured: list[Measurement]) -> str:
    counts = sorted({len(one.seconds) for one in measured})
    return f"Median (least to most) of {' or '.join(map(str, counts))} round{'' if counts == [1] else 's'}."


def _seconds(one: Measurement) -> str:
    scale, unit, digits = (1, "s", 2) if one.median >= 1 else (1000, "ms", 0 if one.median >= 0.1 else 1)
    low, mid, high = (f"{value * scale:.{digits}f}" for value in (min(one.seconds), one.median, max(one.seconds)))
    return f"{mid} {unit} ({low}–{high})"


def _mib(kib: int) -> str:
    return f"{kib / 1024:.0f} MiB" if kib else "–"


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)

"""What the figures were measured on and with."""
from __future__ import annotations

import os
import platform
from pathlib import Path

from .contestants import seven_zip_program
from .process import output_of
from .publish import REPOSITORY, is_ready_to_run
from .sizes import GIB
from .workplace import file_system


def machine_facts(date: str, programs: dict[str, str], data: Path, disk: Path) -> list[tuple[str, str]]:
    """Label and value, in the order of the table."""
    ready = {name: "ReadyToRun" if is_ready_to_run(path) else "no ReadyToRun code" for name, path in programs.items()}
    return [
        ("Date", date),
        ("Commit", _commit()),
        ("Processor", f"{_field('/proc/cpuinfo', 'model name')}, {len(os.sched_getaffinity(0))} cores{_virtual()}"),
        ("Memory", f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / GIB:.0f} GiB"),
        ("System", f"{_os_name()}, Linux {platform.release()}"),
        ("Data", f"{file_system(data)} ({data.parent})"),
        ("Disk table", f"{file_system(disk)}"),
        (".NET", f"SDK {_first_line(['dotnet', '--version'])}, runtime {_runtime()}"),
        ("Published as", ", ".join(f"{name}: {how}" for name, how in ready.items())),
        ("locket", _first_line([programs["locket"], "--version"])),
        ("age", _first_line(["age", "--version"])),
        ("gpg", _lines(["gpg", "--version"], 2)),
        ("openssl", _first_line(["openssl", "version"]).partition(" (")[0]),
        ("7z", _first_line([seven_zip_program()]).partition(" : ")[0]),
        ("argon2", f"Debian package {_first_line(['dpkg-query', '--showformat', '${Version}', '--show', 'argon2'])}"),
        ("cp, cat", _first_line(["cp", "--version"])),
    ]


def _lines(argv: list[str], count: int) -> str:
    lines = [line.strip() for line in output_of(argv).splitlines() if line.strip()]
    return ", ".join(lines[:count]) or "unknown"


def _first_line(argv: list[str]) -> str:
    return _lines(argv, 1)


def _field(file: str, name: str) -> str:
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return "unknown processor"


def _virtual() -> str:
    return ", virtual machine" if " hypervisor" in Path("/proc/cpuinfo").read_text(encoding="utf-8") else ""


def _os_name() -> str:
    for line in Path("/etc/os-release").read_text(encoding="utf-8").splitlines():
        if line.startswith("PRETTY_NAME="):
            return line.partition("=")[2].strip('"')
    return platform.system()


def _runtime() -> str:
    runtimes = [line.split() for line in output_of(["dotnet", "--list-runtimes"]).splitlines()]
    versions = [words[1] for words in runtimes if words[0] == "Microsoft.NETCore.App"]
    return versions[-1] if versions else "unknown"


def _commit() -> str:
    git = ["git", "-C", str(REPOSITORY)]
    changed = output_of([*git, "status", "--porcelain", "--", "src", "bench"])
    return output_of([*git, "rev-parse", "--short", "HEAD"]) + (" with uncommitted changes" if changed else "")

"""Where the data lies: memory for what is compared, a disk for one table."""
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from .process import output_of
from .sizes import MIB

SHARED_MEMORY = Path("/dev/shm")


@contextmanager
def workplace(needed: int):
    """A temporary folder in memory if there is room for so many bytes, else where temporary files go."""
    parent = SHARED_MEMORY if _has_room(SHARED_MEMORY, needed) and _available_memory() > needed + needed // 4 else None
    with tempfile.TemporaryDirectory(prefix="locket-bench-", dir=parent) as folder:
        yield Path(folder)


def file_system(path: Path) -> str:
    """The type of the file system that holds a folder."""
    return output_of(["findmnt", "--first-only", "--noheadings", "--output", "FSTYPE", "--target", str(path)]) or "unknown file system"


def write_random(path: Path, size: int) -> None:
    """Random content: no program can gain by compressing it."""
    with path.open("wb") as stream:
        for start in range(0, size, MIB):
            stream.write(os.urandom(min(MIB, size - start)))


def _has_room(folder: Path, needed: int) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > needed


def _available_memory() -> int:
    for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 0

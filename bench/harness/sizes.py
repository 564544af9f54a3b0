"""Sizes of content and how often each is measured."""
from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB


@dataclass(frozen=True)
class Plan:
    """What one run of the script measures. Rounds for content below a second's work, rounds for long work, and for the KDF."""

    quick: bool
    small: tuple[int, ...]
    large: int
    stream: int
    short_rounds: int
    long_rounds: int
    start_rounds: int
    kdf_rounds: int

    @property
    def sizes(self) -> tuple[int, ...]:
        return (*self.small, self.large)

    def rounds(self, size: int) -> int:
        return self.long_rounds if size == self.large else self.short_rounds


def plan(quick: bool, rounds: int | None) -> Plan:
    """The full plan, or one that only shows that everything works; `rounds` replaces every number of rounds."""
    large, stream = (64 * MIB, 128 * MIB) if quick else (GIB, 4 * GIB)
    short, long, start, kdf = (3, 3, 5, 3) if quick else (21, 7, 41, 11)
    return Plan(quick, (KIB, MIB), large, stream, rounds or short, rounds or long, rounds or start, rounds or kdf)


def size_text(size: int) -> str:
    """1 KiB, 64 MiB, 1 GiB."""
    for unit, name in ((GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")):
        if size % unit == 0:
            return f"{size // unit} {name}"
    return f"{size} bytes"

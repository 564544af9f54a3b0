"""Locket's peak memory by size of content: with a key, and with a password beyond what its KDF fills."""
from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from .argon2 import MEMORY_IN_KIB
from .contestants import Contestant
from .process import peak_under_gnu_time, run_alone, run_in_pipes
from .sizes import Plan, size_text
from .throughput import FILES, PIPES, Bench
from .workplace import write_random

RUNS = 3
KEY, PASSWORD = "key", "password"
PASSWORD_OPTION = ["--password-env", "LOCKET_BENCH_PASSWORD"]
PASSWORD_ENV = {"LOCKET_BENCH_PASSWORD": "correct horse battery staple"}


@dataclass(frozen=True)
class Peak:
    """The highest of several runs, in KiB; `kdf_kib` of them are the KDF's own."""

    slot: str
    path: str
    size: int
    encrypt_kib: int
    decrypt_kib: int
    kdf_kib: int

    @property
    def beyond_kdf_kib(self) -> int:
        return max(self.encrypt_kib, self.decrypt_kib) - self.kdf_kib

    def as_json(self) -> dict:
        return asdict(self)


def measure_memory(bench: Bench, plan: Plan, say) -> list[Peak]:
    """Content of every size with a key, the smallest and the largest with a password, and a stream longer than any of them."""
    with_key = bench.tools[0]
    with_password = _with_password(with_key)
    plain = bench.data / "plain"
    peaks = []
    for size in plan.sizes:
        say(f"memory, {size_text(size)}")
        write_random(plain, size)
        peaks += [_peak(bench, with_key, KEY, path, plain) for path in (FILES, PIPES)]
        if size in (plan.sizes[0], plan.large):
            peaks.append(_peak(bench, with_password, PASSWORD, FILES, plain))
        plain.unlink()
    say(f"memory, {size_text(plan.stream)} of zeros")
    with plain.open("wb") as zeros:
        zeros.truncate(plan.stream)
    peaks.append(_peak(bench, with_key, KEY, PIPES, plain))
    plain.unlink()
    return peaks


def _with_password(locket: Contestant) -> Contestant:
    program = locket.encrypt[0]
    return replace(locket, encrypt=[program, "encrypt", *PASSWORD_OPTION, "-o", "{out}", "{in}"],
                   decrypt=[program, "decrypt", *PASSWORD_OPTION, "-o", "{out}", "{in}"], env=PASSWORD_ENV)


def _peak(bench: Bench, tool: Contestant, slot: str, path: str, plain: Path) -> Peak:
    sealed, opened = bench.data / "sealed", bench.data / "opened"
    encrypting, decrypting = 0, 0
    for _ in range(RUNS):
        if path == FILES:
            encrypted = peak_under_gnu_time(run_alone, tool.command(tool.encrypt, bench.keys, plain, sealed))
            decrypted = peak_under_gnu_time(run_alone, tool.command(tool.decrypt, bench.keys, sealed, opened))
        else:
            encrypted = peak_under_gnu_time(run_in_pipes, tool.command(tool.encrypt_pipe, bench.keys), plain, sealed)
            decrypted = peak_under_gnu_time(run_in_pipes, tool.command(tool.decrypt_pipe, bench.keys), sealed)
        encrypting, decrypting = max(encrypting, encrypted), max(decrypting, decrypted)
        sealed.unlink()
        opened.unlink(missing_ok=True)
    return Peak(slot, path, plain.stat().st_size, encrypting, decrypting, MEMORY_IN_KIB if slot == PASSWORD else 0)

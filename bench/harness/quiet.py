"""Waits until nothing else uses the processors, and notices if something does; figures taken beside other work are no figures."""
from __future__ import annotations

import os
import time
from pathlib import Path

IDLE_SHARE = 0.9
WATCH_SECONDS = 2.0
PATIENCE_SECONDS = 120.0
# The kernel's own threads and the hypervisor take a little on a quiet machine too.
FOREIGN_SHARE_LIMIT = 0.05


def wait_until_quiet(say, patience_seconds: float) -> None:
    """Returns once the processors were nearly idle for a moment, or says that they never were."""
    deadline, told = time.monotonic() + patience_seconds, False
    while True:
        share = _idle_share()
        if share >= IDLE_SHARE:
            return
        if time.monotonic() >= deadline:
            say(f"the machine is busy (idle {share:.0%}): the figures will be disturbed")
            return
        if not told:
            say("waiting for the machine to come to rest")
            told = True


class ForeignWork:
    """The share of all processors that neither this script nor its programs used, over everything that ran under `with`."""

    def __init__(self) -> None:
        self._foreign = self._total = 0.0
        self._started = (0.0, 0.0, 0.0)

    @property
    def share(self) -> float:
        return self._foreign / self._total if self._total else 0.0

    @property
    def is_too_much(self) -> bool:
        return self.share > FOREIGN_SHARE_LIMIT

    def __enter__(self) -> ForeignWork:
        self._started = self._reading()
        return self

    def __exit__(self, *_) -> None:
        idle, total, own = (now - then for now, then in zip(self._reading(), self._started))
        self._foreign += max(0.0, total - idle - own)
        self._total += total

    @staticmethod
    def _reading() -> tuple[float, float, float]:
        idle, total = (ticks / os.sysconf("SC_CLK_TCK") for ticks in _ticks())
        return idle, total, sum(os.times()[:4])


def _idle_share() -> float:
    idle, total = _ticks()
    time.sleep(WATCH_SECONDS)
    later_idle, later_total = _ticks()
    return (later_idle - idle) / max(1, later_total - total)


def _ticks() -> tuple[int, int]:
    ticks = [int(word) for word in Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:9]]
    return ticks[3] + ticks[4], sum(ticks)

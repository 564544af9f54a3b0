"""Waits until nothing else uses the processors; figures taken beside someone else's work are no figures."""
import time
from pathlib import Path

IDLE_SHARE = 0.9
WATCH_SECONDS = 2.0
PATIENCE_SECONDS = 120.0


def wait_until_quiet(say, patience_seconds: float) -> bool:
    """True once the processors were nearly idle for a moment; false if they never were."""
    deadline, told = time.monotonic() + patience_seconds, False
    while True:
        share = _idle_share()
        if share >= IDLE_SHARE:
            return True
        if time.monotonic() >= deadline:
            say(f"the machine is busy (idle {share:.0%}): the figures will be disturbed")
            return False
        if not told:
            say("waiting for the machine to come to rest")
            told = True


def _idle_share() -> float:
    idle, total = _ticks()
    time.sleep(WATCH_SECONDS)
    later_idle, later_total = _ticks()
    return (later_idle - idle) / max(1, later_total - total)


def _ticks() -> tuple[int, int]:
    ticks = [int(word) for word in Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:9]]
    return ticks[3] + ticks[4], sum(ticks)

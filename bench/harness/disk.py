"""One task on a disk, each program's output flushed to it before the clock stops."""
from __future__ import annotations

from pathlib import Path

from .measurement import Measurement, in_rounds
from .process import Command, Sample, run_alone
from .sizes import Plan
from .throughput import Bench
from .workplace import write_random

NAMES = ("locket", "age", "cp")
THEN_SYNC = ["sh", "-c", 'target=$1; shift; "$@" && sync "$target"', "sh"]


def measure_disk(bench: Bench, folder: Path, plan: Plan) -> dict[str, Measurement]:
    """Encrypts (or copies) the largest content into `folder`, which is on a disk."""
    plain = folder / "plain"
    write_random(plain, plan.large)
    runs = {tool.name: _run_of(bench, tool, plain, folder / ("out" + tool.suffix)) for tool in bench.tools if tool.name in NAMES}
    for run in runs.values():
        run()
    return in_rounds(plan.long_rounds, runs)


def _run_of(bench: Bench, tool, plain: Path, target: Path):
    command = tool.command(tool.encrypt, bench.keys, plain, target)
    synced = Command.of([*THEN_SYNC, str(target), *command.argv], command.env)

    def run() -> Sample:
        sample = run_alone(synced)
        target.unlink()
        return sample

    return run

"""bench/run's command line."""
from __future__ import annotations

import argparse
import datetime
import os
import shlex
import sys
import tempfile
from pathlib import Path

from .argon2 import measure_argon2
from .contestants import contestants, prepare_keys
from .disk import measure_disk
from .docs import update_docs
from .errors import BenchError
from .install import install_missing
from .machine import machine_facts
from .memory import measure_memory
from .publish import ARTIFACTS, REPOSITORY, locket_program, published
from .quiet import PATIENCE_SECONDS, ForeignWork, wait_until_quiet
from .report import report
from .results import Results
from .sizes import Plan, plan
from .startup import measure_startup
from .throughput import FILES, PIPES, Bench, measure_throughput
from .workplace import workplace

SECTIONS = [FILES, PIPES, "start", "argon2", "memory", "disk"]
RESULTS = ARTIFACTS / "bench" / "results.json"
LEAST_ROUNDS = 5
# The original, a copy in every program's form, the outputs of one task and a temporary one, in units of the largest content.
COPIES = 9


def main() -> int:
    """Measures and prints; the exit code tells whether measuring worked, not whether the figures please."""
    options = _options()
    try:
        if options.from_results:
            results = Results.load(options.from_results)
        else:
            results = _measure(options, plan(options.quick, options.rounds))
            results.save(RESULTS)
            say(f"samples kept in {RESULTS.relative_to(REPOSITORY)}")
        sys.stdout.write(report(results))
        if options.update_docs:
            if results.quick or (results.busy and not options.although_busy):
                raise BenchError("the page takes no figures of a quick run or a busy machine (--although-busy overrides the latter)")
            update_docs(results, REPOSITORY / "docs")
        return 0
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1


def say(text: str) -> None:
    """What is going on, for the one who waits."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


def _measure(options: argparse.Namespace, plan: Plan) -> Results:
    """1. programs  2. keys and a place for the data  3. each section, as soon as the machine is quiet."""
    install_missing(say)
    say("publishing")
    chosen = options.only or SECTIONS
    programs = {"locket": locket_program()}
    if "start" in chosen:
        programs["EmptyProgram"] = published("EmptyProgram")
    if "argon2" in chosen:
        programs["Argon2Program"] = published("Argon2Program")
    results = Results(_own_command(), plan.quick, plan.large)
    disk_parent = ARTIFACTS / "bench"
    disk_parent.mkdir(parents=True, exist_ok=True)
    with workplace(plan.large * COPIES) as place, tempfile.TemporaryDirectory(prefix="disk-", dir=disk_parent) as disk:
        keys, data = place / "keys", place / "data"
        keys.mkdir(mode=0o700)
        data.mkdir()
        bench = Bench(keys, data, contestants(programs["locket"]))
        prepare_keys(keys, programs["locket"])
        results.machine = machine_facts(options.date, programs, place, Path(disk))
        others = ForeignWork()
        paths = [path for path in (FILES, PIPES) if path in chosen]
        sections = {
            "start": lambda: {"startup": measure_startup(programs["locket"], programs["EmptyProgram"], plan.start_rounds)},
            "argon2": lambda: {"argon2": measure_argon2(programs["Argon2Program"], keys, plan.kdf_rounds)},
            "throughput": lambda: {"throughput": measure_throughput(bench, plan, paths, say)},
            "disk": lambda: {"disk": measure_disk(bench, Path(disk), plan)},
            "memory": lambda: {"memory": measure_memory(bench, plan, say)},
        }
        for name, measure in sections.items():
            if name in chosen or (name == "throughput" and paths):
                wait_until_quiet(say, 0 if plan.quick else PATIENCE_SECONDS)
                say(name)
                with others:
                    vars(results).update(measure())
        results.busy = others.is_too_much
        results.machine.append(("Processors used by others", f"{others.share:.0%} of the time{', too much' if results.busy else ''}"))
    return results


def _own_command() -> str:
    other_program = [f"LOCKET={shlex.quote(os.environ['LOCKET'])}"] if "LOCKET" in os.environ else []
    return " ".join([*other_program, "bench/run", *map(shlex.quote, sys.argv[1:])])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__, epilog="What is measured and how: docs/performance.md.")
    parser.add_argument("--quick", action="store_true", help="64 MiB and few rounds: shows that everything works, not how fast it is")
    parser.add_argument("--rounds", type=int, metavar="N", help=f"rounds of everything, at least {LEAST_ROUNDS} unless --quick")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="measure this section; may be given again")
    parser.add_argument("--update-docs", action="store_true", help="write the figures into docs/performance.md and draw its plot")
    parser.add_argument("--although-busy", action="store_true", help="update the page although other programs used the processors meanwhile")
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="the date to write beside the figures; today")
    parser.add_argument("--from", dest="from_results", type=Path, metavar="FILE", help="measure nothing, use the samples kept in FILE")
    options = parser.parse_args()
    if options.rounds is not None and options.rounds < (1 if options.quick else LEAST_ROUNDS):
        parser.error(f"--rounds must be at least {LEAST_ROUNDS}")
    if options.update_docs and (options.only or options.quick):
        parser.error("--update-docs needs a full run, without --only and --quick")
    return options

"""bench/rooms's command line: one program measures, this writes it down."""
from __future__ import annotations

import argparse
import datetime
import json
import shlex
import statistics
import subprocess
import sys

from .docs import rewrite
from .errors import BenchError
from .publish import ARTIFACTS, REPOSITORY, published
from .quiet import PATIENCE_SECONDS, ForeignWork, wait_until_quiet

ROUNDS, QUICK_ROUNDS = 41, 3
MOST_TIMES_THE_FLOOR = 2.0
STEADY_RATE, SECONDS = 1_000, 10
RATES = (2_000, 3_000, 4_000, 6_000, 8_000, 12_000, 16_000)
HELD_WITHIN_SECONDS = 0.1
RESULTS = ARTIFACTS / "bench" / "rooms.json"
BEGIN, END = "<!-- bench/rooms: results -->", "<!-- bench/rooms: end of results -->"


def main() -> int:
    """Measures and prints; the exit code tells whether measuring worked, not whether the figures please."""
    options = _options()
    try:
        results = _measure(options)
        text = _report(results)
        sys.stdout.write(text + "\n")
        if options.update_docs:
            if options.quick or (results["busy"] and not options.although_busy):
                raise BenchError("the page takes no figures of a quick run or a busy machine (--although-busy overrides the latter)")
            rewrite(REPOSITORY / "docs" / "performance.md", BEGIN, END, text)
        return 0
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1


def _measure(options: argparse.Namespace) -> dict:
    _say("publishing")
    program = published("RoomsProgram")
    wait_until_quiet(_say, 0 if options.quick else PATIENCE_SECONDS)
    others = ForeignWork()
    with others:
        _say("messages and handshakes")
        rates = _run([program, "rates", str(QUICK_ROUNDS if options.quick else ROUNDS)])
        seconds = 2 if options.quick else SECONDS
        _say("over a relay")
        steady = _run([program, "latency", str(STEADY_RATE), str(seconds)])
        held = [steady]
        for rate in RATES:
            try:
                one = _run([program, "latency", str(rate), str(seconds)])
            except BenchError as failure:
                _say(f"{rate} texts a second are too many: {str(failure).splitlines()[0]}")
                break
            if one["p99"] > HELD_WITHIN_SECONDS:
                break
            held.append(one)
    results = {"date": options.date, "command": " ".join(["bench/rooms", *map(shlex.quote, sys.argv[1:])]), "busy": others.is_too_much,
               "rates": rates, "steady": steady, "held": held[-1]}
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    _say(f"samples kept in {RESULTS.relative_to(REPOSITORY)}")
    return results


def _run(argv: list[str]) -> dict | list:
    done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise BenchError(f"{' '.join(argv)} ended with {done.returncode}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def _report(results: dict) -> str:
    head = ["|  | A second, on one core | Median (least to most) | The bare calls | × the bare calls | Promised | Held | Allocated |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |"]
    rows = [_rate_row(rate) for rate in results["rates"]]
    steady, held = results["steady"], results["held"]
    over = ["| Texts a second | Median | 99 of 100 within | Longest |", "| --- | --- | --- | --- |", _latency_row(steady)]
    if held is not steady:
        over.append(_latency_row(held))
    note = f"The last row is the largest of the tried rates at which 99 of 100 texts arrived within {HELD_WITHIN_SECONDS * 1000:.0f} ms."
    return "\n".join([f"Measured on {results['date']} by `{results['command']}`, on the machine named above.", "", *head, *rows, "", *over, "", note])


def _rate_row(rate: dict) -> str:
    ours, floor = statistics.median(rate["locket"]), statistics.median(rate["floor"])
    ratio = statistics.median(a / b for a, b in zip(rate["locket"], rate["floor"]))
    promised = rate["name"] != "handshake"
    held = ("yes" if ratio <= MOST_TIMES_THE_FLOOR else "**no**") if promised else ""
    cells = [rate["name"], f"{1 / ours:,.0f}", f"{_micro(ours)} µs ({_micro(min(rate['locket']))}–{_micro(max(rate['locket']))})",
             f"{_micro(floor)} µs", f"{ratio:.2f}", f"≤ {MOST_TIMES_THE_FLOOR}" if promised else "", held, f"{rate['allocatedBytes']:,} B"]
    return "| " + " | ".join(cells) + " |"


def _latency_row(one: dict) -> str:
    return "| " + " | ".join([f"{one['rate']:,}", *(f"{one[name] * 1000:.2f} ms" for name in ("median", "p99", "longest"))]) + " |"


def _micro(seconds: float) -> str:
    return f"{seconds * 1e6:,.1f}"


def _say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/rooms", description="Measures rooms; what and how: docs/performance.md.")
    parser.add_argument("--quick", action="store_true", help="few rounds: shows that everything works, not how fast it is")
    parser.add_argument("--update-docs", action="store_true", help="write the figures into docs/performance.md")
    parser.add_argument("--although-busy", action="store_true", help="update the page although other programs used the processors meanwhile")
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="the date to write beside the figures; today")
    return parser.parse_args()

"""bench/pictures's command line: a folder of photographs, sealed and opened by each program in turn."""
from __future__ import annotations

import argparse
import datetime
import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from .docs import rewrite
from .errors import BenchError
from .folders import FolderBench, measure_folders, measure_list
from .folder_contestants import PYTHON, folder_keys, under_a_password, with_a_key
from .install import install_missing
from .pictures_report import KEY, PASSWORD, PicturesResults, report
from .publish import ARTIFACTS, REPOSITORY, locket_program
from .quiet import PATIENCE_SECONDS, ForeignWork, wait_until_quiet
from .workplace import file_system, workplace

PHOTOGRAPHS, QUICK_PHOTOGRAPHS = 2_000, 60
LISTED, ROUNDS = 1_000, 3
# The photographs, sealed, opened, and something more.
COPIES = 3.3
ALBUM = ARTIFACTS / "bench" / "photographs"
RESULTS = ARTIFACTS / "bench" / "pictures.json"
BEGIN, END = "<!-- bench/pictures: results -->", "<!-- bench/pictures: end of results -->"


def main() -> int:
    """Measures and prints; the exit code tells whether measuring worked, not whether the figures please."""
    options = _options()
    try:
        results = _measure(options)
        RESULTS.write_text(json.dumps(results.as_json(), indent=1) + "\n", encoding="utf-8")
        _say(f"samples kept in {RESULTS.relative_to(REPOSITORY)}")
        text = report(results)
        sys.stdout.write(text + "\n")
        if options.update_docs:
            if options.photographs != PHOTOGRAPHS or results.has_lopsided_part or (results.busy and not options.although_busy):
                raise BenchError("the page takes no figures of a part, of parts unlike the whole or of a busy machine "
                                 "(--although-busy overrides the last)")
            rewrite(REPOSITORY / "docs" / "performance.md", BEGIN, END, text)
        return 0
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1


def _measure(options: argparse.Namespace) -> PicturesResults:
    """1. programs  2. photographs, drawn once  3. a copy of them in memory  4. rounds  5. the list."""
    install_missing(_say)
    _say("publishing")
    locket = locket_program()
    _say(f"drawing {options.photographs} photographs, where they are not there yet")
    photographs = _photographs(options.photographs)
    total = sum(file.stat().st_size for file in photographs)
    with workplace(int(total * COPIES)) as place:
        keys, album = place / "keys", place / "photographs"
        keys.mkdir(mode=0o700)
        album.mkdir()
        for file in photographs:
            shutil.copy(file, album)
        bench = FolderBench(locket, keys, place, album, {PASSWORD: under_a_password(locket), KEY: with_a_key(locket)})
        others = ForeignWork()
        with folder_keys(keys, locket):
            wait_until_quiet(_say, 0 if options.quick else PATIENCE_SECONDS)
            with others:
                measured = measure_folders(bench, options.rounds, _say)
                listed = measure_list(bench, min(LISTED, len(photographs)), options.rounds, _say)
        command = " ".join(["bench/pictures", *map(shlex.quote, sys.argv[1:])])
        return PicturesResults(options.date, command, file_system(place), len(photographs), total, others.share, others.is_too_much, measured, listed)


def _photographs(count: int) -> list[Path]:
    """They are drawn by another program, since Pillow belongs to the system's Python."""
    if subprocess.run([PYTHON, "-c", "import PIL, cryptography"], stderr=subprocess.DEVNULL, check=False).returncode != 0:
        raise BenchError(f"{PYTHON} needs Pillow and cryptography (Debian: apt install python3-pil python3-cryptography)")
    script = Path(__file__).with_name("photographs.py")
    if subprocess.run([PYTHON, str(script), str(ALBUM), str(count)], check=False).returncode != 0:
        raise BenchError("the photographs could not be drawn")
    return sorted(ALBUM.glob("IMG_*.jpg"))[:count]


def _say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/pictures", description="Measures folders of photographs; what and how: docs/performance.md.")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_PHOTOGRAPHS} photographs, one round: shows that everything works, not how fast it is")
    parser.add_argument("--photographs", type=int, metavar="N", help=f"so many instead of {PHOTOGRAPHS:,}, at most 9,999")
    parser.add_argument("--rounds", type=int, metavar="N", help=f"instead of {ROUNDS}")
    parser.add_argument("--update-docs", action="store_true", help="write the figures into docs/performance.md")
    parser.add_argument("--although-busy", action="store_true", help="update the page although other programs used the processors meanwhile")
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="the date to write beside the figures; today")
    options = parser.parse_args()
    options.photographs = options.photographs or (QUICK_PHOTOGRAPHS if options.quick else PHOTOGRAPHS)
    options.rounds = options.rounds or (1 if options.quick else ROUNDS)
    if not 1 <= options.photographs <= 9_999:
        parser.error("--photographs must be 1 to 9999")
    return options

"""Puts the figures of a run into docs/performance.md, between markers; the prose around them is written by hand."""
from __future__ import annotations

import re
from pathlib import Path

from .chart import chart
from .errors import BenchError
from .report import details, machine_table, targets_table
from .results import Results


def update_docs(results: Results, docs: Path) -> None:
    """Rewrites the marked parts of the page and draws the plot beside it."""
    page = docs / "performance.md"
    text = page.read_text(encoding="utf-8")
    plot = "![Throughput of each program, file to file and through pipes; the tables below have the figures](performance.svg)"
    parts = {"targets": targets_table(results), "machine": machine_table(results), "results": f"{plot}\n\n{details(results)}"}
    for name, content in parts.items():
        text = _replace(text, name, content)
    (docs / "performance.svg").write_text(chart(results), encoding="utf-8")
    page.write_text(text, encoding="utf-8")


def rewrite(page: Path, begin: str, end: str, content: str) -> None:
    """Rewrites what stands between two lines of a page."""
    page.write_text(_between(page.read_text(encoding="utf-8"), begin, end, content), encoding="utf-8")


def _replace(text: str, name: str, content: str) -> str:
    return _between(text, f"<!-- bench/run: {name} -->", f"<!-- bench/run: end of {name} -->", content)


def _between(text: str, begin: str, end: str, content: str) -> str:
    replaced, count = re.subn(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}\n\n{content}\n\n{end}", text, flags=re.DOTALL)
    if count != 1:
        raise BenchError(f"docs/performance.md needs the lines {begin} and {end}, each once")
    return replaced

"""The plot: throughput at the largest size, four panels of horizontal bars, legible on light and dark pages."""
from __future__ import annotations

from .measurement import Measurement
from .report import TITLES
from .results import Results
from .sizes import GIB, size_text
from .throughput import PIPES, find

WIDTH, MARGIN, GUTTER = 880, 20, 40
TOP, TITLE, ROW, BAR, PANEL_GAP = 64, 30, 26, 16, 22
LABEL, VALUE = 70, 72
STYLE = """
  text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328; }
  .head { font-size: 16px; font-weight: 600; }
  .title { font-size: 14px; font-weight: 600; }
  .note, .value { fill: #59636e; }
  .bar { fill: #8c959f; }
  .floor { fill: #d1d9e0; }
  .ours { fill: #0969da; }
  .axis { stroke: #59636e; stroke-width: 1; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .note, .value { fill: #9198a1; }
    .bar { fill: #656c76; }
    .floor { fill: #3d444d; }
    .ours { fill: #4493f8; }
    .axis { stroke: #9198a1; }
  }
"""


def chart(results: Results) -> str:
    """The whole SVG document."""
    panels = [(key, find(results.throughput, *key, results.large)) for key in TITLES]
    fastest = max(_speed(results, one) for _, tools in panels for one in tools.values())
    panel_width = (WIDTH - 2 * MARGIN - GUTTER) // 2
    parts, y = [], TOP
    for left, right in (panels[:2], panels[2:]):
        for x, (key, tools) in ((MARGIN, left), (MARGIN + panel_width + GUTTER, right)):
            parts += _panel(results, key, tools, x, y, panel_width, fastest)
        y += TITLE + ROW * max(len(left[1]), len(right[1])) + PANEL_GAP
    heading = f"Throughput at {size_text(results.large)} of random content, GiB per second"
    note = "Medians of whole processes, interleaved in one run; longer is faster. The floor copies without encrypting."
    size = f'viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}"'
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{heading}">',
        f"<style>{STYLE}</style>",
        f'<text class="head" x="{MARGIN}" y="26">{heading}</text>',
        f'<text class="note" x="{MARGIN}" y="46">{note}</text>',
        *parts, "</svg>", ""])


def _panel(results: Results, key: tuple[str, str], tools: dict[str, Measurement], x: int, y: int, width: int, fastest: float) -> list[str]:
    start, room = x + LABEL, width - LABEL - VALUE
    parts = [f'<text class="title" x="{x}" y="{y + 16}">{TITLES[key]}</text>']
    for index, (name, one) in enumerate(tools.items()):
        top, speed = y + TITLE + index * ROW, _speed(results, one)
        baseline, length = top + BAR - 3, max(1.0, speed / fastest * room)
        kind = {"locket": "ours", "cp": "floor"}.get(name, "bar")
        shown = "cat" if (key[0], name) == (PIPES, "cp") else name
        parts.append(f'<text x="{start - 8}" y="{baseline}" text-anchor="end">{shown}</text>')
        parts.append(f'<rect class="{kind}" x="{start}" y="{top}" width="{length:.1f}" height="{BAR}" rx="2"/>')
        parts.append(f'<text class="value" x="{start + length + 6:.1f}" y="{baseline}">{speed:.2f}</text>')
    bottom = y + TITLE + len(tools) * ROW - (ROW - BAR) + 4
    parts.append(f'<line class="axis" x1="{start}" y1="{y + TITLE - 4}" x2="{start}" y2="{bottom}"/>')
    return parts


def _speed(results: Results, one: Measurement) -> float:
    return results.large / one.median / GIB

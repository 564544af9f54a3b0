"""Draws what tmux shows (`capture-pane -e -p`) as an SVG: text and colors, nothing else."""

import re
import unicodedata
from html import escape

SGR = re.compile(r"\x1b\[([0-9;]*)m")
FOREGROUND, BACKGROUND = "#d8dee9", "#1f2430"
BASIC = ["#3b4252", "#bf616a", "#a3be8c", "#ebcb8b", "#81a1c1", "#b48ead", "#88c0d0", "#e5e9f0"]
CELL_WIDTH, CELL_HEIGHT, FONT_SIZE = 8.4, 17, 14


def color(codes):
    """The color of `38;5;N` or `48;5;N`, and how many codes it took."""
    number = int(codes[2])
    if number < 8:
        return BASIC[number], 3
    if number < 16:
        return BASIC[number - 8], 3
    if number == 16:
        return "#000000", 3
    if number == 231:
        return "#ffffff", 3
    level = 8 + (number - 232) * 10 if number >= 232 else 128
    return f"#{level:02x}{level:02x}{level:02x}", 3


class Style:
    def __init__(self):
        self.reset()

    def reset(self):
        self.fg, self.bg, self.bold, self.dim, self.reverse = None, None, False, False, False

    def apply(self, text):
        codes = [code or "0" for code in text.split(";")]
        while codes:
            code, used = int(codes[0]), 1
            if code == 0:
                self.reset()
            elif code == 1:
                self.bold = True
            elif code == 2:
                self.dim = True
            elif code == 22:
                self.bold = self.dim = False
            elif code == 7:
                self.reverse = True
            elif code == 27:
                self.reverse = False
            elif 30 <= code <= 37:
                self.fg = BASIC[code - 30]
            elif code == 39:
                self.fg = None
            elif 40 <= code <= 47:
                self.bg = BASIC[code - 40]
            elif code == 49:
                self.bg = None
            elif code == 38:
                self.fg, used = color(codes)
            elif code == 48:
                self.bg, used = color(codes)
            codes = codes[used:]

    def colors(self):
        fg, bg = self.fg or FOREGROUND, self.bg
        return (bg or BACKGROUND, fg) if self.reverse else (fg, bg)


def width(character):
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def draw(rows, columns, left, top, parts):
    style = Style()
    for number, row in enumerate(rows):
        column, at = 0, 0
        y = top + number * CELL_HEIGHT
        for piece in re.split(r"(\x1b\[[0-9;]*m)", row):
            match = SGR.fullmatch(piece)
            if match:
                style.apply(match.group(1))
                continue
            if not piece:
                continue
            cells = sum(width(character) for character in piece)
            x = left + column * CELL_WIDTH
            fg, bg = style.colors()
            if bg:
                parts.append(
                    f'<rect x="{x:.1f}" y="{y}" width="{cells * CELL_WIDTH + 0.3:.1f}" height="{CELL_HEIGHT + 0.3}" fill="{bg}"/>')
            if piece.strip():
                weight = ' font-weight="bold"' if style.bold else ""
                opacity = ' opacity="0.6"' if style.dim else ""
                parts.append(
                    f'<text x="{x:.1f}" y="{y + 13}" textLength="{cells * CELL_WIDTH:.1f}" fill="{fg}"{weight}{opacity} '
                    f'xml:space="preserve">{escape(piece)}</text>')
            column += cells


def svg(screens):
    """The SVG of several screens above each other: (title, columns, rows)."""
    margin, bar = 12, 26
    wide = max(columns for _, columns, _ in screens) * CELL_WIDTH + 4 * margin
    parts, y = [], margin
    for title, columns, rows in screens:
        height = len(rows) * CELL_HEIGHT + bar + margin
        parts.append(f'<rect x="{margin}" y="{y}" width="{wide - 2 * margin:.0f}" height="{height}" rx="8" fill="{BACKGROUND}"/>')
        parts.append(f'<text x="{wide / 2:.0f}" y="{y + 18}" text-anchor="middle" fill="#8f9bb3">{escape(title)}</text>')
        draw(rows, columns, 2 * margin, y + bar, parts)
        y += height + margin
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{y}" viewBox="0 0 {wide:.0f} {y}" '
        f'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="{FONT_SIZE}">\n' + "\n".join(parts) + "\n</svg>\n")

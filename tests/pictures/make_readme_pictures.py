#!/usr/bin/python3
"""Draws the README's picture, and has the command redact and reveal it as the README says.

usage: make_readme_pictures.py LOCKET [--check]

Writes docs/images/street.png, street-redacted.png and street-plate.png; with --check writes nothing, and fails where the stored street.png is
not what is drawn here. The redacted picture's password is "correct horse battery staple", so that anybody can try it.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageStat

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
SIZE = (480, 300)
SCALE = 4
LONGEST_IN_BYTES = 60_000

# Letters of the plate as strokes on a grid of 4 by 6.
STROKES = {
    "L": [[(0, 0), (0, 6), (4, 6)]],
    "K": [[(0, 0), (0, 6)], [(4, 0), (0, 3), (4, 6)]],
    "T": [[(0, 0), (4, 0)], [(2, 0), (2, 6)]],
    "4": [[(3, 6), (3, 0), (0, 4), (4, 4)]],
    "2": [[(0, 1), (1, 0), (3, 0), (4, 1), (4, 2), (0, 6), (4, 6)]],
    "7": [[(0, 0), (4, 0), (1.5, 6)]],
}


class Pen:
    """Draws in pixels of the finished picture, on a canvas that is larger, so that edges become smooth."""

    def __init__(self):
        self.canvas = Image.new("RGB", tuple(side * SCALE for side in SIZE))
        self.draw = ImageDraw.Draw(self.canvas)

    def at(self, *points):
        return [(x * SCALE, y * SCALE) for x, y in points]

    def box(self, x, y, w, h, color, radius=0):
        self.draw.rounded_rectangle(self.at((x, y), (x + w, y + h)), radius * SCALE, fill=color)

    def oval(self, x, y, w, h, color):
        self.draw.ellipse(self.at((x, y), (x + w, y + h)), fill=color)

    def shape(self, color, *points):
        self.draw.polygon(self.at(*points), fill=color)

    def line(self, color, width, *points):
        self.draw.line(self.at(*points), fill=color, width=round(width * SCALE), joint="curve")

    def finish(self):
        return self.canvas.resize(SIZE, Image.Resampling.BOX)


def street():
    pen = Pen()
    for y in range(190):
        pen.box(0, y, 480, 1, (150 + y // 3, 205 + y // 6, 240))
    pen.oval(392, 22, 46, 46, "#ffd75e")
    for x, y in ((60, 40), (250, 28)):
        for dx, dy, w in ((0, 10, 60), (14, 0, 34), (30, 6, 50)):
            pen.oval(x + dx, y + dy, w, 20, "#ffffff")
    pen.shape("#8fbf6f", (0, 178), (120, 158), (260, 172), (380, 156), (480, 170), (480, 220), (0, 220))

    # The house.
    pen.box(40, 108, 150, 96, "#f2e3c6")
    pen.shape("#b5523b", (26, 110), (115, 52), (204, 110))
    pen.box(150, 60, 16, 32, "#8d3f2d")
    pen.box(60, 130, 34, 34, "#5b7f95")
    pen.box(136, 130, 34, 34, "#5b7f95")
    for x in (60, 136):
        pen.line("#ffffff", 3, (x + 17, 130), (x + 17, 164))
        pen.line("#ffffff", 3, (x, 147), (x + 34, 147))
    pen.box(102, 150, 26, 54, "#7a4b2e")
    pen.oval(121, 176, 4, 4, "#ffd75e")
    pen.box(222, 128, 10, 76, "#6d4c33")
    pen.oval(194, 78, 66, 70, "#4f8a4b")
    pen.oval(206, 66, 44, 44, "#5d9b56")

    # The road, and the car on it.
    pen.box(0, 204, 480, 96, "#5c6067")
    pen.box(0, 200, 480, 8, "#c9c5ba")
    for x in range(10, 480, 70):
        pen.box(x, 282, 36, 5, "#f4f0e0")
    pen.shape("#3a6ea5", (52, 214), (74, 182), (150, 182), (176, 214))
    pen.shape("#cfe3f2", (64, 212), (79, 188), (145, 188), (164, 212))
    pen.box(30, 210, 168, 46, "#3f78b5", 12)
    pen.box(30, 226, 168, 8, "#2f5f93")
    pen.oval(38, 216, 20, 12, "#fff3c4")
    pen.oval(170, 216, 20, 12, "#fff3c4")
    pen.box(44, 248, 30, 22, "#23262b", 8)
    pen.box(154, 248, 30, 22, "#23262b", 8)
    pen.box(78, 236, 72, 20, "#ffffff", 3)
    pen.box(80, 238, 8, 16, "#2f5fb3")
    for i, letter in enumerate("LKT427"):
        x = 93 + i * 9
        for stroke in STROKES[letter]:
            pen.line("#1d1f23", 1.6, *((x + a * 1.4, 241 + b * 1.6) for a, b in stroke))

    # Somebody who walks by.
    pen.box(312, 206, 96, 94, "#c2543f", 26)
    pen.box(348, 184, 24, 34, "#e0a883", 8)
    pen.oval(324, 108, 72, 60, "#4a2f22")
    pen.oval(328, 116, 64, 82, "#f0bd98")
    pen.shape("#4a2f22", (326, 142), (334, 116), (386, 114), (394, 142), (376, 128), (348, 130))
    for x in (343, 367):
        pen.oval(x, 148, 11, 8, "#ffffff")
        pen.oval(x + 4, 149, 6, 7, "#2e4a33")
        pen.line("#4a2f22", 2, (x - 1, 143), (x + 12, 142))
    pen.line("#d3936d", 2, (360, 154), (357, 168), (363, 168))
    pen.line("#a63c34", 3, (346, 179), (354, 184), (366, 184), (374, 179))
    return pen.finish()


def readme_areas():
    """What the README hides, in the order of its command."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.search(r"picture redact .*--area (\S+)", text)[1], re.search(r"picture redact .*--layer plate=(\S+)", text)[1]


def main(locket, check):
    drawing = street()
    if check:
        with Image.open(IMAGES / "street.png") as stored:
            difference = ImageStat.Stat(ImageChops.difference(drawing, stored.convert("RGB"))).mean
        # Another version of Pillow may round otherwise.
        if stored.size != SIZE or max(difference) > 1:
            sys.exit("docs/images/street.png is not what tests/pictures/make_readme_pictures.py draws: run it")
        return

    face, plate = readme_areas()
    drawing.save(IMAGES / "street.png", optimize=True)
    with tempfile.TemporaryDirectory() as folder:
        key = os.path.join(folder, "garage.key")
        environment = {**os.environ, "PICTURE_PASSWORD": "correct horse battery staple"}

        def run(*words):
            subprocess.run([locket, *words], check=True, env=environment)

        run("key", "new", "-o", key)
        run("picture", "redact", "--force", "--password-env", "PICTURE_PASSWORD", "-o", IMAGES / "street-redacted.png", "--area", face,
            "--layer", f"plate={plate}", "--layer-key-file", f"plate={key}", IMAGES / "street.png")
        run("picture", "reveal", "--force", "--key-file", key, "-o", IMAGES / "street-plate.png", IMAGES / "street-redacted.png")
    os.chmod(IMAGES / "street-plate.png", 0o644)
    for name in ("street.png", "street-redacted.png", "street-plate.png"):
        length = (IMAGES / name).stat().st_size
        print(f"{name}: {length} bytes")
        if length > LONGEST_IN_BYTES:
            sys.exit(f"{name} is too long for a README")


if __name__ == "__main__":
    main(sys.argv[1], "--check" in sys.argv[2:])

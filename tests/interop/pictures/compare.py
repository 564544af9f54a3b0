"""Compares decoded pictures: reads lines of two paths with a tab between them, writes one line each: same, different: why, or unreadable."""

import hashlib
import sys
import warnings

from PIL import Image, ImageSequence, ImageFile

warnings.simplefilter("ignore")
Image.MAX_IMAGE_PIXELS = 64 * 1024 * 1024


def frames(path):
    """Everything that a viewer sees: for each frame its size, mode, time and pixels; and how often they repeat."""
    seen = []
    with Image.open(path) as picture:
        for frame in ImageSequence.Iterator(picture):
            frame.load()
            pixels = hashlib.sha256(frame.tobytes() + frame.convert("RGBA").tobytes() if frame.mode in ("P", "L", "RGB", "1") else frame.tobytes())
            seen.append((frame.size, frame.mode, frame.info.get("duration"), frame.info.get("loop"), pixels.hexdigest()))
            if picture.format == "MPO":
                break
        return seen, picture.info.get("icc_profile")


def compare(before, after):
    try:
        old = frames(before)
    except Exception as error:
        return f"unreadable: {type(error).__name__}"
    try:
        new = frames(after)
    except Exception as error:
        return f"different: now {type(error).__name__} {error}"
    if old[1] != new[1]:
        return "different: color profile"
    if len(old[0]) != len(new[0]):
        return f"different: {len(old[0])} and {len(new[0])} frames"
    for number, (a, b) in enumerate(zip(old[0], new[0])):
        if a != b:
            return f"different: frame {number}: {a} and {b}"
    return "same"


for line in sys.stdin:
    left, right = line.rstrip("\n").split("\t")
    print(compare(left, right), flush=True)

"""Draws photographs: JPEGs such as cameras and phones write, with EXIF, a place, a time and a thumbnail in it; always the same ones.

Pixels are noise of every scale, weaker the finer, as in nature, with hard edges and a little grain, so that they cost a decoder and a
disk what real ones do. A program of its own, since it needs Pillow, which belongs to the system's Python: photographs.py FOLDER COUNT
"""
import concurrent.futures
import io
import os
import random
import struct
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

LEAST_BYTES, MOST_BYTES = 200_000, 8_000_000
# Cut out at full size, a scene of these pixels fills more than the longest file.
SCENE = (6400, 4800)
SCENES = 6
FINEST_WEIGHT, EDGES = 0.07, 40
# Quality and subsampling (Pillow's numbers: 4:4:4, 4:2:2, 4:2:0), as cameras, phones and those who edit choose them; how many of 20.
KINDS = [((90, 2), 11), ((92, 1), 6), ((95, 0), 2), ((85, 2), 1)]
PROGRESSIVE_QUALITY = 85
ORIENTATIONS = [1, 1, 1, 1, 1, 1, 6, 6, 8, 3]
THUMBNAIL = (160, 120)

_scenes: list[Image.Image] = []


def draw(folder: Path, count: int) -> None:
    """Draws what is missing of IMG_0001.jpg to IMG_`count`.jpg."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [number for number in range(1, count + 1) if not path_of(folder, number).exists()]
    if not missing:
        return
    with concurrent.futures.ProcessPoolExecutor() as pool:
        _scenes.extend(pool.map(_scene, range(SCENES)))
    # These workers are started with the scenes.
    with concurrent.futures.ProcessPoolExecutor() as pool:
        list(pool.map(_draw_one, ((str(folder), number) for number in missing), chunksize=8))


def path_of(folder: Path, number: int) -> Path:
    """Names as cameras give them."""
    return folder / f"IMG_{number:04}.jpg"


def _draw_one(task: tuple[str, int]) -> None:
    folder, number = Path(task[0]), task[1]
    dice = random.Random(f"photograph {number}")
    quality, subsampling = dice.choices([kind for kind, _ in KINDS], [share for _, share in KINDS])[0]
    scene = dice.choice(_scenes)
    wanted = LEAST_BYTES * (MOST_BYTES / LEAST_BYTES) ** dice.random()
    sample = _encoded(_crop(scene, 640, 480, dice), quality, subsampling)
    width = min(SCENE[0], round((640 * 480 * 4 / 3 * wanted / len(sample)) ** 0.5))
    picture = _crop(scene, width, round(width * 3 / 4), dice)
    if dice.random() < 0.5:
        picture = ImageOps.mirror(picture)
    small = picture.resize(THUMBNAIL, Image.Resampling.BOX, reducing_gap=1.0)
    exif = _exif(number, dice, picture.size, _encoded(small, 75, 2))
    file = path_of(folder, number)
    partial = file.with_suffix(".partial")
    partial.write_bytes(_encoded(picture, quality, subsampling, exif=exif, progressive=quality == PROGRESSIVE_QUALITY))
    partial.rename(file)


def _crop(scene: Image.Image, width: int, height: int, dice: random.Random) -> Image.Image:
    left, top = dice.randint(0, scene.width - width), dice.randint(0, scene.height - height)
    return scene.crop((left, top, left + width, top + height))


def _encoded(picture: Image.Image, quality: int, subsampling: int, **more) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality, subsampling=subsampling, **more)
    return file.getvalue()


def _scene(number: int) -> Image.Image:
    dice = random.Random(f"scene {number}")
    light = _noise(dice, SCENE[0])
    colors = [_noise(dice, 100).point(lambda value: 128 + (value - 128) // 3) for _ in range(2)]
    far, near = (Image.merge("YCbCr", (light.point(curve), *pair)) for curve, pair in
                 ((lambda value: 60 + value * 3 // 4, colors), (lambda value: value * 2 // 3, colors[::-1])))
    edges = Image.new("L", SCENE)
    pen = ImageDraw.Draw(edges)
    for _ in range(EDGES):
        x, y, size = dice.randint(0, SCENE[0]), dice.randint(0, SCENE[1]), dice.randint(20, 900)
        pen.polygon([(x + dice.randint(-size, size), y + dice.randint(-size, size)) for _ in range(5)], fill=dice.choice((0, 255)))
    return Image.composite(near, far, edges).convert("RGB")


def _noise(dice: random.Random, finest: int) -> Image.Image:
    """Noise whose finest grains are SCENE[0] / `finest` pixels wide."""
    made, columns = None, 5
    while columns <= finest:
        size = (columns, columns * 3 // 4 + 1)
        grains = Image.frombytes("L", size, dice.randbytes(size[0] * size[1])).resize(SCENE, Image.Resampling.BICUBIC)
        made = grains if made is None else Image.blend(made, grains, max(FINEST_WEIGHT, 0.45 - 0.04 * columns.bit_length()))
        columns *= 2
    return ImageOps.autocontrast(made, cutoff=1)


def _exif(number: int, dice: random.Random, size: tuple[int, int], thumbnail: bytes) -> bytes:
    """Four directories: the picture's, the camera's, the place's, the thumbnail's (CIPA DC-008)."""
    taken = f"2026:{dice.randint(1, 9):02}:{dice.randint(1, 28):02} {dice.randint(6, 21):02}:{dice.randint(0, 59):02}:{number % 60:02}"
    place = [(2, 5, _degrees(dice.uniform(46, 55))), (4, 5, _degrees(dice.uniform(6, 15)))]
    camera = [(0x829A, 5, struct.pack("<II", 1, dice.choice((60, 125, 500)))), (0x8827, 3, struct.pack("<H", dice.choice((50, 100, 400)))),
              (0x9003, 2, taken.encode() + b"\0"), (0x920A, 5, struct.pack("<II", 570, 100)), (0x927C, 7, dice.randbytes(2000)),
              (0xA002, 4, struct.pack("<I", size[0])), (0xA003, 4, struct.pack("<I", size[1]))]
    first = [(0x010F, 2, b"Locket\0"), (0x0110, 2, b"Bench Camera 1\0"), (0x0112, 3, struct.pack("<H", dice.choice(ORIENTATIONS))),
             (0x0132, 2, taken.encode() + b"\0")]
    at = 8 + _length([*first, (0x8769, 4, b"4444"), (0x8825, 4, b"4444")])
    at_place = at + _length(camera)
    place = [(1, 2, b"N\0"), place[0], (3, 2, b"E\0"), place[1]]
    at_thumbnail = at_place + _length(place)
    last = [(0x0103, 3, struct.pack("<H", 6)), (0x0201, 4, b"4444"), (0x0202, 4, struct.pack("<I", len(thumbnail)))]
    last[1] = (0x0201, 4, struct.pack("<I", at_thumbnail + _length(last)))
    first += [(0x8769, 4, struct.pack("<I", at)), (0x8825, 4, struct.pack("<I", at_place))]
    return b"Exif\0\0II*\0\x08\0\0\0" + _directory(first, 8, at_thumbnail) + _directory(camera, at) + _directory(place, at_place) \
        + _directory(last, at_thumbnail) + thumbnail


def _degrees(value: float) -> bytes:
    minutes = value % 1 * 60
    return struct.pack("<6I", int(value), 1, int(minutes), 1, int(minutes % 1 * 6000), 100)


def _directory(entries: list[tuple[int, int, bytes]], at: int, following: int = 0) -> bytes:
    head, behind = struct.pack("<H", len(entries)), b""
    start = at + 2 + 12 * len(entries) + 4
    for tag, kind, value in entries:
        count = len(value) // {2: 1, 3: 2, 4: 4, 5: 8, 7: 1}[kind]
        if len(value) > 4:
            place = struct.pack("<I", start + len(behind))
            behind += value + b"\0" * (len(value) % 2)
        else:
            place = value.ljust(4, b"\0")
        head += struct.pack("<HHI", tag, kind, count) + place
    return head + struct.pack("<I", following) + behind


def _length(entries: list[tuple[int, int, bytes]]) -> int:
    return len(_directory(entries, 0))


if __name__ == "__main__":
    os.nice(5)
    draw(Path(sys.argv[1]), int(sys.argv[2]))

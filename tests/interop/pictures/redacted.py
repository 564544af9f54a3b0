"""Compares redacted pictures with their originals: reads lines of original, redacted picture, format and rectangles (x,y,w,h;...) with tabs
between them, writes one line each: same, different: why, or unreadable: why, where Pillow does not read the original."""

import io
import sys
import warnings

from PIL import Image, ImageChops, ImageDraw, ImageOps

Image.MAX_IMAGE_PIXELS = 64 * 1024 * 1024

# How far JPEG and lossy WebP mix pixels: a block of 16 and its neighbor.
REACH = 18

# How far from black a hidden pixel may be that no other one reaches: WebP rounds twice, to other colors and back.
DARK = {"PNG": 0, "JPEG": 0, "WEBP": 3}


def upright(path):
    with Image.open(path) as picture:
        if picture.mode in ("I", "I;16"):
            picture = picture.point(lambda v: v / 256).convert("L")
        picture.load()
        return ImageOps.exif_transpose(picture).convert("RGBA")


def mask(size, areas, grow):
    """White where rectangles are, made larger (or smaller) by some pixels."""
    image = Image.new("L", size, 0)
    draw = ImageDraw.Draw(image)
    for x, y, w, h in areas:
        if w + 2 * grow > 0 and h + 2 * grow > 0:
            draw.rectangle((x - grow, y - grow, x + w - 1 + grow, y + h - 1 + grow), fill=255)
    return image


def largest(image, where):
    """The largest value of any channel where the mask is white."""
    black = Image.new(image.mode, image.size, 0)
    return max(high for _, high in Image.composite(image, black, where).getextrema())


def compare(original, redacted, kind, areas):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            before = upright(original)
    except Exception as error:
        return f"unreadable: {type(error).__name__}"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with Image.open(redacted) as picture:
            if picture.format != kind or getattr(picture, "n_frames", 1) != 1:
                return f"different: {picture.format} with {getattr(picture, 'n_frames', 1)} frames"
            for name in ("exif", "icc_profile", "xmp", "comment", "XML:com.adobe.xmp"):
                if picture.info.get(name):
                    return f"different: has {name}"
            picture.load()
            after = picture.convert("RGBA")
    if before.size != after.size:
        return f"different: {before.size} became {after.size}"
    if kind == "JPEG":
        white = Image.new("RGBA", before.size, (255, 255, 255, 255))
        before = Image.alpha_composite(white, before)
    exact = kind == "PNG"
    hidden = after.convert("RGB")
    if largest(hidden, mask(after.size, areas, 0 if exact else -REACH)) > DARK[kind]:
        return "different: a hidden pixel is not black"
    if not exact and largest(hidden, mask(after.size, areas, -1)) > 160:
        return "different: hidden pixels are not dark"
    # Colors count as much as they are seen: nothing shows where alpha is 0.
    left, right = (Image.composite(image, Image.new("RGBA", image.size, 0), image.getchannel("A").point(lambda v: 255 if v else 0))
                   for image in (before, after))
    difference = ImageChops.difference(left, right)
    rest = ImageChops.invert(mask(after.size, areas, 0 if exact else REACH))
    if exact:
        worst = largest(difference, rest)
        return "same" if worst == 0 else f"different: outside by {worst}"
    total = sum(i % 256 * n for i, n in enumerate(difference.convert("RGB").histogram(rest)))
    mean = total / (3 * max(1, rest.histogram()[255]))
    return "same" if mean < 12 else f"different: outside by {mean:.1f} on average"


for line in sys.stdin:
    source, result, expected, rectangles = line.rstrip("\n").split("\t")
    boxes = [tuple(map(int, box.split(","))) for box in rectangles.split(";")]
    try:
        print(compare(source, result, expected, boxes), flush=True)
    except Exception as error:
        print(f"different: {type(error).__name__}: {error}", flush=True)

"""Pictures of strangers: looked at before they are decoded, then drawn anew without their past."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from pathlib import Path, PurePath

from msgspec import Struct
from PIL import Image, ImageOps

from app.errors import UserError
from app.models.intake.parcel import Limits, read_whole

LARGEST = 20_000_000  # bytes
LONGEST_SIDE = 20_000  # dots, as the file says
MOST_DOTS = {"PNG": 25_000_000, "JPEG": 50_000_000}
SIDE = 2_000  # dots, as a picture leaves here
QUALITY = 88
ENDINGS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
PICTURE_LIMITS = Limits(
    LARGEST,
    unreadable="picture_damaged",
    empty="picture_damaged",
    too_large="picture_too_large",
    damaged="picture_damaged",
    unsafe="picture_damaged",
    protected="picture_damaged",
)

_STARTS = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff"}
_ACTING = re.compile(
    r"\.(exe|com|scr|bat|cmd|ps1|js|jse|vbs|vbe|wsf|hta|msi|lnk|url|pif|jar|cpl|reg|app|sh|py"
    r"|desktop|svg|html?|pdf|docm|xlsm)\s*(?=\.)",
    re.IGNORECASE,
)
_PLAIN_CHUNKS = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"sRGB", b"gAMA", b"pHYs"))


class CleanPicture(Struct, frozen=True):
    """A picture drawn anew: ``data`` is PNG or JPEG. ``lost`` tells whether more than dots went."""

    data: bytes
    kind: str
    width: int
    height: int
    lost: bool


def read_picture(path: Path) -> CleanPicture:
    """The picture in a file, drawn anew. UserError for everything but a PNG or JPEG of fair size.

    A file whose name hides what it is (two endings, signs that turn the line round) is refused
    before it is read.
    """
    check_name(path.name)
    return redrawn(read_whole(path, PICTURE_LIMITS), path.name)


def clean_picture(data: bytes) -> bytes:
    """The same picture as PNG or JPEG, at most 2,000 dots long, and nothing else of the file.

    No EXIF, place, comment, profile or tail is in it. UserError for what is no sound PNG or JPEG.
    """
    return redrawn(data, "").data


def check_name(name: str) -> None:
    """Refuse a name that shows another ending than the true one, or one of no picture."""
    turns = any(unicodedata.category(letter) in ("Cf", "Cc") for letter in name)
    if turns or _ACTING.search(name):
        raise UserError("picture_name_hides", name=name, ending=PurePath(name).suffix)
    if PurePath(name).suffix.lower() not in ENDINGS:
        raise UserError("picture_not_one", name=name)


def redrawn(data: bytes, name: str) -> CleanPicture:
    """The picture in these bytes, drawn anew; ``name`` is for the sentence of a refusal."""
    if len(data) > LARGEST:
        raise UserError("picture_too_large", name=name)
    kind = next((kind for kind, start in _STARTS.items() if data.startswith(start)), "")
    if not kind:
        raise UserError("picture_not_one", name=name)
    try:
        return _drawn(data, kind, name)
    except (OSError, SyntaxError, ValueError, IndexError, KeyError, EOFError) as fault:
        raise UserError("picture_damaged", name=name) from fault
    except (Image.DecompressionBombError, MemoryError, OverflowError) as fault:
        raise UserError("picture_too_large", name=name) from fault


def _drawn(data: bytes, kind: str, name: str) -> CleanPicture:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limits are the narrower ones
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            _check_size(picture, kind, name)
            if kind == "JPEG":
                picture.draft("RGB", (SIDE, SIDE))
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((SIDE, SIDE))
    if upright.mode.startswith("I"):  # of 65,536 greys, which would be cut off, not thinned out
        upright = upright.convert("I").point(_one_of_256).convert("L")
    dots = upright.convert(_mode(upright, kind))
    dots.info.clear()
    made = io.BytesIO()
    if kind == "JPEG":
        dots.save(made, "JPEG", quality=QUALITY, optimize=True)
    else:
        dots.save(made, "PNG", optimize=True)
    return CleanPicture(made.getvalue(), kind, *dots.size, lost=_says_more(data, kind))


def _check_size(picture: Image.Image, kind: str, name: str) -> None:
    width, height = picture.size
    if max(width, height) > LONGEST_SIDE or width * height > MOST_DOTS[kind]:
        raise UserError("picture_too_large", name=name)
    if width < 1 or height < 1:
        raise UserError("picture_damaged", name=name)


def _one_of_256(grey: float) -> float:
    return grey * (1 / 256)  # as a product, for Pillow takes the function apart


def _mode(picture: Image.Image, kind: str) -> str:
    if kind == "JPEG":
        return "L" if picture.mode == "L" else "RGB"
    clear = "A" in picture.mode or "transparency" in picture.info
    return "RGBA" if clear else "L" if picture.mode in ("1", "L") else "RGB"


def _says_more(data: bytes, kind: str) -> bool:
    """Whether the file holds more than a picture: place, comment, thumbnail, tail."""
    return _png_says_more(data) if kind == "PNG" else _jpeg_says_more(data)


def _png_says_more(data: bytes) -> bool:
    place = 8
    while place + 12 <= len(data):
        length, sign = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        if sign not in _PLAIN_CHUNKS:
            return True
        place += 12 + length
        if sign == b"IEND":
            break
    return place < len(data)


def _jpeg_says_more(data: bytes) -> bool:
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        sign = data[place + 1]
        if sign == 0xDA:
            break
        own = data[place + 4 : place + 9] == b"JFIF\x00"
        if sign == 0xFE or (0xE0 <= sign <= 0xEF and not own):
            return True
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return data.rfind(b"\xff\xd9") != len(data) - 2

"""The 17 bad pictures and attachments of the catalogue, made by code."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PIL import Image, PngImagePlugin

from tests.catalogue import zips
from tests.catalogue.case import Case

SECRET = "Secret Photographer"
PNG = b"\x89PNG\r\n\x1a\n"
PROGRAM = b"MZ" + bytes(400) + b"This program cannot be run in DOS mode"
SCRIPT = """<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script>
<image href="http://attacker.invalid/x.png"/><text>&f;</text></svg>"""
USES = "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 10))
LAUNCH = b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>/AA<</O<</S/Launch>>>>>>"
SHORTCUT = b"[InternetShortcut]\r\nURL=file://attacker.invalid/share\r\n"


@cache
def photo() -> bytes:
    """A JPEG with the place it was taken, and who took it."""
    exif = Image.Exif()
    exif[0x013B] = SECRET
    exif[0x8825] = {1: "N", 2: (5.0, 33.0, 0.0), 3: "W", 4: (0.0, 12.0, 0.0)}
    made = io.BytesIO()
    drawn().save(made, "JPEG", exif=exif, comment=SECRET.encode())
    return made.getvalue()


def drawn() -> Image.Image:
    """Some colours."""
    return Image.linear_gradient("L").resize((320, 200)).convert("RGB")


@cache
def plain() -> bytes:
    """A PNG that is nothing but a picture."""
    made = io.BytesIO()
    drawn().save(made, "PNG")
    return made.getvalue()


def chunk(sign: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + sign + data + struct.pack(">I", zlib.crc32(sign + data))


def claiming(width: int, height: int, dots: bytes = b"\x00") -> bytes:
    """A PNG that says it is of this size."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return PNG + head + chunk(b"IDAT", zlib.compress(dots)) + chunk(b"IEND", b"")


def vast() -> bytes:
    """30,000 by 30,000 dots that are all there."""
    packer = zlib.compressobj(9)
    row = b"\x00" * 3_751 * 100
    body = b"".join(packer.compress(row) for _ in range(300)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0))
    return PNG + head + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def talkative() -> bytes:
    """A PNG whose comment unpacks to 300 MB."""
    blown = zips.blown_up("", b"", 300).packed
    text = b"Comment\x00\x00" + b"\x78\x9c" + blown + b"\x00\x00\x00\x00"
    raw = plain()
    return raw[:33] + chunk(b"zTXt", text) + raw[33:]


def commented() -> bytes:
    """A PNG with a short comment, which a picture may have and a document need not."""
    about = PngImagePlugin.PngInfo()
    about.add_text("Author", SECRET)
    made = io.BytesIO()
    drawn().save(made, "PNG", pnginfo=about)
    return made.getvalue()


def bmp() -> bytes:
    """A BMP that says 100000 by -100000."""
    return b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, 100_000, -100_000, 1, 24,
                               0, 0, 0, 0, 0, 0)  # fmt: skip


def case(
    id: str, what: str, expected: str, name: str, make: bytes | Callable[[], bytes], says: str = ""
) -> Case:
    """A case whose expected outcomes stand as in the catalogue."""

    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(make if isinstance(make, bytes) else make())
        return path

    return Case(id, what, frozenset(expected.split(" / ")), write, says)


CASES = (
    case("I001", "a photo with its place and photographer", "CLEAN", "photo.jpg", photo),
    case("I002", "30,000 x 30,000 dots in 110 KB", "CLEAN / REJECT", "big.png", vast),
    case("I003", "2147483647 x 1 dots", "REJECT", "wide.png", claiming(2_147_483_647, 1)),
    case("I004", "cut off in the middle", "REJECT", "cut.png",
         lambda: plain()[: len(plain()) // 2]),
    case("I005", "0 bytes", "REJECT", "empty.png", b""),
    case("I006", "a program renamed .jpg", "REJECT", "photo.jpg", PROGRAM),
    case("I007", "SVG with a script and an entity", "REJECT", "logo.svg", SCRIPT.encode()),
    case("I008", "SVG that uses itself without end", "REJECT", "logo.png",
         f'<svg xmlns="http://www.w3.org/2000/svg"><g id="g0"/>{USES}</svg>'.encode()),
    case("I009", "BMP that says 100000 x -100000", "REJECT", "photo.bmp", bmp),
    case("I010", "GIF 65535 x 65535 without data", "REJECT", "photo.gif",
         b"GIF89a\xff\xff\xff\xff\x80\x00\x00"),
    case("I011", "a picture with a zip behind it", "CLEAN / ACCEPT", "photo.png",
         lambda: plain() + zips.zip_of([zips.stored("evil.exe", PROGRAM)])),
    case("I012", "double extension", "REJECT", "photo.jpg.exe", PROGRAM, r"\.exe"),
    case("I013", "override makes it look like a picture", "REJECT", "report\u202egpj.exe", PROGRAM,
         r"\.exe"),
    case("I014", "an internet shortcut", "REJECT", "photo.jpg.url", SHORTCUT, r"\.url"),
    case("I015", "PDF with JavaScript and a launch action", "ACCEPT / REJECT", "a.pdf", LAUNCH),
    case("I016", "an attachment of 60 MB", "REJECT", "photo.png",
         lambda: plain() + bytes(60_000_000), "20 MB"),
    case("I017", "PNG whose comment unpacks to 300 MB", "CLEAN / REJECT", "photo.png", talkative),
)  # fmt: skip
"""Each case as the catalogue has it; ``expected`` is its column of outcomes."""

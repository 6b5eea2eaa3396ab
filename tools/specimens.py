"""A small plan in every script, set by us and by LibreOffice, and read back by several readers.

``python -m tools.specimens --out DIR`` writes a PDF and a Word file of each language, has
LibreOffice make its own PDF of the Word file where it is installed, and prints how many of the
words each reader gets back: "as written" counts words whose letters are all there in order, "as
words" those that also stand apart as words, which is what a search for whole words needs. Pictures
of the pages, ours at the left, come with ``--pictures``. The exit code is 1 if a word of our PDF
is lost to poppler or pdfium.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import pypdf
import pypdfium2
from msgspec import Struct
from PIL import Image

from app.exports import save
from app.paths import find_resources
from tests.exports.scripts import LANGUAGES, Specimen, specimen, words

_PICTURES_A_SHEET = 4


def poppler(path: Path) -> str:
    """What poppler reads."""
    command = ["pdftotext", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


def pdfium(path: Path) -> str:
    """What pdfium reads, the engine of Chrome."""
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def pure(path: Path) -> str:
    """What pypdf reads, which knows nothing of directions."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


READERS: dict[str, Callable[[Path], str]] = {"poppler": poppler, "pdfium": pdfium, "pypdf": pure}


class Found(Struct, frozen=True):
    """How many of the words were read back, and which were not."""

    sought: int
    lost: tuple[str, ...]
    apart: tuple[str, ...]

    def __str__(self) -> str:
        written, whole = self.sought - len(self.lost), self.sought - len(self.apart)
        return f"{written:>3}/{whole:>3}"


def read_back(said: Specimen, text: str) -> Found:
    """Look for the words of a specimen in what a reader got."""
    flat = "".join(words(text))
    there = set(words(text))
    wanted = said.words()
    lost = tuple(word for word in wanted if word not in flat and _bare(word) not in _bare(flat))
    return Found(len(wanted), lost, tuple(word for word in wanted if word not in there))


def _bare(text: str) -> str:
    """Letters, marks and digits alone: readers may put blanks around the signs between them."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LMN")


def written(said: Specimen, folder: Path, resources: Path) -> Path:
    """Write the specimen's Word file and PDF; answers the PDF's path."""
    outline, path = said.outline(), folder / f"{said.language}.pdf"
    save(outline, path.with_suffix(".docx"), "docx", resources)
    save(outline, path, "pdf", resources)
    return path


def by_libreoffice(files: Iterable[Path], folder: Path, resources: Path, kind: str = "pdf") -> bool:
    """Have LibreOffice convert files into a folder, with our fonts; False without LibreOffice."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return False
    with tempfile.TemporaryDirectory() as scratch:
        fonts = Path(scratch) / "fonts.conf"
        fonts.write_text(
            f'<?xml version="1.0"?><fontconfig><dir>{resources / "fonts"}</dir>'
            f"<include>/etc/fonts/fonts.conf</include><cachedir>{scratch}</cachedir></fontconfig>",
            encoding="utf-8",
        )
        command = [
            soffice, f"-env:UserInstallation={Path(scratch, 'profile').as_uri()}", "--headless",
            "--convert-to", kind, "--outdir", str(folder), *map(str, files),
        ]  # fmt: skip
        environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
        subprocess.run(command, capture_output=True, check=True, env=environment, timeout=300)
    return True


def pictures(names: Iterable[str], ours: Path, theirs: Path, folder: Path, dots: int = 70) -> None:
    """Pages with the text, ours beside LibreOffice's, several languages a picture."""
    rows = [[_picture(each / f"{name}.pdf", dots) for each in (ours, theirs)] for name in names]
    for start in range(0, len(rows), _PICTURES_A_SHEET):
        some = rows[start : start + _PICTURES_A_SHEET]
        wide, high = some[0][0].size
        sheet = Image.new("RGB", (2 * wide, len(some) * high), "white")
        for at, pair in enumerate(some):
            for side, picture in enumerate(pair):
                sheet.paste(picture, (side * wide, at * high))
        sheet.save(folder / f"pages-{start // _PICTURES_A_SHEET + 1}.png")


def _picture(path: Path, dots: int) -> Image.Image:
    """The page after the cover, of which the lower part is mostly empty."""
    with pypdfium2.PdfDocument(path) as pdf:
        picture: Image.Image = pdf[min(1, len(pdf) - 1)].render(scale=dots / 72).to_pil()
    return picture.crop((0, 0, picture.width, int(picture.height * 0.46)))


def table(names: Iterable[str], ours: Path, theirs: Path | None) -> int:
    """Print the counts, as written / as words; answers how many words of ours are lost."""
    readers = {
        name: READERS[name] for name in READERS if name != "poppler" or shutil.which("pdftotext")
    }
    print(f"{'':4}{'words':>6}" + "".join(f"{name:>9}" for name in readers), end="")
    print("".join(f"{'LO ' + name:>12}" for name in readers) if theirs else "")
    lost = 0
    for language in names:
        said = specimen(language)
        found = {
            name: read_back(said, read(ours / f"{language}.pdf")) for name, read in readers.items()
        }
        row = [f"{language:4}{len(said.words()):>6}", *(f"{each!s:>9}" for each in found.values())]
        if theirs:
            path = theirs / f"{language}.pdf"
            row += [f"{read_back(said, read(path))!s:>12}" for read in readers.values()]
        print("".join(row))
        for name, each in found.items():
            if each.lost:
                print(f"        {name} loses {' '.join(each.lost[:8])}")
        lost += sum(len(each.lost) for name, each in found.items() if name != "pypdf")
    return lost


def main() -> int:
    """Write, convert, read back and print."""
    parser = argparse.ArgumentParser(description="A small plan in every script, read back.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pictures", action="store_true")
    parser.add_argument("languages", nargs="*", default=LANGUAGES)
    said = parser.parse_args()
    resources, theirs = find_resources(), said.out / "libreoffice"
    theirs.mkdir(parents=True, exist_ok=True)
    for language in said.languages:
        written(specimen(language), said.out, resources)
    files = [said.out / f"{language}.docx" for language in said.languages]
    converted = by_libreoffice(files, theirs, resources)
    lost = table(said.languages, said.out, theirs if converted else None)
    if converted and said.pictures:
        pictures(said.languages, said.out, theirs, said.out)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())

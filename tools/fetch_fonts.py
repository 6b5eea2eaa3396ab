"""Fetch, trim and record the fonts under resources/fonts; run once by a developer, with npm.

    python tools/fetch_fonts.py            fetch the pinned packages and write the folder anew
    python tools/fetch_fonts.py --only "Noto Sans SC"    one family, the others stay as they are
    python tools/fetch_fonts.py --check    compare the folder with its manifest, offline

The result is committed, so nobody else needs npm or a network. Fonts are cut down to the scripts
they are here for; all are under the SIL Open Font License, and none bears a name it reserves.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path

import uharfbuzz as hb
from msgspec import Struct

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "fonts"
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
COMMON = "20-7E A0-FF 2000-206F 20A0-20BF 25CC 2212"
LATIN = (
    f"{COMMON} 100-24F 250-2AF 2B0-2FF 300-36F 370-3FF 400-52F 1C80-1C88 1D00-1DBF 1E00-1EFF"
    " 1F00-1FFF 2070-209F 2100-218F 2C60-2C7F 2DE0-2DFF A640-A69F A720-A7FF AB30-AB6F FB00-FB06"
)
ARABIC = f"{COMMON} 600-6FF 750-77F 8A0-8FF FB50-FDFF FE70-FEFC 200C-200F"
SIGNS = "20 2190-21FF 2200-22FF 2300-23FF 2460-24FF 2500-25FF 2600-27BF 2B00-2BFF 1F300-1F64F"
MOST_CHINESE = f"{COMMON} 2E80-2E99 2E9B-2EF3 3000-30FF 3105-312D FE30-FE4F FF01-FF5E FFE0-FFE6"
FEATURES = ("tnum", "lnum", "onum", "pnum", "case", "sups", "subs", "ordn")


class Source(Struct, frozen=True):
    """One pinned package and what is taken from it."""

    package: str
    version: str
    family: str
    styles: str
    ranges: str
    scripts: str
    face: str
    charset: str = ""


SOURCES = (
    Source("noto-sans", "0.4.2", "Noto Sans", "Regular Medium SemiBold Regular_Italic"
           " SemiBold_Italic", LATIN, "latn cyrl grek", "sans"),
    Source("noto-serif", "0.4.2", "Noto Serif", "Regular SemiBold Regular_Italic SemiBold_Italic",
           LATIN, "latn cyrl grek", "serif"),
    Source("vazirmatn", "0.4.1", "Vazirmatn", "Regular SemiBold", ARABIC, "arab", "sans"),
    Source("amiri", "0.4.1", "Amiri", "Regular Bold", ARABIC, "arab", "serif"),
    Source("noto-naskh-arabic", "0.4.5", "Noto Naskh Arabic", "Regular SemiBold", ARABIC, "arab",
           "screen"),
    Source("noto-sans-arabic", "0.4.3", "Noto Sans Arabic", "Regular SemiBold", ARABIC, "arab",
           "screen"),
    Source("noto-sans-hebrew", "0.4.1", "Noto Sans Hebrew", "Regular SemiBold",
           f"{COMMON} 590-5FF FB1D-FB4F", "hebr", "sans"),
    Source("noto-serif-hebrew", "0.4.2", "Noto Serif Hebrew", "Regular SemiBold",
           f"{COMMON} 590-5FF FB1D-FB4F", "hebr", "serif"),
    Source("noto-sans-georgian", "0.4.3", "Noto Sans Georgian", "Regular SemiBold",
           f"{COMMON} 10A0-10FF 1C90-1CBF 2D00-2D2F", "geor", "sans"),
    Source("noto-sans-armenian", "0.4.2", "Noto Sans Armenian", "Regular SemiBold",
           f"{COMMON} 530-58F FB13-FB17", "armn", "sans"),
    Source("noto-sans-devanagari", "0.4.1", "Noto Sans Devanagari", "Regular SemiBold",
           f"{COMMON} 900-97F A8E0-A8FF 1CD0-1CFF 200C 200D", "deva", "sans"),
    Source("noto-sans-sinhala", "0.4.2", "Noto Sans Sinhala", "Regular SemiBold",
           f"{COMMON} D80-DFF 111E0-111FF 200C 200D", "sinh", "sans"),
    Source("noto-sans-ethiopic", "0.4.2", "Noto Sans Ethiopic", "Regular SemiBold",
           f"{COMMON} 1200-139F 2D80-2DDF AB00-AB2F", "ethi", "sans"),
    Source("noto-sans-khmer", "0.4.3", "Noto Sans Khmer", "Regular SemiBold",
           f"{COMMON} 1780-17FF 19E0-19FF", "khmr", "sans"),
    Source("noto-sans-thai", "0.4.2", "Noto Sans Thai", "Regular SemiBold",
           f"{COMMON} E00-E7F", "thai", "sans"),
    Source("noto-sans-lao", "0.4.2", "Noto Sans Lao", "Regular SemiBold",
           f"{COMMON} E80-EFF", "laoo", "sans"),
    Source("noto-sans-sc", "0.4.3", "Noto Sans SC", "Regular SemiBold",
           MOST_CHINESE, "hani", "sans", "gb2312"),
    Source("noto-sans-math", "0.4.2", "Noto Sans Math", "Regular", "20 2190-21FF 2200-22FF", "zmth",
           "signs"),
    Source("noto-sans-symbols-2", "0.4.1", "Noto Sans Symbols 2", "Regular", SIGNS, "zsym",
           "signs"),
)  # fmt: skip


def code_points(ranges: str) -> Iterable[int]:
    """The code points of ranges written in hexadecimal: "20-7E 25CC"."""
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def charset(name: str) -> Iterable[int]:
    """The code points of a national standard's two-byte characters; none for ""."""
    rows = itertools.product(range(0xA1, 0xFF), repeat=2) if name else ()
    for row in rows:
        yield from map(ord, bytes(row).decode(name, "ignore"))


def trimmed(font: bytes, points: Iterable[int]) -> bytes:
    """The font with the glyphs of some characters and all their joining rules, without hints."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update(points)
    features = wanted.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.update(int.from_bytes(tag.encode(), "big") for tag in FEATURES)
    wanted.flags = hb.SubsetFlags.NO_HINTING
    blob = hb.subset(hb.Face(hb.Blob(font)), wanted).blob
    return bytes(blob.data)


def unpacked(source: Source, folder: Path) -> Path:
    """The package's files, fetched through npm."""
    name = f"@expo-google-fonts/{source.package}@{source.version}"
    subprocess.run(["npm", "pack", "--silent", name], cwd=folder, check=True, capture_output=True)
    archive = folder / f"expo-google-fonts-{source.package}-{source.version}.tgz"
    with tarfile.open(archive) as tar:
        tar.extractall(folder / source.package, filter="data")
    return folder / source.package / "package"


def write_family(source: Source, package: Path, folder: Path) -> list[str]:
    """Write the trimmed files and the licence of one family; answer their manifest entries."""
    stem = source.family.replace(" ", "")
    licence = f"{stem}-OFL.txt"
    (folder / licence).write_bytes((package / "LICENSE_FONT").read_bytes())
    entries = []
    for style in source.styles.split():
        weight, _, italic = style.partition("_")
        number = WEIGHTS[weight]
        found = package / f"{number}{style}" / f"{stem}_{number}{style}.ttf"
        points = {*code_points(source.ranges), *charset(source.charset)}
        font = trimmed(found.read_bytes(), points)
        name = f"{stem}-{weight.replace('Regular', '' if italic else 'Regular')}{italic}.ttf"
        (folder / name).write_bytes(font)
        entries.append(entry(source, name, number, bool(italic), licence, font))
        print(f"{name:36} {len(font):>9,}")
    return entries


def entry(
    source: Source, name: str, weight: int, italic: bool, licence: str, font: bytes
) -> str:  # fmt: skip
    """One file in the manifest."""
    scripts = ", ".join(f'"{script}"' for script in source.scripts.split())
    return "\n".join((
        "[[font]]",
        f'file = "{name}"',
        f'family = "{source.family}"',
        f"weight = {weight}",
        f"italic = {str(italic).lower()}",
        f'face = "{source.face}"',
        f"scripts = [{scripts}]",
        f'origin = "npm @expo-google-fonts/{source.package} {source.version}"',
        'licence = "OFL-1.1"',
        f'licence_file = "{licence}"',
        f'sha256 = "{hashlib.sha256(font).hexdigest()}"',
    ))  # fmt: skip


PREFACE = """\
# The fonts of window and documents. Written by tools/fetch_fonts.py: do not edit by hand.
# face: sans and serif set documents, screen is for the window only (its Arabic letters draw their
# dots apart, which spoils copying from a PDF), signs are arrows, ticks and the like.
"""


def fetch(folder: Path) -> None:
    """Write the whole folder anew."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("*.ttf"), *folder.glob("*-OFL.txt")):
        old.unlink()
    write_manifest(folder, fetched(SOURCES, folder))


def fetch_one(family: str, folder: Path) -> None:
    """Write the files of one family anew and leave the others, in the order of the sources."""
    kept: dict[str, list[str]] = {source.family: [] for source in SOURCES}
    for row in (folder / "fonts.toml").read_text(encoding="utf-8").split("\n\n")[1:]:
        kept[row.split('family = "')[1].split('"')[0]].append(row.strip())
    kept[family] = fetched([source for source in SOURCES if source.family == family], folder)
    write_manifest(folder, list(itertools.chain.from_iterable(kept.values())))


def fetched(sources: Iterable[Source], folder: Path) -> list[str]:
    """Fetch and write some families; answers their manifest entries."""
    entries: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        for source in sources:
            package = unpacked(source, Path(scratch))
            entries += write_family(source, package, folder)
    return entries


def write_manifest(folder: Path, entries: list[str]) -> None:
    """Write the manifest of all entries."""
    text = PREFACE + "\n" + "\n\n".join(entries) + "\n"
    (folder / "fonts.toml").write_text(text, encoding="utf-8")


def differences(folder: Path) -> list[str]:
    """What in the folder is not as the manifest says."""
    manifest = tomllib.loads((folder / "fonts.toml").read_text(encoding="utf-8"))
    said = {font["file"]: font["sha256"] for font in manifest["font"]}
    there = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.ttf")
    }
    return sorted(name for name in said.keys() | there.keys() if said.get(name) != there.get(name))


def main() -> int:
    """Fetch all or one family, or check with --check."""
    parser = argparse.ArgumentParser(description="Fetch the fonts of resources/fonts.")
    parser.add_argument("--check", action="store_true", help="only compare with the manifest")
    parser.add_argument("--only", choices=[source.family for source in SOURCES], metavar="FAMILY")
    said = parser.parse_args()
    if said.check:
        wrong = differences(FOLDER)
        print("\n".join(wrong) or "as recorded")
        return 1 if wrong else 0
    if said.only:
        fetch_one(said.only, FOLDER)
    else:
        fetch(FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What of our Word files is still there after LibreOffice opened and saved them.

``python -m tools.survival FILE.docx …`` prints a line for each thing we rely on: how often it is
in the file, and how often in LibreOffice's copy. The exit code is 1 if something was lost that
``EXPECTED`` does not excuse.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

from lxml import etree  # type: ignore[import-untyped]  # it has no types

from app.paths import find_resources
from tools.specimens import by_libreoffice

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


class Word:
    """The parts of a Word file that are looked at."""

    def __init__(self, path: Path) -> None:
        with ZipFile(path) as zipped:
            self.body = etree.fromstring(zipped.read("word/document.xml"))
            self._styles = etree.fromstring(zipped.read("word/styles.xml"))
        self._names = {
            style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val")
            for style in self._styles.iter(f"{W}style")
        }

    def styles(self) -> Iterator[str]:
        """The name of the style of every paragraph that says something, and its words."""
        for paragraph in self.body.iter(f"{W}p"):
            said = "".join(_shown(paragraph))
            named = paragraph.find(f"{W}pPr/{W}pStyle")
            style = "" if named is None else self._names.get(named.get(f"{W}val"), "?")
            if said.strip() and not re.match("(?i)toc", style):
                yield f"{style.lower()}: {_plain(said)}"

    def tables(self) -> Iterator[str]:
        """How many rows and columns each table has."""
        for table in self.body.iter(f"{W}tbl"):
            rows = table.findall(f"{W}tr")
            yield f"{len(rows)} × {[len(row.findall(f'{W}tc')) for row in rows]}"

    def repeating(self) -> Iterator[str]:
        """Rows that come again on each page."""
        for row in self.body.iter(f"{W}tr"):
            if row.find(f"{W}trPr/{W}tblHeader") is not None:
                yield _plain("".join(node.text or "" for node in row.iter(f"{W}t")))

    def whole(self) -> Iterator[str]:
        """Rows that may not part."""
        return ("row" for mark in self.body.iter(f"{W}cantSplit") if mark.get(f"{W}val") != "false")

    def headings(self) -> Iterator[str]:
        """Paragraphs in a style of a heading."""
        return (said for said in self.styles() if said.startswith("heading"))

    def captions(self) -> Iterator[str]:
        """Paragraphs in the style of a caption."""
        return (said for said in self.styles() if said.startswith("caption"))

    def languages(self) -> Iterator[str]:
        """The language that a file is in, and those of words in another one."""
        for place in (self._styles.find(f".//{W}rPrDefault"), self.body):
            for lang in place.iter(f"{W}lang"):
                yield from (
                    str(lang.get(f"{W}{key}")) for key in ("val", "bidi") if lang.get(f"{W}{key}")
                )

    def turned(self) -> Iterator[str]:
        """Paragraphs, tables and sections that run from right to left."""
        for kind in ("bidi", "bidiVisual"):
            for mark in self.body.iter(f"{W}{kind}"):
                holder = mark.getparent().getparent()
                said = "".join(_shown(holder)) if holder.tag == f"{W}p" else kind
                if mark.get(f"{W}val") not in ("0", "false") and said.strip():
                    yield said.strip()

    def alternatives(self) -> Iterator[str]:
        """The words that stand for pictures."""
        return (node.get("descr") for node in self.body.iter(_DRAWN) if node.get("descr"))

    def named_tables(self) -> Iterator[str]:
        """The words that stand for tables."""
        for kind in ("tblCaption", "tblDescription"):
            yield from (str(node.get(f"{W}val")) for node in self.body.iter(f"{W}{kind}"))

    def contents(self) -> Iterator[str]:
        """The fields that make tables of contents."""
        said = "".join(node.text or "" for node in self.body.iter(f"{W}instrText"))
        return iter(re.findall(r"TOC \\", said))

    def links(self) -> Iterator[str]:
        """Where words lead to inside the file, that is there."""
        there = {node.get(f"{W}name") for node in self.body.iter(f"{W}bookmarkStart")}
        for node in self.body.iter(f"{W}hyperlink"):
            if node.get(f"{W}anchor") in there:
                yield _plain("".join(each.text or "" for each in node.iter(f"{W}t")))


EXPECTED = frozenset({"words for tables"})
"""What LibreOffice 7.4 drops from any Word file: it has no place for the name of a table."""


def _shown(holder: etree._Element) -> Iterator[str]:
    """The words of a paragraph without the number of its caption, which is hidden."""
    for node in holder.iter(f"{W}t"):
        style = node.getparent().find(f"{W}rPr/{W}rStyle")
        if style is None or "Hidden" not in style.get(f"{W}val", ""):
            yield node.text or ""


def _plain(text: str) -> str:
    return " ".join(re.sub("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", text).split())


ASKED: dict[str, Callable[[Word], Iterator[str]]] = {
    "paragraphs in their styles": Word.styles,
    "headings": Word.headings,
    "captions": Word.captions,
    "tables, rows and columns": Word.tables,
    "head rows that come again": Word.repeating,
    "rows that stay whole": Word.whole,
    "language tags": lambda word: iter(set(word.languages())),
    "right-to-left marks": Word.turned,
    "words for pictures": Word.alternatives,
    "words for tables": Word.named_tables,
    "contents": Word.contents,
    "links inside": Word.links,
}


def survived(path: Path, copy: Path) -> dict[str, tuple[int, list[str]]]:
    """Of each thing how often it is in a file, and what is no longer in the copy."""
    before, after = Word(path), Word(copy)
    found = {}
    for name, ask in ASKED.items():
        wanted, left = list(ask(before)), list(ask(after))
        lost = []
        for one in wanted:
            if one in left:
                left.remove(one)
            else:
                lost.append(one)
        found[name] = (len(wanted), lost)
    return found


def main() -> int:
    """Have files opened and saved, and print what is left of them."""
    parser = argparse.ArgumentParser(description="What LibreOffice keeps of our Word files.")
    parser.add_argument("files", nargs="+", type=Path)
    files = parser.parse_args().files
    gone = 0
    with tempfile.TemporaryDirectory() as folder:
        copies = Path(folder)
        if not by_libreoffice(files, copies, find_resources(), "docx"):
            print("LibreOffice is not here.")
            return 2
        for path in files:
            print(path.name)
            for name, (count, lost) in survived(path, copies / path.name).items():
                print(
                    f"    {name:32}{count - len(lost):>5} of {count:<5}{'; '.join(lost[:2])[:90]}"
                )
                gone += 0 if name in EXPECTED else len(lost)
    return 1 if gone else 0


if __name__ == "__main__":
    sys.exit(main())

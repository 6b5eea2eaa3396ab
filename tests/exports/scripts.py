"""A small plan in each script we promise to print, as an outline and as the words it holds."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

from msgspec import Struct

from app.exports.outline import (
    Block,
    Cover,
    Facts,
    Heading,
    Outline,
    Paragraph,
    Run,
    Runs,
    Table,
    runs,
)
from app.exports.walk import runs_right

_TEXTS = tomllib.loads((Path(__file__).parent / "scripts.toml").read_text(encoding="utf-8"))
LANGUAGES = tuple(_TEXTS)
WITHOUT_SPACES = frozenset({"km", "th", "lo", "zh"})
"""Languages that put no spaces between words: what stands between two spaces is a phrase."""


class Specimen(Struct, frozen=True):
    """The texts of a language."""

    language: str
    title: str
    paragraphs: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def outline(self) -> Outline:
        """The plan as a document: cover, label, heading, facts, paragraphs and a table."""
        facts = tuple(zip(self.head, self.rows[0], strict=True))
        table = Table(self.head, tuple(tuple(map(runs, row)) for row in self.rows), (5, 4, 2))
        blocks: tuple[Block, ...] = (
            Heading(self.title, 1, "OGP 2027"),
            Facts(facts),
            *(Paragraph(bold(text)) for text in self.paragraphs),
            Heading(self.head[0], 2),
            table,
            Paragraph(runs(self.paragraphs[0]), "quote"),
        )
        right = runs_right(self.language)
        cover = Cover(self.title, "", facts)
        return Outline(self.title, self.language, (cover, *blocks), right_to_left=right)

    def words(self) -> list[str]:
        """The words between spaces that the pages must hold, each once, composed."""
        texts = [
            self.title,
            *self.paragraphs,
            *self.head,
            *(cell for row in self.rows for cell in row),
        ]
        return list(dict.fromkeys(word for text in texts for word in words(text.replace("**", ""))))


def bold(text: str) -> Runs:
    """A text whose words between stars are bold."""
    parts = text.split("**")
    return tuple(Run(part, bold=at % 2 == 1) for at, part in enumerate(parts) if part)


def words(text: str) -> list[str]:
    """What stands between white space, without signs around it and marks that only steer."""
    plain = unicodedata.normalize("NFC", text)
    plain = re.sub("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff]", "", plain)
    found = (word.strip(_SIGNS) for word in plain.split())
    return [word for word in found if word]


_SIGNS = "()[]{}«»“”‘’\"'.,:;!?…–—-،؛؟۔।።፤፣፡·。，、；：！？（）《》"


def specimen(language: str) -> Specimen:
    """The specimen of a language."""
    said = _TEXTS[language]
    return Specimen(
        language,
        said["title"],
        tuple(said["paragraphs"]),
        tuple(said["head"]),
        tuple(map(tuple, said["rows"])),
    )

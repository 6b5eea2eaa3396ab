"""One door for every document and format: whole files, in the language asked for."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace

from app.errors import UserError
from app.exports import (
    DOCUMENTS,
    FORMATS,
    LANGUAGES_OFFERED,
    ExportChoice,
    FormatRow,
    Options,
    compose,
    document_row,
    format_row,
    produce,
)
from app.exports.composing import material
from app.messages import MESSAGES
from app.models.frameworks import Frameworks
from app.models.plan import Plan
from app.words import LANGUAGES, Words
from tests.builders import a_commitment, a_plan
from tests.exports.land_titles import land_titles

_BEGIN = {
    "docx": b"PK",
    "xlsx": b"PK",
    "pdf": b"%PDF",
    "txt": b"",
    "json": b"{",
    "csv": b"\xef\xbb\xbf",
}


@pytest.fixture
def choice(tmp_path: Path) -> ExportChoice:
    """A plan in Word, in English."""
    return ExportChoice("action-plan", "docx", "en", Options(), tmp_path / "plan.docx")


def produced(resources: Path, choice: ExportChoice, plan: Plan | None = None) -> Path:
    """The file of a choice."""
    frameworks = Frameworks(resources / "frameworks")
    return produce(choice, plan or land_titles(), frameworks, resources)


@pytest.mark.parametrize("format", [row.id for row in FORMATS])
@pytest.mark.parametrize("document", [row.id for row in DOCUMENTS])
def test_every_document_has_every_format(
    resources: Path, choice: ExportChoice, tmp_path: Path, document: str, format: str
) -> None:
    target = tmp_path / f"plan{format_row(format).ending}"
    asked = replace(choice, document=document, format=format, path=target)
    assert produced(resources, asked) == target
    assert target.read_bytes().startswith(_BEGIN[format])
    assert target.stat().st_size
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.id)
def test_the_same_choice_gives_the_same_bytes(
    resources: Path, choice: ExportChoice, tmp_path: Path, row: FormatRow
) -> None:
    format = row.id
    first, second = tmp_path / "first", tmp_path / "second"
    for path in (first, second):
        produced(resources, replace(choice, format=format, path=path))
    assert first.read_bytes() == second.read_bytes()


def test_the_document_speaks_its_own_language(resources: Path, choice: ExportChoice) -> None:
    path = produced(resources, replace(choice, language="es"))
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert "¿Qué problema busca abordar el compromiso?" in texts


def test_word_holds_what_the_outline_says(resources: Path, choice: ExportChoice) -> None:
    words = Words("en", resources / "i18n")
    m = material(land_titles(), Frameworks(resources / "frameworks"), words, Options())
    with zipfile.ZipFile(produced(resources, choice)) as parts:
        body = parts.read("word/document.xml").decode("utf-8")
    for line in compose("action-plan", m).lines():
        for cell in line.strip("# |").split(" | "):
            assert cell.rpartition("] ")[2].partition(": ")[0] in body


def test_what_was_there_before_stays_until_the_new_one_is_whole(
    resources: Path, choice: ExportChoice
) -> None:
    choice.path.write_bytes(b"the letter of last week")
    with pytest.raises(UserError):
        produced(resources, replace(choice, document="sonnet"))
    assert choice.path.read_bytes() == b"the letter of last week"
    produced(resources, choice)
    assert choice.path.read_bytes().startswith(b"PK")


def test_how_far_it_has_come_is_told_and_ends_at_one(resources: Path, choice: ExportChoice) -> None:
    told: list[float] = []
    frameworks = Frameworks(resources / "frameworks")
    produce(choice, land_titles(), frameworks, resources, told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    assert 0 < told[0] < 1


def test_a_document_or_format_nobody_makes_is_said_so() -> None:
    for ask, code in ((document_row, "unknown_document"), (format_row, "unknown_format")):
        with pytest.raises(UserError) as fault:
            ask("sonnet")
        assert fault.value.code == code
        assert fault.value.details == {"name": "sonnet"}
        assert code in MESSAGES


def test_the_tables_are_in_order() -> None:
    assert len({row.id for row in DOCUMENTS}) == len(DOCUMENTS)
    assert len({row.id for row in FORMATS}) == len(FORMATS)
    assert all(bool(row.writer) != bool(row.tables) for row in FORMATS)
    assert set(LANGUAGES_OFFERED) <= set(LANGUAGES)


def test_a_place_that_is_not_there_is_said_so(resources: Path, choice: ExportChoice) -> None:
    with pytest.raises(UserError):
        produced(resources, replace(choice, path=choice.path.parent / "gone" / "plan.docx"))


def test_open_data_has_the_chosen_commitments_only(
    resources: Path, choice: ExportChoice, tmp_path: Path
) -> None:
    kept, left = a_commitment(title="Kept"), a_commitment(position="W", title="Left")
    options = Options(commitments=(kept.id,))
    target = tmp_path / "plan.json"
    asked = replace(choice, format="json", options=options, path=target)
    produced(resources, asked, a_plan(kept, left))
    tables = json.loads(target.read_text("utf-8"))["tables"]
    assert [row["title"] for row in tables["commitment"]] == ["Kept"]

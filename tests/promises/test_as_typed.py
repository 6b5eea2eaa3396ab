"""What is typed is shown, found and exported as typed, or visibly cleaned; nothing raises."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel

from app.exports import ExportChoice, Options, produce
from app.models.formula_guard import unguarded, unguarded_throughout
from app.models.frameworks import Frameworks
from app.models.intake.atelier_json import from_json, to_json
from app.models.intake.tables import read_table
from app.models.journal import Journal
from app.models.plan import Plan
from app.models.planfile import PlanFile
from app.models.positions import spread
from app.models.records import Record
from app.models.schema import TABLES
from app.models.search import find, fold
from app.models.text import clean
from app.models.verbs.rows import set_field
from app.paths import find_resources
from app.ui.asking import Asking
from app.ui.bridge import Bridge
from app.ui.controls import PlainLabel, ProseLabel
from app.ui.fields import LineField, ProseField, bind_field
from app.ui.glyphs import STATES
from app.ui.look import LookChoice, LookSource
from app.ui.painting import as_tip
from app.words import Words
from tests.builders import a_commitment, a_consent, a_milestone, a_note, a_person, a_plan, an_answer
from tests.hostile import HOSTILE, LEAST

LONG = bool(os.environ.get("ATELIER_LONG"))
Record_ = Callable[[str, object], None]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TO_THE_LEFT = re.compile("[\u0590-\u08ff]")
TYPED = list(enumerate(HOSTILE))


def seen(text: str) -> str:
    """A text as an eye takes it: no breaks, nothing unseen, one form of each letter."""
    folded = unicodedata.normalize("NFKC", clean(text))
    return "".join(
        c for c in folded if not c.isspace() and unicodedata.category(c) not in ("Cf", "Co", "Cn")
        and not "\ufe00" <= c <= "\ufe0f"
    )  # fmt: skip


def test_there_are_enough_of_them() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= LEAST


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Each text in every field that documents show, between signs that tell where it was."""
    rows: list[Record] = []
    for place, (n, text) in zip(spread(len(TYPED)), TYPED, strict=True):
        kept = clean(f"q{n:03}z{text}z{n:03}q")
        commitment = a_commitment(position=place, title=kept, lead=kept, resources=kept)
        person = a_person(kept, position=place, organisation=kept, code=f"P{n}")
        milestone = a_milestone(commitment, position="M", title=kept, lead=kept)
        answer = an_answer(commitment, "problem", kept)
        rows += [commitment, milestone, answer, a_note(commitment, kept)]
        rows += [person, a_consent(person)]
    return a_plan(*rows, title=clean(HOSTILE[0]))


@pytest.fixture(scope="module")
def made(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Writes the plan once in a format."""
    folder, resources = tmp_path_factory.mktemp("out"), find_resources()

    def make(format: str) -> Path:
        path = folder / f"plan.{format}"
        if not path.exists():
            options = Options(who="names", notes=True, whole=format == "json")
            choice = ExportChoice("action-plan", format, "en", options, path)
            produce(choice, plan, Frameworks(resources / "frameworks"), resources)
        return path

    return make


# -- documents ---------------------------------------------------------------------------------


def words_of_docx(path: Path) -> str:
    with zipfile.ZipFile(path) as parcel:
        tree = ElementTree.fromstring(parcel.read("word/document.xml"))
    return "".join(node.text or "" for node in tree.iter(f"{W}t"))


def words_of_pdf(path: Path) -> str:
    """What two readers take out: one does not know signs beyond 16 bits, one may be missing."""
    document = pypdfium2.PdfDocument(path)
    said = "".join(page.get_textpage().get_text_range() for page in document)
    if shutil.which("pdftotext"):
        done = subprocess.run(
            ["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True
        )
        said += done.stdout.decode("utf-8")
    return said


READERS: dict[str, Callable[[Path], str]] = {
    "docx": words_of_docx,
    "pdf": words_of_pdf,
    "txt": lambda path: path.read_text("utf-8"),
}


def is_there(n: int, text: str, said: str) -> bool:
    """Whether a text stands between its signs; the words of runs to the left may be turned."""
    found: list[str] = re.findall(rf"q{n:03}z(.*?)z{n:03}q", said, re.DOTALL)
    wanted = seen(text)
    if TO_THE_LEFT.search(wanted):
        return any(letters(one) == letters(wanted) for one in found)
    return sum(one == wanted for one in found) >= 2


def letters(text: str) -> Counter[str]:
    return Counter(c for c in text if not unicodedata.combining(c))


@pytest.mark.promise
@pytest.mark.parametrize("format", READERS)
def test_documents_say_what_was_typed(
    made: Callable[[str], Path], format: str, record_property: Record_
) -> None:
    said = seen(READERS[format](made(format)))
    lost = [text for n, text in TYPED if not is_there(n, text, said)]
    record_property("promise", "S1")
    record_property("figure", f"{format}: {len(TYPED) - len(lost)} of {len(TYPED)}")
    assert not lost


# -- tables ------------------------------------------------------------------------------------


def cells_of_csv(path: Path) -> Iterator[str]:
    rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), strict=True)
    return (unguarded_throughout(cell) for row in rows for cell in row)


def cells_of_xlsx(path: Path) -> Iterator[str]:
    book = openpyxl.load_workbook(path, read_only=True)
    return (str(c.value) for sheet in book for row in sheet for c in row if c.value is not None)


def texts_of_json(path: Path) -> Iterator[str]:
    def walk(value: object) -> Iterator[str]:
        if isinstance(value, dict | list):
            for inside in value.values() if isinstance(value, dict) else value:
                yield from walk(inside)
        elif isinstance(value, str):
            yield value

    return walk(json.loads(path.read_text("utf-8")))


CELLS: dict[str, Callable[[Path], Iterator[str]]] = {
    "csv": cells_of_csv, "xlsx": cells_of_xlsx, "json": texts_of_json,
}  # fmt: skip


@pytest.mark.promise
@pytest.mark.parametrize("format", CELLS)
def test_tables_hold_exactly_what_was_typed(
    made: Callable[[str], Path], format: str, record_property: Record_
) -> None:
    held = set(CELLS[format](made(format)))
    lost = [text for n, text in TYPED if clean(f"q{n:03}z{text}z{n:03}q") not in held]
    record_property("promise", "S1")
    record_property("figure", f"{format}: {len(TYPED) - len(lost)} of {len(TYPED)}")
    assert not lost


@pytest.mark.promise
def test_everything_comes_back_in(
    plan: Plan, made: Callable[[str], Path], tmp_path: Path, record_property: Record_
) -> None:
    assert from_json(json.loads(made("json").read_bytes())) == plan
    assert from_json(json.loads(to_json(plan, with_people=True))) == plan
    path = tmp_path / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Name", "Organisation"])
        writer.writerows([[f"n{n}", clean(text)] for n, text in TYPED])
    rows = {cells[0]: cells[1] for cells in (row.cells for row in read_table(path).rows)}
    lost = [text for n, text in TYPED if seen(rows.get(f"n{n}", "")) != seen(unguarded(text))]
    record_property("promise", "S1")
    record_property("figure", f"back in: plan equal, {len(TYPED) - len(lost)} of {len(TYPED)} rows")
    assert not lost


# -- the screen --------------------------------------------------------------------------------


@pytest.fixture
def bridge(tmp_path: Path) -> Iterator[Bridge]:
    """An open plan with one row of everything."""
    commitment, person = a_commitment(), a_person("Ama")
    milestone, note = a_milestone(commitment), a_note(commitment, "Note")
    journal = Journal(
        PlanFile.create(tmp_path / "plan.atelier", a_plan(commitment, person, milestone, note))
    )
    yield Bridge(journal)
    journal.close()


@pytest.fixture
def look(qapp: QApplication, resources: Path) -> Iterator[LookSource]:
    source = LookSource(qapp, resources, LookChoice("light"))
    yield source
    source.deleteLater()


def fields_of(plan: Plan) -> list[tuple[str, str, str]]:
    """Every text field of the plan that a person types into; a few of each kind in short."""
    found = [
        (table.name, next(iter(plan.tables[table.name])), field.name, field.kind)
        for table in TABLES
        if plan.tables.get(table.name)
        for field in table.fields
        if field.kind in ("line", "prose") and field.limit >= 300
    ]
    chosen = found if LONG else [found[0], found[-1]]  # a line, and prose
    return [(table, id, name) for table, id, name, _ in chosen]


def paste(field: LineField | ProseField, text: str) -> None:
    if isinstance(field, ProseField):
        parcel = QMimeData()
        parcel.setText(text)
        field.selectAll()
        field.insertFromMimeData(parcel)
    else:
        QApplication.clipboard().setText(text)
        field.selectAll()
        field.paste()
    field.commits.flush()


@pytest.mark.promise
def test_fields_take_and_show_what_was_typed(
    qapp: QApplication, bridge: Bridge, look: LookSource, record_property: Record_
) -> None:
    lost: list[tuple[str, str, Any]] = []
    tried = 0
    for place in fields_of(bridge.plan):
        binding = bind_field(*place)
        fields = (LineField(bridge, binding, "A"), ProseField(look, bridge, binding, "B"))
        for n, text in TYPED[:: 1 if LONG else 2]:
            for writing, reading in (fields, fields[::-1])[:: 1 if LONG or n % 2 else -1][
                : 1 + LONG
            ]:
                tried += 1
                bridge.do(set_field(bridge.plan, place, "before"))
                paste(writing, f"· {text}")  # Python would take a first U+FFFE for a mark of Qt's
                held = binding.read(bridge.plan)
                shown = reading.raw_text() if isinstance(reading, ProseField) else reading.text()
                wanted = seen(f"· {text}").replace(
                    "\ufffd", ""
                )  # cleaned here, or by the clipboard
                if any(
                    seen(t).replace("\ufffd", "") != wanted for t in (held, shown)
                ) or held != clean(held):
                    lost.append((place[2], text, (held, shown)))
        for field in fields:
            field.deleteLater()
    record_property("promise", "S1")
    record_property("figure", f"fields: {tried - len(lost)} of {tried} typed and shown")
    assert not lost, lost[:5]


@pytest.mark.promise
def test_labels_tips_boxes_and_search_show_what_was_typed(
    qapp: QApplication, look: LookSource, words: Words, plan: Plan, record_property: Record_
) -> None:
    lost: list[tuple[str, str]] = []
    asking = Asking(words, look)
    for _, raw in TYPED:
        text = clean(raw)
        document = QTextDocument()
        document.setHtml(as_tip(text))
        if seen(document.toPlainText()) != seen(text):
            lost.append(("tip", text))
        box = asking.box(STATES["info"], [text])
        labels: list[QLabel] = [ProseLabel(look, text, most=2), PlainLabel(look, text), *box.texts]
        for label in labels:
            label.resize(200, 60)
            label.grab()
            if label.textFormat() != Qt.TextFormat.PlainText or seen(label.text()) != seen(text):
                lost.append(("label", text))
            label.deleteLater()
        box.deleteLater()
    rows = {row.title: row.id for row in plan.commitments}
    for n, raw in TYPED:
        title = clean(f"q{n:03}z{raw}z{n:03}q")
        if fold(title) and rows[title] not in {hit.id for hit in find(plan, title)}:
            lost.append(("search", raw))
    record_property("promise", "S1")
    record_property("figure", f"tip, box, labels, search: {4 * len(TYPED) - len(lost)} equal")
    assert not lost, lost[:5]

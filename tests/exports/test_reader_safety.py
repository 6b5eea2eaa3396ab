"""Reports cannot attack whoever reads them: nothing a stranger typed runs, links or calls home."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pypdf
import pytest

from app.exports import ExportChoice, Options, produce
from app.models.formula_guard import guarded, unguarded_throughout
from app.models.frameworks import Frameworks
from app.models.intake.people import preview
from app.models.intake.people_step import rows_as_csv
from app.models.intake.plan_file import read_json_file
from app.models.intake.tables import TableRead, TableRow, read_table
from app.models.plan import Plan
from app.models.positions import spread
from app.models.records import Record
from app.models.text import clean
from tests.builders import a_commitment, a_consent, a_milestone, a_person, a_plan

FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example","look")', "+1+1", "+233 20 123",
    "-1-1", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "@x", "\t=1+1", "\t+1",
    " =1+1", "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1", "\u2060@x", "＝1+1", "＋1", "－1", "＠x",
    "'=1+1", "''=1+1", "=DDE(\"cmd\";\"/C calc\";\"x\")", "=WEBSERVICE(\"http://x.example\")",
    "\n=1+1", "x\n=1+1",
)  # fmt: skip
LINKS = (
    "http://x.example/a?b=1", "https://x.example", "file:///etc/passwd", "\\\\host\\share\\a.png",
    "mailto:a@x.example", "javascript:alert(1)", "[text](http://x.example)",
)  # fmt: skip
MARKUP = (
    '<a href="http://x.example">x</a>', '<img src="file:///etc/passwd"/>', "<b>bold</b> & <i>",
    "]]><!--", "&#61;1+1", "{ DDEAUTO c:\\\\cmd.exe }", "{{ x }} {% y %}",
)  # fmt: skip
TEXTS = (*FORMULAS, *LINKS, *MARKUP)
STARTS = tuple("=+-@\t\r＝＋－＠")
UNSEEN = " \n\u00a0\u200b\u200c\u200d\u2060\ufeff"


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Every text as a title, a milestone, a name and an organisation."""
    rows: list[Record] = []
    for place, text in zip(spread(len(TEXTS)), TEXTS, strict=True):
        kept = clean(text)
        commitment = a_commitment(position=place, title=kept)
        person = a_person(kept, position=place, organisation=kept, code=f"P{len(rows)}")
        rows += [commitment, a_milestone(commitment, position="M", title=kept)]
        rows += [person, a_consent(person)]
    return a_plan(*rows, title=TEXTS[0])


@pytest.fixture(scope="module")
def made(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Exports the plan once in each format."""
    from app.paths import find_resources

    folder, resources = tmp_path_factory.mktemp("out"), find_resources()

    def make(format: str) -> Path:
        path = folder / f"plan.{format}"
        if not path.exists():
            choice = ExportChoice("action-plan", format, "en", Options(who="names"), path)
            produce(choice, plan, Frameworks(resources / "frameworks"), resources)
        return path

    return make


def cells_of_csv(path: Path) -> list[str]:
    text = path.read_text("utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(text, newline=""), strict=True) for cell in row]


def could_run(cell: str) -> bool:
    return cell.lstrip(UNSEEN).startswith(STARTS)


def parts(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as parcel:
        for name in parcel.namelist():
            yield name, parcel.read(name)


def outside(path: Path) -> list[str]:
    """What a document points to outside itself, and fields or formulas that would act."""
    acting = (rb'TargetMode="External"', rb"<w:hyperlink [^>]*r:id", rb"<hyperlink[ >]",
              rb"<f[ >]", rb"DDE", rb"vbaProject", rb"oleObject", rb"attachedTemplate")  # fmt: skip
    return [
        f"{name}: {sign.decode()}"
        for name, data in parts(path)
        for sign in acting
        if re.search(sign, re.sub(rb"<(w:t|t)[ >][^<]*</", b"", data))
    ]


def test_the_control_some_texts_could_run() -> None:
    assert len(TEXTS) == 40
    assert sum(map(could_run, TEXTS)) > 20


@pytest.mark.promise
def test_no_cell_of_a_table_runs_and_every_text_comes_back(
    made: Callable[[str], Path], record_property: Callable[[str, object], None]
) -> None:
    cells = cells_of_csv(made("csv"))
    running = [cell for cell in cells if could_run(cell)]
    back = {unguarded_throughout(cell) for cell in cells}
    lost = [text for text in TEXTS if clean(text) not in back]
    record_property("promise", "S3")
    record_property(
        "figure", f"csv: {len(running)} of {len(cells)} cells run, {len(lost)} of 40 lost"
    )
    assert not running
    assert not lost


@pytest.mark.promise
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(
    made: Callable[[str], Path], record_property: Callable[[str, object], None]
) -> None:
    book = openpyxl.load_workbook(made("xlsx"))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value]
    formulas = [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    values = {cell.value for cell in cells}
    lost = [text for text in TEXTS if clean(text) not in values]
    record_property("promise", "S3")
    record_property("figure", f"xlsx: {len(formulas)} of {len(cells)} cells act, {len(lost)} lost")
    assert not formulas
    assert not lost
    assert not outside(made("xlsx"))


@pytest.mark.promise
def test_a_word_document_points_nowhere(
    made: Callable[[str], Path], record_property: Callable[[str, object], None]
) -> None:
    found = outside(made("docx"))
    record_property("promise", "S3")
    record_property("figure", f"docx: {len(found)} outside links, fields or objects")
    assert not found
    assert b"DDEAUTO" in dict(parts(made("docx")))["word/document.xml"]  # as a text


@pytest.mark.promise
def test_a_pdf_does_nothing(
    made: Callable[[str], Path], record_property: Callable[[str, object], None]
) -> None:
    raw, reader = made("pdf").read_bytes(), pypdf.PdfReader(made("pdf"))
    links = [
        note.get_object().get("/A", {}) for page in reader.pages for note in page.get("/Annots", [])
    ]
    away = [link for link in links if "/URI" in link or link.get("/S") in ("/Launch", "/GoToR")]
    record_property("promise", "S3")
    record_property("figure", f"pdf: {len(away)} links that lead away of {len(links)}")
    assert not away
    assert "@SUM(1+1)" in "".join(page.extract_text() for page in reader.pages)
    for sign in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/AA", b"/SubmitForm"):
        assert not re.search(sign + rb"\b", raw)


def test_open_data_comes_back_exactly(plan: Plan, resources: Path, tmp_path: Path) -> None:
    path, frameworks = tmp_path / "plan.json", Frameworks(resources / "frameworks")
    produce(ExportChoice("action-plan", "json", "en", Options(whole=True), path), plan,
            frameworks, resources)  # fmt: skip
    assert read_json_file(path, frameworks).plan.tables["commitment"] == plan.tables["commitment"]


def test_rows_that_are_left_out_are_saved_safely_and_read_again(
    resources: Path, tmp_path: Path
) -> None:
    """What the import writes itself: each cell safe, and as it was once it is read."""
    frameworks = Frameworks(resources / "frameworks")
    rows = tuple(TableRow(n, ("", clean(text))) for n, text in enumerate(TEXTS, 2))
    table = TableRead(("name", "role"), rows)
    sectors = frameworks.edition(frameworks.editions("sectors")[0], "en")
    shown = preview(table, ("name", "role"), Plan(), sectors)
    path = tmp_path / "left.csv"
    path.write_bytes(rows_as_csv(table, shown.rows, lambda remark: remark.sentence, "Line", "Why"))
    assert not [cell for cell in cells_of_csv(path) if could_run(cell)]
    again = read_table(path)
    assert [row.cells[-1] for row in again.rows] == [clean(text).strip().strip("\ufeff").strip()
                                                     for text in TEXTS]  # fmt: skip
    assert guarded("=1") == "'=1"

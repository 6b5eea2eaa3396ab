"""Open data: what goes out is whole, safe in a spreadsheet, and names nobody who did not agree."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.exports import ExportChoice, produce
from app.exports.data_writer import (
    CELL_LIMIT,
    pieces,
    sheet_names,
    write_csv,
    write_json,
    write_xlsx,
)
from app.exports.options import Options
from app.models.formula_guard import guarded, unguarded, unguarded_throughout
from app.models.frameworks import Frameworks
from app.models.intake.atelier_schema import published_schema
from app.models.intake.plan_file import read_json_file
from app.models.plan import Plan
from app.models.positions import spread
from app.models.text import clean
from app.words import Words
from tests.builders import (
    a_commitment,
    a_full_plan,
    a_milestone,
    a_plan,
    a_rating,
    an_answer,
)

ALL = Options(who="names", notes=True)
RUNS = (
    "=1+1",
    '=HYPERLINK("http://example.org","x")',
    "+44 20 7946 0000",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "  =cmd|' /C calc'!A0",
    "＝1+1",
    "－2",
    "'=1",
    "''=1",
    "\n=1",
    "\ufeff=1",
)
STILL = (
    "",
    "Publish it",
    "'quoted'",
    "1 = 1",
    "http://example.org",
    "001",
    "<b>bold</b>",
    "_x0041_",
    "2026-99-99",
    'say "no", they said;\nand went',
    "الخطة \u200fالوطنية",
)


@pytest.fixture
def frameworks(resources: Path) -> Frameworks:
    return Frameworks(resources / "frameworks")


class Out:
    """Writes a plan and reads it back as other programs do."""

    def __init__(self, frameworks: Frameworks, language: str = "en") -> None:
        self.frameworks = frameworks
        self.words = Words(language)

    def json(self, plan: Plan, options: Options = ALL) -> bytes:
        target = io.BytesIO()
        write_json(plan, self.frameworks, self.words, options, target)
        return target.getvalue()

    def csv(self, plan: Plan, options: Options = ALL) -> bytes:
        target = io.BytesIO()
        write_csv(plan, self.frameworks, self.words, options, target)
        return target.getvalue()

    def table(self, plan: Plan, options: Options = ALL) -> list[dict[str, str]]:
        text = self.csv(plan, options).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))

    def xlsx(self, plan: Plan, options: Options = ALL) -> bytes:
        target = io.BytesIO()
        write_xlsx(plan, self.frameworks, self.words, options, target)
        return target.getvalue()

    def book(self, plan: Plan, options: Options = ALL) -> Any:  # noqa: ANN401  # openpyxl has no types
        return openpyxl.load_workbook(io.BytesIO(self.xlsx(plan, options)))


@pytest.fixture
def out(frameworks: Frameworks) -> Out:
    return Out(frameworks)


def column(page: Any, title: str) -> list[Any]:  # noqa: ANN401  # openpyxl has no types
    """The values under a head."""
    heads = [cell.value for cell in page[1]]
    return [row[heads.index(title)] for row in page.iter_rows(min_row=2, values_only=True)]


# -- JSON ---------------------------------------------------------------------------------------


def test_open_data_comes_home(out: Out, frameworks: Frameworks, tmp_path: Path) -> None:
    plan = a_full_plan()
    path = tmp_path / "plan.json"
    path.write_bytes(out.json(plan))
    home = read_json_file(path, frameworks).plan
    for table in ("plan", "milestone", "answer", "quotation", "note"):
        assert home.tables[table] == plan.tables[table]
    assert home.commitments == plan.commitments
    jsonschema.validate(json.loads(out.json(plan)), published_schema())
    assert out.json(plan) == out.json(plan)


def test_the_bin_stays_at_home(out: Out) -> None:
    assert b"In the bin" not in out.json(a_full_plan())


def test_names_go_out_only_where_people_agreed(out: Out) -> None:
    plan = a_full_plan("words")
    named = out.json(plan).decode()
    assert '"Ama"' in named
    assert "Kofi" not in named
    for who in ("counts", "organisations"):
        bare = out.json(plan, Options(who=who)).decode()
        assert "Ama" not in bare
        assert "civil-society-organisations" not in bare
        assert '"person"' not in json.loads(bare)["tables"]
    for text in (named, out.json(plan, Options()).decode()):
        assert "ama@example.org" not in text
        assert "contact" not in [t for t, rows in json.loads(text)["tables"].items() if rows]


def test_hidden_ratings_keep_their_levels_under_ids_that_tell_nothing(out: Out) -> None:
    plan = a_full_plan("words")
    rows = json.loads(out.json(plan, Options()))["tables"]["rating"]
    assert sorted(row["level"] for row in rows) == ["modest", "substantial"]
    assert not {row["id"] for row in rows} & set(plan.tables["rating"])
    assert {(row["rater"], row["person"], row["reason"]) for row in rows} == {("", "", "")}


def test_the_choice_of_parts_holds_for_open_data(out: Out) -> None:
    plan = a_full_plan("words")
    first, second = plan.commitments
    tables = json.loads(out.json(plan, Options(values=False, ambition=False)))["tables"]
    assert (tables["rating"], tables["quotation"], tables["note"]) == ([], [], [])
    assert "values-2021" not in {row["edition"] for row in tables["answer"]}
    chosen = json.loads(out.json(plan, replace(ALL, commitments=(second.id,))))["tables"]
    assert [row["id"] for row in chosen["commitment"]] == [second.id]
    assert chosen["milestone"] == []
    assert first.id not in json.dumps(chosen)


# -- The guard ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", RUNS)
def test_what_could_run_gets_a_guard(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", STILL)
def test_what_cannot_run_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text == unguarded(text)


@given(st.text(alphabet="'=+-@ \t\n＝a\u200b\ufeff", max_size=8))
def test_the_guard_always_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text).lstrip(" \n\u200b\ufeff")[:1] not in tuple("=+-@\t＝")


# -- CSV ----------------------------------------------------------------------------------------


def test_a_table_has_a_row_for_each_milestone(out: Out) -> None:
    first, second = (
        a_commitment(position=p, title=t) for p, t in zip(spread(2), "AB", strict=True)
    )
    steps = [a_milestone(first, position=p, title=f"Step {p}") for p in spread(3)]
    plan = a_plan(first, second, *steps, an_answer(first, "problem", "Long waits"))
    rows = out.table(plan)
    assert [row["Commitment"] for row in rows] == ["1", "1", "1", "2"]
    assert [row["Name of the commitment"] for row in rows] == ["A", "A", "A", "B"]
    problem = "What problem does the commitment aim to address?"
    assert [row[problem] for row in rows] == ["Long waits"] * 3 + [""]
    assert [row["Milestone"] for row in rows] == ["1", "2", "3", ""]
    assert rows[0]["Period covered: Start"] == "2026-03"
    starts = next(key for key in rows[0] if key.startswith("Milestone: ") and "tart" in key)
    assert [row[starts] for row in rows] == ["2026-03-01"] * 3 + [""]


def test_a_table_is_read_right_by_spreadsheets(out: Out) -> None:
    raw = out.csv(a_plan(a_commitment(title='Café, "open"')))
    assert raw.startswith(b"\xef\xbb\xbfCommitment,")
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\r\n") == 2
    assert '"Café, ""open"""'.encode() in raw


@pytest.mark.parametrize("text", [*RUNS, *STILL])
def test_texts_of_a_table_never_run_and_come_back_exact(text: str, out: Out) -> None:
    text = clean(text)
    commitment = a_commitment(title=text, lead=text)
    plan = a_plan(
        commitment, a_milestone(commitment, title=text), an_answer(commitment, "problem", text)
    )
    [row] = out.table(plan)
    for cell in row.values():
        assert cell == cell.lstrip() or not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))
        assert not cell.startswith(tuple("=+-@\t\r＝＋－＠"))
    assert [unguarded_throughout(cell) for cell in row.values()].count(text) >= 3
    assert unguarded_throughout(row["Name of the commitment"]) == text


def test_a_csv_goes_through_the_door_of_all_exports(
    resources: Path, frameworks: Frameworks, tmp_path: Path
) -> None:
    plan = a_full_plan()
    for format in ("json", "csv", "xlsx"):
        choice = ExportChoice("action-plan", format, "fr", ALL, tmp_path / f"plan.{format}")
        assert produce(choice, plan, frameworks, resources).stat().st_size > 500
    assert len(list(tmp_path.iterdir())) == 3
    head = (tmp_path / "plan.csv").read_text("utf-8-sig").split("\r\n")[0]
    french = frameworks.edition("national-2022", "fr").item("title").title
    assert french in head


# -- Workbook -----------------------------------------------------------------------------------


def test_a_workbook_has_a_sheet_for_each_part(out: Out) -> None:
    book = out.book(a_full_plan("words"))
    assert book.sheetnames == [
        "Plan",
        "Commitments",
        "Milestones",
        "Values",
        "Ambition",
        "Notes",
        "People who agreed to be named",
        "Translations",
    ]
    plan = dict(book["Plan"].iter_rows(min_row=2, values_only=True))
    assert plan["Title of the plan"] == "words"
    assert plan["Start of the plan"] == datetime(2026, 1, 1)
    assert plan["Kind of plan"] == "National"
    assert plan["Values edition"] == out.frameworks.edition("values-2021", "en").name
    assert plan["Foreword"] == "words"
    assert column(book["Commitments"], "Commitment") == [1, 2]
    assert column(book["Milestones"], "Status") == ["Limited", "Limited"]
    assert column(book["Values"], "Words of the commitment") == ["words"]
    assert column(book["Notes"], "Commitment") == [None, 1]
    people = list(book["People who agreed to be named"].iter_rows(min_row=2, values_only=True))
    assert people == [("Ama", "words", None)]


def test_days_are_dates_and_what_is_less_is_text(out: Out) -> None:
    commitment = a_commitment(starts="2026-03", ends="1815-06-18")
    step = a_milestone(commitment, starts="2026-03-01", ends="By summer")
    book = out.book(a_plan(commitment, step))
    assert column(book["Commitments"], "Period covered: Start") == ["2026-03"]
    assert column(book["Commitments"], "Period covered: End") == ["1815-06-18"]
    [row] = list(book["Milestones"].iter_rows(min_row=2))
    values = [cell.value for cell in row]
    assert datetime(2026, 3, 1) in values
    assert "By summer" in values
    assert row[values.index(datetime(2026, 3, 1))].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("text", [*RUNS, *STILL])
def test_texts_of_a_workbook_stay_texts(text: str, out: Out) -> None:
    text = clean(text)
    raw = out.xlsx(a_full_plan(text or "x"))
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert column(book["Commitments"], "Name of the commitment")[0] == (text or "x")
    cells = [cell for page in book for row in page for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    assert all(isinstance(c.value, int | None) for c in cells if c.data_type == "n")
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        xml = b"".join(parts.read(name) for name in parts.namelist())
    assert b"<f>" not in xml
    assert b"TargetMode" not in xml


def test_a_workbook_says_nothing_of_who_made_it_or_when(
    out: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = out.xlsx(a_plan(title="x"))
    monkeypatch.setenv("TZ", "Africa/Nairobi")
    monkeypatch.setenv("USER", "secretuser")
    info = a_plan(title="x")
    assert len(out.xlsx(info)) == len(first)
    assert out.xlsx(info) == out.xlsx(info)
    book = openpyxl.load_workbook(io.BytesIO(first))
    assert (book.properties.creator, book.properties.lastModifiedBy) == (None, None)
    assert book.properties.created == datetime(2000, 1, 1)


def test_ratings_are_counted_unless_names_were_asked_for(out: Out) -> None:
    commitment = a_commitment(title="A")
    raters = {"Ama": "modest", "Kofi": "modest", "Efua": "substantial"}
    plan = a_plan(commitment, *(a_rating(commitment, n, level) for n, level in raters.items()))
    page = out.book(plan, Options())["Ambition"]
    assert column(page, "Ratings") == [2, 1]
    assert "Rater" not in [cell.value for cell in page[1]]
    named = out.book(plan)["Ambition"]
    assert column(named, "Rater") == [None, None, None]
    whole = out.book(a_full_plan("words"))["Ambition"]
    assert column(whole, "Rater") == ["Ama", None]
    bare = out.book(plan, Options(values=False, ambition=False))
    assert bare.sheetnames == ["Plan", "Commitments", "Milestones"]


def test_a_text_too_long_for_a_cell_goes_on_below(out: Out) -> None:
    text = "Long waits. " * 6000
    commitment = a_commitment(title="A")
    book = out.book(a_plan(commitment, an_answer(commitment, "problem", text)))
    page = book["Commitments"]
    parts = column(page, "What problem does the commitment aim to address?")
    assert len(parts) == 3
    assert "".join(parts) == text
    assert column(page, "Continued") == [None, *["Goes on from the row above"] * 2]
    assert column(page, "Commitment") == [1, None, None]
    assert "Continued" not in [cell.value for cell in book["Plan"][1]]


@pytest.mark.parametrize(
    "text", ["", "a" * CELL_LIMIT, "a" * 100_000, "👩" * 40_000, "a " * 50_000, "é\n" * 40_000]
)
def test_pieces_fit_and_lose_nothing(text: str) -> None:
    parts = pieces(text)
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= CELL_LIMIT for part in parts)
    assert len(parts) <= 4


def test_sheets_are_called_what_spreadsheets_allow() -> None:
    names = sheet_names(["A/B: [C]*?", "History", "'x'", "x" * 40, "X" * 40, "", "''"])
    assert names == ["A B C", "History 2", "x", "x" * 31, "X" * 29 + " 2", "1", "2"]


def test_a_plan_in_arabic_reads_from_the_right(frameworks: Frameworks) -> None:
    book = Out(frameworks, "ar").book(a_full_plan("الخطة"))
    assert all(page.sheet_view.rightToLeft for page in book)
    assert not any(page.sheet_view.rightToLeft for page in Out(frameworks).book(a_plan()))


def test_a_plan_without_commitments_is_written(out: Out) -> None:
    plan = a_plan()
    assert out.table(plan) == []
    assert column(out.book(plan)["Commitments"], "Commitment") == []
    assert json.loads(out.json(plan))["tables"]["commitment"] == []


def test_the_whole_plan_comes_home_equal(
    frameworks: Frameworks, resources: Path, tmp_path: Path
) -> None:
    plan = a_full_plan()
    first, second = tmp_path / "whole.json", tmp_path / "again.json"
    choice = ExportChoice("action-plan", "json", "en", Options(whole=True), first)
    produce(choice, plan, frameworks, resources)
    home = read_json_file(first, frameworks).plan
    assert home == plan
    produce(replace(choice, path=second), home, frameworks, resources)
    assert second.read_bytes() == first.read_bytes()

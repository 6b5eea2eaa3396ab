"""Only what changed: the plan as it was, and the passages that differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest

from app.errors import UserError
from app.exports import ExportChoice, Options, compose, produce
from app.exports.composing import material
from app.exports.outline import Block, Bullets, Heading, Marked, Outline, Paragraph, Run, Table
from app.models.earlier import ALL, TOLD, moment_of, plan_at
from app.models.edits import Change, Step
from app.models.frameworks import Frameworks
from app.models.journal import Journal
from app.models.plan import Plan, field_names, new_id
from app.models.planfile import Entry, PlanFile
from app.models.records import Record
from app.words import Words
from tests.builders import a_commitment, a_milestone, a_person, a_plan, an_answer, an_info

FIRST = datetime(2026, 11, 20, 12, tzinfo=UTC)
INFO = an_info()
CLINICS = a_commitment(position="B", title="Show where medicine runs out")
ROADS = a_commitment(position="C", title="Publish road contracts")
PROBLEM = an_answer(CLINICS, "problem", "Each of ten clinics waits.\n\nNobody knows why.")
STOCK = a_milestone(CLINICS, position="B", title="Publish the stock", ends="2026-09")
COUNT = a_milestone(CLINICS, position="C", title="Count the stock")
BEFORE = a_plan(INFO, CLINICS, ROADS, PROBLEM, STOCK, COUNT)


def step(table: str, row: Record, **after: object) -> Step:
    before = {name: getattr(row, name) for name in after}
    return Step("Edit", (Change(table, row.id, before, after),))  # type: ignore[arg-type]  # values of fields


def added(table: str, row: Record) -> Step:
    fields = {name: getattr(row, name) for name in field_names(table)}
    return Step("Add", (Change(table, row.id, None, fields),))


def journal(plan: Plan, *steps: Step) -> tuple[Plan, list[Entry]]:
    """The plan after the steps, one an hour from ``FIRST``, and the lines they left."""
    entries = []
    for hour, one in enumerate(steps):
        plan = plan.after(one)
        at = (FIRST + timedelta(hours=hour)).isoformat(timespec="seconds")
        entries.append(Entry(hour + 1, at, "copy", "do", one))
    return plan, entries


def compared(resources: Path, then: Plan, now: Plan, options: Options | None = None) -> Outline:
    words = Words("en", resources / "i18n")
    m = material(now, Frameworks(resources / "frameworks"), words, options or Options(), then)
    return compose("action-plan", m)


def changed(outline: Outline, kind: Literal["added", "removed"]) -> list[str]:
    return [run.text.strip() for run in all_runs(outline.blocks[3:]) if run.change == kind]


def all_runs(blocks: tuple[Block, ...]) -> Iterator[Run]:
    for block in blocks:
        match block:
            case Paragraph() | Marked():
                yield from block.runs
            case Table():
                yield from (run for row in block.rows for cell in row for run in cell)
            case Bullets():
                yield from (run for item in block.items for run in item)


# the plan as it was


def test_every_moment_of_a_history_can_be_come_back_to() -> None:
    steps = [
        step("commitment", CLINICS, title="Where medicine runs out"),
        added("commitment", a_commitment(position="D", title="New")),
        step("milestone", COUNT, deleted=1),
    ]
    stands = [BEFORE]
    for one in steps:
        stands.append(stands[-1].after(one))
    now, entries = journal(BEFORE, *steps)
    for hour, stood in enumerate(stands):
        moment = (FIRST + timedelta(hours=hour, minutes=-1)).isoformat()
        assert plan_at(now, entries, moment).tables == stood.tables


def test_a_moment_is_read_in_the_zone_it_names() -> None:
    now, entries = journal(BEFORE, step("commitment", CLINICS, title="Changed"))
    assert plan_at(now, entries, "2026-11-20T11:59:59+00:00") != now
    assert plan_at(now, entries, "2026-11-20T13:00:00+01:00") == now


def test_what_was_undone_is_as_it_was_too(tmp_path: Path) -> None:
    book = Journal(PlanFile.create(tmp_path / "plan.atelier", BEFORE))
    book.do(step("commitment", CLINICS, title="Changed"))
    book.undo()
    book.redo()
    found = plan_at(book.plan, book.file.entries(ALL), "2001-01-01")
    book.close()
    assert found.tables == BEFORE.tables


def test_whoever_was_erased_does_not_come_back() -> None:
    ama = a_person("Ama")
    gone = Step("Erase", (Change("person", ama.id, {"name": "Ama"}, None),))
    now, entries = journal(a_plan(INFO, ama), gone)
    assert not plan_at(now, entries, "2001-01-01").tables["person"]
    assert {"person", "contact", "consent", "rating"}.isdisjoint(TOLD)


def test_a_history_that_begins_too_late_is_refused() -> None:
    now, entries = journal(BEFORE, *(step("commitment", ROADS, title=f"{n}") for n in range(3)))
    with pytest.raises(UserError) as fault:
        plan_at(now, entries[1:], "2026-11-20T11:00:00+00:00")
    assert fault.value.code == "journal_too_short"
    assert plan_at(now, entries[1:], "2026-11-20T13:30:00+00:00") != now


def test_a_history_of_another_plan_is_refused() -> None:
    _, entries = journal(BEFORE, step("commitment", CLINICS, title="Changed"))
    with pytest.raises(UserError) as fault:
        plan_at(a_plan(INFO), entries, "2001-01-01")
    assert fault.value.code == "journal_too_short"


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "0001-01-01T00:00+23:59"])
def test_a_moment_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UserError) as fault:
        moment_of(text)
    assert fault.value.code == "moment_unclear"


# what is told


def test_a_passage_tells_the_words_that_came_and_went(resources: Path) -> None:
    text = "Each of twelve clinics waits.\n\nNobody knows why."
    outline = compared(resources, BEFORE, BEFORE.after(step("answer", PROBLEM, text=text)))
    assert changed(outline, "removed") == ["ten"]
    assert changed(outline, "added") == ["twelve"]
    lines = outline.lines()
    assert not any("Nobody knows why." in line for line in lines)  # it stayed as it was
    assert not any(ROADS.title in line for line in lines)
    assert "1 commitment changed." in lines


def test_a_new_commitment_is_whole_and_a_lost_one_is_named(resources: Path) -> None:
    fresh = a_commitment(position="D", title="Open the courts", lead="Ministry of Justice")
    now = BEFORE.after(added("commitment", fresh)).after(step("commitment", ROADS, deleted=1))
    outline = compared(resources, BEFORE, now)
    lines = outline.lines()
    assert "## Open the courts" in lines
    assert "Lead: Ministry of Justice" in lines
    assert "A new commitment, shown whole." in lines
    assert changed(outline, "removed") == [ROADS.title]
    assert "## No longer in the plan" in lines
    assert "1 commitment is new. 1 commitment is gone." in lines


def test_milestones_that_changed_came_or_went_have_a_row(resources: Path) -> None:
    fresh = a_milestone(CLINICS, position="D", title="Answer complaints", ends="")
    now = BEFORE
    for one in (
        step("milestone", STOCK, ends="2026-12"),
        step("milestone", COUNT, deleted=1),
        added("milestone", fresh),
    ):
        now = now.after(one)
    table = next(
        block for block in compared(resources, BEFORE, now).blocks if isinstance(block, Table)
    )
    rows = [[[(run.text, run.change) for run in cell] for cell in row] for row in table.rows]
    assert [row[0] for row in rows] == [[("1.1", "")], [("1.2", "added")], [("–", "")]]
    assert ("Publish the stock", "") in rows[0][1]
    assert rows[0][-1] == [("Sep", "removed"), ("Dec", "added"), (" 2026", "")]
    assert rows[1][1] == [("Answer complaints", "added")]
    assert rows[2][1] == [("Count the stock", "removed")]


def test_facts_and_sections_that_changed_are_told(resources: Path) -> None:
    foreword = an_answer(INFO, "foreword", "We wrote this together.")
    now = BEFORE.after(added("answer", foreword))
    now = now.after(step("commitment", CLINICS, lead="Ministry of Works", title="Medicine"))
    outline = compared(resources, BEFORE, now)
    assert "We wrote this together." in changed(outline, "added")
    assert "Lead: Ministry of HealthWorks" in outline.lines()
    headings = [block.text for block in outline.blocks if isinstance(block, Heading)]
    assert headings[0] == "What changed"


def test_nothing_changed_is_said(resources: Path) -> None:
    assert "Nothing changed since then." in compared(resources, BEFORE, BEFORE).lines()


def test_only_the_chosen_commitments_are_compared(resources: Path) -> None:
    now = BEFORE.after(step("commitment", CLINICS, title="Medicine"))
    options = Options(commitments=(ROADS.id,))
    assert "Nothing changed since then." in compared(resources, BEFORE, now, options).lines()


def test_the_opening_says_what_is_compared_with_what(resources: Path) -> None:
    now = BEFORE.after(step("commitment", CLINICS, title="Medicine"))
    options = Options(since="2026-11-20T12:00:00+00:00")
    said = compared(resources, BEFORE, now, options).lines()[1]
    assert "Third Open Government Action Plan" in said
    assert "20 November 2026" in said


@pytest.mark.parametrize(
    ("document", "format"),
    [("standards-report", "pdf"), ("participants", "docx"), ("action-plan", "csv")],
)
def test_what_cannot_show_changes_is_refused(
    resources: Path, tmp_path: Path, document: str, format: str
) -> None:
    choice = ExportChoice(document, format, "en", Options(), tmp_path / "out")
    with pytest.raises(UserError) as fault:
        produce(choice, BEFORE, Frameworks(resources / "frameworks"), resources, earlier=BEFORE)
    assert fault.value.code == "since_not_here"
    assert not choice.path.exists()


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_a_whole_document_of_changes_is_written(
    resources: Path, tmp_path: Path, format: str
) -> None:
    now = BEFORE.after(step("commitment", CLINICS, title="Medicine " + new_id()))
    choice = ExportChoice("commitment-sheets", format, "fr", Options(), tmp_path / "out")
    produce(choice, now, Frameworks(resources / "frameworks"), resources, earlier=BEFORE)
    assert choice.path.stat().st_size > 1_000

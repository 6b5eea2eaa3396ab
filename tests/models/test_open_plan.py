"""Plans as others publish them come in, and no word of theirs is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.frameworks import Frameworks
from app.models.intake.open_plan import (
    NO_COMMITMENTS,
    OLD_FORM,
    PERIOD_IN_WORDS,
    SHORTENED,
    read_open_plan,
)
from app.models.intake.plan_file import Imported, read_json_file
from app.models.planfile import PlanFile
from app.models.records import Commitment, PlanInfo
from app.models.schema import LINE, PROSE
from app.models.text import clean
from app.paths import find_resources
from tests.models.open_data import fields_of, home, leaves

REAL_PLANS = Path(__file__).parents[2].parent / "shared" / "plans"


@pytest.fixture
def frameworks(resources: Path) -> Frameworks:
    return Frameworks(resources / "frameworks")


def nothing_is_lost(data: dict[str, Any], imported: Imported) -> None:
    """Every word is in some field; a period has become its two ends."""
    said = fields_of(imported.plan)
    info = imported.plan.info
    for path, text in leaves(data):
        if path == ("period",) and info.starts:
            assert f"{info.starts}-{info.ends}" == text
        else:
            assert clean(text) in said, (path, text)


def real_plans() -> list[Any]:
    """The real plans, or one that is skipped."""
    found = sorted(REAL_PLANS.glob("*.json"))
    reason = "the published plans are not in ../shared/plans"
    missing = pytest.param(REAL_PLANS, marks=pytest.mark.skip(reason=reason))
    return [pytest.param(path, id=path.stem) for path in found] or [missing]


@pytest.mark.parametrize("path", real_plans())
def test_no_word_of_a_real_plan_is_lost(path: Path, frameworks: Frameworks, tmp_path: Path) -> None:
    data = json.loads(path.read_text("utf-8"))
    imported = read_json_file(path, frameworks)
    plan, report = imported.plan, imported.report
    nothing_is_lost(data, imported)
    assert report.commitments == len(plan.commitments) == len(data["commitments"])
    assert [c.title for c in plan.commitments] == [c["title"] for c in data["commitments"]]
    assert [c.number for c in plan.commitments] == [c["number"] for c in data["commitments"]]
    steps = sum(len(c.get("milestones", ())) for c in data["commitments"])
    assert report.milestones == steps
    for commitment, source in zip(plan.commitments, data["commitments"], strict=True):
        titles = [m["title"] for m in source.get("milestones", ())]
        assert [m.title for m in plan.milestones(commitment.id)] == titles
    kept = [
        note
        for rows in ((plan.info, *plan.commitments),)
        for r in rows
        for note in plan.notes(r.id)
    ]
    assert [note.key for note in report.notes].count("raw_text") == len(plan.commitments)
    assert len(kept) == len(report.notes)
    assert read_json_file(path, frameworks).plan == plan
    PlanFile.create(tmp_path / "real.atelier", plan).close()
    reopened = PlanFile.open(tmp_path / "real.atelier", read_only=True)
    assert reopened.read_plan() == plan
    reopened.close()
    assert home(plan) == plan


def test_every_part_finds_its_place(frameworks: Frameworks) -> None:
    data = {
        "plan_title": "Plan",
        "country": "Ghana",
        "language": "en",
        "period": "2026 – 2028",
        "introduction": "Why now.",
        "commitments": [
            {
                "number": "C01",
                "title": "T" * 450,
                "theme": "Health",
                "lead_institution": "Ministry",
                "other_actors": ["A university", "A company"],
                "problem": "Shelves are empty.",
                "description": "A law, and a portal.",
                "summary": "A law",
                "objective": "Fewer empty shelves.",
                "expected_results": "Half as many.\n\nFewer empty shelves.",
                "Promotes Transparency": "Stocks are public.",
                "milestones": [
                    {
                        "number": "C01.1",
                        "title": "Pass it",
                        "start": "spring 2026",
                        "end": "By summer",
                        "due_date": "2026-08",
                        "responsible": "Cabinet",
                        "risk": {"level": 3, "why": ["late", "costly"]},
                        "indicators": [
                            {"number": "C01.1.1", "title": "Draft", "end": "May", "unit": "no"},
                            "A vote",
                        ],
                    },
                    "Publish it",
                ],
            }
        ],
    }
    imported = read_open_plan(data, frameworks)
    plan = imported.plan
    [one] = plan.commitments
    assert (plan.info.starts, plan.info.ends, plan.info.template) == (
        "2026",
        "2028",
        "national-2022",
    )
    assert (plan.info.kind, plan.info.values, plan.info.themes) == (
        "national",
        "values-2021",
        "challenge-2024",
    )
    assert plan.answer("national-2022", "introduction", plan.info.id).text == "Why now."
    assert (one.number, one.theme, one.lead, len(one.title)) == ("C01", "Health", "Ministry", 450)
    assert one.supporting_others == "A university\nA company"
    said = {answer.item: answer.text for answer in plan.answers(one.id)}
    assert said == {
        "problem": "Shelves are empty.",
        "description": "A law, and a portal.",
        "results": "Half as many.\n\nFewer empty shelves.",
        "promotes-transparency": "Stocks are public.",
    }
    first, second = plan.milestones(one.id)
    assert (first.number, first.starts, first.ends, first.lead) == (
        "C01.1",
        "spring 2026",
        "2026-08",
        "Cabinet",
    )
    assert first.outputs.split("\n") == [
        "C01.1.1 Draft — May · unit: no",
        "A vote",
        "end: By summer",
        "risk:",
        "level: 3",
        "why:",
        "late",
        "costly",
    ]
    assert second.title == "Publish it"
    assert (imported.report.notes, imported.report.warnings) == ((), ())


@pytest.mark.parametrize(
    ("period", "template"),
    [
        ("2013-2015", "national-2015"),
        ("2019-2021", "national-2015"),
        ("2022-2024", "national-2022"),
        ("2099-2101", "national-2022"),
        ("soon", "national-2022"),
    ],
)
def test_the_form_is_the_one_of_the_time(
    period: str, template: str, frameworks: Frameworks
) -> None:
    imported = read_open_plan({"period": period, "commitments": [{"title": "x"}]}, frameworks)
    warnings = {"2013-2015": (OLD_FORM,), "soon": (PERIOD_IN_WORDS,)}
    assert imported.plan.info.template == template
    assert imported.report.warnings == warnings.get(period, ())
    nothing_is_lost({"period": period}, imported)


def test_a_local_plan_gets_the_local_form(frameworks: Frameworks) -> None:
    data = {"locality": "Yerevan", "commitments": [{"action": "Do it"}]}
    plan = read_open_plan(data, frameworks).plan
    assert (plan.info.kind, plan.info.template) == ("local", "local-2021")
    assert [a.item for a in plan.answers(plan.commitments[0].id)] == ["action"]


def test_what_has_no_field_becomes_a_note_and_is_reported(frameworks: Frameworks) -> None:
    data = {
        "licence": "MIT",
        "kind": "regional",
        "language": "two languages",
        "period": "three years",
        "sources": ["one", {"two": [2.5, True, None]}],
        "x" * 400: "long key",
        "commitments": [
            {"title": "A", "contacts": {"a": 1}, "milestones": "none yet"},
            "B",
            7,
            {"number": "9" * 60, "milestones": [{"title": "M", "number": "8" * 60}]},
            {"title": "two\nlines", "lead": "L" * 2000},
            {"raw_text": "word " * 50_000, "description": "w" * (PROSE + 5)},
        ],
    }
    imported = read_open_plan(data, frameworks, "plan.json")
    plan = imported.plan
    texts = {
        (note.label, note.text)
        for row in (plan.info, *plan.commitments)
        for note in plan.notes(row.id)
    }
    assert {("licence", "MIT"), ("kind", "regional"), ("language", "two languages")} < texts
    assert ("sources", "one\ntwo:\n2.5\ntrue") in texts
    assert ("contacts", "a: 1") in texts
    assert ("milestones", "none yet") in texts
    assert ("x" * (LINE - 1) + "…", "x" * 400 + ":\nlong key") in texts
    assert plan.info.language == ""
    a, b, seven, many, lines, long = plan.commitments
    assert (b.title, seven.title) == ("B", "7")
    assert (many.number, len(many.number)) == ("9" * 39 + "…", 40)
    assert plan.milestones(many.id)[0].outputs == "number: " + "8" * 60
    assert (lines.title, len(lines.lead)) == ("two lines", 1000)
    raw = [note.text for note in plan.notes(long.id) if note.label == "raw_text"]
    assert (len(raw), "".join(raw)) == (3, "word " * 50_000)
    assert {note.source for note in plan.notes(a.id)} == {"plan.json"}
    assert ("A", "contacts") in {(n.subject_label, n.key) for n in imported.report.notes}
    assert imported.report.warnings == (PERIOD_IN_WORDS, SHORTENED)
    del data["commitments"][-1]  # type: ignore[attr-defined]  # its pieces were looked at above
    nothing_is_lost(data, imported)


def test_a_milestone_with_more_than_a_field_holds_is_kept_whole_in_a_note(
    frameworks: Frameworks,
) -> None:
    steps = [{"title": "step " * 5000, "Title": "twice", "n": n} for n in range(6)]
    data = {"commitments": [{"number": "1", "milestones": [{"title": "M", "indicators": steps}]}]}
    imported = read_open_plan(data, frameworks)
    plan = imported.plan
    [milestone] = plan.milestones(plan.commitments[0].id)
    assert len(milestone.outputs) <= PROSE
    whole = "".join(note.text for note in plan.notes(plan.commitments[0].id))
    assert whole.split("\n")[:3] == ["title: " + "step " * 5000, "Title: twice", "n: 0"]
    assert whole.endswith("\nTitle: twice\nn: 5")
    assert [(n.subject_label, n.key) for n in imported.report.notes] == [("1", "milestones")]
    assert imported.report.warnings == (SHORTENED,)


def test_a_plan_without_anything_is_still_a_plan(frameworks: Frameworks) -> None:
    imported = read_open_plan({"commitments": []}, frameworks)
    assert imported.report.warnings == (NO_COMMITMENTS,)
    assert imported.plan.info.template == "national-2022"
    other = read_open_plan({"commitments": [{"title": "x"}]}, frameworks)
    assert other.plan.info.id != imported.plan.info.id


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-999, 999), st.text(max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(
                st.sampled_from(("title", "number", "milestones", "end", "due_date", "period")),
                st.sampled_from(("description", "summary", "indicators", "outputs", "Lead")),
                st.text(max_size=6),
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=25,
)


@given(st.dictionaries(st.sampled_from(("plan_title", "country", "note", "x")), _JSON), _JSON)
def test_no_word_of_any_json_is_lost(head: dict[str, Any], commitment: object) -> None:
    data = {**head, "commitments": [commitment]}
    imported = read_open_plan(data, Frameworks(find_resources() / "frameworks"))
    said = fields_of(imported.plan)
    rows: list[PlanInfo | Commitment] = [imported.plan.info, *imported.plan.commitments]
    for path, text in leaves(data):
        if path[-1:] != ("period",) or not any(row.starts for row in rows):
            assert clean(text) in said, (path, text)
    assert home(imported.plan) == imported.plan

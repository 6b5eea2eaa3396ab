"""The demo plan: sound, whole, about nobody who lives, and with gaps where they are meant."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
import uuid
from collections import Counter
from pathlib import Path

import pytest

from app.demo import demo_plan
from app.models.ambition import constituency_of, far_apart, latest_round
from app.models.assess import Editions, editions_of, missing, own_texts, stale_quotations
from app.models.dates import span
from app.models.frameworks import Frameworks
from app.models.intake.atelier_json import from_json, to_json
from app.models.plan import Plan, natural_id
from app.models.planfile import PlanFile
from app.models.records import Answer, Consent, Contact, Milestone, Quotation, Rating
from app.models.schema import TABLES
from app.models.verbs.rating import rating_id

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ("LATIN", "ARABIC", "CYRILLIC", "ETHIOPIC", "DEVANAGARI")


@pytest.fixture
def demo(resources: Path) -> Plan:
    """The plan that ships."""
    return demo_plan(resources)


@pytest.fixture
def frameworks(resources: Path) -> Frameworks:
    """The editions that ship."""
    return Frameworks(resources / "frameworks")


@pytest.fixture
def editions(demo: Plan, frameworks: Frameworks) -> Editions:
    """The editions the demo is written on."""
    return editions_of(demo, frameworks, "en")


def every_text(plan: Plan) -> str:
    """All that is written in the plan, a value a line."""
    fields = [(table.name, f.name) for table in TABLES for f in table.fields if not f.is_number]
    return "\n".join(
        getattr(row, name) for table, name in fields for row in plan.tables[table].values()
    )


def test_is_what_its_texts_give() -> None:
    """Nobody edits the JSON by hand; it is made of tools/demo."""
    command = [sys.executable, str(ROOT / "tools" / "make_demo.py"), "--check"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


def test_lives_in_a_file_without_a_loss(demo: Plan, tmp_path: Path) -> None:
    file = PlanFile.create(tmp_path / "demo.atelier", demo)
    try:
        assert file.read_plan().tables == demo.tables
        assert file.damage() == ""
    finally:
        file.close()


def test_goes_out_and_comes_home_as_json(demo: Plan, resources: Path) -> None:
    data = to_json(demo, with_people=True)
    assert data == (resources / "samples" / "demo.json").read_bytes()
    alone = from_json(json.loads(to_json(demo))).tables
    assert {name: len(alone[name]) for name in ("person", "contact", "consent")} == {
        "person": 0,
        "contact": 0,
        "consent": 0,
    }
    assert from_json({"format": "atelier-plan", "version": 1, "tables": _plain(demo)}) == demo


def _plain(plan: Plan) -> dict[str, list[dict[str, object]]]:
    return {
        table.name: [
            {
                name: getattr(row, name)
                for name in ("id", "deleted", *(f.name for f in table.fields))
            }
            for row in plan.tables[table.name].values()
        ]
        for table in TABLES
    }


def test_ids_are_uuids_and_natural_where_a_row_has_a_key(demo: Plan) -> None:
    ids = [id for rows in demo.tables.values() for id in rows]
    assert all(str(uuid.UUID(id)) == id for id in ids)
    assert len(set(ids)) == len(ids)
    for rating in demo.all(Rating):
        key = (rating.commitment, rating.edition, rating.round, rating.rater)
        assert rating.id == rating_id(*key)
    for consent in demo.all(Consent):
        assert consent.id == natural_id("consent", consent.person, consent.purpose)
    for contact in demo.all(Contact):
        assert contact.id == natural_id("contact", contact.person)


def test_every_reference_leads_somewhere(demo: Plan) -> None:
    for table in TABLES:
        for field in table.fields:
            for row in demo.tables[table.name].values():
                target = getattr(row, field.name)
                if field.refers and target:
                    assert target in demo.tables[field.refers], (table.name, field.name)
    subjects = {demo.info.id, *demo.tables["commitment"]}
    assert {answer.subject for answer in demo.all(Answer)} <= subjects


def test_quotations_occur_but_for_one(demo: Plan, editions: Editions) -> None:
    stale = [q for c in demo.commitments for q in stale_quotations(demo, c)]
    assert [q.text for q in stale] == [
        "Each office explains every refusal to the applicant in person within a week"
    ]
    assert len(demo.all(Quotation)) > 25
    sources = {quotation.source for quotation in demo.all(Quotation)}
    assert sources <= set(editions.template.by_id)
    assert "milestones" in sources


def test_answers_name_known_items_and_levels_and_fit(
    demo: Plan, editions: Editions, frameworks: Frameworks
) -> None:
    for answer in demo.all(Answer):
        edition = frameworks.edition(answer.edition, "en")
        item = edition.by_id[answer.item]
        assert not item.limit or len(answer.text) <= item.limit, answer.item
        assert bool(answer.level) == (answer.edition != editions.template.id)
        assert not answer.level or edition.level(item.id, answer.level) is not None
    themes = [c.theme for c in demo.commitments]
    assert themes.count("") == 1
    assert set(themes) - {""} <= set(editions.themes.by_id)
    assert len(set(themes)) == len(themes)


def test_leaves_just_the_gaps_that_are_meant(demo: Plan, frameworks: Frameworks) -> None:
    """What Today and the checks have to say; the last commitment is all gaps."""
    last = demo.commitments[-1].id
    gaps = [gap for gap in missing(demo, frameworks) if gap.subject != last]
    said = [(demo.number(gap.subject), gap.sentence.format(**gap.details)) for gap in gaps]
    milestones = [one for one in said if "ilestone" in one[1]]
    assert milestones == [
        (3, "Milestone 5 has no lead"),
        (9, "Milestone 3 has no end date"),
        (4, "The end of milestone 3 is in words, not a date"),
        (5, "Milestone 5 ends after the plan does"),
    ]
    for gap in (
        (0, "“Foreword” is not written"),
        (0, "“Implementation and monitoring” is not written"),
        (9, "“Theme” has no answer"),
        (3, "A quotation is no longer in the text"),
        (3, "“Citizen participation” has no words of the commitment as proof"),
    ):
        assert gap in said
    weak = [c.title for c in demo.commitments if "as soon as possible" in _text(demo, c.id)]
    assert weak == ["Land titles within reach"]


def _text(plan: Plan, commitment: str) -> str:
    return "\n".join(
        text for c in plan.commitments if c.id == commitment for text in own_texts(plan, c)
    )


def test_dates_lie_in_the_period_but_for_the_one(demo: Plan) -> None:
    first, last = span(demo.info.starts), span(demo.info.ends)
    assert first is not None
    assert last is not None
    rows = [m for m in demo.all(Milestone) if span(m.ends)]
    outside = [m for m in rows if not first.first <= span(m.ends).last <= last.last]  # type: ignore[union-attr]  # only those with a span
    assert len(rows) > 35
    assert [m.ends for m in outside] == ["2029-02-28"]


def test_ten_commitments_of_which_two_divide_the_room(demo: Plan, editions: Editions) -> None:
    assert len(demo.commitments) == 10
    rounds = Counter(latest_round(demo, c.id, editions.ambition) for c in demo.commitments)
    assert rounds == {1: 8, 2: 2}
    titles = {c.id: c.title for c in demo.commitments}
    assert [titles[id] for id in far_apart(demo, editions.ambition)] == [
        "Land titles within reach",
        "When software decides, people can ask why",
    ]
    for commitment in demo.commitments:
        counts = len(demo.milestones(commitment.id))
        assert (3 <= counts <= 6) or commitment.title == "Local radio free to ask"


def test_raters_sit_where_the_register_says(demo: Plan, frameworks: Frameworks) -> None:
    sectors = frameworks.edition("sectors-2022", "en")
    people = {person.id: person for person in demo.people}
    ratings = demo.all(Rating)
    assert len({rating.rater for rating in ratings}) == 14
    for rating in ratings:
        person = people[rating.person]
        assert rating.rater == person.code
        assert rating.constituency == constituency_of(sectors, person.sector) != ""


def test_people_have_a_sector_and_names_come_in_many_scripts(
    demo: Plan, frameworks: Frameworks
) -> None:
    sectors = frameworks.edition("sectors-2022", "en")
    assert [p.code for p in demo.people] == [f"{n:02}" for n in range(1, 43)]
    assert all(p.sector in sectors.by_id and p.region and p.language for p in demo.people)
    scripts = Counter(unicodedata.name(p.name[0]).split()[0] for p in demo.people)
    assert all(scripts[script] >= 3 for script in SCRIPTS)
    assert len({p.name for p in demo.people}) == 42
    assert {p.region for p in demo.people} >= {"Capital", "Saltmarsh", "Kestrel Plains"}


def test_consents_are_few_dated_and_worded(demo: Plan, frameworks: Frameworks) -> None:
    consents = demo.all(Consent)
    purposes = {item.id: item.wording for item in frameworks.edition("consent-2026", "en").items}
    assert {c.purpose for c in consents} == set(purposes)
    assert all(c.wording == purposes[c.purpose] and span(c.given_on) for c in consents)
    named = [p for p in demo.people if demo.has_consent(p.id, "publish-name")]
    assert 0 < len(named) < len(demo.people) / 2
    assert any(not c.given for c in consents)
    assert all(demo.has_consent(c.person, "contact") for c in demo.all(Contact))


def test_nobody_real_can_be_reached(demo: Plan) -> None:
    text = every_text(demo)
    domains = re.findall(r"@(\S+)|\b([\w-]+\.(?:org|com|net|gov|info|int|edu))\b", text)
    assert {at or alone for at, alone in domains} == {"example.org"}
    assert not re.search(r"https?:|www\.", text)
    without_dates = re.sub(r"\d{4}-\d{2}-\d{2}", "", text)
    without_ids = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", without_dates)
    assert not re.search(r"\+\d|\d(?:[ ./-]?\d){6,}", without_ids)


def test_french_and_arabic_stand_beside_english(demo: Plan) -> None:
    flood = _text(demo, demo.commitments[3].id)
    assert "À Belmar, les habitants racontent" in flood
    assert "سيُنشر منسوب المياه" in flood
    assert unicodedata.is_normalized("NFC", every_text(demo))

"""Our open format comes home without a loss, and nothing strange comes in with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.models.frameworks import Frameworks
from app.models.intake.atelier_json import from_json, to_json
from app.models.intake.atelier_schema import published_schema, schema_text
from app.models.intake.plan_file import read_json_file
from app.models.plan import Plan, Rows, answer_id, new_id, plan_of
from app.models.records import RECORDS, PlanInfo, Record
from app.models.schema import TABLES, Field
from app.models.text import clean
from tests.builders import a_full_plan, a_plan
from tests.models.open_data import home, sound

NASTY = (
    "=HYPERLINK(“http://x”)",
    "<b>bold</b> & <script>alert(1)</script>",
    "'=1+1",
    "\tbegins with a tab\nand goes on",
    "الخطة الوطنية \u200f(٢٠٢٦)\u200f",
    "é e\u0301 👩‍👧 \u200d ﬁ",
    '{"format": "atelier-plan"} \\ "quoted"',
    "_x0041_ _x005F_",
)


@pytest.fixture
def frameworks(resources: Path) -> Frameworks:
    return Frameworks(resources / "frameworks")


def refused(data: dict[str, Any]) -> UserError:
    """The fault that reading our format raises."""
    with pytest.raises(UserError) as caught:
        from_json(data)
    return caught.value


# -- Our own format ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", [clean(text) for text in NASTY])
def test_a_plan_comes_home_as_it_went(text: str) -> None:
    plan = a_full_plan(text)
    assert all(plan.tables[table.name] for table in TABLES)
    assert home(plan) == plan
    assert to_json(home(plan), with_people=True) == to_json(plan, with_people=True)


def test_people_stay_at_home_unless_asked() -> None:
    plan = a_full_plan()
    out = to_json(plan)
    private: Rows = {table.name: {} for table in TABLES if table.private}
    assert set(private) == {"person", "contact", "consent"}
    assert from_json(json.loads(out)) == Plan({**plan.tables, **private})
    assert b"ama@example.org" not in out
    assert b'"consent"' not in out


def test_the_same_plan_gives_the_same_text_whatever_order_it_grew_in() -> None:
    plan = a_full_plan()
    backwards = Plan(
        {
            name: dict(reversed(dict(rows).items()))
            for name, rows in reversed(dict(plan.tables).items())
        }
    )
    assert to_json(backwards, with_people=True) == to_json(plan, with_people=True)


def test_the_text_is_laid_out_for_people_and_for_comparing() -> None:
    text = to_json(a_plan(title="Café")).decode("utf-8")
    assert text.startswith('{\n "format": "atelier-plan",\n "version": 1,\n "tables": {\n  "plan"')
    assert text.endswith("}\n")
    assert '    "title": "Café",' in text


NATURAL = ("answer", "quotation", "translation", "contact", "consent")


def _values(field: Field) -> st.SearchStrategy[str | int]:
    if field.kind == "flag":
        return st.integers(0, 1)
    if field.is_number:
        return st.integers(-(2**53) + 1, 2**53 - 1)
    if field.kind == "ref":
        return st.one_of(st.just(""), st.uuids().map(str))
    if field.kind == "order":
        return st.from_regex(r"([0-9A-Za-z]{0,8}[1-9A-Za-z])?", fullmatch=True)
    return st.text(max_size=60).map(clean).filter(lambda text: len(text) <= field.limit)


def _records(draw: st.DrawFn) -> Iterator[Record]:
    yield PlanInfo(str(draw(st.uuids())), title=clean(draw(st.text(max_size=20))))
    for table in TABLES[1:]:
        if table.name in NATURAL:
            continue
        values = st.fixed_dictionaries({f.name: _values(f) for f in table.fields})
        for row in draw(st.lists(values, max_size=2)):
            yield RECORDS[table.name](str(draw(st.uuids())), draw(st.integers(0, 1)), **row)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans of any rows; those with a natural key come from the full plan."""
    full = a_full_plan(clean(draw(st.text(min_size=1, max_size=40))))
    return plan_of([*_records(draw), *(row for t in NATURAL for row in full.tables[t].values())])


@given(plans())
def test_any_plan_comes_home(plan: Plan) -> None:
    assert home(plan) == plan
    assert to_json(home(plan), with_people=True) == to_json(plan, with_people=True)


def test_what_a_stranger_left_out_is_blank_and_what_he_wrote_is_cleaned() -> None:
    plan = from_json(sound(commitment=[{"id": new_id(), "title": "Cafe\u0301\r\n\x00open"}]))
    assert plan.commitments[0].title == "Café\nopen"
    assert plan.commitments[0].lead == ""


def test_answers_find_their_natural_place_whatever_id_they_had() -> None:
    subject, strange = new_id(), new_id()
    data = sound(
        commitment=[{"id": subject}],
        answer=[{"id": strange, "edition": "e", "item": "i", "subject": subject, "text": "Yes"}],
        quotation=[{"id": new_id(), "answer": strange, "text": "words"}],
    )
    french = {"id": new_id(), "subject": strange, "field": "text", "language": "fr", "text": "Oui"}
    data["tables"]["translation"] = [french]
    plan = from_json(data)
    answer = plan.answer("e", "i", subject)
    assert (answer.id, answer.text) == (answer_id("e", "i", subject), "Yes")
    assert [q.text for q in plan.quotations(answer.id)] == ["words"]
    assert plan.translation(answer.id, "text", "fr").text == "Oui"
    data["tables"]["answer"].append({**data["tables"]["answer"][0], "id": new_id()})
    assert refused(data).code == "json_bad_value"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"format": "atelier-plan"},
        {"format": "atelier-plan", "version": True, "tables": {}},
        {"format": "atelier-plan", "version": 0, "tables": {}},
        {"format": "atelier-plan", "version": "1", "tables": {}},
        {"format": "atelier-plan", "version": 1, "tables": []},
        {"format": "atelier-plan", "version": 1, "tables": {}},
        {"format": "other", "version": 1, "tables": {}},
        {"format": ["atelier-plan"], "version": 1, "tables": {}},
    ],
    ids=str,
)
def test_what_is_no_plan_is_said_so(data: dict[str, Any]) -> None:
    assert refused(data).code == "json_not_a_plan"


def test_a_plan_has_just_one_row_of_its_own() -> None:
    two = sound(plan=[{"id": new_id()}, {"id": new_id()}])
    assert refused(two).code == "json_not_a_plan"
    two["tables"]["plan"][0]["deleted"] = 1
    assert from_json(two).info.id == two["tables"]["plan"][1]["id"]


def test_a_newer_format_is_not_guessed_at() -> None:
    fault = refused({**sound(), "version": 2})
    assert (fault.code, fault.details["version"]) == ("json_newer", 2)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({**sound(), "extra": 1}, "extra"),
        (sound(idea=[]), "idea"),
        (sound(milestone=[{"id": new_id(), "colour": "red"}]), "milestone.colour"),
    ],
    ids=["at the top", "table", "field"],
)
def test_unknown_names_are_refused(data: dict[str, Any], name: str) -> None:
    fault = refused(data)
    assert (fault.code, fault.details["name"]) == ("json_unknown_field", name)


@pytest.mark.parametrize(
    ("table", "row", "name"),
    [
        ("commitment", {"id": "1"}, "commitment.id"),
        ("commitment", {"id": 7}, "commitment.id"),
        ("commitment", {}, "commitment.id"),
        ("commitment", {"id": new_id().upper()}, "commitment.id"),
        ("commitment", {"id": new_id() + "\n"}, "commitment.id"),
        ("commitment", {"id": new_id(), "title": 3}, "commitment.title"),
        ("commitment", {"id": new_id(), "title": None}, "commitment.title"),
        ("commitment", {"id": new_id(), "deleted": 2}, "commitment.deleted"),
        ("commitment", {"id": new_id(), "deleted": False}, "commitment.deleted"),
        ("commitment", {"id": new_id(), "position": "a b"}, "commitment.position"),
        ("commitment", {"id": new_id(), "position": "a0"}, "commitment.position"),
        ("milestone", {"id": new_id(), "commitment": "the first"}, "milestone.commitment"),
        ("rating", {"id": new_id(), "round": 1.5}, "rating.round"),
        ("rating", {"id": new_id(), "round": True}, "rating.round"),
        ("rating", {"id": new_id(), "round": 2**70}, "rating.round"),
        ("consent", {"id": new_id(), "given": 5}, "consent.given"),
        ("note", "a text", "note"),
    ],
    ids=str,
)
def test_wrong_values_are_refused_by_name_and_row(table: str, row: object, name: str) -> None:
    fault = refused(sound(**{table: [{"id": new_id()}, row]}))
    assert (fault.code, fault.details) == ("json_bad_value", {"name": name, "row": 2})
    assert refused(sound(**{table: {"id": new_id()}})).details == {"name": table, "row": 0}


def test_an_id_stands_once_in_a_table() -> None:
    id = new_id()
    fault = refused(sound(note=[{"id": id}, {"id": id}]))
    assert fault.details == {"name": "note.id", "row": 2}


def test_a_text_too_long_is_refused_as_everywhere() -> None:
    fault = refused(sound(commitment=[{"id": new_id(), "number": "1" * 41}]))
    assert fault.code == "too_long"
    assert fault.details == {"limit": 40, "length": 41, "label": "Number in the source"}


# -- The published schema ---------------------------------------------------------------------


def test_the_published_schema_is_the_one_of_the_program(resources: Path) -> None:
    lying_there = (resources / "schemas" / "atelier-plan.schema.json").read_text("utf-8")
    assert lying_there == schema_text(), "write schema_text() to resources/schemas again"


@pytest.mark.parametrize("with_people", [False, True])
def test_what_we_write_keeps_to_the_published_schema(with_people: bool) -> None:
    data = json.loads(to_json(a_full_plan(), with_people=with_people))
    jsonschema.Draft202012Validator.check_schema(published_schema())
    jsonschema.validate(data, published_schema())


@pytest.mark.parametrize(
    "data",
    [
        sound(idea=[]),
        sound(note=[{"id": "1"}]),
        sound(note=[{"id": new_id(), "position": "a0"}]),
        sound(rating=[{"id": new_id(), "round": "1"}]),
        sound(commitment=[{"id": new_id(), "number": "1" * 41}]),
        sound(plan=[]),
    ],
    ids=["table", "id", "order", "number", "length", "none"],
)
def test_what_the_schema_refuses_the_program_refuses(data: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, published_schema())
    refused(data)


# -- Files ------------------------------------------------------------------------------------


def fault_of(path: Path, frameworks: Frameworks) -> UserError:
    with pytest.raises(UserError) as caught:
        read_json_file(path, frameworks)
    return caught.value


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", 1),
        (b"{", 1),
        (b'{"commitments":\n [}', 2),
        (b'{\n "a": 1,\n "a": 2}', 3),
        (b'{"x": {"a": 1},\n "y": {"a": 1, "\\u0061": 2}}', 2),
        (b'{"a": "NaN",\n "b": NaN}', 2),
        (b'{"a":\n\n -Infinity}', 3),
        (b"[\n" * 101 + b"]" * 101, 101),
        (b"[" * 100_000, 1),
        (b'{"a": ' + b"9" * 5000 + b"}", 1),
        (b'{"a":\n' + b"9" * 5000 + b"}]]]", 2),
        (b"[" + b"9" * 5000 + b', "\\x": 1]', 1),
        (b"[" + b"9" * 5000 + b', "' + b'\\"' * 60_000, 1),
        ("{".encode("utf-16"), 1),
        (b"\xff\xfe{", 1),
        (b"PK\x03\x04\xff", 1),
    ],
    ids=lambda said: f"{str(said)[:20]}…{str(said)[-20:]}",
)
def test_what_is_no_sound_json_is_refused_with_its_line(
    raw: bytes, line: int, tmp_path: Path, frameworks: Frameworks
) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(raw)
    fault = fault_of(path, frameworks)
    assert fault.code == "json_broken"
    assert fault.details == {"name": "plan.json", "file": "plan.json", "line": line}


def test_letters_nobody_can_read_are_said_so(tmp_path: Path, frameworks: Frameworks) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(b'\n{"a": "caf\xe9"}')
    fault = fault_of(path, frameworks)
    assert (fault.code, fault.details["line"]) == ("json_wrong_encoding", 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-with-mark"])
def test_every_unicode_is_read(encoding: str, tmp_path: Path, frameworks: Frameworks) -> None:
    path = tmp_path / "plan.json"
    text = '{"plan_title": "Été", "commitments": []}'
    marked = encoding.endswith("-with-mark")
    path.write_bytes(f"\ufeff{text}".encode("utf-16-le") if marked else text.encode(encoding))
    assert read_json_file(path, frameworks).plan.info.title == "Été"


def test_numbers_stay_as_they_were_written(tmp_path: Path, frameworks: Frameworks) -> None:
    """Milestone 1.10 comes after 1.9 and is not 1.1."""
    path = tmp_path / "plan.json"
    steps = ",".join(f'{{"number": {n}}}' for n in ("1.1", "1.10", "1e5", "1E999", "12"))
    path.write_text(f'{{"commitments": [{{"title": 2.50, "milestones": [{steps}]}}]}}', "utf-8")
    plan = read_json_file(path, frameworks).plan
    (commitment,) = plan.commitments
    assert commitment.title == "2.50"
    numbers = [row.number for row in plan.milestones(commitment.id)]
    assert numbers == ["1.1", "1.10", "1e5", "1E999", "12"]


@pytest.mark.parametrize("raw", ["[]", "3", '"commitments"', "{}", '{"format": "other"}', "null"])
def test_sound_json_that_is_no_plan_is_said_so(
    raw: str, tmp_path: Path, frameworks: Frameworks
) -> None:
    path = tmp_path / "plan.json"
    path.write_text(raw, "utf-8")
    fault = fault_of(path, frameworks)
    assert (fault.code, fault.details["name"]) == ("json_not_a_plan", "plan.json")


def test_places_that_hold_no_file_are_told(tmp_path: Path, frameworks: Frameworks) -> None:
    assert fault_of(tmp_path / "nothing.json", frameworks).code == "file_gone"
    assert fault_of(tmp_path, frameworks).code == "not_a_file"
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(50_000_001)
    assert fault_of(huge, frameworks).code == "too_large"


def test_our_own_file_comes_in_with_its_counts(tmp_path: Path, frameworks: Frameworks) -> None:
    plan = a_full_plan()
    path = tmp_path / "plan.json"
    path.write_bytes(b"\xef\xbb\xbf" + to_json(plan, with_people=True))
    imported = read_json_file(path, frameworks)
    assert imported.plan == plan
    assert (imported.report.commitments, imported.report.milestones) == (2, 2)
    assert imported.report.notes == ()


def test_a_blank_edition_is_chosen_and_a_strange_one_refused(
    tmp_path: Path, frameworks: Frameworks
) -> None:
    path = tmp_path / "plan.json"
    data = sound()
    path.write_text(json.dumps(data), "utf-8")
    info = read_json_file(path, frameworks).plan.info
    assert (info.template, info.values, info.title) == ("national-2022", "values-2021", "A plan")
    for strange in ("values-2021", "../../etc", "national-2099"):
        data["tables"]["plan"][0]["template"] = strange
        path.write_text(json.dumps(data), "utf-8")
        fault = fault_of(path, frameworks)
        assert (fault.code, fault.details["edition"]) == ("framework_missing", strange)


def test_a_fault_inside_a_plan_keeps_its_own_name(tmp_path: Path, frameworks: Frameworks) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(sound(idea=[])), "utf-8")
    fault = fault_of(path, frameworks)
    assert fault.details == {"name": "idea", "file": "plan.json"}

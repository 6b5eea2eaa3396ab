"""People from tables: who is taken, who is listed and why, and the one step of it all."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from app.models.editions import Edition
from app.models.frameworks import Frameworks
from app.models.intake.people import Preview, guess_mapping, is_enough, mapped_again, preview
from app.models.intake.people_step import (
    Choices,
    Duplicates,
    import_step,
    left_out,
    rows_as_csv,
)
from app.models.intake.tables import Remark, TableRead, TableRow, read_table
from app.models.plan import Plan, new_id, plan_of
from app.models.records import Person
from app.models.verbs.people import add_person, set_consent, set_contact
from app.paths import find_resources
from app.words import Words
from tests.models.making import a_plan, an_open_plan

ON = "2026-11-22"
COLUMNS = ("name", "organisation", "sector", "email", "phone", "consent:photo")


@cache
def sectors() -> Edition:
    frameworks = Frameworks(find_resources() / "frameworks")
    return frameworks.edition(frameworks.editions("sectors")[0], "en")


def a_table(*rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> TableRead:
    padded = [(*row, *[""] * (len(columns) - len(row))) for row in rows]
    return TableRead(columns, tuple(TableRow(n, cells) for n, cells in enumerate(padded, 2)))


def previewed(*rows: tuple[str, ...], plan: Plan | None = None) -> Preview:
    return preview(a_table(*rows), COLUMNS, plan or Plan(), sectors())


def taken(found: Preview, plan: Plan | None = None, *, twins: Duplicates = "leave") -> Plan:
    plan = plan or Plan()
    return plan.after(import_step(found, Choices(ON, twins), plan))


def states(found: Preview) -> list[str]:
    return [row.state for row in found.rows]


def said(remark: Remark | None) -> str:
    return Words("en")(remark.sentence, **remark.details) if remark else ""


# -- which column is what ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("Name", "Organization", "E-mail"), ("name", "organisation", "email")),
        (("First and Last Name", "Organization"), ("name", "organisation")),
        (("First name", "Surname"), ("first_name", "last_name")),
        (("Nom et prénoms", "Structure", "Courriel"), ("name", "organisation", "email")),
        (("Prénom", "Nom", "Fonction"), ("first_name", "last_name", "role")),
        (("Nombre", "Apellidos", "Teléfono"), ("first_name", "last_name", "phone")),
        (("Nombre completo", "Municipio", "Idioma"), ("name", "region", "language")),
        (("Nome completo", "Instituição", "Telemóvel"), ("name", "organisation", "phone")),
        (("الاسم الكامل", "المؤسسة", "رقم الهاتف"), ("name", "organisation", "phone")),
        (("ФИО", "Организация", "Эл. почта"), ("name", "organisation", "email")),
        (("Имя",), ("name",)),
        ((" NAME\u00a0", "Phone (mobile)"), ("name", "phone")),
        (("Timestamp", "What do you hope for?"), ("", "")),
        (("Name", "Full name"), ("name", "")),
    ],
)
def test_headings_in_six_languages(headings: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert guess_mapping(headings) == expected


def test_consents_are_guessed_by_their_purpose_only() -> None:
    headings = ("I agree to be contacted", "Consent: photos", "J’accepte que mon nom soit publié")
    guessed = guess_mapping((*headings, "Consent"))
    assert guessed == ("consent:contact", "consent:photo", "consent:publish-name", "")


def test_a_remembered_mapping_keeps_only_what_is_known() -> None:
    assert mapped_again(("a", "b", "c"), {"0": "name", "2": "DROP TABLE", "9": "email"}) == (
        "name",
        "",
        "",
    )
    assert is_enough(("", "code"))
    assert not is_enough(("organisation", ""))


# -- who becomes what ----------------------------------------------------------------------


def test_first_and_last_name_are_joined_and_everything_finds_its_field() -> None:
    columns = ("first_name", "last_name", "organisation", "sector", "role", "region", "language")
    table = a_table(("Ama", "Mensah", "n/a", "NGO", "Chair", "Accra", "Twi"), columns=columns)
    [row] = preview(table, columns, Plan(), sectors()).rows
    person = replace(row.person, id="")
    assert person == Person(
        "",
        name="Ama Mensah",
        sector="civil-society-organisations",
        role="Chair",
        region="Accra",
        language="Twi",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Civil society organisations", "civil-society-organisations"),
        ("société civile", "civil-society-organisations"),
        ("Ministry of Health", "government-departments"),
        ("municipio", "subnational-governments"),
        ("القطاع الخاص", "private-sector"),
        ("университет", "academics"),
        ("media", "media"),
    ],
)
def test_sectors_by_words(text: str, expected: str) -> None:
    [row] = previewed(("Ama", "", text)).rows
    assert (row.person.sector, row.remarks) == (expected, ())


def test_an_unknown_sector_is_told_with_its_words() -> None:
    [row] = previewed(("Ama", "", "Zorblax")).rows
    assert row.state == "new"
    assert row.person.sector == ""
    assert "Zorblax" in said(row.remarks[0])


@pytest.mark.parametrize("text", ["yes", "Yes.", "OUI", "sí", "نعم", "x", "1", "TRUE", "да", "sim"])
def test_a_clear_yes(text: str) -> None:
    [row] = previewed(("Ama", "", "", "", "", text)).rows
    assert [(one.purpose, one.given) for one in row.consents] == [("photo", 1)]


@pytest.mark.parametrize("text", ["maybe", "yes but no photos of my face", "2", "?", "oui/non"])
def test_anything_else_is_no_consent_and_told(text: str) -> None:
    [row] = previewed(("Ama", "", "", "", "", text)).rows
    assert row.consents == ()
    assert text in said(row.remarks[0])
    assert not taken(previewed(("Ama", "", "", "", "", ""))).tables["consent"]


def test_consents_keep_the_words_and_the_day() -> None:
    plan = taken(previewed(("Ama", "", "", "", "", "yes"), ("Kofi", "", "", "", "", "no")))
    ama, kofi = plan.people
    given = plan.consent(ama.id, "photo")
    assert (given.given, given.wording, given.given_on) == (1, "consent:photo", ON)
    assert plan.consent(kofi.id, "photo").given_on == ON
    assert not plan.has_consent(kofi.id, "photo")


def test_spoilt_phones_and_odd_emails_are_kept_and_told() -> None:
    [row] = previewed(("Ama", "", "", "ama at home", "2.33201E+11")).rows
    assert (row.contact.email, row.contact.phone) == ("ama at home", "2.33201E+11")
    assert len(row.remarks) == 2


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("", "Land Watch"), "no name"),
        (("\u200b\u00ad", "Land Watch"), "no name"),
        (("A" * 301,), "longer than 300"),
        (("Ama", "O" * 301), "longer than 300"),
        (COLUMNS, "repeats the headings"),
    ],
)
def test_rows_are_left_out_with_a_reason(cells: tuple[str, ...], reason: str) -> None:
    found = previewed(("Kofi",), cells)
    assert states(found) == ["new", "rejected"]
    assert reason in said(found.rows[1].reason)
    assert [person.name for person in taken(found).people] == ["Kofi"]
    assert [row.line for row in left_out(found, Choices(ON))] == [3]


# -- twins ---------------------------------------------------------------------------------


def test_the_same_person_thrice_and_the_stricter_consent_wins() -> None:
    rows = (
        ("Zoë Núñez", "Org", "", "", "", "yes"),
        ("Zoe\u0308  Nu\u0301n\u0303ez", "ORG", "", "", "", ""),
        ("zoe nunez", "org", "", "zoe@x.example", "", "no"),
    )
    found = previewed(*rows)
    assert states(found) == ["new", "same", "duplicate"]
    assert said(found.rows[1].reason) == "The same person as in line 2."
    plan = taken(found)
    [zoe] = plan.people
    assert not plan.has_consent(zoe.id, "photo")
    assert plan.contact(zoe.id).email == ""
    filled = taken(found, twins="fill")
    assert filled.contact(filled.people[0].id).email == "zoe@x.example"
    assert not filled.has_consent(filled.people[0].id, "photo")
    assert len(taken(found, twins="add").people) == 2


def the_register() -> Plan:
    plan = Plan().after(add_person(Plan(), "Ama Mensah", "Land Watch"))
    id = plan.people[0].id
    plan = plan.after(set_contact(plan, id, email="Ama@X.example", phone="+233 20 123 4567"))
    return plan.after(set_consent(plan, id, "photo", True, "May we?", "2026-01-01"))


@pytest.mark.parametrize(
    "cells",
    [
        ("AMA MENSAH", "land watch"),
        ("Ama M.", "", "", "ama@x.example"),
        ("Mensah, Ama", "Elsewhere", "", "", "00233201234567"),
    ],
)
def test_somebody_of_the_register_is_known_again(cells: tuple[str, ...]) -> None:
    plan = the_register()
    found = previewed(cells, plan=plan)
    assert found.rows[0].state in ("same", "duplicate")
    assert found.rows[0].twin == plan.people[0].id
    assert import_step(found, Choices(ON), plan).is_empty


def test_a_shared_address_alone_makes_no_twin() -> None:
    found = previewed(("Kofi Boateng", "", "", "ama@x.example"), plan=the_register())
    assert states(found) == ["new"]
    assert "Ama Mensah" in said(found.rows[0].remarks[0])


def test_filling_blanks_changes_nothing_that_is_there_and_a_no_withdraws() -> None:
    plan = the_register()
    row = ("Ama Mensah", "Land Watch", "NGO", "new@x.example", "", "no")
    after = taken(previewed(row, plan=plan), plan, twins="fill")
    [ama] = after.people
    assert ama.sector == "civil-society-organisations"
    assert after.contact(ama.id).email == "Ama@X.example"
    assert not after.has_consent(ama.id, "photo")
    left = taken(previewed(row, plan=plan), plan)
    assert left.contact(ama.id).email == "Ama@X.example"
    assert not left.has_consent(ama.id, "photo")  # the row is left out, its no is not


def test_choices_for_single_lines() -> None:
    plan = the_register()
    found = previewed(("Ama Mensah", "Land Watch"), ("Ama Mensah", "Land Watch", "NGO"), plan=plan)
    step = import_step(found, Choices(ON, "leave", {3: "add"}), plan)
    assert len(plan.after(step).people) == 2


# -- the step ------------------------------------------------------------------------------


def test_one_step_with_its_number_and_order() -> None:
    found = previewed(("Ama",), ("Kofi",), ("Efua",))
    step = import_step(found, Choices(ON), Plan())
    assert step.label.format(**step.details) == "import 3 people"
    plan = Plan().after(step)
    assert [(one.code, one.name) for one in plan.people] == [
        ("1", "Ama"),
        ("2", "Kofi"),
        ("3", "Efua"),
    ]
    assert plan.after(step.inverse()).people == ()


def test_badge_codes_are_kept_where_they_are_free() -> None:
    columns = ("name", "code")
    plan = plan_of([Person(new_id(), position="1", code="7", name="Efua")])
    table = a_table(("Ama", "12"), ("Kofi", "7"), ("Yaw", ""), ("Léa", "X1"), columns=columns)
    found = preview(table, columns, plan, sectors())
    after = plan.after(import_step(found, Choices(ON), plan))
    codes = [person.code for person in after.people]
    assert codes == ["7", "12", "8", "9", "X1"]
    assert "7" in said(found.rows[1].remarks[0])


def test_it_goes_into_a_file_and_out_again(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "p.atelier", a_plan()) as journal:
        found = previewed(("Ama", "Org", "NGO", "a@x.example", "1234567", "yes"), ("Kofi",))
        journal.do(import_step(found, Choices(ON), journal.plan))
        assert [person.name for person in journal.file.read_plan().people] == ["Ama", "Kofi"]
        journal.undo()
        assert journal.file.read_plan().people == ()


def test_what_is_left_out_can_be_mended_and_read_again(tmp_path: Path) -> None:
    table = a_table(("", "=1+1"), ("Ama", "-x"), ("Ama", "-x", "NGO"))
    found = preview(table, COLUMNS, Plan(), sectors())
    raw = rows_as_csv(table, left_out(found, Choices(ON)), said, "Line", "Reason")
    assert b"'=1+1" in raw
    path = tmp_path / "left.csv"
    path.write_bytes(raw)
    again = read_table(path)
    assert again.columns == ("Line", "Reason", *COLUMNS)
    assert [row.cells[0] for row in again.rows] == ["2", "4"]
    assert again.rows[0].cells[3] == "=1+1"


def test_what_is_left_out_runs_nothing_where_semicolons_part_cells(tmp_path: Path) -> None:
    table = a_table(("", "Org;=1+1", "NGO", "\t=2+2"))
    found = preview(table, COLUMNS, Plan(), sectors())
    path = tmp_path / "left.csv"
    path.write_bytes(rows_as_csv(table, found.rows, said, "Line", "Reason"))
    parts = re.split("[;,\t\n]", path.read_text("utf-8-sig"))
    assert not [part for part in parts if part.strip('" ').startswith("=")]
    (again,) = read_table(path).rows
    assert again.cells[3] == "Org;=1+1"


CELL = st.text(alphabet="aAé =yesno@.1+\n", max_size=12)


@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL, CELL), max_size=12),
    twins=st.sampled_from(("leave", "fill", "add")),
)
@settings(max_examples=120, deadline=None)
def test_in_is_taken_and_listed(rows: list[tuple[str, ...]], twins: Duplicates) -> None:
    plan = the_register()
    stripped = [tuple(cell.strip() for cell in row) for row in rows]
    found = previewed(*stripped, plan=plan)
    choices = Choices(ON, twins)
    step = import_step(found, choices, plan)
    after = plan.after(step)
    new = len(after.people) - len(plan.people)
    joined = sum(bool(row.twin) and choices.of(row) == "fill" for row in found.rows)
    assert len(found.rows) == len(rows) == sum(found.counts.values())
    assert new + joined + len(left_out(found, choices)) == len(rows)
    assert new == int(step.details["n"])
    assert len({person.code for person in after.people}) == len(after.people)
    assert after.after(step.inverse()).people == plan.people

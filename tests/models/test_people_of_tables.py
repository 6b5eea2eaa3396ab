"""People from a table: who is taken, who is a twin, who said yes, and one step for all."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.frameworks import Frameworks
from app.models.intake.header_words import SECTORS, sector_of
from app.models.intake.people import Preview, guess_mapping, is_enough, preview
from app.models.intake.people_step import Choices, Duplicates, import_step, left_out, rows_as_csv
from app.models.intake.tables import read_table
from app.models.plan import Plan
from app.models.records import Consent

ROOT = Path(__file__).resolve().parents[2]
SECTORS_EDITION = Frameworks(ROOT / "resources" / "frameworks").edition("sectors-2022", "en")
TODAY = "2026-11-22"


def looked_at(folder: Path, text: str, plan: Plan | None = None) -> Preview:
    """What the table in ``text`` would do, its columns guessed."""
    path = folder / "people.csv"
    path.write_text(text, "utf-8")
    table = read_table(path)
    return preview(table, guess_mapping(table.columns), plan or Plan(), SECTORS_EDITION)


def taken_in(
    folder: Path, text: str, plan: Plan | None = None, duplicates: Duplicates = "leave"
) -> Plan:
    """The plan once the table is in it."""
    before = plan or Plan()
    found = looked_at(folder, text, before)
    return before.after(import_step(found, Choices(TODAY, duplicates), before))


def states(found: Preview) -> list[str]:
    """The state of each row."""
    return [row.state for row in found.rows]


@pytest.mark.parametrize(
    ("headings", "mapping"),
    [
        (("First Name", "Surname", "Email"), ("first_name", "last_name", "email")),
        (("Nom et prénom", "Organisme", "Téléphone"), ("name", "organisation", "phone")),
        (("Prénom", "NOM", "Courriel"), ("first_name", "last_name", "email")),
        (("Nombres y Apellidos", "Entidad", "Región"), ("name", "organisation", "region")),
        (("Nome completo", "Instituição", "Setor"), ("name", "organisation", "sector")),
        (("الاسم الكامل", "الجهة", "رقم الهاتف"), ("name", "organisation", "phone")),
        (("ФИО", "Организация", "Эл. почта"), ("name", "organisation", "email")),
        (("NAME", "E-MAİL", "Access needs"), ("name", "email", "access_needs")),
        (("Name", "Shoe size", "Name of pet"), ("name", "", "")),
    ],
)
def test_headings_of_six_languages(headings: Sequence[str], mapping: Sequence[str]) -> None:
    assert guess_mapping(headings) == tuple(mapping)


@pytest.mark.parametrize(
    ("heading", "purpose"),
    [
        ("Do you agree to be contacted by email? (yes/no)", "contact"),
        ("May we publish your name?", "publish-name"),
        ("Autorisez-vous les photos ?", "photo"),
        ("¿Acepta que le contactemos?", "contact"),
        ("Autorizo que publiquen mi nombre", "publish-name"),
        ("Autoriza o uso da imagem", "photo"),
        ("هل توافق على نشر اسمك؟ (نعم/لا)", "publish-name"),
        ("Согласие на фото (да/нет)", "photo"),
        ("I do not agree to photos", ""),
        ("Je n'autorise pas les photos", ""),
        ("No autorizo fotografías", ""),
        ("Não autorizo a publicação", ""),
        ("Не согласен на публикацию", ""),
        ("لا أوافق على النشر", ""),
        ("Agreement number", ""),
        ("Photo", ""),
    ],
)
def test_a_consent_is_guessed_only_where_yes_means_yes(heading: str, purpose: str) -> None:
    assert guess_mapping([heading]) == (f"consent:{purpose}" if purpose else "",)


@pytest.mark.parametrize(
    "answer", ["yes", "Oui", "sí", "SIM", "نعم", "Да", "x", "1", "TRUE", "✓", "Yes."]
)
def test_a_clear_yes_is_a_yes(tmp_path: Path, answer: str) -> None:
    plan = taken_in(tmp_path, f"Name,Photo consent\nAma,{answer}\n")
    consent = plan.consent(plan.people[0].id, "photo")
    assert (consent.given, consent.wording, consent.given_on) == (1, "Photo consent", TODAY)


@pytest.mark.parametrize(
    "answer",
    ["no", "non", "нет", "لا", "maybe", "yes but only my back", "", "0", "2", "ask me", "y/n", "?"],
)
def test_anything_else_is_a_no(tmp_path: Path, answer: str) -> None:
    plan = taken_in(tmp_path, f"Name,Photo consent,Region\nAma,{answer},North\n")
    assert not plan.has_consent(plan.people[0].id, "photo")


def test_an_answer_that_is_not_clear_is_told(tmp_path: Path) -> None:
    row = looked_at(tmp_path, "Name,Photo consent\nAma,maybe\n").rows[0]
    assert [one.details["text"] for one in row.remarks] == ["maybe"]


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("NGO", "civil-society-organisations"),
        ("Société civile", "civil-society-organisations"),
        ("Ministry of Finance", "government-departments"),
        ("حكومة", "government-departments"),
        ("НКО", "civil-society-organisations"),
        ("Local government", "subnational-governments"),
        ("Universidad", "academics"),
        ("Private sector", "private-sector"),
        ("Beekeepers", ""),
        ("", ""),
    ],
)
def test_sectors_are_known_by_their_words(text: str, sector: str) -> None:
    assert sector_of(text) == sector


def test_every_sector_with_words_is_one_of_the_edition() -> None:
    assert set(SECTORS) <= set(SECTORS_EDITION.by_id)


def test_one_person_spelled_in_three_ways_is_one(tmp_path: Path) -> None:
    text = (
        "Name,Organisation,Photo consent\nJosé Núñez,Org,yes\n"
        "Jose\u0301 Nu\u0301n\u0303ez,Org,no\n JOSÉ  Núñez ,org,yes\n"
    )
    assert states(looked_at(tmp_path, text)) == ["new", "duplicate", "same"]
    plan = taken_in(tmp_path, text)
    assert [person.name for person in plan.people] == ["José Núñez"]
    assert not plan.has_consent(plan.people[0].id, "photo")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ama Mensah,a@example.org,", "A. Mensah,A@EXAMPLE.org,"),
        ("Ama Mensah,,+233 20 123 4567", "Mensah Ama,,00233201234567"),
        ("Ama Mensah,,233201234567", "Ama M.,,٠٠٢٣٣٢٠١٢٣٤٥٦٧"),
        ("Ama Mensah,,", "AMA  MENSAH,,"),
    ],
)
def test_twins(tmp_path: Path, one: str, other: str) -> None:
    found = looked_at(tmp_path, f"Name,Email,Phone\n{one}\n{other}\n")
    assert found.rows[1].state in ("same", "duplicate")
    assert found.rows[1].twin == found.rows[0].person.id
    assert found.rows[1].reason is not None
    assert found.rows[1].reason.details["line"] == "2"


def test_an_address_of_the_office_makes_no_twins(tmp_path: Path) -> None:
    text = "Name,Email\nAma Mensah,office@example.org\nKofi Boateng,office@example.org\n"
    found = looked_at(tmp_path, text)
    assert states(found) == ["new", "new"]
    assert [one.details for one in found.rows[1].remarks] == [{"name": "Ama Mensah"}]


def test_merging_fills_blanks_only_and_a_no_wins(tmp_path: Path) -> None:
    plan = taken_in(
        tmp_path,
        "Name,Email,Region,Photo consent,Consent to contact\nAma,a@example.org,North,yes,no\n",
    )
    later = (
        "Name,Email,Region,Phone,Photo consent,Consent to contact\n"
        "Ama,a@example.org,South,1234567,no,yes\n"
    )
    assert looked_at(tmp_path, later, plan).rows[0].state == "duplicate"
    assert taken_in(tmp_path, later, plan).people == plan.people
    after = taken_in(tmp_path, later, plan, "fill")
    person = after.people[0]
    found = looked_at(tmp_path, later, plan)
    assert import_step(found, Choices(TODAY, "fill"), plan).label == "fill in blanks from a table"
    assert (person.region, after.contact(person.id).phone) == ("North", "1234567")
    assert not after.has_consent(person.id, "photo")
    assert not after.has_consent(person.id, "contact")
    assert len(taken_in(tmp_path, later, plan, "add").people) == 2


def test_the_same_table_again_changes_nothing(tmp_path: Path) -> None:
    text = "Name,Email,Sector,Photo consent\nAma,a@example.org,NGO,yes\nKofi,k@example.org,,no\n"
    plan = taken_in(tmp_path, text)
    assert states(looked_at(tmp_path, text, plan)) == ["same", "same"]
    found = looked_at(tmp_path, text, plan)
    assert import_step(found, Choices(TODAY, "fill"), plan).is_empty


def test_every_row_is_taken_or_listed_with_its_reason(tmp_path: Path) -> None:
    long = "x" * 301
    text = (
        "Name,Organisation,Email\nAma,Org,\n,Org only,\nAma,Org,\n"
        f"{long},Org,\nName,Organisation,Email\nKofi,Org,no address\n"
    )
    found = looked_at(tmp_path, text)
    assert states(found) == ["new", "rejected", "same", "rejected", "rejected", "new"]
    left = left_out(found, Choices(TODAY))
    assert [row.line for row in left] == [3, 4, 5, 6]
    assert all(row.reason for row in left)
    assert found.rows[-1].remarks[0].details == {"text": "no address"}
    assert dict(found.counts) == {"new": 2, "same": 1, "duplicate": 0, "rejected": 3}


def test_rows_left_out_can_be_mended_and_brought_again(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Organisation\n,=cmd\n", "utf-8")
    table = read_table(path)
    found = preview(table, guess_mapping(table.columns), Plan(), SECTORS_EDITION)
    raw = rows_as_csv(table, found.rows, lambda one: one.sentence, "Line", "Why")
    assert "'=cmd" in raw.decode("utf-8-sig")
    path.write_bytes(raw)
    again = read_table(path)
    assert again.rows[0].cells[-1] == "=cmd"
    assert {"name", "organisation"} <= set(guess_mapping(again.columns))


def test_a_phone_that_a_spreadsheet_spoilt_is_told(tmp_path: Path) -> None:
    row = looked_at(tmp_path, "Name,Phone\nAma,2.33201E+11\n").rows[0]
    assert (row.contact.phone, row.remarks[0].details) == ("2.33201E+11", {"text": "2.33201E+11"})


def test_badges_are_kept_where_they_are_free(tmp_path: Path) -> None:
    plan = taken_in(tmp_path, "Name,Badge\nAma,007\n")
    after = taken_in(tmp_path, "Name,Badge\nKofi,007\nEsi,12\nYaw,\n", plan)
    codes = [person.code for person in after.people]
    assert codes[:1] == ["007"]
    assert len(set(codes)) == 4
    assert "12" in codes


def test_one_step_takes_everybody_back(tmp_path: Path) -> None:
    plan = taken_in(tmp_path, "Name,Email\nAma,a@example.org\n")
    found = looked_at(tmp_path, "Name,Photo consent\nKofi,yes\nEsi,no\n", plan)
    step = import_step(found, Choices(TODAY), plan)
    after = plan.after(step)
    assert step.details["n"] == "2"
    assert [person.name for person in after.people] == ["Ama", "Kofi", "Esi"]
    assert step.label == "import {n} people"
    back = after.after(step.inverse())
    assert back.people == plan.people
    assert back.all(Consent) == plan.all(Consent)


def test_an_endless_email_costs_no_time(tmp_path: Path) -> None:
    found = looked_at(tmp_path, f"Name,Email\nAma,a@{'.' * 90_000}<\n")
    assert states(found) == ["rejected"]


def test_nobody_without_a_column_of_names(tmp_path: Path) -> None:
    found = looked_at(tmp_path, "Colour,Size,Email\nred,4,a@example.org\n")
    assert states(found) == ["rejected"]
    assert not is_enough(guess_mapping(["Colour", "Size", "Email"]))


_WORD = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(',"\n'), max_size=8
)
_ROW = st.tuples(_WORD, _WORD, st.sampled_from(["yes", "no", "", "maybe"]))


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(_ROW, max_size=8), duplicates=st.sampled_from(["leave", "fill", "add"]))
def test_nobody_is_lost_and_no_yes_is_made_up(
    tmp_path: Path, rows: list[tuple[str, str, str]], duplicates: Duplicates
) -> None:
    with (tmp_path / "rows.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("Name", "Organisation", "Photo consent"), *rows])
    table = read_table(tmp_path / "rows.csv")
    found = preview(table, guess_mapping(table.columns), Plan(), SECTORS_EDITION)
    choices = Choices(TODAY, duplicates)
    plan = Plan().after(import_step(found, choices, Plan()))
    filled = sum(row.state == "duplicate" for row in found.rows) if duplicates == "fill" else 0
    assert len(plan.people) + filled + len(left_out(found, choices)) == len(found.rows)
    assert len(found.rows) == len(table.rows)
    assert sum(one.given for one in plan.all(Consent)) <= sum(row[2] == "yes" for row in rows)

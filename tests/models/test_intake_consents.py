"""People by way of a file: whose yes is a yes, who is merged with whom, and what comes back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.frameworks import Frameworks
from app.models.intake.header_words import SECTORS
from app.models.intake.people import Preview, guess_mapping, preview
from app.models.intake.people_step import Choices, Duplicates, import_step, left_out
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
    ("heading", "purpose"),
    [
        ("Do you agree to be contacted by email? (yes/no)", "contact"),
        ("May we publish your name?", "publish-name"),
        ("Autorisez-vous les photos ?", "photo"),
        ("¿Acepta que le contactemos?", "contact"),
        ("Accord pour publier le nom", "publish-name"),
        ("Acuerdo para publicar el nombre", "publish-name"),
        ("Pas d'accord pour publier le nom", ""),
        ("Accord du ministère", ""),
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


def test_every_sector_with_words_is_one_of_the_edition() -> None:
    assert set(SECTORS) <= set(SECTORS_EDITION.by_id)


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


def test_a_no_is_taken_even_where_the_row_is_left_out(tmp_path: Path) -> None:
    heading = "Name,Organisation,May we publish your name?\n"
    plan = taken_in(tmp_path, f"{heading}Ana,Road Watch,yes\n")
    (ana,) = plan.people
    assert plan.has_consent(ana.id, "publish-name")
    again = taken_in(tmp_path, f"{heading}Ana,Road Watch,no\n", plan, "leave")
    assert [person.id for person in again.people] == [ana.id]
    assert not again.has_consent(ana.id, "publish-name")
    more = taken_in(tmp_path, f"{heading}Ana,Road Watch,yes\n", again, "leave")
    assert not more.has_consent(ana.id, "publish-name")


@pytest.mark.parametrize(
    ("row", "is_sum"),
    [
        ("Total : 8 participants,", True),
        ("TOTAL,8", True),
        ("Итого,8", True),
        ("المجموع: 8,", True),
        ("Totally Ama,", False),
        ("Total Mensah,Land Watch", False),
        ("Ama Total,", False),
    ],
)
def test_a_sum_below_the_people_is_nobody(tmp_path: Path, row: str, is_sum: bool) -> None:
    found = looked_at(tmp_path, f"Name,Organisation\nAma,Land Watch\n{row}\n")
    reason = found.rows[-1].reason
    assert (reason is not None and "a sum" in reason.sentence) == is_sum
    assert (found.rows[-1].state == "rejected") == is_sum

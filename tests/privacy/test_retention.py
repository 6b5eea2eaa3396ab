"""D6: names are kept no longer than needed, and the results stay as they were."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.models.erasing import erase
from app.models.plan import Plan, plan_of
from app.models.planfile import Backups
from app.models.planfile.forget import forget, wish_for_codes
from app.models.records import Answer, Note, Rating
from app.models.retention import is_due, keep_until, proposed_day, with_keep_until
from app.models.verbs.people import add_person, delete_people
from app.models.verbs.rows import set_field
from app.paths import Paths
from tests.builders import a_commitment, a_contact, a_person, a_plan, a_rating, an_info
from tests.models.making import an_open_plan
from tests.privacy.canaries import LONG, a_workshop, birds, in_folder

PEOPLE = 300 if LONG else 40
TODAY = date(2026, 11, 22)


def digest(plan: Plan) -> str:
    """The results: who took part by sector, region and language; every level with its reason."""
    people = Counter((one.code, one.sector, one.region, one.language) for one in plan.people)
    ratings = sorted(
        (r.commitment, r.edition, r.round, r.constituency, r.level, r.reason, r.person)
        for r in plan.all(Rating)
    )
    texts = sorted((a.item, a.subject, a.text) for a in plan.all(Answer))
    said = repr((sorted(people.items()), ratings, texts, plan.commitments, plan.info))
    return hashlib.sha256(said.encode()).hexdigest()


@pytest.mark.promise
def test_names_go_and_results_stay(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    paths = Paths.under(tmp_path)
    paths.make()
    people = birds(random.Random(41), PEOPLE)
    words = [word for bird in people for word in bird.words]
    with an_open_plan(paths.documents / "p.atelier", a_workshop(people)) as journal:
        Backups(paths.backups).make(journal.file)
        added = journal.do(add_person(journal.plan, people[0].person.name + "x"))
        journal.undo()  # only the history knows this one
        note = journal.plan.all(Note)[0]
        said = f"{people[3].person.name} will ask {people[4].email}"
        journal.do(set_field(journal.plan, ("note", note.id, "text"), said))
        journal.do(delete_people(journal.plan, [people[1].person.id]))
        before = digest(journal.plan)
        done = erase(journal, wish_for_codes(journal.file), paths)
        after = digest(journal.plan)
        kept = journal.plan.of(Note, note.id)
        assert kept is not None
        assert kept.text == "4 will ask 5"
        assert journal.plan == journal.file.read_plan()
        assert not journal.file.damage()
    left = in_folder([*words, added.changes[0].id], tmp_path)
    record_property("promise", "D6")
    equal = "equal" if before == after else "other"
    record_property("figure", f"results {equal}; {len(left)} of {len(words)} words found")
    record_property("target", "results equal; 0 found")
    assert not done.unreached
    assert before == after
    assert not left


def test_an_organisation_of_several_people_stays(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    people = birds(random.Random(42), 3)
    with an_open_plan(tmp_path / "p.atelier", a_workshop(people)) as journal:
        for bird in people[:2]:
            at = ("person", bird.person.id, "organisation")
            journal.do(set_field(journal.plan, at, "Land Watch"))
        erase(journal, wish_for_codes(journal.file), paths)
        kept = [one.organisation for one in journal.plan.people]
        assert kept == ["Land Watch", "Land Watch", ""]


def test_a_code_that_is_a_name_becomes_a_number(tmp_path: Path) -> None:
    people = birds(random.Random(43), 2)
    with an_open_plan(tmp_path / "p.atelier", a_workshop(people)) as journal:
        at = ("person", people[0].person.id, "code")
        journal.do(set_field(journal.plan, at, people[0].email[:20]))
        journal.do(set_field(journal.plan, ("person", people[1].person.id, "code"), ""))
        journal.do(set_field(journal.plan, at, "kanari@x.org"))
        contact = journal.plan.contact(people[0].person.id)
        journal.do(set_field(journal.plan, ("contact", contact.id, "email"), "kanari@x.org"))
        erase(journal, wish_for_codes(journal.file), Paths.under(tmp_path))
        codes = [one.code for one in journal.plan.people]
        assert all(code.isdecimal() for code in codes)
        assert len(set(codes)) == 2


def test_the_day_comes_with_the_first_person_and_never_acts_by_itself() -> None:
    plan = plan_of([an_info(starts="2027-02-01")])
    assert proposed_day(plan, TODAY) == date(2028, 2, 1)
    assert proposed_day(plan_of([an_info(starts="2020")]), TODAY) == date(2027, 11, 22)
    assert proposed_day(plan_of([an_info(starts="")]), date(2028, 2, 29)) == date(2029, 2, 28)
    first = plan.after(with_keep_until(plan, add_person(plan, "Ama Mensah"), TODAY))
    assert first.info.keep_until == "2028-02-01"
    step = add_person(first, "Kofi Boateng")
    assert with_keep_until(first, step, TODAY) is step, "said once"
    assert not is_due(first, date(2028, 2, 1))
    assert is_due(first, date(2028, 2, 2))
    assert [one.name for one in first.people] == ["Ama Mensah"], "nothing happens by itself"
    later = first.after(keep_until(first, date(2028, 2, 2) + timedelta(days=30)))
    assert not is_due(later, date(2028, 2, 2))


def test_a_day_in_words_never_comes() -> None:
    plan = plan_of([an_info(keep_until="when all is over")])
    plan = plan.after(add_person(plan, "Ama Mensah"))
    assert not is_due(plan, date(2100, 1, 1))


def test_a_name_in_the_place_of_something_else_goes_too(tmp_path: Path) -> None:
    """Lists are read with columns mistaken; an id made of a rater's name could be guessed from."""
    ama = a_person(
        "Ama Mensah",
        code="A1",
        organisation="Ama Mensah Consult",
        sector="Ama Mensah",
        region="near Ama Mensah",
        language="Ama Mensah",
    )
    kofi = a_person("Kofi Darko", code="A2", organisation="Ama Mensah Consult", region="Keta")
    row = a_commitment()
    rating = a_rating(row, "Dr Kofi Darko", "modest", person=kofi.id)
    with an_open_plan(tmp_path / "p.atelier", a_plan(ama, kofi, row, rating)) as journal:
        forget(journal.file, wish_for_codes(journal.file))
        plan = journal.file.read_plan()
    assert b"Mensah" not in (tmp_path / "p.atelier").read_bytes()
    assert {(one.organisation, one.sector, one.region) for one in plan.people} == {
        ("", "", ""),
        ("", "", "Keta"),
    }
    (now,) = plan.all(Rating)
    assert (now.rater, now.person) == ("Dr A2", kofi.id)
    assert now.id != rating.id


def test_the_day_comes_for_a_phone_and_for_what_lies_in_the_bin(tmp_path: Path) -> None:
    """A list of mails has no names in it, and who was removed is kept as long as who is there."""
    nobody = a_person("", code="A1", region="Keta")
    info = an_info(keep_until="2026-01-01")
    assert not is_due(a_plan(info, nobody), TODAY)
    assert is_due(a_plan(info, nobody, a_contact(nobody)), TODAY)
    plan = a_plan(info, nobody, a_person("Ama", deleted=1))
    assert is_due(plan, TODAY)
    with an_open_plan(tmp_path / "p.atelier", plan) as journal:
        forget(journal.file, wish_for_codes(journal.file))
        assert not is_due(journal.file.read_plan(), TODAY)

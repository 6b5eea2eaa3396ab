"""D2: erased means erased, from the plan, its past, its backups and the program's folders."""

from __future__ import annotations

import json
import random
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.errors import UserError
from app.models.erasing import Erased, erase, sweep, without_traces
from app.models.journal import Journal
from app.models.plan import Plan
from app.models.planfile import Backups, PlanFile, check_file
from app.models.planfile.forget import foresee, wish_for_codes, wish_to_erase
from app.models.records import Note, Rating
from app.models.traces import Traces
from app.models.verbs.people import add_person, delete_people, set_contact
from app.models.verbs.rating import rate
from app.models.verbs.rows import set_field
from app.paths import Paths
from app.settings import Settings
from tests.models.making import a_plan, an_open_plan, reopened
from tests.privacy.canaries import LONG, Bird, a_workshop, birds, found, in_folder

ERASED = 50 if LONG else 10
CALLED = "erased person"

Record = Callable[[str, object], None]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = Paths.under(tmp_path)
    paths.make()
    return paths


def worked_on(journal: Journal, people: list[Bird], paths: Paths) -> None:
    """What leaves traces: edits of people, an undo, a removal, backups, caches and logs."""
    backups = Backups(paths.backups)
    backups.make(journal.file)
    for n, bird in enumerate(people):
        journal.do(set_field(journal.plan, ("person", bird.person.id, "role"), f"Chair {n}"))
        journal.do(set_contact(journal.plan, bird.person.id, phone=bird.phone + "9"))
    journal.do(delete_people(journal.plan, [people[0].person.id]))
    backups.make(journal.file)
    journal.undo()
    journal.do(delete_people(journal.plan, [people[1].person.id]))
    first = people[2].person
    (paths.cache / "temp").mkdir(exist_ok=True)
    (paths.cache / "temp" / "rows.json").write_text(f'["{first.name}"]', encoding="utf-8")
    (paths.logs / "old.log").write_text(first.name.upper(), encoding="utf-16")
    (paths.config / "settings.json.bad").write_text(people[2].email, encoding="utf-8")
    (paths.cache / "fonts.json").write_text("{}", encoding="utf-8")


def erased(journal: Journal, bird: Bird, paths: Paths) -> Erased:
    return erase(journal, wish_to_erase(journal.file, bird.person.id, CALLED), paths)


@pytest.mark.promise
@pytest.mark.parametrize("default_off", [False, True], ids=["as it comes", "secure_delete off"])
def test_no_byte_of_the_erased_stays(
    paths: Paths,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Record,
    default_off: bool,
) -> None:
    if default_off:
        switch_off_by_default(monkeypatch)
    people = birds(random.Random(1), ERASED + 10)
    gone, staying = people[:ERASED], people[ERASED:]
    path = paths.documents / "p.atelier"
    with an_open_plan(path, a_workshop(people)) as journal:
        worked_on(journal, people, paths)
        before = levels(journal.plan)
        for bird in gone:
            done = erased(journal, bird, paths)
            assert not done.unreached
            assert done.backups == len(Backups(paths.backups).of(journal.file.lineage)) > 2
        assert journal.plan == journal.file.read_plan()
        assert not journal.file.damage()
        assert levels(journal.plan) == before, "ratings stay, under codes"
        left = found((w for b in gone for w in b.words), bytes_of(journal))
    words = [word for bird in gone for word in bird.words]
    left += in_folder(words, paths.config.parent)
    assert not left
    assert found([b.person.name for b in staying], path.read_bytes()), "who stays is there still"
    assert (paths.cache / "fonts.json").exists(), "what tells nobody stays"
    assert all(not check_file(b.path).code for b in Backups(paths.backups).all())
    record_property("promise", "D2")
    record_property("figure", f"{len(left)} of {len(words)} words of {ERASED} people found")
    record_property("target", "0 found")


def switch_off_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections whose SQLite does not overwrite what it deletes, as in some wheels."""
    real = sqlite3.connect

    def connect(*args: object, **more: object) -> sqlite3.Connection:
        db: sqlite3.Connection = real(*args, **more)  # type: ignore[call-overload]  # handed on
        db.execute("PRAGMA secure_delete=OFF")
        assert db.execute("PRAGMA secure_delete").fetchone()[0] == 0
        return db

    monkeypatch.setattr(sqlite3, "connect", connect)


def bytes_of(journal: Journal) -> bytes:
    """The file's pages while it is open, without touching it by other means."""
    with journal.file.rewriting() as db:
        assert db.execute("PRAGMA secure_delete").fetchone()[0] == 1
        return db.serialize()


def levels(plan: Plan) -> list[tuple[str, int, str, str]]:
    """What was rated, without who rated."""
    ratings = plan.all(Rating)
    return sorted((r.commitment, r.round, r.level, r.constituency) for r in ratings)


def test_a_control_finds_what_lies_in_the_bytes(paths: Paths) -> None:
    people = birds(random.Random(2), 3)
    path = paths.documents / "p.atelier"
    with an_open_plan(path, a_workshop(people)) as journal:
        Backups(paths.backups).make(journal.file)
        journal.do(delete_people(journal.plan, [people[0].person.id]))
    words = people[0].words
    assert found(words, path.read_bytes()) == list(words), "removed is not erased"
    assert len(in_folder(words, paths.backups)) == len(words)


def test_undo_cannot_bring_anybody_back(paths: Paths) -> None:
    people = birds(random.Random(3), 4)
    with an_open_plan(paths.documents / "p.atelier", a_workshop(people)) as journal:
        title = journal.plan.info.title
        journal.do(set_field(journal.plan, ("plan", journal.plan.info.id, "title"), "New"))
        worked_on(journal, people, paths)
        erased(journal, people[2], paths)
        while journal.history.to_undo is not None:
            journal.undo()
            assert journal.plan == journal.file.read_plan()
        assert people[2].person.id not in journal.plan.tables["person"]
        assert journal.plan.info.title == title, "what was not theirs can be undone as before"
        while journal.history.to_redo is not None:
            journal.redo()
        assert not found(people[2].words, bytes_of(journal))
        assert journal.plan.info.title == "New"
    with reopened(paths.documents / "p.atelier") as file:
        assert not file.damage()


def test_the_history_says_that_somebody_was_erased_and_not_who(paths: Paths) -> None:
    people = birds(random.Random(4), 2)
    with an_open_plan(paths.documents / "p.atelier", a_workshop(people)) as journal:
        erased(journal, people[0], paths)
        last = journal.file.entries()[-1]
        assert last.step.label == "erase a person"
        assert not last.step.changes
        assert not last.step.details
        assert journal.history.to_undo is None


def test_ratings_stay_under_the_badge_code_even_beside_one_of_that_code(paths: Paths) -> None:
    people = birds(random.Random(5), 2)
    bird = people[1]  # rated by name
    with an_open_plan(paths.documents / "p.atelier", a_workshop(people)) as journal:
        rating = next(r for r in journal.plan.all(Rating) if r.rater == bird.person.name)
        of_code = Rating("", 0, rating.commitment, rating.edition, 1, bird.person.code, level="low")
        journal.do(rate(journal.plan, of_code))
        before = levels(journal.plan)
        erased(journal, bird, paths)
        assert levels(journal.plan) == before
        raters = {r.rater for r in journal.plan.all(Rating)}
        assert bird.person.code in raters
        assert not [r for r in journal.plan.all(Rating) if r.person == bird.person.id]
        assert rating.id not in journal.plan.tables["rating"], "an id made of a name tells it"


def test_texts_that_hold_a_name_are_listed_and_left(paths: Paths) -> None:
    people = birds(random.Random(6), 2)
    bird = people[0]
    first, last = bird.person.name.rsplit(" ", 1)
    with an_open_plan(paths.documents / "p.atelier", a_workshop(people)) as journal:
        note = journal.plan.all(Note)[0]
        said = f"Ask {last.upper()}, {first} or {bird.phone.replace(' ', '-')}."
        journal.do(set_field(journal.plan, ("note", note.id, "text"), said))
        wish = wish_to_erase(journal.file, bird.person.id, CALLED)
        assert foresee(journal.file, wish).mentions == erased(journal, bird, paths).plan.mentions
        kept = journal.plan.of(Note, note.id)
        assert kept is not None
        assert kept.text == said


def test_a_wish_may_put_the_code_into_the_texts(paths: Paths) -> None:
    people = birds(random.Random(7), 2)
    bird = people[0]
    with an_open_plan(paths.documents / "p.atelier", a_workshop(people)) as journal:
        note = journal.plan.all(Note)[0]
        journal.do(set_field(journal.plan, ("note", note.id, "text"), f"Ask {bird.person.name}."))
        wish = replace(wish_to_erase(journal.file, bird.person.id, CALLED), texts=True)
        done = erase(journal, wish, paths)
        assert not done.plan.mentions
        kept = journal.plan.of(Note, note.id)
        assert kept is not None
        assert kept.text == f"Ask {bird.person.code}."
        assert not found(bird.words, bytes_of(journal))


def test_what_somebody_else_is_known_by_as_well_stays(paths: Paths) -> None:
    people = birds(random.Random(8), 2)
    with an_open_plan(paths.documents / "p.atelier", a_workshop(people)) as journal:
        shared = people[1].phone
        journal.do(set_contact(journal.plan, people[0].person.id, phone=shared))
        erased(journal, people[0], paths)
        assert journal.plan.contact(people[1].person.id).phone == shared


def test_somebody_without_a_code_becomes_an_erased_person(paths: Paths) -> None:
    with an_open_plan(paths.documents / "p.atelier", a_workshop([])) as journal:
        step = journal.do(add_person(journal.plan, "Ama Mensah"))
        id = step.changes[0].id
        journal.do(set_field(journal.plan, ("person", id, "code"), ""))
        subject = journal.plan.commitments[0]
        edition = journal.plan.info.ambition
        rating = Rating("", 0, subject.id, edition, 1, "ama  MENSAH", id, level="high")
        journal.do(rate(journal.plan, rating))
        erase(journal, wish_to_erase(journal.file, id, CALLED), paths)
        assert [r.rater for r in journal.plan.all(Rating)] == [CALLED]


def test_a_badge_code_that_is_the_name_goes_too(paths: Paths) -> None:
    with an_open_plan(paths.documents / "p.atelier", a_workshop([])) as journal:
        id = journal.do(add_person(journal.plan, "Ama Mensah")).changes[0].id
        journal.do(set_field(journal.plan, ("person", id, "code"), "Ama Mensah"))
        subject, edition = journal.plan.commitments[0], journal.plan.info.ambition
        rating = Rating("", 0, subject.id, edition, 1, "Ama Mensah", id, level="high")
        journal.do(rate(journal.plan, rating))
        erase(journal, wish_to_erase(journal.file, id, CALLED), paths)
        assert [r.rater for r in journal.plan.all(Rating)] == [CALLED]
        assert not found(["Ama Mensah"], bytes_of(journal))


def test_a_backup_that_cannot_be_rewritten_is_listed(paths: Paths) -> None:
    people = birds(random.Random(9), 2)
    with an_open_plan(paths.documents / "p.atelier", a_workshop(people)) as journal:
        backup = Backups(paths.backups).make(journal.file)
        raw = backup.path.read_bytes()[:-4096]
        backup.path.write_bytes(raw)
        done = erased(journal, people[0], paths)
        assert [one.backup.path for one in done.unreached] == [backup.path]
        assert raw == backup.path.read_bytes(), "it is left as it is"


def test_a_backup_is_made_before_and_tells_nobody_who_goes(paths: Paths) -> None:
    people = birds(random.Random(19), 2)
    with an_open_plan(paths.documents / "p.atelier", a_workshop(people)) as journal:
        erased(journal, people[0], paths)
        (made,) = Backups(paths.backups).of(journal.file.lineage)
        assert made.reason == "erase"
        assert not found(people[0].words, made.path.read_bytes())
        assert found([people[1].person.name], made.path.read_bytes())
        edits = len(journal.file.entries())
    kept = PlanFile.open(made.path, read_only=True)
    assert len(kept.entries()) == edits - 1, "it is of before: the erasing itself is not in it"
    kept.close()


def test_where_no_backup_can_be_made_nothing_is_erased(paths: Paths) -> None:
    people = birds(random.Random(20), 2)
    paths.backups.rmdir()
    paths.backups.write_text("no folder")
    with an_open_plan(paths.documents / "p.atelier", a_workshop(people)) as journal:
        before = journal.plan
        with pytest.raises(UserError):
            erased(journal, people[0], paths)
        assert journal.plan == before == journal.file.read_plan()


def test_other_files_of_the_plan_are_named(paths: Paths) -> None:
    people = birds(random.Random(10), 2)
    with an_open_plan(paths.documents / "p.atelier", a_workshop(people)) as journal:
        copy = paths.documents / "p (copy).atelier"
        journal.file.copy_to(copy)
        stranger = paths.documents / "other.atelier"
        PlanFile.create(stranger, a_plan()).close()
        assert erased(journal, people[0], paths).copies == (copy,)


def test_damaged_and_packed_copies_are_named_too(paths: Paths) -> None:
    people = birds(random.Random(12), 2)
    with an_open_plan(paths.documents / "p.atelier", a_workshop(people)) as journal:
        copy = paths.documents / "whole.atelier"
        journal.file.copy_to(copy)
        raw = copy.read_bytes()
        copy.unlink()
        damaged = paths.documents / "damaged.atelier"
        damaged.write_bytes(raw[:100] + b"\xff" * 2_000 + raw[2_100:])
        for name, held in (("sent.zip", raw), ("other.zip", raw[:16] + b"nobody")):
            with zipfile.ZipFile(paths.documents / name, "w", zipfile.ZIP_DEFLATED) as packed:
                packed.writestr("p.atelier", held)
        (paths.documents / "noise.zip").write_bytes(b"PK\x03\x04 noise")
        assert erased(journal, people[0], paths).copies == (damaged, paths.documents / "sent.zip")


def test_settings_forget_paths_that_name_somebody(paths: Paths) -> None:
    people = birds(random.Random(11), 2)
    name = people[0].person.name
    with an_open_plan(paths.documents / "p.atelier", a_workshop(people)) as journal:
        traces = wish_to_erase(journal.file, people[0].person.id, CALLED).traces
        mine = f"/home/me/{name.replace(' ', '_')}.atelier"
        known = Settings(recent_files=(mine, "/home/me/plan.atelier"), author=name, text_scale=125)
        new = without_traces(known, traces)
        assert new == Settings(recent_files=("/home/me/plan.atelier",), text_scale=125)
        assert without_traces(new, wish_for_codes(journal.file).traces) == new


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Ama Mensah", "/home/me/ama-mensah.atelier"),
        ("Ama Mensah", "C:\\plans\\AmaMensah (2).atelier"),
        ("José Núñez", "/home/me/Jose\u0301 Nun\u0303ez.atelier"),  # as a Mac spells it
        ("José Núñez", "/home/me/Jose_Nunez/plan.atelier"),
        ("王小明", "/home/me/王小明.atelier"),
    ],
)
def test_a_path_names_somebody_however_files_spell_it(name: str, path: str) -> None:
    traces = Traces(words={name: "7"})
    publishing = {"document": json.dumps({"letterhead": path}, ensure_ascii=False), "tables": "{}"}
    known = Settings(recent_files=(path, "/home/me/plan.atelier"), publishing=publishing)
    new = without_traces(known, traces)
    assert new.recent_files == ("/home/me/plan.atelier",)
    assert new.publishing == {"tables": "{}"}


@pytest.mark.parametrize("name", ["王小明", "Zoë", "Élodie Bâ"])
@pytest.mark.parametrize("escaped", [False, True])
def test_small_files_that_tell_a_short_name_or_one_in_escapes_go(
    paths: Paths, name: str, escaped: bool
) -> None:
    told, other = paths.cache / "rows.json", paths.cache / "fonts.json"
    told.write_text(json.dumps([name], ensure_ascii=escaped), encoding="utf-8")
    other.write_text(json.dumps(["Noto Sans"]), encoding="utf-8")
    assert sweep(paths, Traces(words={name: "7"})) == 1
    assert not told.exists()
    assert other.exists()

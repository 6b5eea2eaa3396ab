"""A plan's file: made, opened, written, copied, let go of."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.errors import UserError
from app.models import migrations
from app.models.edits import Change, Step
from app.models.journal import Journal
from app.models.plan import field_names, new_id
from app.models.planfile import Backups, PlanFile, check_file
from app.models.planfile.lock import lock_path
from app.models.records import RECORDS, Commitment, Note
from app.models.schema import APPLICATION_ID, BY_NAME, LINE, PROSE, SCHEMA_VERSION, TABLES
from app.models.verbs.rows import added, set_field
from tests.models.making import a_closed_plan, a_plan, a_title, an_open_plan, reopened, write

NAMES = (
    "plain.atelier", "Côte d'Ivoire.atelier", "100% ready?.atelier", "a#b.atelier", "a?b=1.atelier",
    "-dash.atelier", "été — 2026.atelier", "خطة.atelier", "🏛️.atelier", "with space.atelier",
    "%41.atelier", "a&b;c.atelier", "\u202egnp.atelier", "no ending", "x" * 220 + ".atelier",
)  # fmt: skip


# Made, opened, let go of


def test_a_new_file_holds_the_plan_and_says_what_it_is(tmp_path: Path) -> None:
    plan = a_plan()
    with an_open_plan(tmp_path / "new" / "folder" / "plan.atelier", plan) as journal:
        assert journal.plan == plan
        assert journal.file.lineage == plan.info.id
        path = journal.file.path
    header = path.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION


def test_a_new_plan_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.atelier"
    path.write_text("precious")
    with pytest.raises(UserError, match="file_exists"):
        PlanFile.create(path, a_plan())
    assert path.read_text() == "precious"
    link = tmp_path / "link.atelier"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(UserError, match="file_exists"):
        PlanFile.create(link, a_plan())


def test_a_new_plan_gives_way_to_one_that_was_quicker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, migrate = tmp_path / "plan.atelier", migrations.migrate

    def slowly(db: sqlite3.Connection) -> None:
        migrate(db)
        path.write_text("precious")

    monkeypatch.setattr(migrations, "migrate", slowly)
    with pytest.raises(UserError, match="file_exists"):
        PlanFile.create(path, a_plan())
    assert path.read_text() == "precious"


def test_nothing_stays_beside_a_closed_plan(tmp_path: Path) -> None:
    path = a_closed_plan(tmp_path / "plan.atelier")
    with reopened(path) as file:
        file.copy_to(tmp_path / "copy.atelier")
        assert lock_path(path).exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy.atelier", "plan.atelier"]


def test_closing_twice_is_no_fault(tmp_path: Path) -> None:
    file = PlanFile.create(tmp_path / "plan.atelier", a_plan())
    file.close()
    file.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_may_be_called_anything(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "d'été #1 %20?"
    path = a_closed_plan(folder / name)
    with reopened(path) as file:
        assert file.read_plan().info.title == "Three"
        file.copy_to(folder / "copy.atelier")
    assert check_file(path).code == check_file(folder / "copy.atelier").code == ""
    assert sorted(p.name for p in folder.iterdir()) == sorted([name, "copy.atelier"])


def test_a_link_opens_the_plan_it_leads_to(tmp_path: Path) -> None:
    path = a_closed_plan(tmp_path / "plan.atelier")
    link = tmp_path / "link.atelier"
    link.symlink_to(path)
    with reopened(link) as file:
        assert file.path == path.resolve()
        assert lock_path(path).exists()


def test_the_columns_of_the_file_are_the_fields_of_the_records() -> None:
    """Rows are read by place, so schema and records must name the same fields in one order."""
    assert list(BY_NAME) == list(RECORDS)
    for table in TABLES:
        assert field_names(table.name) == ("deleted", *(f.name for f in table.fields))


# Written


def test_an_edit_returns_the_true_old_values_and_is_in_the_file(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        id = journal.plan.info.id
        done = journal.file.apply(Step("x", (write("plan", id, title="New", country="Ghana"),)))
        assert done.changes == (Change("plan", id, {"title": "Plan"}, {"title": "New"}),)
    with reopened(tmp_path / "plan.atelier") as file:
        assert file.read_plan().info.title == "New"
        assert [entry.step.changes for entry in file.entries()] == [done.changes]


def test_a_step_that_fails_writes_nothing_at_all(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        file, before = journal.file, journal.plan
        id = before.info.id
        good = write("plan", id, title="half")
        too_long = write("plan", id, lead="x" * (LINE + 1))
        with pytest.raises(UserError, match="too_long") as caught:
            file.apply(Step("half", (good, too_long)))
        assert caught.value.details["limit"] == LINE
        with pytest.raises(KeyError):
            file.apply(Step("half", (good, write("commitment", new_id(), title="not there"))))
        with pytest.raises(sqlite3.Error):
            file.apply(Step("half", (good, write("plan", id, deleted="three"))))
        assert not file.in_transaction
        assert file.read_plan() == before
        assert file.entries() == []
        assert file.damage() == ""
        journal.do(a_title(journal.plan, "whole"))
        assert file.damage() == ""


def test_five_million_letters_are_refused_with_the_limit(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        answer = next(iter(journal.plan.tables["answer"].values()))
        with pytest.raises(UserError, match="too_long") as caught:
            journal.do(set_field(journal.plan, ("answer", answer.id, "text"), "x" * 5_000_000))
        assert caught.value.details == {"limit": PROSE, "length": 5_000_000, "label": "Answer"}
        whole = journal.do(set_field(journal.plan, ("answer", answer.id, "text"), "x" * PROSE))
        assert whole.changes[0].after == {"text": "x" * PROSE}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07\x1b\x7f\x9fc", "abc"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("\ud83d alone \udc00", "\ufffd alone \ufffd"),
        ("cafe\u0301", "café"),
        ("\u202eright to left\u202c \u200d\u200c", "\u202eright to left\u202c \u200d\u200c"),
        ("\ufffe\uffff", ""),
        ("<img src=x> '\"; =1+1", "<img src=x> '\"; =1+1"),
    ],
)
def test_text_is_cleaned_at_the_door_and_verbatim_from_then_on(
    tmp_path: Path, typed: str, kept: str
) -> None:
    path = tmp_path / "plan.atelier"
    note = Note(new_id(), text=typed, label=typed)
    with an_open_plan(path) as journal:
        journal.do(Step("note {what}", (added(note),), {"what": typed}))
        assert journal.plan.all(Note)[0].text == kept
        assert journal.plan == journal.file.read_plan()
    with reopened(path) as file:
        assert file.read_plan().all(Note)[0].text == kept
        assert file.entries()[0].step.details == {"what": kept}


def test_text_of_a_new_plan_is_cleaned_too(tmp_path: Path) -> None:
    plan = a_plan().after(Step("x", (added(Commitment(new_id(), title="a\x00\ud800")),)))
    with an_open_plan(tmp_path / "plan.atelier", plan) as journal:
        assert "a\ufffd" in {row.title for row in journal.plan.commitments}
        assert journal.file.damage() == ""


def test_strokes_of_one_visit_are_one_line_of_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "plan.atelier"
    with an_open_plan(path) as journal:
        for text in ("P", "Pl", "Plus"):
            journal.do(a_title(journal.plan, text, visit="v"))
        assert [e.step.changes[0].after for e in journal.file.entries()] == [{"title": "Plus"}]
        journal.do(a_title(journal.plan, "Plan", visit="v"))
        assert journal.file.entries() == []
        assert journal.file.damage() == ""


def test_read_only_never_writes(tmp_path: Path) -> None:
    path = a_closed_plan(tmp_path / "plan.atelier")
    before = path.read_bytes()
    with reopened(path, read_only=True) as file:
        with pytest.raises(UserError, match="read_only"):
            file.apply(a_title(file.read_plan(), "no"))
        assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == before


# The settings the promises rest on


def test_the_settings_are_those_that_were_measured_as_safe(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        db = journal.file._db
        said = {
            name: db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "locking_mode", "secure_delete",
                         "trusted_schema", "cell_size_check", "mmap_size", "temp_store")
        }  # fmt: skip
        assert db.isolation_level is None
    assert said == {
        "journal_mode": "truncate", "synchronous": 3, "locking_mode": "exclusive",
        "secure_delete": 1, "trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0,
        "temp_store": 2,
    }  # fmt: skip


def test_deleted_words_leave_no_bytes_behind(tmp_path: Path) -> None:
    path = tmp_path / "plan.atelier"
    secret = Note(new_id(), text="Kwame Canary")
    with an_open_plan(path) as journal:
        db = journal.file._db
        with journal.file._db:
            db.execute("INSERT INTO note (id, text) VALUES (?, ?)", (secret.id, secret.text * 500))
        db.execute("DELETE FROM note WHERE id = ?", (secret.id,))
        assert all(b"Canary" not in p.read_bytes() for p in tmp_path.iterdir() if p != path)
    assert b"Canary" not in path.read_bytes()


# Moved away while open


def test_saved_is_never_said_of_a_file_that_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "plan.atelier"
    with an_open_plan(path) as journal:
        path.rename(tmp_path / "moved.atelier")
        with pytest.raises(UserError, match="file_gone"):
            journal.do(a_title(journal.plan, "lost?"))
        assert journal.plan.info.title == "Plan"
        journal.file.copy_to(tmp_path / "saved elsewhere.atelier")
    with reopened(tmp_path / "saved elsewhere.atelier") as file:
        assert file.read_plan().info.title == "Plan"
    assert not path.exists()


def test_a_file_that_took_the_place_of_the_open_one_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "plan.atelier"
    other = a_closed_plan(tmp_path / "other.atelier")
    with an_open_plan(path) as journal:
        other.replace(path)
        before = path.read_bytes()
        with pytest.raises(UserError, match="file_gone"):
            journal.do(a_title(journal.plan, "mine"))
        assert path.read_bytes() == before


# Copies


def test_a_copy_is_whole_and_the_original_stays_open(tmp_path: Path) -> None:
    copy = tmp_path / "copy.atelier"
    copy.write_text("an older copy")
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        journal.do(a_title(journal.plan, "before"))
        journal.file.copy_to(copy)
        journal.do(a_title(journal.plan, "after"))
    with reopened(copy) as file:
        assert file.read_plan().info.title == "before"
        assert file.damage() == ""


def test_a_copy_that_cannot_be_made_leaves_the_older_one(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        with pytest.raises(UserError, match="place_gone"):
            journal.file.copy_to(tmp_path / "no folder" / "copy.atelier")
        target = tmp_path / "a folder"
        target.mkdir()
        with pytest.raises(UserError, match="not_a_file"):
            journal.file.copy_to(target)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a folder", "plan.atelier"]


def test_history_comes_back_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.atelier"
    with an_open_plan(path) as journal:
        first = journal.plan
        for text in ("One", "Two", "Three"):
            journal.do(a_title(journal.plan, text))
        journal.undo()
    again = Journal(PlanFile.open(path))
    try:
        assert again.redo() is not None
        assert again.plan.info.title == "Three"
        while again.undo():
            pass
        assert again.plan == first
    finally:
        again.close()


def test_words_that_look_like_orders_are_words(tmp_path: Path) -> None:
    """Formulas, markup and SQL are kept as typed."""
    plan = a_plan()
    with an_open_plan(tmp_path / "plan.atelier", plan) as journal:
        for text in ('=HYPERLINK("x")', "<img src='//h/x.png'>", "'); DROP TABLE plan; --"):
            journal.do(a_title(journal.plan, text))
            assert journal.file.read_plan().info.title == text
        backup = Backups(tmp_path / "backups").make(journal.file)
    assert check_file(backup.path).code == ""

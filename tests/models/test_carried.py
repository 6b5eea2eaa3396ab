"""A plan on a stick is worked on here and given back whole, or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from app.errors import UserError
from app.models.journal import Journal
from app.models.planfile import PlanFile, check_file, planfile
from app.models.planfile.carried import Carried, CarryList, carry_in, carry_out, is_ahead
from app.models.planfile.lock import lock_path
from app.models.planfile.sending import digest_of, send_copy
from tests.house import ROOT
from tests.models.making import a_closed_plan, a_title, an_open_plan, reopened


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """A plan on a stick."""
    (tmp_path / "stick").mkdir()
    return a_closed_plan(tmp_path / "stick" / "plan.atelier")


@pytest.fixture
def carried(original: Path, tmp_path: Path) -> Carried:
    return carry_in(original, tmp_path / "here" / "plan.atelier")


def worked_on(carried: Carried, text: str = "Four") -> PlanFile:
    journal = Journal(PlanFile.open(carried.working))
    journal.do(a_title(journal.plan, text))
    return journal.file


def title_of(path: Path) -> str:
    with reopened(path, read_only=True) as file:
        return file.read_plan().info.title


def test_the_stick_is_read_and_not_touched(original: Path, tmp_path: Path) -> None:
    before = original.read_bytes()
    carried = carry_in(original, tmp_path / "here" / "plan.atelier")
    worked_on(carried).close()
    assert original.read_bytes() == before
    assert [path.name for path in original.parent.iterdir()] == ["plan.atelier"]
    assert title_of(carried.working) == "Four"


def test_the_stick_gets_a_whole_copy(carried: Carried) -> None:
    file = worked_on(carried)
    assert is_ahead(file, carried)
    done = carry_out(file, carried)
    assert not is_ahead(file, done)
    file.close()
    assert check_file(carried.original).code == ""
    assert title_of(carried.original) == "Four"
    assert done.digest == digest_of(carried.original)
    assert [path.name for path in carried.original.parent.iterdir()] == ["plan.atelier"]


def test_what_changed_on_the_stick_meanwhile_is_never_overwritten(carried: Carried) -> None:
    with reopened(carried.original) as other:
        journal = Journal(other)
        journal.do(a_title(journal.plan, "Vier"))
    theirs = carried.original.read_bytes()
    file = worked_on(carried)
    with pytest.raises(UserError, match="changed_meanwhile"):
        carry_out(file, carried)
    file.close()
    assert carried.original.read_bytes() == theirs
    assert title_of(carried.working) == "Four"


def test_an_unfinished_edit_on_the_stick_is_never_rolled_into_our_file(carried: Carried) -> None:
    beside = carried.original.with_name("plan.atelier-journal")
    beside.write_bytes(b"\xd9\xd5\x05\xf9 pages of the old file")
    before = carried.original.read_bytes()
    file = worked_on(carried)
    with pytest.raises(UserError, match="changed_meanwhile"):
        carry_out(file, carried)
    with pytest.raises(UserError, match="file_exists"):
        send_copy(file, carried.original)
    file.close()
    assert carried.original.read_bytes() == before
    assert beside.exists()


def test_a_stick_that_is_away_is_said_and_one_that_comes_back_elsewhere_is_found(
    carried: Carried, tmp_path: Path
) -> None:
    file = worked_on(carried)
    moved = (tmp_path / "stick").rename(tmp_path / "STICK")
    with pytest.raises(UserError, match="stick_gone"):
        carry_out(file, carried)
    assert not carried.original.exists(), "nothing is made where the stick was"
    assert carry_out(file, carried, [moved]).original == moved / "plan.atelier"
    file.close()
    assert title_of(moved / "plan.atelier") == "Four"


def test_another_stick_at_the_same_place_is_not_written(carried: Carried, tmp_path: Path) -> None:
    carried.original.unlink()
    a_closed_plan(carried.original)
    before = carried.original.read_bytes()
    file = worked_on(carried)
    with pytest.raises(UserError, match="changed_meanwhile"):
        carry_out(file, carried)
    file.close()
    assert carried.original.read_bytes() == before


def test_an_edit_broken_off_on_the_stick_is_rolled_back_here_only(
    original: Path, tmp_path: Path
) -> None:
    db = sqlite3.connect(original, isolation_level=None)
    db.execute("PRAGMA cache_size=1")
    db.execute("BEGIN")
    db.execute("UPDATE plan SET title = 'half'")
    db.execute("CREATE TABLE big AS SELECT randomblob(9000) FROM journal, journal, journal")
    for path in list(original.parent.iterdir()):
        shutil.copy(path, tmp_path)
    db.close()
    half, beside = tmp_path / "plan.atelier", tmp_path / "plan.atelier-journal"
    assert beside.stat().st_size > 0
    before = half.read_bytes(), beside.read_bytes()
    carried = carry_in(half, tmp_path / "here" / "plan.atelier")
    assert (half.read_bytes(), beside.read_bytes()) == before
    assert title_of(carried.working) == "Three"


def test_a_plan_open_on_another_computer_is_a_question(original: Path, tmp_path: Path) -> None:
    lock_path(original).write_text('{"host": "laptop-of-ama", "pid": 4, "since": "2026"}')
    working = tmp_path / "here.atelier"
    with pytest.raises(UserError, match="file_elsewhere"):
        carry_in(original, working)
    assert not working.exists()
    assert carry_in(original, working, take_over=True).working == working


def test_the_list_knows_a_stick_by_its_bytes(carried: Carried, tmp_path: Path) -> None:
    known = CarryList(tmp_path / "data" / "carried.json")
    assert known.of_working(carried.working) is None
    known.keep(carried)
    known.keep(carried)
    assert known.of_working(carried.working) == carried
    moved = carried.original.rename(tmp_path / "elsewhere.atelier")
    found = known.of_original(moved)
    assert found is not None
    assert (found.working, found.original) == (carried.working, moved)
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["carried.json"]


@pytest.mark.parametrize("left", ["", "noise", "[1]", '{"a": 1}', '[{"working": 1}]', "[" * 9_000])
def test_a_list_that_cannot_be_read_is_empty(left: str, tmp_path: Path, original: Path) -> None:
    path = tmp_path / "carried.json"
    path.write_text(left)
    assert CarryList(path).of_working(original) is None
    assert CarryList(path).of_original(original) is None


# Sealed copies


def test_a_sent_copy_is_whole_and_says_its_fingerprint(tmp_path: Path) -> None:
    target = tmp_path / "copy.atelier"
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        sent = send_copy(journal.file, target)
        assert sent.digest == digest_of(target)
        assert sent.digest.startswith(sent.fingerprint.replace(" ", ""))
        with pytest.raises(UserError, match="already_open"):
            digest_of(journal.file.path)
    assert check_file(target).code == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.atelier", "plan.atelier"]


@pytest.mark.promise
def test_a_lying_stick_never_takes_the_place_of_a_good_copy(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    """The stick spoils what was written: the copy is read back before it counts."""
    record_property("promise", "R4")
    target = tmp_path / "copy.atelier"
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        send_copy(journal.file, target)
        good, whole = target.read_bytes(), PlanFile.copy_to

        def spoilt(file: PlanFile, draft: Path, *, fresh: bool = False) -> None:
            whole(file, draft, fresh=fresh)
            draft.write_bytes(draft.read_bytes().replace(b"Publish it", b"Publish at"))

        monkeypatch.setattr(PlanFile, "copy_to", spoilt)
        with pytest.raises(UserError, match="copy_damaged"):
            send_copy(journal.file, target)
    assert target.read_bytes() == good
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.atelier", "plan.atelier"]
    record_property("figure", "0 of 1 spoilt copies accepted")


def test_a_second_name_on_the_disk_is_not_written(tmp_path: Path) -> None:
    path = a_closed_plan(tmp_path / "plan.atelier")
    try:
        (tmp_path / "twin.atelier").hardlink_to(path)
    except OSError:
        pytest.skip("no hard links here")
    before = path.read_bytes()
    with pytest.raises(UserError, match="file_two_names"):
        PlanFile.open(path)
    assert title_of(path) == "Three"
    working = carry_in(path, tmp_path / "copy.atelier").working
    with reopened(working) as file:
        assert not file.read_only
    assert path.read_bytes() == before


def test_what_is_forgotten_leaves_the_list_and_the_stick_is_known_by_its_digest(
    carried: Carried, original: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "carried.json"
    listed = CarryList(kept)
    listed.keep(carried)
    listed.forget(lambda path: "stick" in path.parts, tmp_path / "another.atelier")
    assert "stick" not in kept.read_text()
    assert listed.of_working(carried.working) is None, "nobody knows its place any more"
    assert listed.of_original(original) == carried, "the same bytes are the same plan"
    listed.forget(lambda path: path == carried.working, tmp_path / "another.atelier")
    assert listed.of_original(original) is None


def test_the_open_plan_keeps_its_stick_so_that_it_gets_the_newest_state(
    carried: Carried, tmp_path: Path
) -> None:
    listed = CarryList(tmp_path / "carried.json")
    listed.keep(carried)
    listed.forget(lambda _path: True, carried.working)
    assert listed.of_working(carried.working) == carried


def test_a_working_copy_that_was_deleted_is_forgotten(carried: Carried, tmp_path: Path) -> None:
    kept = tmp_path / "carried.json"
    listed = CarryList(kept)
    listed.keep(carried)
    listed.prune()
    assert listed.of_working(carried.working) == carried
    carried.working.unlink()
    listed.prune()
    assert kept.read_text() == "[]"


def test_no_copy_takes_the_place_of_a_plan_that_is_open_here(tmp_path: Path) -> None:
    path = a_closed_plan(tmp_path / "plan.atelier")
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    with reopened(path) as file:
        with pytest.raises(UserError, match="already_open"):
            send_copy(file, tmp_path / "link" / "plan.atelier")
        journal = Journal(file)
        journal.do(a_title(journal.plan, "Goes on"))
    assert title_of(path) == "Goes on"


def test_no_copy_takes_the_place_of_a_plan_another_window_works_in(tmp_path: Path) -> None:
    path, other = (a_closed_plan(tmp_path / f"{name}.atelier") for name in ("one", "other"))
    with reopened(path) as file, another_window(other) as asked:
        with pytest.raises(UserError, match="file_locked"):
            send_copy(file, other)
        assert asked.communicate("Goes on\n")[0] == "written\n"
    assert title_of(other) == "Goes on"


@pytest.mark.skipif(os.name == "nt", reason="files have other permissions there")
@pytest.mark.parametrize("mode", [0o664, 0o600])
def test_who_could_open_the_file_of_a_share_can_open_it_still(carried: Carried, mode: int) -> None:
    carried.original.chmod(mode)
    file = worked_on(carried)
    carry_out(file, carried)
    file.close()
    assert carried.original.stat().st_mode & 0o777 == mode


def test_a_second_window_does_not_take_the_place_of_the_first_ones_working_copy(
    original: Path, carried: Carried
) -> None:
    """Both found the name free, as after two double clicks."""
    with reopened(carried.working) as file:
        with pytest.raises(UserError, match="file_exists"):
            carry_in(original, carried.working)
        Journal(file).do(a_title(file.read_plan(), "Goes on"))
    assert title_of(carried.working) == "Goes on"


IN_A_WINDOW = """
import sys
from pathlib import Path
from app.models.journal import Journal
from app.models.planfile import PlanFile
from tests.models.making import a_title
journal = Journal(PlanFile.open(Path(sys.argv[1])))
print("open", flush=True)
journal.do(a_title(journal.plan, sys.stdin.readline().strip()))
journal.close()
print("written")
"""


@contextmanager
def another_window(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A program that has the plan open and writes the title it is told."""
    with subprocess.Popen(
        [sys.executable, "-c", IN_A_WINDOW, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as asked:
        assert asked.stdout is not None
        assert asked.stdout.readline() == "open\n"
        try:
            yield asked
        finally:
            asked.kill()


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_what_was_opened_by_a_link_goes_back_to_the_stick(original: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.atelier"
    link.symlink_to(original)
    carried = carry_in(link, tmp_path / "here" / "plan.atelier")
    with closing(worked_on(carried)) as file:
        again = carry_out(file, carried)
        assert again.digest == digest_of(original)
        assert carry_out(file, again).original == link
    assert link.is_symlink()
    assert title_of(original) == "Four"


def test_what_is_typed_on_in_the_same_second_is_not_on_the_stick(
    carried: Carried, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planfile, "now", lambda: "2026-01-01T00:00:00+00:00")
    with closing(Journal(PlanFile.open(carried.working))) as journal:
        assert not is_ahead(journal.file, carried)
        journal.do(a_title(journal.plan, "Fo", "one stay"))
        given = carry_out(journal.file, carried)
        assert not is_ahead(journal.file, given)
        journal.do(a_title(journal.plan, "Four", "one stay"))
        assert is_ahead(journal.file, given)

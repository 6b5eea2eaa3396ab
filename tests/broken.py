"""Twelve ways to break the program, and the tests that must notice: ``python -m tests.broken``.

A test that cannot fail proves nothing. Each build here takes one safeguard away, by a patch that
is put in place before anything else when ``ATELIER_BROKEN`` names it (see ``tests/__init__``), and
every test named beside it must turn red.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import Struct

ROOT = Path(__file__).resolve().parents[1]
NAME = "ATELIER_BROKEN"
PATIENCE = 60  # seconds


class Build(Struct, frozen=True):
    """What is broken, the patch that breaks it, and the tests that must turn red."""

    what: str
    patch: Callable[[], None]
    tests: tuple[str, ...]


def swap(old: object, new: object) -> None:
    """Put ``new`` in the place of ``old`` in every module of the program that holds it."""
    for name, module in list(sys.modules.items()):
        if name == "app" or name.startswith("app."):
            for attribute, value in list(vars(module).items()):
                if value is old:
                    setattr(module, attribute, new)


def settings(*statements: str) -> None:
    """Other settings of the connection than the promises rest on."""
    from app.models.planfile import connection, planfile, renewing  # noqa: F401  # all that hold it

    careful = connection.make_durable

    def careless(db: sqlite3.Connection, path: Path) -> None:
        careful(db, path)
        for statement in statements:
            db.execute(statement)

    swap(careful, careless)


def after_each_edit(act: Callable[[Any], object]) -> None:
    """Do something more whenever an edit was written."""
    from app.models.planfile.planfile import PlanFile

    whole: Any = PlanFile.apply

    def apply(self: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401  # whatever it is given
        done = whole(self, *given, **named)
        act(self)
        return done

    setattr(PlanFile, "apply", apply)  # noqa: B010  # mypy lets nobody assign a method


def left_open() -> None:
    """An edit begins a transaction and nobody ends it."""
    planfile: Any = import_module("app.models.planfile.planfile")
    whole, closing = planfile.PlanFile.apply, planfile.transaction

    @contextmanager
    def lingering(db: sqlite3.Connection) -> Iterator[None]:
        if not db.in_transaction:
            db.execute("BEGIN IMMEDIATE")
        yield

    def apply(self: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401  # whatever it is given
        planfile.transaction = lingering
        try:
            return whole(self, *given, **named)
        finally:
            planfile.transaction = closing

    planfile.PlanFile.apply = apply


def copied() -> None:
    """A backup is a copy of the file as it lies there."""
    from app.models.planfile.planfile import PlanFile

    def copy_to(self: Any, target: Path, *, fresh: bool = False) -> None:  # noqa: ANN401
        shutil.copyfile(self.path, target)

    setattr(PlanFile, "copy_to", copy_to)  # noqa: B010  # as above


def in_place() -> None:
    """A document is written where the earlier one lies."""
    from app.exports import atomic

    def write(target: Path, make: Any, check: Any = None) -> None:  # noqa: ANN401  # two callables
        with target.open("wb") as file:
            make(file)
        if check is not None:
            check(target)

    swap(atomic.atomic_write, write)


def folder_forgotten() -> None:
    """A file gets its name, and the folder is never told to keep it."""
    from app.exports import atomic
    from app.models.planfile import drafts, faults, sending  # noqa: F401  # all that hold it

    def nothing(_folder: Path) -> None:
        pass

    swap(atomic._sync_folder, nothing)
    swap(faults.sync_folder, nothing)


def rich_text() -> None:
    """Labels guess whether a name is markup."""
    from PySide6.QtCore import Qt

    from app.ui.controls import labels

    swap(labels.PLAIN, Qt.TextFormat.AutoText)


def unescaped() -> None:
    """What people wrote goes into the document as markup."""
    from app.exports import docx_text, docx_writer  # noqa: F401  # who holds it

    catalogue: Any = import_module("app.exports.pdf_text.catalogue")
    for escaping in (docx_text.inline, docx_text.attribute, catalogue.escape):
        swap(escaping, str)


def unguarded() -> None:
    """Tables are written with the formulas people typed."""
    from app.exports import data_writer  # noqa: F401  # who holds it
    from app.models import formula_guard

    swap(formula_guard.guarded, str)


def unsealed() -> None:
    """Any seal is as good as any other."""
    from app.models.planfile.seal import Seal

    setattr(Seal, "__eq__", lambda _seal, _other: True)  # noqa: B010  # as above


def talkative() -> None:
    """The log tells what a library said."""
    from app.logbook import Logbook

    def fault(self: Any, fault: BaseException) -> None:  # noqa: ANN401  # a log book
        self.note("crash")
        self._append(f"{fault}\n")

    setattr(Logbook, "fault", fault)  # noqa: B010  # as above


STORE, ATOMIC = "tests/models/test_connection.py::", "tests/exports/test_atomic.py::"
BUILDS = {
    "synchronous-off": Build(
        "no waiting for the disk",
        lambda: settings("PRAGMA synchronous=OFF"),
        (f"{STORE}test_an_open_plan_waits_for_the_disk",),
    ),
    "delete-full": Build(
        "SQLite's own way of keeping a journal",
        lambda: settings("PRAGMA journal_mode=DELETE", "PRAGMA synchronous=FULL"),
        (f"{STORE}test_an_open_plan_waits_for_the_disk",),
    ),
    "transaction-open": Build(
        "a transaction left open",
        left_open,
        (
            f"{STORE}test_between_two_edits_nothing_is_open",
            f"{STORE}test_an_edit_outlives_the_program_that_made_it",
        ),
    ),
    "backup-by-copy": Build(
        "backups by copying the file",
        copied,
        (f"{STORE}test_making_copies_drops_no_lock",),
    ),
    "in-place": Build(
        "documents written in place",
        in_place,
        (f"{ATOMIC}test_a_bug_of_ours_stays_a_bug_and_leaves_nothing",),
    ),
    "folder-not-synced": Build(
        "a rename the folder does not keep",
        folder_forgotten,
        (f"{STORE}test_what_gets_a_name_keeps_it",),
    ),
    "live-file-read": Build(
        "reading the open plan's file by other means",
        lambda: after_each_edit(lambda file: file.path.open("rb").close()),
        ("tests/models/test_locks.py::test_nobody_else_writes_while_a_plan_is_open",),
    ),
    "labels-guess": Build(
        "labels that guess at markup",
        rich_text,
        ("tests/ui/test_controls.py::test_labels_show_text_as_typed",),
    ),
    "markup-raw": Build(
        "people's text as markup in documents",
        unescaped,
        (
            "tests/exports/test_docx_text.py::test_any_text_is_read_back_as_it_was",
            "tests/exports/test_pdf_markup.py::test_markup_in_a_title_stays_text",
        ),
    ),
    "csv-raw": Build(
        "tables with formulas in them",
        unguarded,
        (
            "tests/exports/test_reader_safety.py"
            "::test_no_cell_of_a_table_runs_and_every_text_comes_back",
        ),
    ),
    "no-seal": Build(
        "no seal over the content",
        unsealed,
        ("tests/models/test_damage.py::test_a_flipped_letter_passes_every_check_but_the_seal",),
    ),
    "log-tells": Build(
        "a log with what libraries say",
        talkative,
        ("tests/privacy/test_log.py::test_no_word_of_anybody_is_in_log_report_or_error_stream",),
    ),
}


class Caught(Struct, frozen=True):
    """Whether every test that should have noticed did, in how many seconds, and what was said."""

    all_red: bool
    seconds: float
    said: str


def try_build(name: str) -> Caught:
    """Run a build's tests in a process of their own that is broken in this way; "" for whole."""
    named = BUILDS[name].tests if name else sum((one.tests for one in BUILDS.values()), ())
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=line"]
    environ = {**os.environ, NAME: name, "ATELIER_LONG": "", "QT_QPA_PLATFORM": "offscreen"}
    began = time.monotonic()
    run = subprocess.run(
        [*command, *dict.fromkeys(named)],
        cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=4 * PATIENCE,
    )  # fmt: skip
    red = run.stdout.count("\nFAILED ")
    all_red = run.returncode == 1 and red == len(named) if name else run.returncode == 0
    return Caught(all_red, time.monotonic() - began, run.stdout)


def break_it(name: str) -> None:
    """Break this process; a name nobody knows is a mistake."""
    BUILDS[name].patch()


def main(names: list[str]) -> int:
    """Try the whole program first, then each broken build; 1 when one got away."""
    if not set(names) <= set(BUILDS):
        print(f"Name none, or some of these: {', '.join(BUILDS)}", file=sys.stderr)
        return 2
    whole = try_build("")
    print(f"{'as it is':20} {'all green' if whole.all_red else 'RED':>10} {whole.seconds:6.1f} s")
    caught = 0
    for name in names or BUILDS:
        found = try_build(name)
        good = found.all_red and found.seconds <= PATIENCE
        caught += good
        print(
            f"{name:20} {'caught' if good else 'GOT AWAY':>10} {found.seconds:6.1f} s", flush=True
        )
        if not good:
            print(found.said)
    print(f"{caught} of {len(names or BUILDS)} caught")
    return 0 if caught == len(names or BUILDS) and whole.all_red else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What safety costs: each act as Atelier does it and without its safeguards, in turn."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.exports import ExportChoice, Options, compose, produce, save
from app.exports.composing import material
from app.exports.docx_writer import write
from app.models.edits import Step
from app.models.frameworks import Frameworks
from app.models.journal import Journal
from app.models.plan import new_id
from app.models.planfile import Backups, PlanFile, read_plan
from app.models.planfile.checking import require_plan
from app.models.planfile.connection import connect
from app.models.planfile.forget import forget, wish_to_erase
from app.models.records import Person
from app.models.verbs.drafting import set_answer
from app.models.verbs.rows import added
from app.paths import find_resources
from app.words import Words
from tests.bench.inside.telling import milliseconds, summary, tell
from tests.bench.running import atelier, run
from tests.bench.the_plan import TEMPLATE

WARM = 2
Took = dict[str, list[float]]


def turns(acts: dict[str, Callable[[int], object]], rounds: int) -> Took:
    """Every act in turn, so many times; the first rounds do not count."""
    took: Took = {name: [] for name in acts}
    for number in range(rounds + WARM):
        for name, act in acts.items():
            took[name].append(milliseconds(partial(act, number)))
    return {name: all[WARM:] for name, all in took.items()}


class Bare:
    """One row of an answer written by SQLite alone, with these settings."""

    def __init__(self, path: Path, id: str, *settings: str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._id = id
        for setting in settings:
            self._db.execute(f"PRAGMA {setting}")

    def write(self, number: int) -> None:
        """One edit of the row and nothing else."""
        self._db.execute("UPDATE answer SET text = ? WHERE id = ?", (words(number), self._id))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def words(number: int) -> str:
    """A text of a kilobyte that is another each time."""
    return (f"Edit {number}. " + "what citizens asked for " * 50)[:1_024]


def edits(folder: Path, source: Path, rounds: int) -> Took:
    """An edit with row, journal, seals and EXTRA, and the row alone with less and less care."""
    paths = [Path(shutil.copy(source, folder / f"{n}.atelier")) for n in range(4)]
    journal = Journal(PlanFile.open(paths[0]))
    row = journal.plan.commitments[0]
    id = journal.plan.answer(TEMPLATE, "problem", row.id).id
    careful = ("locking_mode=EXCLUSIVE", "journal_mode=TRUNCATE", "synchronous=EXTRA")
    bare = [
        Bare(paths[1], id, *careful),
        Bare(paths[2], id),
        Bare(paths[3], id, "synchronous=OFF"),
    ]

    def ours(number: int) -> None:
        made = set_answer(
            journal.plan, TEMPLATE, "problem", row.id, text=words(number), visit=str(number)
        )
        journal.do(made)

    took = turns(
        {
            "edit: journal, seals, EXTRA": ours,
            "the row alone, EXTRA": bare[0].write,
            "the row alone, SQLite's defaults": bare[1].write,
            "the row alone, not waiting for the disk": bare[2].write,
        },
        rounds,
    )
    journal.close()
    for one in bare:
        one.close()
    return took


def openings(folder: Path, source: Path, rounds: int) -> Took:
    """Opening with the checks of every opening, with the whole check, and with none."""
    path = Path(shutil.copy(source, folder / "open.atelier"))

    def checked(_number: int, *, whole: bool = False) -> None:
        file = PlanFile.open(path, read_only=True)
        file.read_plan()
        if whole:
            file.damage()
        file.close()

    def unchecked(_number: int) -> None:
        db = connect(path, read_only=True)
        file = PlanFile(path, db, None, require_plan(path).version)
        file.read_plan()
        file.close()

    return turns(
        {
            "opening with its checks": checked,
            "opening with the whole check": partial(checked, whole=True),
            "opening without any check": unchecked,
        },
        rounds,
    )


def exports(folder: Path, source: Path, rounds: int) -> Took:
    """Word as the window builds it, in this process, and its writing with and without care."""
    resources, plan, target = find_resources(), read_plan(source), folder / "out.docx"
    frameworks = Frameworks(resources / "frameworks")
    choice = ExportChoice("action-plan", "docx", "en", Options(), target)
    outline = compose(
        "action-plan", material(plan, frameworks, Words("en", resources / "i18n"), Options())
    )

    def straight(_number: int) -> None:
        with (folder / "straight.docx").open("wb") as file:
            write(outline, file, resources)

    command = atelier("export", source, "--format", "docx", "-o", target)
    return turns(
        {
            "Word, as the window builds it": lambda _n: run(command),
            "Word, in this process": lambda _n: produce(choice, plan, frameworks, resources),
            "writing it: beside, checked, synced, moved": lambda _n: save(
                outline, target, "docx", resources
            ),
            "writing it: straight into the file": straight,
        },
        rounds,
    )


def backups(folder: Path, source: Path, rounds: int) -> Took:
    """A backup that was opened and checked, and a copy of a closed file."""
    path = Path(shutil.copy(source, folder / "live.atelier"))
    closed = Path(shutil.copy(source, folder / "closed.atelier"))
    file, kept = PlanFile.open(path), Backups(folder / "backups")
    took = turns(
        {
            "backup, checked": lambda _n: kept.make(file),
            "copying a closed file": lambda _n: shutil.copyfile(closed, folder / "copy"),
        },
        rounds,
    )
    file.close()
    return took


def forgetting(folder: Path, source: Path, rounds: int) -> Took:
    """Somebody forgotten in rows, journal and bytes, and one row deleted."""
    path = Path(shutil.copy(source, folder / "people.atelier"))
    bare = sqlite3.connect(shutil.copy(source, folder / "bare.atelier"), isolation_level=None)
    journal = Journal(PlanFile.open(path))
    people = [Person(new_id(), name=f"Somebody {n}", code=f"P{n}") for n in range(rounds + WARM)]
    journal.do(Step("people", tuple(map(added, people))))
    bare.executemany(
        "INSERT INTO person (id, name) VALUES (?, ?)", [(p.id, p.name) for p in people]
    )
    took = turns(
        {
            "forgetting a person": lambda n: forget(
                journal.file, wish_to_erase(journal.file, people[n].id, "somebody")
            ),
            "deleting the row": lambda n: bare.execute(
                "DELETE FROM person WHERE id = ?", (people[n].id,)
            ),
        },
        rounds,
    )
    journal.close()
    bare.close()
    return took


def measure(source: Path, rounds: int) -> None:
    """All of it, each in a folder of its own."""
    found: dict[str, list[dict[str, object]]] = {}
    for act, times in (
        (edits, rounds * 10),
        (openings, rounds),
        (exports, rounds),
        (backups, rounds),
        (forgetting, rounds),
    ):
        with tempfile.TemporaryDirectory(prefix="atelier-bench-") as name:
            took = act(Path(name), source, times)
        found[act.__name__] = [{"name": one, **summary(all)} for one, all in took.items()]
    tell(**found)


if __name__ == "__main__":
    measure(Path(sys.argv[1]), int(sys.argv[2]))

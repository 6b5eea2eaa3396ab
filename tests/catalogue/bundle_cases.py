"""The 8 bad bundles of the catalogue, made by code around a sound plan."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.catalogue import zips
from tests.catalogue.case import Case
from tests.catalogue.plan_seed import plan

LINK = 0o120777
AWAY = ("../../x.atelier", "/x.atelier", "C:\\x.atelier", "\\\\host\\x.atelier")
ODD = ("CON.atelier", "NUL.txt", "a:b", "x.", "x ")
Make = Callable[[], bytes]


def holding(*more: zips.Entry) -> bytes:
    """A zip of the sound plan and of more."""
    return zips.zip_of([zips.deflated("plan.atelier", plan()), *more])


def sound() -> bytes:
    """A zip as *Keep everything and ask for help* makes one: a plan, and lists beside it."""
    return holding(zips.stored("help/list of backups.txt", b"one\n"))


def each(names: tuple[str, ...]) -> list[Make]:
    """For each name a bundle that is sound but for it."""
    return [partial(lambda name: holding(zips.stored(name, plan())), name) for name in names]


def layers() -> bytes:
    """Ten layers of zips."""
    inner = holding()
    for depth in range(10):
        inner = zips.zip_of([zips.deflated(f"{depth}.zip", inner)])
    return inner


def through_a_link() -> bytes:
    """A link, then a file through it."""
    return holding(zips.stored("there", b"/tmp", mode=LINK), zips.stored("there/x.atelier", plan()))


def locked() -> bytes:
    """Entries flagged as encrypted."""
    return zips.zip_of([zips.stored("plan.atelier", plan(), flags=0x801)])


def twice(first: str, second: str) -> bytes:
    """Two entries with different content."""
    return zips.zip_of([zips.stored(first, plan()), zips.stored(second, plan() + b" ")])


def case(id: str, what: str, make: Make) -> Case:
    """A case that must be refused."""

    def write(folder: Path) -> Path:
        path = folder / "plans.zip"
        path.write_bytes(make())
        return path

    return Case(id, what, frozenset({"REJECT"}), write)


CASES = (
    *(case("Z001", f"an entry {n}", make) for n, make in zip(AWAY, each(AWAY), strict=True)),
    case("Z002", "a link entry, then a file through it", through_a_link),
    case("Z003", "the same name twice", partial(twice, "w.atelier", "w.atelier")),
    case("Z004", "one file on Windows", partial(twice, "W.atelier", "w.atelier")),
    *(case("Z005", f"a file called {n!r}", make) for n, make in zip(ODD, each(ODD), strict=True)),
    case("Z006", "ten layers of zips", layers),
    case("Z007", "cut off", lambda: sound()[: len(sound()) // 2]),
    case("Z008", "encrypted entries", locked),
)
"""Each case as the catalogue has it; those that name several files are as many cases here."""

"""The window in odd surroundings: each process of its own opens, types, saves and exports."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec import Struct

from tests.models.making import a_closed_plan

LONG = bool(os.environ.get("ATELIER_LONG"))
SCENARIO = Path(__file__).with_name("scenario.py")
Record = Callable[[str, object], None]
AT_ONCE = 3
PATIENCE = 200  # seconds: other tests may run beside

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the surroundings are Linux's")

HOMES = ("plain", "missing", "impossible", "read-only", "full", "quote", "emoji", "long")
NAMES = {"quote": 'O\'Brien "x" & co', "emoji": "👩🏽‍🌾 مكتب", "long": "h" * 200}
NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>'
SMALL = {
    "screens": [
        {"name": "s", "x": 0, "y": 0, "width": 1024, "height": 600, "logicalDpi": 96, "dpr": 1}
    ]
}
TO_1970, TO_2100 = -int(time.time()) + 3 * 86_400, 4_110_000_000 - int(time.time())


class World(Struct, frozen=True):
    """What is odd around the program beside its home."""

    language: str = "en_GB.UTF-8"
    zone: str = ""
    clock: int = 0
    no_temp: bool = False
    no_fonts: bool = False
    small_screen: bool = False
    half_a_gigabyte: bool = False
    closed: bool = False
    cwd: str = ""


WORLDS = (
    World("C", zone="<+1245>-12:45", closed=True),
    World("tr_TR.UTF-8", no_temp=True, small_screen=True),
    World("ar_EG.UTF-8", clock=TO_1970, cwd="/sys"),
    World("fa_IR.UTF-8", zone="Nowhere/At_All", no_fonts=True),
    World(clock=TO_2100, half_a_gigabyte=True, cwd="gone"),
    World("POSIX", "Asia/Kathmandu", 0, True, True, True, True, True, "/proc"),
)
EVERY = [(home, n) for home in HOMES for n in range(len(WORLDS))]
SOME = [(home, (2 * i + i // 3) % 6) for i, home in enumerate(HOMES)] + [
    ("plain", 5), ("full", 1), ("read-only", 3), ("quote", 2),
]  # fmt: skip


def home_of(kind: str, folder: Path, full: Path) -> Path:
    """A home of that kind."""
    if kind == "impossible":
        return Path("/proc/nowhere")
    if kind == "read-only":
        return Path("/sys")
    if kind == "full":
        return full
    home = folder / NAMES.get(kind, "home")
    if kind != "missing":
        home.mkdir(parents=True)
    return home


def environ_of(world: World, home: Path, folder: Path, shim: Path) -> dict[str, str]:
    """The environment of that world, and nothing of ours."""
    environ = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": world.language}
    environ |= {"LC_ALL": world.language, "QT_QPA_PLATFORM": "offscreen"}
    if world.zone:
        environ["TZ"] = world.zone
    if world.clock:
        environ |= {"LD_PRELOAD": str(shim), "CLOCK_OFF": str(world.clock)}
    if world.no_temp:
        environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), "/proc")
    if world.no_fonts:
        (folder / "fonts.conf").write_text(NO_FONTS, "utf-8")
        environ["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
    if world.small_screen:
        (folder / "screen.json").write_text(json.dumps(SMALL), "utf-8")
        environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={folder / 'screen.json'}"
    return environ


def lived_through(kind: str, number: int, folder: Path, full: Path, shim: Path) -> str:
    """What went wrong, "" when the person could open, type, save and export."""
    world = WORLDS[number]
    folder.mkdir()
    home, out = home_of(kind, folder, full), folder / "out.txt"
    demo = kind in ("plain", "missing", "emoji")  # these begin with the demo, in their home
    plan = "-" if demo else str(a_closed_plan(folder / "plan.atelier"))
    cwd = folder / "gone" if world.cwd == "gone" else Path(world.cwd or folder)
    cwd.mkdir(exist_ok=True)

    def surround() -> None:
        if world.half_a_gigabyte:
            resource.setrlimit(resource.RLIMIT_DATA, (512_000_000, 512_000_000))
        if world.cwd == "gone":
            cwd.rmdir()
        if world.closed:
            os.closerange(0, 3)

    with (folder / "said").open("wb") as said, suppress(subprocess.TimeoutExpired):
        done = subprocess.run(
            [sys.executable, str(SCENARIO), str(out), "txt", plan, "-"],
            env=environ_of(world, home, folder, shim),
            cwd=cwd,
            preexec_fn=surround,
            stdout=said,
            stderr=said,
            timeout=PATIENCE,
            check=False,
        )
        return judged(out, done.returncode, folder / "said")
    return "it hung"


def fill(disk: Path) -> None:
    """Leave no byte free."""
    with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
        for _ in range(1_000):
            filler.write(bytes(4_096))


def judged(out: Path, code: int, said: Path) -> str:
    report = out.with_suffix(".report")
    found = json.loads(report.read_text("utf-8")) if report.exists() else {}
    good = code == 0 and found.get("opened") and found.get("saved") and found.get("size", 0) > 500
    return "" if good else f"code {code} {found} {said.read_text('utf-8', 'replace')[-600:]}"


@pytest.mark.promise
@pytest.mark.slow
def test_it_starts_types_saves_and_exports_anywhere(
    tmp_path: Path, shim: Path, tiny: Path, record_property: Record
) -> None:
    fill(tiny)
    chosen = EVERY if LONG else SOME
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ended = pool.map(
            lambda one: lived_through(one[0], one[1], tmp_path / f"{one[0]}-{one[1]}", tiny, shim),
            chosen,
        )
        wrong = {one: said for one, said in zip(chosen, ended, strict=True) if said}
    record_property("promise", "U3")
    figure = f"{len(chosen) - len(wrong)} of {len(chosen)} (of {len(EVERY)})"
    record_property("figure", f"{figure} open, type, save, export")
    assert not wrong, "\n".join(f"{one}: {said}" for one, said in wrong.items())


def test_the_short_form_has_every_home_and_every_world() -> None:
    assert len(EVERY) == 48
    assert len(set(SOME)) == 12
    assert {home for home, _ in SOME} == set(HOMES)
    assert {world for _, world in SOME} == set(range(len(WORLDS)))
    assert shutil.which("cc") is not None or sys.platform != "linux"

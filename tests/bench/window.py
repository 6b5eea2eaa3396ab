"""The window: from start to paint, keystrokes, filter, search, and a table during an export."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.desk import Desk
from tests.bench.gates import Gate, say, shown
from tests.bench.running import Contestant, run, script, take_turns

TENFOLD = 200  # commitments: ten times the reference plan
SCREEN = "1366x768x24"


def measure(desk: Desk) -> Iterator[Gate]:
    """Everything that needs a screen, on a virtual one where there is none."""
    with a_screen() as said:
        print(f"\nThe window, on {said}")
        yield from _start(desk)
        yield from _writing(desk)
        yield from _scrolling(desk)


@contextmanager
def a_screen() -> Iterator[str]:
    """The screen there is, a virtual one of our own, or Qt's offscreen platform."""
    if sys.platform != "linux" or os.environ.get("DISPLAY"):
        yield "the screen of this machine"
        return
    if not shutil.which("Xvfb"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield "no screen (offscreen)"
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.environ["DISPLAY"] = ":" + os.read(reading, 16).decode().strip()
    try:
        yield f"a virtual screen, {SCREEN}"
    finally:
        del os.environ["DISPLAY"]
        server.terminate()
        server.wait()


def _start(desk: Desk) -> Iterator[Gate]:
    plan = desk.plan(TENFOLD)
    bare, ours = "an empty PySide6 window", "Atelier with the plan ×10"
    rounds = 2 * desk.rounds + 1
    runs = take_turns(
        [
            Contestant(bare, script("inside.bare_window")),
            Contestant(ours, script("inside.first_paint", plan)),
        ],
        rounds,
    )
    found = {name: [one.figures() for one in mine] for name, mine in runs.items()}
    rows = []
    for name, mine in runs.items():
        painted, held = (
            statistics.median(one[key] for one in found[name]) for key in ("painted", "memory")
        )
        cpu = statistics.median(one.cpu for one in mine)
        rows.append((name, shown(painted, "s"), shown(cpu, "s"), shown(held, "MB")))
    say("Start to first painted window", ("", "painted", "CPU", "memory"), rows)
    pairs = list(zip(found[ours], found[bare], strict=True))
    times = statistics.median(a["painted"] / b["painted"] for a, b in pairs)
    sizes = (
        statistics.median(a["memory"] / b["memory"] for a, b in pairs)
        if pairs[0][1]["memory"]
        else None
    )
    yield Gate("start to painted window against an empty one", times, 1.6)
    yield Gate("memory after start against an empty window", sizes, 1.3)


def _writing(desk: Desk) -> Iterator[Gate]:
    found = run(script("inside.writing", desk.plan(TENFOLD), 120 if desk.quick else 400)).figures()
    names = {
        "key": "keystroke to paint",
        "commit": "pause: edit to disk, views painted",
        "filter": "letter in the outline's filter",
        "find": "letter in Find anything",
    }
    keys = ("p50", "p99", "max")
    rows = [(name, *(shown(found[id][key], "ms") for key in keys)) for id, name in names.items()]
    say(f"Work in the window, {TENFOLD} commitments", ("", "median", "p99", "worst"), rows)
    for id, name in names.items():
        yield Gate(f"{name}: median", found[id]["p50"], 16, "ms")
        yield Gate(f"{name}: p99", found[id]["p99"], 50, "ms")


def _scrolling(desk: Desk) -> Iterator[Gate]:
    large = desk.plan(desk.sizes[-1])
    found = run(script("inside.scrolling", desk.plan(TENFOLD), large)).figures()
    rows = [
        (said, *(shown(found[id][part][key], "ms") for part, key in _COLUMNS))
        for id, said in (("idle", "idle"), ("busy", "while a PDF is exported"))
    ]
    head = ("", "frame median", "frame p99", "gap p99", "worst gap")
    say(f"A table of {found['rows']} rows scrolled", head, rows)
    times = found["busy"]["frame"]["p99"] / found["idle"]["frame"]["p99"]
    yield Gate("table frame p99, exporting against idle", times, 2)
    yield Gate("table: worst gap while exporting", found["busy"]["gap"]["max"], 100, "ms")


_COLUMNS = (("frame", "p50"), ("frame", "p99"), ("gap", "p99"), ("gap", "max"))

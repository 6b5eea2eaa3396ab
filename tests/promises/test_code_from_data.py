"""Content is never code, nothing is loaded from strange places, and the parts are known."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.itself import own_command
from app.models.planfile import engine_version
from app.models.planfile.connection import connect_nowhere, engine_options
from app.ui.dialogs.about import AboutDialog
from tests import house
from tests.hostile import HOSTILE
from tests.house import ROOT, Source
from tests.models.making import a_closed_plan
from tests.ui.program import running

LONG = bool(os.environ.get("ATELIER_LONG"))
SCENARIO = Path(__file__).with_name("scenario.py")
APP = sorted((ROOT / "app").rglob("*.py"))
Record = Callable[[str, object], None]
WAIT = 250

needs_strace = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("strace") is None, reason="needs Linux and strace"
)


def traced(command: list[str], trace: Path, **how: object) -> list[str]:
    """The calls a command and its children made of the system, as strace writes them."""
    calls = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-s",
        "400",
        "-e",
        "trace=openat,open,connect,socket,execve",
    ]
    done = subprocess.run(
        [*calls, "-o", str(trace), *command],
        capture_output=True,
        timeout=WAIT,
        check=False,
        **how,  # type: ignore[call-overload]  # cwd and env, handed through
    )
    assert trace.exists(), done.stderr[-500:]
    lines = trace.read_text("utf-8", "replace").splitlines()
    if any("ptrace" in line for line in lines[:3]) or b"PTRACE" in done.stderr:
        pytest.skip("this machine does not let a test trace a process")
    return lines


def opened(lines: list[str]) -> list[str]:
    return [
        m[1] for line in lines if (m := re.search(r'open(?:at)?\([^"]*"((?:[^"\\]|\\.)*)"', line))
    ]


# -- S2 ----------------------------------------------------------------------------------------


@needs_strace
@pytest.mark.promise
@pytest.mark.slow
def test_showing_a_text_opens_nothing(tmp_path: Path, record_property: Record) -> None:
    """The whole way through the window with every hostile text in it, and a document of them."""
    texts = tmp_path / "texts.json"
    texts.write_text(json.dumps([t for t in HOSTILE if t.isprintable()]), "utf-8")
    out, home = tmp_path / "out.docx", tmp_path / "home"
    environ = {**os.environ, "ATELIER_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    plan = str(a_closed_plan(tmp_path / "plan.atelier"))
    command = [sys.executable, str(SCENARIO), str(out), "docx", plan, str(texts)]
    lines = traced(command, tmp_path / "trace", env=environ)
    report = json.loads(out.with_suffix(".report").read_text("utf-8"))
    paths = opened(lines)
    ours = [path for path in paths if re.search(r"hostile|host\.invalid|trap|etc/passwd", path)]
    outside = [path for path in paths if path.startswith(("//", "\\\\"))]
    sockets = [line for line in lines if re.search(r"socket\(AF_INET|sa_family=AF_INET", line)]
    record_property("promise", "S2")
    figure = f"{len(ours)} of {len(paths)} opens from content, {len(sockets)} sockets"
    record_property("figure", f"{figure}, {len(HOSTILE)} texts")
    assert report["opened"]
    assert report["size"] > 1_000
    assert len(paths) > 500, "the trace saw nothing"
    assert (ours, outside, sockets) == ([], [], [])


# -- S5 ----------------------------------------------------------------------------------------

BAIT = (
    "json.py",
    "sqlite3.py",
    "pathlib.py",
    "argparse.py",
    "logging.py",
    "sitecustomize.py",
    "usercustomize.py",
    "encodings/__init__.py",
    "PySide6/__init__.py",
    "app/__init__.py",
    "qt.conf",
    "platforms/libqoffscreen.so",
    "plugins/platforms/libqxcb.so",
    "styles/libstyle.so",
)
OF_PYTHON = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP")
OF_QT = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML_IMPORT_PATH", "QML2_IMPORT_PATH")
INSTALLED = "import re, sys; from app.__main__ import main; sys.exit(main())"  # as pip writes it


def hostile_folder(folder: Path) -> Path:
    for name in BAIT:
        bait = folder / name
        bait.parent.mkdir(parents=True, exist_ok=True)
        bait.write_text("raise SystemExit('run from a hostile folder')\n", "utf-8")
    return folder


@needs_strace
@pytest.mark.promise
def test_starting_in_a_hostile_folder_loads_nothing_from_it(
    tmp_path: Path, record_property: Record
) -> None:
    trap = hostile_folder(tmp_path / "trap")
    plan = a_closed_plan(trap / "plan.atelier")
    script = tmp_path / "bin" / "atelier"
    script.parent.mkdir()
    script.write_text(f"import sys; sys.path.append({str(ROOT)!r})\n{INSTALLED}\n", "utf-8")
    environ = {**os.environ, "ATELIER_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
    of_qt = environ | dict.fromkeys(OF_QT, str(trap))
    bait = of_qt | dict.fromkeys(OF_PYTHON, str(trap))
    out = tmp_path / "out.txt"
    window = [sys.executable, "-I", str(SCENARIO), str(out), "txt", str(plan), "-"]
    ways: dict[str, tuple[list[str], dict[str, str]]] = {
        "commands": (own_command(["check", str(plan), "--json"]), bait),
        "the window": (window, bait),
        "the script": ([sys.executable, str(script), "check", str(plan)], of_qt),
    }
    found: dict[str, list[str]] = {}
    for way, (command, env) in ways.items():
        lines = traced(command, tmp_path / f"trace-{len(found)}", cwd=trap, env=env)
        paths = opened(lines)
        baits = set(BAIT) | {str(trap / name) for name in BAIT}
        found[way] = [path for path in paths if path in baits]
        assert len(paths) > 100
        assert any(path.endswith("plan.atelier") for path in paths), way
    report = json.loads(out.with_suffix(".report").read_text("utf-8"))
    record_property("promise", "S5")
    record_property("figure", f"{sum(map(len, found.values()))} opens there in {len(ways)} starts")
    assert report["saved"]
    assert not any(found.values()), found


def test_the_control_without_the_closed_start_the_bait_is_taken(tmp_path: Path) -> None:
    trap = hostile_folder(tmp_path / "trap")
    command = [sys.executable, "-c", "import json"]
    done = subprocess.run(command, cwd=trap, capture_output=True, text=True, check=False)
    assert "hostile folder" in done.stderr


# -- S6 ----------------------------------------------------------------------------------------


@pytest.mark.promise
def test_it_works_with_the_network_taken_away(tmp_path: Path, record_property: Record) -> None:
    alone = ["unshare", "-n"]
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("this machine does not let a test take the network away")
    out = tmp_path / "out.pdf"
    plan = str(a_closed_plan(tmp_path / "plan.atelier"))
    environ = {**os.environ, "ATELIER_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = [*alone, sys.executable, str(SCENARIO), str(out), "pdf", plan, "-"]
    subprocess.run(command, env=environ, timeout=WAIT, check=True)
    report = json.loads(out.with_suffix(".report").read_text("utf-8"))
    scanned = [f"{path}:{line}" for path in APP for line, what in banned(path)]
    record_property("promise", "S6")
    figure = f"window and PDF without a network; {len(scanned)} imports in {len(APP)} files"
    record_property("figure", figure)
    assert (report["saved"], report["size"] > 5_000, scanned) == (True, True, [])


def banned(path: Path) -> list[tuple[int, str]]:
    source = Source.read(path)
    return [one for one in house.network_or_code_loader(source) if "imports" in one[1]]


@pytest.mark.promise
def test_the_window_that_runs_has_loaded_no_network(
    tmp_path: Path, record_property: Record
) -> None:
    code = (
        "import sys, app.start, app.exports.docx_writer, app.exports.pdf_writer\n"
        "bad = {'socket', 'ssl', 'http.client', 'asyncio', 'PySide6.QtNetwork', 'smtplib'}\n"
        "print(sorted(bad & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = done.stdout.strip()
    record_property("promise", "S6")
    record_property("figure", f"loaded with the window: {loaded}")
    assert loaded == "[]"


# -- S7 and S9 ---------------------------------------------------------------------------------


@pytest.mark.promise
def test_no_code_is_made_from_data(record_property: Record) -> None:
    rules = (house.network_or_code_loader, house.sql_made_of_strings)
    found = [
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for path in APP
        for rule in rules
        for line, what in rule(Source.read(path))
    ]
    kept = sorted(house.NEVER_CALLED) + house.NEVER.pattern.strip("()").split("|")
    settings = [p.name for p in APP if re.search(r"\bQSettings\(", p.read_text("utf-8"))]
    record_property("promise", "S7")
    record_property(
        "figure", f"{len(found)} findings in {len(APP)} files, {len(kept)} names watched"
    )
    assert not found
    assert not settings, "plain settings have a file of their own"


@pytest.mark.promise
def test_the_parts_are_known_and_shown(
    qapp: QApplication, tmp_path: Path, record_property: Record
) -> None:
    options = engine_options()
    db = connect_nowhere()
    secure = db.execute("PRAGMA secure_delete").fetchone()[0]
    db.close()
    with running(qapp, tmp_path) as window:
        dialog = AboutDialog(window.tools, window)
        said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
        dialog.deleteLater()
    lock = (ROOT / "packaging" / "requirements.txt").read_text("utf-8")
    parts = re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.M)
    hashed = [entry for entry in re.split(r"\n(?=\S)", lock) if "--hash=sha256:" in entry]
    record_property("promise", "S9")
    figure = f"SQLite {engine_version()}, {len(options)} options; {len(hashed)} parts with hashes"
    record_property("figure", figure)
    assert engine_version() == sqlite3.sqlite_version
    assert sqlite3.sqlite_version_info >= (3, 37), "strict tables"
    assert any(option.startswith("THREADSAFE=") for option in options)
    assert "OMIT_AUTHORIZATION" not in options
    assert secure == 1
    for part in (f"SQLite {engine_version()}", "THREADSAFE=", "Python 3.", "Qt 6."):
        assert part in said
    assert len(hashed) == len(parts) > 15

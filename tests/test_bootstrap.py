"""A fresh machine is set up for real, in a folder with an awkward name and without a network."""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import bootstrap
from tests.house import ROOT

APP = """
import sys, pathlib, tiny
pathlib.Path(sys.argv[-1] if "-o" in sys.argv else "said").write_text(repr(sys.argv[1:]))
sys.exit(7 if "fail" in sys.argv else 0)
"""


class Machine:
    """A folder with a copy of bootstrap.py, a program of one file and a lock of one library."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "it's a plan, 50% ünï & ok"
        self.wheels = folder / "wheels"
        self.lock = self.project / "packaging" / "requirements.txt"
        self.venv = self.project / ".venv"
        self.wheels.mkdir()
        for part in ("app", "packaging"):
            (self.project / part).mkdir(parents=True)
        shutil.copy(ROOT / "bootstrap.py", self.project)
        (self.project / "app" / "__init__.py").touch()
        (self.project / "app" / "__main__.py").write_text(APP)
        self.wheel = self.wheels / "tiny-1.0-py3-none-any.whl"
        with zipfile.ZipFile(self.wheel, "w") as wheel:
            about = "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n"
            how = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            wheel.writestr("tiny.py", "")
            wheel.writestr("tiny-1.0.dist-info/METADATA", about)
            wheel.writestr("tiny-1.0.dist-info/WHEEL", how)
            wheel.writestr("tiny-1.0.dist-info/RECORD", "")
        self.pin("tiny==1.0", hashlib.sha256(self.wheel.read_bytes()).hexdigest())
        (self.lock.parent / "requirements-dev.txt").write_text("")

    def pin(self, part: str, digest: str) -> None:
        """Make this the only part of the lock."""
        self.lock.write_text(f"{part} \\\n    --hash=sha256:{digest}\n")

    def run(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run bootstrap.py from another folder, without a network or a screen."""
        strange = {"PIP_USER": "1", "PYTHONPATH": str(self.wheels), "QT_QPA_PLATFORM": "offscreen"}
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": self.wheels.as_uri()}
        return subprocess.run(
            [sys.executable, str(self.project / "bootstrap.py"), *arguments],
            cwd=self.wheels,
            env={**os.environ, "PYTHONUTF8": "1", **strange, **offline, **environ},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A machine that has been set up once."""
    fresh = Machine(tmp_path_factory.mktemp("machine"))
    done = fresh.run()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "[3/3]" in done.stdout
    yield fresh
    shutil.rmtree(fresh.project)


@pytest.fixture
def kept_lock(machine: Machine) -> Iterator[Machine]:
    """The machine, whose lock is put back after the test."""
    before = machine.lock.read_bytes()
    yield machine
    machine.lock.write_bytes(before)


def test_without_a_screen_the_demo_plan_is_written_and_exported(machine: Machine) -> None:
    demo = machine.project / "demo"
    written = {path.name: ast.literal_eval(path.read_text("utf-8")) for path in demo.iterdir()}
    plan = str(demo / "demo.atelier")
    choice = ["--document", "action-plan", "--format"]
    assert written == {
        "demo.atelier": ["demo", "-o", plan],
        **{
            f"action-plan.{name}": ["export", plan, *choice, name, "--replace", "-o", out]
            for name in ("docx", "pdf")
            for out in [str(demo / f"action-plan.{name}")]
        },
    }


def test_the_second_run_goes_straight_to_the_program(machine: Machine) -> None:
    start = time.monotonic()
    done = machine.run("run", "--flag", "a b", "é", PIP_FIND_LINKS="")
    took = time.monotonic() - start
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Setting up" not in done.stdout
    assert ast.literal_eval((machine.wheels / "said").read_text("utf-8")) == ["--flag", "a b", "é"]
    assert took < 20


def test_a_plan_of_the_demo_that_is_there_is_not_made_anew(machine: Machine) -> None:
    plan = machine.project / "demo" / "demo.atelier"
    plan.write_text("somebody's work")
    assert machine.run().returncode == 0
    assert plan.read_text() == "somebody's work"


def test_the_programs_own_exit_code_is_passed_on(machine: Machine) -> None:
    assert machine.run("run", "fail").returncode == 7


def test_a_set_up_that_was_cut_short_is_made_anew(machine: Machine) -> None:
    (machine.venv / "unfinished").touch()
    scrap = machine.venv / "half-made"
    scrap.touch()
    done = machine.run("run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Setting up" in done.stdout
    assert not scrap.exists()
    assert not (machine.venv / "unfinished").exists()


def test_a_missing_part_without_a_network_says_what_to_do_and_keeps_what_is_there(
    kept_lock: Machine,
) -> None:
    before = kept_lock.lock.read_bytes()
    kept_lock.pin("not-there==1.0", "0" * 64)
    done = kept_lock.run("run")
    assert done.returncode == 3
    assert "Stopped: pip failed" in done.stdout
    assert "has no build for this system" in done.stdout
    kept_lock.lock.write_bytes(before)
    again = kept_lock.run("run", PIP_FIND_LINKS="")
    assert again.returncode == 0, again.stdout + again.stderr


def test_a_file_that_is_not_the_known_one_is_not_installed(kept_lock: Machine) -> None:
    wheel = kept_lock.wheels / "tiny-2.0-py3-none-any.whl"
    with zipfile.ZipFile(kept_lock.wheel) as old, zipfile.ZipFile(wheel, "w") as new:
        for name in old.namelist():
            changed = old.read(name).replace(b"Version: 1.0\n", b"Version: 2.0\n", 1)
            new.writestr(name.replace("1.0", "2.0"), changed if "META" in name else old.read(name))
    kept_lock.pin("tiny==2.0", "0" * 64)
    done = kept_lock.run("run")
    assert done.returncode == 3
    assert "not the one this project knows" in done.stdout


def test_an_unknown_wish_shows_the_usage(machine: Machine) -> None:
    done = machine.run("tset")
    assert done.returncode == 2
    assert "python3 bootstrap.py test" in done.stdout


def test_an_older_python_can_read_the_file_and_is_told_plainly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse((ROOT / "bootstrap.py").read_text("utf-8"), feature_version=(3, 7))
    monkeypatch.setenv("PATH", "")
    assert bootstrap.go_on_with_newer_python([]) == 3
    assert "needs Python 3.11 or newer" in capsys.readouterr().out


def test_packages_are_named_as_debian_names_them() -> None:
    names = {name: bootstrap.package_of(name) for name in bootstrap.QT_LIBRARIES}
    assert names["libGL.so.1"] == "libgl1"
    assert names["libglib-2.0.so.0"] == "libglib2.0-0"
    assert names["libdbus-1.so.3"] == "libdbus-1-3"
    assert bootstrap.package_of("libxkbcommon-x11.so.0") == "libxkbcommon-x11-0"
    assert bootstrap.package_of("libxcb-render-util.so.0") == "libxcb-render-util0"


def test_a_library_nobody_has_is_missing() -> None:
    assert bootstrap.is_missing("libatelier-nowhere.so.9")


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("Retrying (Retry(total=4)) after connection broken by 'NewConnectionError", "internet"),
        ("ReadTimeoutError: Read timed out.\nERROR: No matching distribution", "internet"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space",
            "disk is full",
        ),
        ("ERROR: No matching distribution found for pyside6-essentials==6.11.3", "64-bit Python"),
        ("something new", "delete the folder .venv"),
    ],
)
def test_what_pip_says_leads_to_a_next_step(said: str, advice: str) -> None:
    assert advice in bootstrap.advice_for(said)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a screen is always there")
def test_a_screen_is_seen_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not bootstrap.has_screen()
    monkeypatch.setenv("DISPLAY", ":9")
    assert bootstrap.has_screen()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not bootstrap.has_screen()

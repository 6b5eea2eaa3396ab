"""The test of a folder finds what is wrong with it, says so in words, and leaves nothing."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.commands.selftest import Children
from app.itself import own_command
from app.models.planfile.places import Kind, Places
from app.models.trial import Trial, sweep, try_folder
from app.models.trial_verdict import _COPIES, _GOOD_TO_KNOW, _UNFIT, say_verdict, verdict_of
from app.ui.dialogs.place_trial import PlaceTrialDialog
from app.words import Words
from tests.ui.program import in_dialog, running

LONG = bool(os.environ.get("ATELIER_LONG"))
Record = Callable[[str, object], None]
LONGEST = 30


def selftest(folder: Path, **environ: str) -> tuple[int, dict[str, Any], float]:
    """The exit code, the report, and the seconds it took."""
    begun = time.monotonic()
    done = subprocess.run(
        own_command(["selftest", str(folder), "--json"]),
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, json.loads(done.stdout or "{}"), time.monotonic() - begun


@pytest.mark.promise
def test_a_sound_folder_is_fit_and_nothing_stays(tmp_path: Path, record_property: Record) -> None:
    code, said, took = selftest(tmp_path)
    record_property("promise", "U6")
    figures = said["figures"]
    record_property(
        "figure", f"{said['verdict']} in {took:.1f} s, {figures['kills']} kills, 0 lost"
    )
    assert (code, said["sentence"]) == (0, "This folder is fit for work.")
    assert figures["acknowledged"] > 0
    assert said["found"] == []
    assert took < LONGEST
    assert list(tmp_path.iterdir()) == []


FAULTS = ("no_rename", "no_locks", "slow", "rough_times")


@pytest.mark.promise
@pytest.mark.parametrize("fault", FAULTS if LONG else FAULTS[:2])
def test_a_faulty_disk_is_found_out(
    tmp_path: Path, shim: Path, fault: str, record_property: Record
) -> None:
    code, said, took = selftest(tmp_path, LD_PRELOAD=str(shim), FAULT=fault)
    record_property("promise", "U6")
    record_property("figure", f"{fault} found in {took:.1f} s")
    assert fault in said["found"]
    assert code == (0 if fault == "rough_times" else 3)
    assert took < LONGEST
    assert list(tmp_path.iterdir()) == []


def test_a_full_and_a_read_only_disk_are_found_out(tiny: Path) -> None:
    code, said, _ = selftest(tiny)
    assert code == 1
    assert "the disk is full" in said["sentence"]
    assert list(tiny.iterdir()) == []
    subprocess.run(["mount", "-o", "remount,ro", str(tiny)], check=True)
    code, said, _ = selftest(tiny)
    assert code == 1
    assert "nothing can be written here" in said["sentence"]


class At(Places):
    """Says of every place that it is of one kind."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind

    def kind_of(self, path: Path) -> Kind:
        return self._kind


class Forgetful(Children):
    """A killed writer had been told more than the disk has."""

    def kill_a_writer(self, plan: Path) -> int:
        return 1_000_000


class Alone(Children):
    """No child is started, so that a test is quick."""

    def kill_a_writer(self, plan: Path) -> int:
        return 1

    def code_of_opening(self, plan: Path) -> str:
        return "file_locked"


def test_a_place_that_lies_or_loses_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "loses" in try_folder(tmp_path, Forgetful(), At("internal")).found
    monkeypatch.setattr(os, "fsync", lambda _handle: None)
    trial = try_folder(tmp_path, Alone(), At("removable"))
    assert {"lies", "removable"} <= set(trial.found)
    assert verdict_of(trial) == "copies"
    assert list(tmp_path.iterdir()) == []


def test_what_an_ended_test_left_goes_with_the_next(tmp_path: Path) -> None:
    left = tmp_path / ".~atelier-trial.999999999"
    left.mkdir()
    (left / "plan.atelier").write_text("half", encoding="utf-8")
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("code", [*_UNFIT, *_COPIES, *_GOOD_TO_KNOW])
def test_every_finding_has_words(words: Words, code: str) -> None:
    figures: dict[str, float | int | str] = {"commit_ms": 400, "longest_name": 60, "free_mb": 4}
    trial = Trial("stick", [code], figures)
    said = say_verdict(trial, words)
    assert "{" not in said
    assert ("fit for work" in said) == (code in _GOOD_TO_KNOW)


def test_in_the_window_the_verdict_comes_in_words(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    seen: list[str] = []

    def test(dialog: QDialog) -> None:
        assert isinstance(dialog, PlaceTrialDialog)
        dialog.folder.setText(str(tmp_path / "nowhere"))
        dialog.accept()
        assert dialog.problem.isVisible()
        dialog.folder.setText(str(folder))
        dialog.accept()
        qtbot.waitUntil(lambda: bool(dialog.verdict.text()), timeout=LONGEST * 1000)
        seen.extend([dialog.verdict.text(), dialog.figures.text()])
        dialog.accept()
        qtbot.waitUntil(lambda: dialog.progress.value() > 10, timeout=LONGEST * 1000)
        dialog.reject()

    with running(qapp, tmp_path / "home") as window:
        in_dialog(test)
        window.run_action("test_place")
        qtbot.waitUntil(lambda: not window.tools.jobs.running, timeout=5_000)
    assert seen[0] == "This folder is fit for work."
    assert "nothing it had saved was lost" in seen[1]
    assert list(folder.iterdir()) == []

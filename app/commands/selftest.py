"""The test of a folder on the computer in the room, and the children it ends on purpose."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from argparse import Namespace
from pathlib import Path
from typing import IO

from msgspec import to_builtins

from app.commands.parser import FINE, STOPS, WORLD
from app.errors import UserError
from app.itself import own_command
from app.models.planfile import PlanFile
from app.models.planfile.places import Places
from app.models.trial import Trial, try_folder, write_on
from app.models.trial_verdict import say_figures, say_verdict, verdict_of
from app.paths import Paths
from app.settings import read_settings
from app.words import Words

_PATIENCE = 6.0  # seconds a child gets for what takes a blink
_WRITES = 0.3  # seconds a writer writes before it is killed
_CODES = {"fit": FINE, "copies": STOPS, "unfit": WORLD}


def do_selftest(asked: Namespace, paths: Paths) -> int:
    """Say whether a folder is fit for work; the exit code says it too, unless progress is told."""
    if asked.child:
        return _act_as_child(asked.child, asked.folder)
    if not asked.folder.is_dir():
        raise UserError("place_gone", name=asked.folder.name)
    tell = _tell_progress if asked.progress else _tell_nothing
    trial = try_folder(asked.folder.resolve(), Children(), Places(), tell)
    language = read_settings(paths.settings).settings.language or "en"
    words = Words(language, paths.catalogues)
    if asked.progress:
        print("result", json.dumps(_report(trial, words)), flush=True)
        return FINE
    if asked.json:
        print(json.dumps(_report(trial, words), ensure_ascii=False, indent=1))
    else:
        print("\n".join([say_verdict(trial, words), *say_figures(trial, words)]))
    return _CODES[verdict_of(trial)]


def _report(trial: Trial, words: Words) -> dict[str, object]:
    said = {"verdict": verdict_of(trial), "sentence": say_verdict(trial, words)}
    return {**said, "lines": say_figures(trial, words), **to_builtins(trial)}


def _tell_progress(share: float) -> None:
    print(f"progress {share:.2f}", flush=True)


def _tell_nothing(_share: float) -> None:
    pass


class Children:
    """Processes of this program beside this one; none outlives the call that made it."""

    def kill_a_writer(self, plan: Path) -> int:
        """Let a child write, kill it in the middle; the last number it had acknowledged."""
        with tempfile.TemporaryFile() as said:
            child = _child("write", plan, said)
            try:
                _wait_for_words(said, child)
                time.sleep(_WRITES)
            finally:
                child.kill()
                child.wait()
            said.seek(0)
            lines = said.read().splitlines(keepends=True)
        numbers = [int(line) for line in lines if line.endswith(b"\n")]
        return max(numbers, default=0)

    def code_of_opening(self, plan: Path) -> str:
        """What a child is told that opens the plan; "opened" when nothing kept it out."""
        with tempfile.TemporaryFile() as said:
            child = _child("open", plan, said)
            try:
                child.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            said.seek(0)
            return said.read().decode("utf-8", "replace").strip()


def _child(act: str, plan: Path, said: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        own_command(["selftest", str(plan), "--child", act]),
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=subprocess.DEVNULL,
    )


def _wait_for_words(said: IO[bytes], child: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while not os.fstat(said.fileno()).st_size:
        if time.monotonic() > until or child.poll() is not None:
            return
        time.sleep(0.02)


def _act_as_child(act: str, plan: Path) -> int:
    if act == "write":
        write_on(plan, lambda n: print(n, flush=True))
        return FINE
    try:
        PlanFile.open(plan).close()
    except UserError as fault:
        print(fault.code)
    else:
        print("opened")
    return FINE

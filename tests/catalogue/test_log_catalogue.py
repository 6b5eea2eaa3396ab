"""D3 over the whole catalogue: whatever comes in, log and crash reports hold nothing of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.commands.crash import write_report
from app.errors import UserError
from app.logbook import NAME, Logbook
from app.messages import MESSAGES
from app.paths import Paths
from tests.catalogue.__main__ import FILES, WHOLE
from tests.catalogue.case import Case
from tests.catalogue.judging import Bench
from tests.catalogue.settings_cases import CASES as SETTINGS
from tests.catalogue.situations import situations
from tests.hostile import HOSTILE
from tests.house import ROOT
from tests.privacy.canaries import LONG

FIRST, EVERY = (0, 1) if LONG else (5, 37)  # files of a family
FOLDER = "KanariFolder"
_EVENT = re.compile(r"[0-9T:Z-]{20} [a-z][a-z0-9_]*( (\w+@)?([a-z_.]+:\d+)?)?( \w+=\d+)*")
_FRAME = re.compile(r"(<[\w. ]+>|[\w.-]+\.py):\d+ [\w<>]+")
_HEAD = re.compile(r"[0-9T:+-]{25}|Atelier [\w.]+, Python [\d.]+ on \w+|\w+")
Record = Callable[[str, object], None]


def sample() -> Iterator[tuple[str, Case]]:
    """Every file of the catalogue, or a few of each family."""
    for kind, cases in FILES.values():
        yield from ((kind, case) for case in cases[FIRST::EVERY])


@cache
def ours() -> frozenset[str]:
    """The words of our own source: a log says no others."""
    return frozenset(
        word for path in (ROOT / "app").rglob("*.py") for word in _words(path.read_text("utf-8"))
    ) | set(MESSAGES)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def strange(logs: Path) -> list[str]:
    """The lines in a folder of logs that hold anything but codes, numbers and places in source."""
    lines = (logs / NAME).read_text("ascii").splitlines() if (logs / NAME).exists() else []
    wrong = [line for line in lines if not _EVENT.fullmatch(line)]
    wrong += [word for line in lines for word in _words(line[20:]) if word not in ours()]
    report = logs / "crash-command.txt"
    said = report.read_text("utf-8").splitlines() if report.exists() else []
    wrong += [line for line in said if not (_FRAME.fullmatch(line) or _HEAD.fullmatch(line))]
    stream = logs / "stderr"
    return wrong + (stream.read_text("utf-8").splitlines() if stream.exists() else [])


@pytest.mark.promise
def test_nothing_of_any_bad_input_is_in_log_report_or_error_stream(
    qapp: QApplication, tmp_path: Path, bench: Bench, record_property: Record
) -> None:
    wrong: list[str] = []
    tried: set[str] = set()
    for number, (kind, case) in enumerate(sample()):
        folder, home = tmp_path / f"{number}" / FOLDER, tmp_path / f"{number} home"
        folder.mkdir(parents=True)
        bench.leave(kind, case.make(folder), home)
        wrong += [f"{case.id}: {line}" for line in strange(Paths.under(home).logs)]
        tried.add(case.id)
    for setting in SETTINGS[FIRST::EVERY]:
        folder = tmp_path / setting.id / FOLDER
        folder.mkdir(parents=True)
        setting.hold(folder)
        wrong += [
            f"{setting.id}: {line}" for logs in folder.rglob("logs") for line in strange(logs)
        ]
        tried.add(setting.id)
    record_property("promise", "D3")
    record_property("figure", f"{len(wrong)} lines with anything of {len(tried)} bad inputs")
    record_property("target", "0 lines, 271 inputs")
    assert not wrong, "\n".join(wrong)
    assert len(tried) == WHOLE - 5 or not LONG, "the other five are texts"


@pytest.mark.promise
def test_nothing_of_any_hostile_text_is_there_either(
    tmp_path: Path, record_property: Record
) -> None:
    """T001 to T005: what is typed and pasted, in the faults of the world and in those of ours."""
    assert len([one for one in situations() if one.id[0] == "T"]) == 5
    log, left = Logbook(tmp_path), []
    for text in (*HOSTILE, "a" * 50_000, "a line\n" * 7_000):
        for fault in (UserError("name_too_long", name=text), ValueError(text), KeyError(text)):
            log.fault(fault)
            write_report(fault, tmp_path)
        left += strange(tmp_path)
    record_property("promise", "D3")
    record_property("figure", f"{len(left)} lines with anything of {len(HOSTILE) + 2} texts")
    assert not left


def test_the_control_a_line_with_a_name_is_seen(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("2026-11-22T10:00:00Z opened people=3\n", "ascii")
    assert not strange(tmp_path)
    for said in ("opened Esi", "esi_mensah", "opened /home/esi", "crash Esi@models.plan:4"):
        (tmp_path / NAME).write_text(f"2026-11-22T10:00:00Z {said}\n", "ascii")
        assert strange(tmp_path), said
    (tmp_path / NAME).unlink()
    for said in ("ValueError: 'Esi Mensah' is no id", "/home/esi/plan.py:3 do", "Esi Mensah"):
        (tmp_path / "crash-command.txt").write_text(said + "\n", "utf-8")
        assert strange(tmp_path), said

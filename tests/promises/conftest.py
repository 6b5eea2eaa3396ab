"""Disks and clocks with faults, for programs that are run from outside."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ui import crash

SHIM = Path(__file__).with_name("shim.c")


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that gives the disk one fault."""
    if sys.platform != "linux" or shutil.which("cc") is None:
        pytest.skip("needs Linux and a C compiler")
    made = tmp_path_factory.mktemp("shim") / "shim.so"
    command = ["cc", "-shared", "-fPIC", "-O1", "-w", "-o", str(made), str(SHIM), "-ldl"]
    subprocess.run(command, check=True)
    return made


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 KB, mounted where that is allowed."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "none", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, check=False, stderr=-3).returncode:
        pytest.skip("this machine does not let a test mount a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reports of the crash windows that came up, each closed at once."""
    reports: list[str] = []

    class Read(crash.CrashDialog):
        def __init__(self, words: object, report: str, *rest: object) -> None:
            super().__init__(words, report, *rest)  # type: ignore[arg-type]  # handed through
            reports.append(report)

        def exec(self) -> int:
            self.deleteLater()
            return 0

    monkeypatch.setattr(crash, "CrashDialog", Read)
    return reports

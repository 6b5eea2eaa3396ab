"""Work in the background: it steps back, and does not look for circles of objects."""

from __future__ import annotations

import gc
import os
import subprocess
import sys

import pytest

from app.itself import step_back
from app.pace import uncollected


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts priorities another way")
def test_a_child_steps_back_and_one_that_is_gone_is_no_fault() -> None:
    before = os.getpriority(os.PRIO_PROCESS, 0)
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    step_back(child.pid)
    assert os.getpriority(os.PRIO_PROCESS, child.pid) == max(before, 10)
    child.communicate(b"\n")
    step_back(child.pid)


def test_nobody_looks_for_circles_meanwhile() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()

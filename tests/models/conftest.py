"""A sound plan to be spoilt."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.models.making import a_closed_plan


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound plan that every bad file is made of."""
    return a_closed_plan(tmp_path_factory.mktemp("good") / "plan.atelier")


@pytest.fixture
def plan(good: Path, tmp_path: Path) -> Path:
    """A copy of the sound plan, to be spoilt."""
    return Path(shutil.copy(good, tmp_path / "plan.atelier"))

"""One bench for all cases of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.catalogue.judging import Bench, a_bench


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """The child process that judges the files."""
    with a_bench() as one:
        yield one

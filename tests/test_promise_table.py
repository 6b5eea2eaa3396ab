"""The table of promises hides nothing: a gap is named, a red figure is red."""

from __future__ import annotations

import pytest

from tests.promise_table import PROMISES, Measured, lines, markdown


def test_a_promise_nobody_measured_is_named() -> None:
    said = "\n".join(lines([Measured("R5", "0 of 40 lost", "passed", "t::a")]))
    assert "0 of 40 lost" in said
    assert said.count("not measured in this run") == len(PROMISES) - 1
    assert f"1 of {len(PROMISES)} promises" in said


def test_a_red_figure_is_no_promise_kept() -> None:
    both = [Measured("R5", "", "passed", "t::a"), Measured("R5", "3 lost", "failed", "t::b")]
    said = "\n".join(lines(both))
    assert "3 lost  RED" in said
    assert "0 of" in said.splitlines()[-1]
    assert "3 lost **red**" in markdown(both)


def test_a_figure_for_an_unknown_promise_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="R99"):
        markdown([Measured("R99", "1", "passed", "t::a")])

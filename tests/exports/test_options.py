"""What is chosen of a document survives the way to another process, and nothing else gets in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.exports.options import Options

texts = st.text(max_size=20)


@given(
    st.builds(
        Options,
        commitments=st.lists(texts, max_size=3).map(tuple),
        sections=st.lists(texts, max_size=3).map(tuple),
        who=st.sampled_from(["counts", "organisations", "names"]),
        show_empty=st.booleans(),
        values=st.booleans(),
        ambition=st.booleans(),
        notes=st.booleans(),
        small_cells=st.booleans(),
        draft=st.booleans(),
        paper=st.sampled_from(["A4", "Letter"]),
        date=texts,
    )
)
def test_options_come_through_a_command_line_as_they_were(options: Options) -> None:
    assert Options.from_json(options.to_json()) == options


def test_what_is_not_said_is_as_usual() -> None:
    assert Options.from_json("{}") == Options()
    assert Options.from_json('{"notes": true}') == Options(notes=True)


def test_people_are_counts_unless_somebody_chose_more() -> None:
    assert Options().who == "counts"
    assert not Options().notes
    assert not Options().small_cells


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        '["who"]',
        '"who"',
        "7",
        '{"whom": "names"}',
        '{"who": "everybody"}',
        '{"who": ["names"]}',
        '{"who": {}}',
        '{"paper": "A3"}',
        '{"date": 7}',
        '{"notes": "yes"}',
        '{"notes": 1}',
        '{"commitments": "7"}',
        '{"commitments": [7]}',
        "[" * 100_000,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UserError) as fault:
        Options.from_json(text)
    assert fault.value.code == "options_broken"


def test_the_text_keeps_signs_of_every_script() -> None:
    said = Options(date="٢٢ نوفمبر ٢٠٢٦").to_json()
    assert "نوفمبر" in said
    assert json.loads(said)["date"] == "٢٢ نوفمبر ٢٠٢٦"

"""Every message can be acted on: in each language, two sentences at most, none of a machine's."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.messages import MESSAGES
from app.words import LANGUAGES, Words
from tests.test_messages import JARGON

Record = Callable[[str, object], None]
ENDS = re.compile(r"[.!?؟。…]+[»”\"’')\u00a0]*(?=\s|$)")
A_MACHINES = re.compile(r"\b(errno|traceback|0x[0-9a-f]+|[A-Z]\w+Error|SQL\w*)\b", re.IGNORECASE)


def sentences(text: str) -> int:
    """How many sentences a text has, as far as their ends tell."""
    return len(ENDS.findall(text.replace(".atelier", "").replace(".docx", "").replace(".csv", "")))


@pytest.mark.promise
def test_every_message_says_in_two_sentences_what_to_do(
    resources: Path, record_property: Record
) -> None:
    said, wrong, untranslated = 0, [], 0
    for language in LANGUAGES:
        words = Words(language, resources / "i18n")
        for code, message in MESSAGES.items():
            first, then = words(message.sentence), words(message.next_step)
            untranslated += language != "en" and (first, then) == (
                message.sentence,
                message.next_step,
            )
            said += 1
            both = f"{first} {then}"
            reasons = [
                name
                for name, is_wrong in (
                    ("no next step", not then.strip()),
                    ("more than two", sentences(both) > 2),
                    ("of a machine", bool(A_MACHINES.search(both))),
                    ("jargon", language == "en" and bool(JARGON.search(both))),
                )
                if is_wrong
            ]
            if reasons:
                wrong.append((language, code, reasons))
    record_property("promise", "U1")
    figure = f"{said - len(wrong)} of {said} in {len(LANGUAGES)} languages"
    record_property("figure", f"{figure}; {untranslated} not translated yet")
    assert not wrong, wrong[:10]


def test_the_control_a_third_sentence_and_a_machine_are_noticed() -> None:
    assert sentences("One. Two. Three.") == 3
    assert A_MACHINES.search("sqlite3.OperationalError: errno 5")

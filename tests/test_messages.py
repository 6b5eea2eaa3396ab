"""Every fault of the world has a sentence and a next step."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from app.errors import UserError
from app.exports import atomic
from app.message import Message
from app.messages import MESSAGES, say
from app.models.planfile import checking, connection, faults
from app.words import Words

APP = Path(__file__).parents[1] / "app"
# Where a code is no text in place: the tables it comes from are read below.
FROM_TABLES = {
    "exports/atomic.py", "models/planfile/faults.py", "models/planfile/connection.py",
    "models/planfile/checking.py", "models/planfile/backups.py", "commands/judging_plans.py",
    "models/intake/tables.py", "models/intake/xlsx_reader.py", "models/intake/parcel.py",
    "models/intake/word_file.py", "models/intake/worker.py", "models/intake/plan_file.py",
    "models/planfile/sending.py",
}  # fmt: skip
JARGON = re.compile(
    r"\b(SQL\w*|errno|traceback|exception|null|None|database|transaction|schema|WAL|0x\w+|UTF\S*|"
    r"[A-Z]\w+Error)\b",
    re.IGNORECASE,
)


def raised() -> Iterator[tuple[str, ast.expr, set[str]]]:
    """Where each UserError is made, its code, and the names of its details."""
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UserError":
                names = {keyword.arg or "" for keyword in node.keywords}
                yield path.relative_to(APP).as_posix(), node.args[0], names


def codes() -> set[str]:
    """Every code that can be raised, as far as the source tells."""
    said = {code.value for _, code, _ in raised() if isinstance(code, ast.Constant)}
    tables = (*connection._FAULTS.values(), *faults.CODES.values(), *atomic._OF_THE_PLACE.values())
    of_tables = {text for text in texts() if re.fullmatch(r"table_\w+", text)}
    starts = (code for _, code in checking._LOOKS_LIKE)
    return {str(code) for code in (*said, *tables, *starts)} | of_tables


def texts() -> set[str]:
    """Every text in the source but that of the messages themselves."""
    return {
        node.value
        for path in sorted(APP.rglob("*.py"))
        if path.name != "messages.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def gaps(message: Message) -> set[str]:
    texts = message.sentence + message.next_step
    return {name for _, name, _, _ in Formatter().parse(texts) if name is not None}


def test_every_code_has_a_message_and_every_message_a_code() -> None:
    assert codes() <= set(MESSAGES)
    assert set(MESSAGES) <= texts()


def test_a_code_that_is_no_text_comes_from_a_table_we_know() -> None:
    places = {place for place, code, _ in raised() if not isinstance(code, ast.Constant)}
    assert places <= FROM_TABLES


def test_every_gap_is_filled_by_whoever_raises() -> None:
    """A file is called ``name``, ``path`` or ``file`` by different doors; any of them will do."""
    for place, code, names in raised():
        if isinstance(code, ast.Constant):
            given = names | ({"name"} if names & {"path", "file"} else set())
            assert gaps(MESSAGES[str(code.value)]) <= given, f"{code.value!r} in {place}"


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_two_plain_sentences(code: str) -> None:
    message = MESSAGES[code]
    for text in (message.sentence, message.next_step):
        assert not JARGON.search(text)
        assert text == text.strip()
        assert not re.search(r"[.!?] [A-Z]", text), "one sentence each"
    assert message.sentence.endswith(".")
    assert message.next_step.endswith((".", "{reason}"))
    assert len(message.sentence) < 120
    assert len(message.next_step) < 120


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_can_be_said_even_when_details_are_missing(words: Words, code: str) -> None:
    said = say(words, UserError(code))
    assert "{" not in said
    assert said[0].isupper() or said[0] in "“–"


def test_details_are_shown_as_people_know_them(words: Words) -> None:
    fault = UserError("file_elsewhere", name="plan", host="ama", since="2026-01-31T09:05+01:00")
    assert "ama (2026-01-31 09:05)" in say(words, fault)
    assert "“plan.docx”" in say(words, UserError("file_busy", path="/home/ama/plan.docx"))
    assert "“plan.docx”" in say(words, UserError("file_busy", path="C:\\Users\\ama\\plan.docx"))


def test_a_name_cannot_break_or_turn_a_message(words: Words) -> None:
    said = say(words, UserError("file_gone", name="a{b}\n\udcff\u202egnp"))
    assert "“a{b}\ufffd?\ufffdgnp”" in said


def test_a_field_is_called_as_on_the_screen() -> None:
    class French(Words):
        def __call__(self, text: str, /, **details: object) -> str:
            return {"Answer": "Réponse"}.get(text, text)

    said = say(French("fr"), UserError("too_long", limit=300, length=301, label="Answer"))
    assert said.startswith("“Réponse” takes 300 characters")


def test_the_dot_of_an_ending_stays_before_it_where_lines_run_the_other_way() -> None:
    fault = UserError("file_is_pdf", name="plan.pdf")
    assert "\u2066.atelier\u2069" in say(Words("ar", APP.parent / "resources" / "i18n"), fault)
    assert "\u2066" not in say(Words("en"), fault)

"""The apostrophe that keeps spreadsheets from running a text as a formula."""

from __future__ import annotations

import re

# What a spreadsheet may take for the beginning of a formula, behind blanks it does not see. An
# apostrophe counts too, so that taking the guard off again always gives the text as it was.
_ACTS = re.compile("'*(?:[^\\S\\t\\r]|[\u200b-\u200f\u2060\ufeff])*[=+\\-@\\t\\r＝＋－＠]")


def guarded(text: str) -> str:
    """The text as it may stand in a table: with an apostrophe where it could run."""
    return f"'{text}" if _ACTS.match(text) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given; every other text as it is."""
    return text[1:] if text.startswith("'") and _ACTS.match(text[1:]) else text

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


# Where commas are for decimals, spreadsheets part a table at semicolons, and quotes in the middle
# of what they take for a cell hold nothing together: a new line or a tab begins a cell as well. A
# list with a dash before each point is no formula, unless something in it could act.
_INSIDE = re.compile(
    "(?<=[;\t\r\n])((?:[^\\S\t\r\n]|[\u200b-\u200f\u2060\ufeff])*)"
    "('*(?:[=@＝＠]|[+\\-＋－][^;\t\r\n]*[(|!]))"
)
_GUARDED_INSIDE = re.compile(_INSIDE.pattern.replace(")('*", ")'('*", 1))


def guarded_throughout(text: str) -> str:
    """``guarded``, and inside too, wherever a spreadsheet of another country may begin a cell."""
    return guarded(_INSIDE.sub(r"\1'\2", text))


def unguarded_throughout(text: str) -> str:
    """The text that ``guarded_throughout`` was given."""
    return _GUARDED_INSIDE.sub(r"\1\2", unguarded(text))

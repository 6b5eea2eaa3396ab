"""What an import would do, in numbers and the words beside them."""

from __future__ import annotations

from app.words import Words, mark

TABS = {
    "all": mark("All rows"),
    "new": mark("New"),
    "twins": mark("Here already"),
    "rejected": mark("Left out"),
}
"""Which rows one can look at."""

TWINS = {
    "leave": mark("Leave out"),
    "fill": mark("Fill blanks"),
    "add": mark("Add anyway"),
}
"""What can become of rows that seem to be here already."""


def arithmetic(words: Words, rows: int, new: int, out: int) -> str:
    """ "120 rows: 100 people are new, 12 rows fill what is blank, 8 are left out." """
    parts = [words.n("{n} person is new", "{n} people are new", new)]
    filled = rows - new - out
    if filled:
        parts.append(words.n("{n} row fills blanks", "{n} rows fill blanks", filled))
    parts.append(words.n("{n} row is left out", "{n} rows are left out", out))
    return words(
        "{rows}: {parts}.",
        rows=words.n("{n} row", "{n} rows", rows),
        parts=words.listed(parts),
    )

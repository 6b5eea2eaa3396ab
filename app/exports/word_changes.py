"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from app.exports.outline import Run, Runs

Change = Literal["", "added", "removed"]
Piece = tuple[Change, str]

# A mark of a script is no word sign to Python, so a word is whatever is neither blank nor a stop.
_WORDS = re.compile(r"\s+|[^\s.,;:!?()«»“”\"،؛؟…]+|.")
_MOST = 1_500  # words of one passage that are compared with each other; beyond, it is told whole


def changed_runs(before: str, now: str, **manner: bool) -> Runs:
    """``now`` as runs in which the words that came and those that went are marked."""
    return tuple(Run(text, change=change, **manner) for change, text in pieces(before, now))  # type: ignore[arg-type]  # bold and italic


def pieces(before: str, now: str) -> list[Piece]:
    """Both texts as one: what stayed (""), what went ("removed") and what came ("added").

    Without the removed pieces it is ``now``, without the added ones ``before``.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(now)
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
    found = [("", "".join(new[:start])), *_inner(inner_old, inner_new)]
    return _joined([*found, ("", "".join(new[len(new) - end :]))])


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words are the same from the beginning."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _inner(old: list[str], new: list[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) > _MOST:
        yield "removed", "".join(old)
        yield "added", "".join(new)
        return
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (kind, a, b, c, d) in enumerate(codes):
        went, came = "".join(old[a:b]), "".join(new[c:d])
        if kind != "equal":
            yield "removed", went
            yield "added", came
        elif came.strip() or place in (0, len(codes) - 1):
            yield "", came
        else:  # a blank between two changes would only break them up
            yield "removed", came
            yield "added", came


def _joined(found: list[Piece]) -> list[Piece]:
    """The same with neighbours of one kind made one, removed before added between what stayed."""
    whole: list[Piece] = []
    waiting: dict[Change, str] = {"removed": "", "added": ""}
    for change, text in found:
        if change:
            waiting[change] += text
        elif text:
            whole += [(kind, said) for kind, said in waiting.items() if said]
            waiting = {"removed": "", "added": ""}
            whole.append(("", text))
    return [*whole, *((kind, said) for kind, said in waiting.items() if said)]

"""What ``check`` says of a Word file that should become a letterhead."""

from __future__ import annotations

from pathlib import Path

from app.commands.judging import Found, in_words, verdict
from app.messages import visible
from app.paths import Paths


def judge_docx(path: Path, _paths: Paths) -> Found:
    """Whether a Word file can be a letterhead.

    CLEAN when something of it is left out, WARN when a gap in it cannot be filled.
    """
    from app.exports.letterhead import read_letterhead

    letterhead = read_letterhead(path)
    said = [in_words(remark) for remark in (*letterhead.cleaned, *letterhead.remarks)]
    outcome = "CLEAN" if letterhead.cleaned else "WARN" if letterhead.unknown else "ACCEPT"
    message = f"“{visible(path.name)}” can be used as a letterhead."
    if said:
        message += f" {said[0]}"
    return verdict(outcome, message, code="", gaps=list(letterhead.gaps), warnings=said)

"""What the test of a folder means for whoever has to work there, in words."""

from __future__ import annotations

from typing import Literal

from app.models.trial import Trial
from app.words import Words, mark

Verdict = Literal["fit", "copies", "unfit"]

# Nothing can be done here at all; here only whole copies are safe; good to know.
_UNFIT = {
    "read_only_place": mark("nothing can be written here"),
    "disk_full": mark("the disk is full"),
    "file_gone": mark("there is no such folder now"),
    "place_gone": mark("there is no such folder now"),
    "loses": mark("it gave back something else than was written"),
    "fails": mark("the disk reported an error"),
}
_COPIES = {
    "removable": mark("it is a stick or a card, which can be pulled"),
    "network": mark("it lies on another computer"),
    "memory": mark("it is emptied when the computer is switched off"),
    "slow": mark("each change takes {commit_ms} milliseconds to be safe"),
    "sluggish": mark("it takes far too long to answer"),
    "lies": mark("it says that all is written before it can be"),
    "no_rename": mark("a file cannot take another’s place in one move"),
    "no_locks": mark("two programs could write in one plan at once"),
    "short_names": mark("it takes names of {longest_name} letters only"),
    "keeps_deleted": mark("what was deleted did not go"),
    "little_room": mark("only {free_mb} megabytes are free"),
}
_GOOD_TO_KNOW = {
    "rough_times": mark("It keeps times to two seconds only, as sticks do."),
}


def verdict_of(trial: Trial) -> Verdict:
    """Whether one can work in the folder, put whole copies there, or neither."""
    if any(code in _UNFIT for code in trial.found):
        return "unfit"
    return "copies" if any(code in _COPIES for code in trial.found) else "fit"


def say_verdict(trial: Trial, words: Words) -> str:
    """The verdict as one or two sentences."""
    verdict, because = verdict_of(trial), _reasons(trial, words)
    if verdict == "fit":
        return words("This folder is fit for work.")
    if verdict == "copies":
        return words(
            "Work on this computer’s disk and give “{name}” whole copies only: {because}.",
            name=trial.name,
            because=because,
        )
    return words(
        "Do not use “{name}”: {because}. Choose another folder or disk.",
        name=trial.name,
        because=because,
    )


def say_figures(trial: Trial, words: Words) -> list[str]:
    """What was measured, a line each; only what was come to."""
    figures = trial.figures
    lines = []
    if "commit_ms" in figures:
        lines.append(words("A change is safe after {commit_ms} milliseconds.", **figures))
    if "write_mb_s" in figures:
        lines.append(words("It takes {write_mb_s} megabytes a second.", **figures))
    if "free_mb" in figures:
        lines.append(words("{free_mb} megabytes are free.", **figures))
    if "kills" in figures and "loses" not in trial.found:
        lines.append(
            words("A program was ended in the middle of writing; nothing it had saved was lost.")
        )
    return lines + [words(_GOOD_TO_KNOW[code]) for code in trial.found if code in _GOOD_TO_KNOW]


def _reasons(trial: Trial, words: Words) -> str:
    table = _UNFIT if verdict_of(trial) == "unfit" else _COPIES
    said = [words(table[code], **trial.figures) for code in trial.found if code in table]
    return "; ".join(dict.fromkeys(said))

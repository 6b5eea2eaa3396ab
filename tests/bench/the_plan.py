"""The plan every contestant writes: N commitments of equal size, the same in each run."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins

from app.models.plan import Plan, answer_id, natural_id, plan_of
from app.models.planfile import PlanFile
from app.models.positions import spread
from app.models.records import (
    Answer,
    Commitment,
    Milestone,
    PlanInfo,
    Quotation,
    Rating,
    Record,
)
from app.models.verbs.rating import rating_id

TEMPLATE, VALUES, AMBITION = "national-2022", "values-2021", "potential-2020"
VALUE_IDS = ("transparency", "participation", "accountability", "inclusion")
LEVELS = ("unclear", "modest", "substantial")
QUOTED = 8  # words of the description that prove a value
_LATIN = ("ba co de fi gu la me ni po ru sa te vi wo ma li", "n r s l t nd st m")
_ARABIC = ("با كو دي في جو لا مي ني بو رو سا تي وي ما ال شا", "ن ر س ل ت م ب ق")


class Said(Struct, frozen=True):
    """What one commitment says, as plain data that a peer can read from JSON."""

    title: str
    lead: str
    supporting: str
    starts: str
    ends: str
    problem: str
    description: str
    values: list[tuple[str, str]]
    milestones: list[tuple[str, str, str, str, str]]
    ratings: list[tuple[str, str]]


class Speech:
    """Invented words in the shape of a language: some three thousand, the short ones often."""

    def __init__(self, script: str) -> None:
        self._dice = random.Random(2026)
        starts, ends = (part.split() for part in (_ARABIC if script == "arabic" else _LATIN))
        made = (self._word(starts, ends) for _ in range(4_000))
        self._words = sorted(set(made), key=lambda word: (len(word), word))
        self._weights = [1 / (place + 3) ** 0.8 for place in range(len(self._words))]

    def _word(self, starts: list[str], ends: list[str]) -> str:
        dice = self._dice
        return "".join(dice.choices(starts, k=dice.randint(1, 4))) + dice.choice(["", *ends])

    def words(self, count: int) -> str:
        """So many words in sentences of about fifteen."""
        said = self._dice.choices(self._words, self._weights, k=count)
        for place in range(14, count - 1, 15):
            said[place] += "."
        return " ".join(said).capitalize() + ("." if count > 20 else "")


def contents(count: int, script: str = "latin") -> Iterator[Said]:
    """``count`` commitments in invented words of a script ("latin", "arabic")."""
    speech = Speech(script)
    for _ in range(count):
        yield Said(
            title=speech.words(8),
            lead=speech.words(4),
            supporting=speech.words(5),
            starts="2026-03-01",
            ends="2027-12-31",
            problem=speech.words(150),
            description=speech.words(200),
            values=[(value, speech.words(60)) for value in VALUE_IDS],
            milestones=[
                (speech.words(8), speech.words(12), "2026-03-01", "2026-11-30", speech.words(3))
                for _ in range(6)
            ],
            ratings=[(f"Rater {n}", LEVELS[n % 3]) for n in range(3)],
        )


def write_json(path: Path, count: int, script: str = "latin") -> None:
    """The contents as a peer reads them."""
    said: dict[str, Any] = {
        "title": "The plan of the bench",
        "commitments": [to_builtins(one) for one in contents(count, script)],
    }
    path.write_text(json.dumps(said, ensure_ascii=False), "utf-8")


def make_plan(count: int, script: str = "latin") -> Plan:
    """The same contents as a plan of ours."""
    info = PlanInfo(
        natural_id("plan", str(count), script),
        title="The plan of the bench",
        kind="national",
        country="Ghana",
        starts="2026-01-01",
        ends="2027-12-31",
        language="ar" if script == "arabic" else "en",
        template=TEMPLATE,
        values=VALUES,
        ambition=AMBITION,
        standards="standards-2022",
        themes="challenge-2024",
        lead="Office of Open Government",
    )
    places = spread(count)
    rows: list[Record] = [info]
    for number, said in enumerate(contents(count, script)):
        rows += _rows(natural_id("commitment", str(number)), places[number], said)
    return plan_of(rows)


def _rows(id: str, place: str, said: Said) -> Iterator[Record]:
    yield Commitment(
        id,
        position=place,
        title=said.title,
        lead=said.lead,
        supporting_government=said.supporting,
        starts=said.starts,
        ends=said.ends,
    )
    for item, text in (("problem", said.problem), ("description", said.description)):
        yield Answer(answer_id(TEMPLATE, item, id), 0, TEMPLATE, item, id, text=text)
    proof = " ".join(said.description.split()[:QUOTED])
    for value, text in said.values:
        at = answer_id(VALUES, value, id)
        yield Answer(at, 0, VALUES, value, id, level="yes", text=text)
        yield Quotation(natural_id("quotation", at), 0, at, "V", "description", proof)
    steps = zip(said.milestones, spread(len(said.milestones)), strict=True)
    for number, ((title, outputs, starts, ends, lead), at) in enumerate(steps):
        key = natural_id("milestone", id, str(number))
        yield Milestone(key, 0, id, at, "", title, outputs, starts, ends, lead)
    for rater, level in said.ratings:
        at = rating_id(id, AMBITION, 1, rater)
        yield Rating(at, 0, id, AMBITION, 1, rater, level=level)


def write_plan(path: Path, count: int, script: str = "latin") -> None:
    """The same contents as a file of ours."""
    PlanFile.create(path, make_plan(count, script)).close()


if __name__ == "__main__":
    made, many, letters = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    write_plan(made, many, letters)
    write_json(made.with_suffix(".json"), many, letters)

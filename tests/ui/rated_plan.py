"""A plan that a room has rated, open on a desk: for the inspector and the ambition page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.models.frameworks import Frameworks
from app.models.journal import Journal
from app.models.plan import answer_id, new_id, plan_of
from app.models.planfile import PlanFile
from app.models.positions import spread
from app.models.records import (
    Answer,
    Commitment,
    Milestone,
    Person,
    PlanInfo,
    Quotation,
    Rating,
    Record,
)
from app.models.verbs.rating import rating_id
from app.paths import Paths
from app.settings import Settings
from app.ui.asking import Asking
from app.ui.bridge import Bridge
from app.ui.desk import Desk, Tools
from app.ui.jobs import Jobs
from app.ui.look import LookSource
from app.ui.preferences import Preferences
from app.words import Words

TEMPLATE, VALUES, AMBITION = "national-2022", "values-2021", "potential-2020"
TITLES = (
    "Open the district budget",
    "All works contracts online",
    "Land titles within reach",
    "Legal aid by radio",
)
SOLUTION = (
    "The Land Registry will open a counter in each of the twelve districts and publish, as soon "
    "as possible, the waiting time and the reason for every refusal."
)
QUOTE = "publish, as soon as possible, the waiting time"
SIDES = ("government-departments", "civil-society-organisations", "subnational-governments")
# By commitment: the levels (1 lowest) of three raters of each side.
LEVELS = ((333, 333, 333), (333, 233, 332), (333, 111, 212), (222, 223, 222))
REASONS = {
    (2, 0, 0): "A counter in every district is new. Nobody has had that.",
    (2, 1, 1): "A counter is not a title. Nothing says how long we will wait, or who decides.",
}


def id_of(number: int) -> str:
    """The id of commitment ``number``, from 1."""
    return f"00000000-0000-4000-8000-{number:012d}"


def records(*, rated: bool = True, ambition: str = AMBITION) -> Iterator[Record]:
    """Everything the plan holds."""
    yield PlanInfo(
        new_id(),
        title="Action Plan 2026–2028",
        country="Ghana",
        starts="2026-01-01",
        ends="2028-12-31",
        template=TEMPLATE,
        values=VALUES,
        ambition=ambition,
    )
    for n, (title, place) in enumerate(zip(TITLES, spread(len(TITLES)), strict=True), 1):
        yield Commitment(
            id_of(n), position=place, title=title, lead="Land Registry Authority", theme=""
        )
    yield from _texts(id_of(3))
    yield from _people()
    if rated:
        for number, sides in enumerate(LEVELS):
            yield from _ratings(number, sides)


def _texts(id: str) -> Iterator[Record]:
    for item, text in (
        ("problem", "A first land title takes fourteen months."),
        ("solution", SOLUTION),
    ):
        row = answer_id(TEMPLATE, item, id)
        yield Answer(row, edition=TEMPLATE, item=item, subject=id, text=text)
    for place, (title, lead) in zip(
        spread(2),
        (("Fee table published monthly", "Land Registry"), ("Review of refusals", "")),
        strict=True,
    ):
        yield Milestone(
            new_id(),
            commitment=id,
            position=place,
            title=title,
            lead=lead,
            starts="2026-02-01",
            ends="2027-07-31",
        )
    for item, level in (("transparency", "yes"), ("participation", "partly")):
        row = answer_id(VALUES, item, id)
        yield Answer(row, edition=VALUES, item=item, subject=id, level=level)
    row = answer_id(VALUES, "transparency", id)
    yield Quotation(new_id(), answer=row, position="n", source="solution", text=QUOTE)


def _people() -> Iterator[Record]:
    for place, (code, name, sector) in zip(
        spread(2),
        (("12", "Ama Boateng", SIDES[0]), ("31", "Kofi Mensah", "trade-unions")),
        strict=True,
    ):
        yield Person(new_id(), position=place, code=code, name=name, sector=sector)


def _ratings(number: int, sides: tuple[int, ...]) -> Iterator[Rating]:
    names = ("unclear", "modest", "substantial")
    for side, levels in enumerate(sides):
        for seat, level in enumerate(str(levels)):
            rater = str(10 * (side + 1) + seat + 1)
            commitment = id_of(number + 1)
            yield Rating(
                rating_id(commitment, AMBITION, 1, rater),
                commitment=commitment,
                edition=AMBITION,
                round=1,
                rater=rater,
                constituency=SIDES[side],
                level=names[int(level) - 1],
                reason=REASONS.get((number, side, seat), ""),
            )


@contextmanager
def a_desk(folder: Path, looks: LookSource, *rows: Record, language: str = "en") -> Iterator[Desk]:
    """A desk with an open plan in a new file, holding ``rows``, else the rated plan."""
    paths = Paths.under(folder / "home")
    words = Words(language, paths.catalogues)
    tools = Tools(
        words,
        Jobs(inline=True),
        Asking(words, looks),
        looks,
        Frameworks(paths.resources / "frameworks"),
        paths,
        Preferences(Settings(), paths.settings),
    )
    plan = plan_of(rows or tuple(records()))
    journal = Journal(PlanFile.create(folder / "plan.atelier", plan))
    try:
        yield tools.desk(Bridge(journal))
    finally:
        journal.close()


def focused(widget: QWidget) -> QWidget | None:
    """What has the focus in the window of ``widget``."""
    return widget.window().focusWidget()

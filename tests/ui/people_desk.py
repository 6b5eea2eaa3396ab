"""What the tests of the register share: three people, an open plan with or without them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.frameworks import Frameworks
from app.models.journal import Journal
from app.models.plan import new_id, plan_of
from app.models.positions import spread
from app.models.records import Person as Somebody
from app.models.records import PlanInfo, Record
from app.paths import Paths
from app.settings import Settings
from app.ui.bridge import Bridge
from app.ui.desk import Desk
from app.ui.jobs import Jobs
from app.ui.look import LookSource
from app.ui.preferences import Preferences
from app.words import Words
from tests.models.making import an_open_plan
from tests.ui.program import Person

NGO, STATE = "civil-society-organisations", "government-departments"


def the_people(count: int = 0) -> list[Record]:
    named = [
        Somebody("", code="1", name="Ama Mensah", organisation="Land Watch", sector=NGO),
        Somebody("", code="2", name="Kofi Boateng", organisation="Ministry", sector=STATE),
        Somebody("", code="3", name="Élodie Kouassi", region="Abidjan"),
    ]
    named += [
        Somebody("", code=str(n), name=f"Person {n}", organisation=f"Org {n % 40}", sector=NGO)
        for n in range(4, count + 1)
    ]
    return [
        Somebody(
            new_id(),
            position=place,
            code=one.code,
            name=one.name,
            organisation=one.organisation,
            sector=one.sector,
            region=one.region,
        )
        for one, place in zip(named, spread(len(named)), strict=True)
    ]


def a_desk(folder: Path, looks: LookSource, journal: Journal, language: str = "en") -> Desk:
    paths = Paths.under(folder)
    paths.make()
    words = Words(language, paths.catalogues)
    frameworks = Frameworks(paths.resources / "frameworks")
    preferences = Preferences(Settings(), paths.settings)
    bridge = Bridge(journal)
    return Desk(words, Jobs(), Person(words, looks), looks, frameworks, paths, preferences, bridge)


def id_of(desk: Desk, name: str) -> str:
    return next(one.id for one in desk.plan.people if one.name == name)


@pytest.fixture
def register(tmp_path: Path, looks: LookSource) -> Iterator[Desk]:
    plan = plan_of([PlanInfo(new_id(), title="Plan"), *the_people()])
    with an_open_plan(tmp_path / "p.atelier", plan) as journal:
        yield a_desk(tmp_path, looks, journal)


@pytest.fixture
def empty(tmp_path: Path, looks: LookSource) -> Iterator[Desk]:
    plan = plan_of([PlanInfo(new_id(), title="Plan")])
    with an_open_plan(tmp_path / "p.atelier", plan) as journal:
        yield a_desk(tmp_path, looks, journal)

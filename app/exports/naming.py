"""Passages of a document that name people who did not agree to it: somebody wrote them there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.exports.composing import material
from app.exports.options import Options
from app.exports.people_part import unnamed
from app.exports.public_copy import public_copy
from app.models.frameworks import Frameworks
from app.models.plan import Plan
from app.models.schema import TABLES
from app.words import Words


def naming(plan: Plan, texts: Iterable[str]) -> int:
    """How many of these texts tell somebody of the register who did not agree to be named."""
    told = unnamed(plan)
    return sum(map(told.are_in, texts)) if told.words else 0


def texts_of_data(plan: Plan, frameworks: Frameworks, options: Options) -> Iterator[str]:
    """What people wrote in the rows that tables and open data are made of."""
    copy = public_copy(material(plan, frameworks, Words("en"), options))
    for table in TABLES:
        names = [one.name for one in table.fields if one.kind in ("line", "prose")]
        for row in copy.tables[table.name].values() if not table.private else ():
            yield from filter(None, (str(getattr(row, name)) for name in names))

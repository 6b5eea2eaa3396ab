"""How ambitious the raters find a commitment, and how far apart they are."""

from __future__ import annotations

from msgspec import Struct

from app.models.frameworks import Edition, Level
from app.models.plan import Plan
from app.models.records import Rating

FAR_APART = 1.0


class GroupRating(Struct, frozen=True):
    """One constituency's ratings: counts by level, lowest first, and their middle (0 = lowest)."""

    constituency: str
    counts: tuple[int, ...]
    middle: float


class Spread(Struct, frozen=True):
    """A round of ratings of one commitment.

    ``counts`` by level, ``groups`` by constituency; ``middle`` is the median level's place,
    ``apart`` the distance between the lowest and the highest middle of two constituencies.
    """

    round: int
    counts: tuple[int, ...]
    groups: tuple[GroupRating, ...]
    middle: float

    @property
    def raters(self) -> int:
        """How many rated."""
        return sum(self.counts)

    @property
    def apart(self) -> float:
        """Distance between the constituencies' middles, in levels."""
        middles = [group.middle for group in self.groups]
        return max(middles) - min(middles) if middles else 0.0

    @property
    def is_far_apart(self) -> bool:
        """Whether the constituencies differ by a whole level or more."""
        return len(self.groups) > 1 and self.apart >= FAR_APART


def scale_of(edition: Edition) -> tuple[Level, ...]:
    """The levels of an ambition edition, lowest first."""
    return next(iter(edition.scales.values()))


def latest_round(plan: Plan, commitment: str, edition: Edition) -> int:
    """The newest round that has a rating; 0 where nobody has rated."""
    rounds = [r.round for r in plan.ratings(commitment) if r.edition == edition.id]
    return max(rounds, default=0)


def round_ratings(plan: Plan, commitment: str, edition: Edition, round: int) -> tuple[Rating, ...]:
    """The ratings of one round on this edition's scale."""
    return tuple(
        r for r in plan.ratings(commitment) if r.edition == edition.id and r.round == round
    )


def spread(plan: Plan, commitment: str, edition: Edition, round: int | None = None) -> Spread:
    """What the raters said in ``round``, the newest one unless told otherwise."""
    number = latest_round(plan, commitment, edition) if round is None else round
    places = {level.id: place for place, level in enumerate(scale_of(edition))}
    rated = [r for r in round_ratings(plan, commitment, edition, number) if r.level in places]
    groups = []
    for constituency in sorted({r.constituency for r in rated}):
        own = [places[r.level] for r in rated if r.constituency == constituency]
        groups.append(GroupRating(constituency, _counts(own, len(places)), _middle(own)))
    everybody = [places[r.level] for r in rated]
    return Spread(number, _counts(everybody, len(places)), tuple(groups), _middle(everybody))


def middle_level(spread: Spread, edition: Edition) -> Level | None:
    """The level the room's middle falls on, the lower one of two; None without ratings."""
    return scale_of(edition)[int(spread.middle)] if spread.raters else None


def _counts(places: list[int], levels: int) -> tuple[int, ...]:
    return tuple(places.count(level) for level in range(levels))


def _middle(places: list[int]) -> float:
    if not places:
        return 0.0
    ordered = sorted(places)
    half = len(ordered) // 2
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


class Constituency(Struct, frozen=True):
    """A side of the room: a category of the sectors edition, its letter and its name."""

    id: str
    letter: str
    name: str


def constituencies(sectors: Edition) -> tuple[Constituency, ...]:
    """The sides a rater can belong to: the categories of the edition, in its order."""
    return tuple(
        Constituency(item.id, item.letter, item.title)
        for item in sectors.items
        if item.kind == "category"
    )


def constituency_of(sectors: Edition, sector: str) -> str:
    """The category a person of this sector rates with; "" where the sector is unknown."""
    item = sectors.by_id.get(sector)
    if item is None:
        return ""
    return item.under or item.id


def constituency(sectors: Edition, id: str) -> Constituency:
    """The side called ``id``: a category, a tag or a group; any other word speaks for itself."""
    item = sectors.by_id.get(id)
    if item is not None:
        return Constituency(id, item.letter, item.title)
    if id in sectors.groups:
        first = next((i.letter for i in sectors.items if i.group == id), "")
        return Constituency(id, first, sectors.groups[id])
    return Constituency(id, id[:1].upper() or "–", id)


def in_order(spread: Spread, sectors: Edition) -> tuple[GroupRating, ...]:
    """The groups of a spread in the order of the sectors edition, unknown ones last."""
    places = {item.id: place for place, item in enumerate(sectors.items)}
    return tuple(
        sorted(spread.groups, key=lambda group: places.get(group.constituency, len(places)))
    )


def two_ends(plan: Plan, commitment: str, edition: Edition, round: int) -> tuple[Rating, ...]:
    """Who stands at the highest and the lowest level given and says why, the highest first.

    Nothing where all agree, for then there are no ends.
    """
    places = {level.id: place for place, level in enumerate(scale_of(edition))}
    rated = [r for r in round_ratings(plan, commitment, edition, round) if r.level in places]
    given = sorted({places[r.level] for r in rated})
    if len(given) < 2:
        return ()
    ends = [r for r in rated if places[r.level] in (given[0], given[-1]) and r.reason.strip()]
    return tuple(sorted(ends, key=lambda r: -places[r.level]))


def far_apart(plan: Plan, edition: Edition) -> tuple[str, ...]:
    """The commitments whose newest round leaves the sides a level or more apart."""
    return tuple(c.id for c in plan.commitments if spread(plan, c.id, edition).is_far_apart)


def sheet_of(plan: Plan, edition: Edition, round: int, rater: str) -> dict[str, Rating]:
    """What one rater gave in a round, by commitment: the sheet they handed in."""
    name = rater.casefold().strip()
    return {
        c.id: r
        for c in plan.commitments
        for r in round_ratings(plan, c.id, edition, round)
        if r.rater.casefold().strip() == name
    }


def sheets(plan: Plan, edition: Edition, round: int) -> int:
    """How many raters handed in something in a round."""
    return len(
        {
            r.rater.casefold().strip()
            for c in plan.commitments
            for r in round_ratings(plan, c.id, edition, round)
        }
    )

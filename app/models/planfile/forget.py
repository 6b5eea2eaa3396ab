"""The one verb that rewrites the past: a person leaves the rows, the journal and the bytes."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from app.models.edits import Change, Fields, Step
from app.models.plan import Plan, field_names, natural_id
from app.models.planfile.entries import Entry, now, row_of
from app.models.planfile.planfile import PlanFile
from app.models.planfile.zeroing import give_back, require_zeroing
from app.models.records import Person, Rating, Record
from app.models.schema import TABLES, Value
from app.models.search import fold
from app.models.traces import Traces, traces_of
from app.models.verbs.people import next_code
from app.models.verbs.rating import rating_id

ALL = 1_000_000_000  # lines of a journal
_THEIRS = ("contact", "consent")
_SAID_BY = {"rating": "rater", "note": "source", "translation": "by"}  # who a row is from
_TEXTS = {
    table.name: tuple(one.name for one in table.fields if one.kind in ("line", "prose"))
    for table in TABLES
}


class Mention(Struct, frozen=True):
    """A text that still tells a person: the field of a row."""

    table: str
    id: str
    field: str


class Forgotten(Struct, frozen=True):
    """What was done: how many people, rows under a code now, lines of the history rewritten.

    ``mentions`` are the texts that hold a name still, for somebody wrote them on purpose.
    """

    people: int = 0
    coded: int = 0
    lines: int = 0
    mentions: tuple[Mention, ...] = ()


class Wish(Struct, frozen=True):
    """Whom to forget, and how.

    With ``keep_rows`` people stay in the register as a code with sector, region and language, for
    the results; else their rows go. ``texts`` puts the code into every text that names them.
    """

    traces: Traces
    keep_rows: bool = False
    texts: bool = False


class _Rewriting(Struct):
    """The rows and lines to write; nothing is written while it is made up."""

    gone: list[tuple[str, str]] = field(default_factory=list)
    new: list[tuple[str, str, Record]] = field(default_factory=list)  # table, the id it had, row
    lines_gone: list[int] = field(default_factory=list)
    lines: list[tuple[int, Step]] = field(default_factory=list)
    coded: int = 0
    mentions: list[Mention] = field(default_factory=list)

    def told(self, people: int) -> Forgotten:
        lines = len(self.lines) + len(self.lines_gone)
        return Forgotten(people, self.coded, lines, tuple(self.mentions))


def wish_to_erase(file: PlanFile, person: str, called: str) -> Wish:
    """The wish to let one person go; ``called`` stands for somebody without a badge code."""
    plan, steps = file.read_plan(), [entry.step for entry in file.lines()]
    row = plan.get("person", person)
    code = row.code if isinstance(row, Person) else ""
    known = traces_of(plan, steps, frozenset({person}), {person: code})
    if not code or known.are_in(code):
        code = _free(called, {rating.rater for rating in plan.all(Rating)})
    return Wish(traces_of(plan, steps, frozenset({person}), {person: code}))


def wish_for_codes(file: PlanFile) -> Wish:
    """The wish to keep nobody's name: all people of the plan, and of its bin, as codes."""
    plan, steps = file.read_plan(), [entry.step for entry in file.lines()]
    rows = [row for row in plan.tables["person"].values() if isinstance(row, Person)]
    past = {c.id for step in steps for c in step.changes if c.table == "person"}
    people = frozenset({row.id for row in rows} | past)
    named = traces_of(plan, steps, people, {})
    codes, following = {}, int(next_code(plan))
    for row in sorted(rows, key=lambda row: (row.position, row.id)):
        fits = row.code and not named.are_in(row.code)
        codes[row.id] = row.code if fits else str(following)
        following += not fits
    codes |= {id: str(following + n) for n, id in enumerate(sorted(people - codes.keys()))}
    return Wish(traces_of(plan, steps, people, codes), keep_rows=True, texts=True)


def foresee(file: PlanFile, wish: Wish) -> Forgotten:
    """What ``forget`` would do; nothing is written."""
    editor = _Editor(file.read_plan(), file.lines(), wish)
    return editor.made_up().told(len(wish.traces.people))


def forget(file: PlanFile, wish: Wish, label: str = "") -> Forgotten:
    """Rewrite rows and journal so that the people are in neither, in one transaction.

    Undo cannot bring them back, and what lay under their words is zeroed. With a ``label`` the
    journal gets a line that says so and can be neither undone nor done again.
    """
    with file.rewriting() as db:
        require_zeroing(db)
        made_up = _Editor(file.read_plan(), file.lines(), wish).made_up()
        _write(db, made_up)
        if label:
            _note(db, file.copy, Step(label, ()))
    give_back(db)
    return made_up.told(len(wish.traces.people))


class _Editor:
    """Goes through a plan and its journal and says what is to be written instead."""

    def __init__(self, plan: Plan, entries: Sequence[Entry], wish: Wish) -> None:
        self._plan, self._entries, self._wish = plan, entries, wish
        self._traces = wish.traces
        self._own = self._owned()
        self._ids = self._new_ids()
        rows = (plan.get("person", id) for id in wish.traces.people)
        self._names = {fold(row.name) for row in rows if isinstance(row, Person)} - {""}
        self._organisations = Counter(_plain(one.organisation) for one in plan.people)
        self._found = _Rewriting()

    def made_up(self) -> _Rewriting:
        """Everything to be written."""
        for table, rows in self._plan.tables.items():
            for row in rows.values():
                self._rewrite_row(table, row)
        for entry in self._entries:
            step = self._step(entry.step)
            if entry.step.changes and not step.changes:
                self._found.lines_gone.append(entry.seq)
            elif step != entry.step:
                self._found.lines.append((entry.seq, step))
        return self._found

    def _owned(self) -> frozenset[tuple[str, str]]:
        """The rows that are theirs: themselves, how to reach them, what they agreed to."""
        people = self._traces.people
        found = {("person", id) for id in people}
        found |= {("contact", natural_id("contact", id)) for id in people}
        for table in _THEIRS:
            for row in self._plan.tables[table].values():
                if getattr(row, "person", "") in people:
                    found.add((table, row.id))
        for change in self._past():
            sides = (change.before or {}, change.after or {})
            if change.table in _THEIRS and any(side.get("person") in people for side in sides):
                found.add((change.table, change.id))
        return frozenset(found)

    def _past(self) -> Iterator[Change]:
        return (change for entry in self._entries for change in entry.step.changes)

    def _new_ids(self) -> dict[tuple[str, str], str]:
        """New ids of ratings whose id was made of a name: a name could be guessed from it."""
        known = self._known_ratings()
        taken = {rating.id for rating in known}
        ids: dict[tuple[str, str], str] = {}
        for rating in known:
            code = self._traces.code_of(rating.rater)
            if code is None and self._wish.texts and self._traces.are_in(rating.rater):
                code = self._traces.replaced(rating.rater)
            if code is None or ("rating", rating.id) in ids:
                continue
            at = (rating.commitment, rating.edition, rating.round)
            new, number = rating_id(*at, code), 2
            while new in taken:
                new, number = rating_id(*at, f"{code} ({number})"), number + 1
            taken.add(new)
            ids["rating", rating.id] = new
        return ids

    def _known_ratings(self) -> list[Rating]:
        """The ratings of the plan, and those only its history knows."""
        known = [row for row in self._plan.tables["rating"].values() if isinstance(row, Rating)]
        for change in self._past():
            side = change.after if change.before is None else change.before
            if change.table == "rating" and side and "rater" in side and "commitment" in side:
                at = (str(side["commitment"]), str(side["edition"]), int(side["round"]))
                known.append(Rating(change.id, 0, *at, str(side["rater"])))
        return known

    def _rewrite_row(self, table: str, row: Record) -> None:
        found, traces = self._found, self._traces
        if (table, row.id) in self._own:
            if self._wish.keep_rows and isinstance(row, Person) and not row.deleted:
                found.new.append((table, row.id, self._bare(row)))
            else:
                found.gone.append((table, row.id))
            return
        new = self._coded(table, row)
        found.coded += new != row
        changed: dict[str, str] = {}
        for name in _TEXTS[table]:
            said = str(getattr(new, name))
            if said and traces.are_in(said):
                if self._wish.texts or row.deleted:  # nobody sees what lies in the bin
                    changed[name] = traces.replaced(said)
                else:
                    found.mentions.append(Mention(table, row.id, name))
        if isinstance(row, Person) and not row.deleted and fold(row.name) in self._names:
            found.mentions.append(Mention(table, row.id, "name"))  # the same person twice, perhaps
        new = replace(new, **changed)
        if new != row:
            found.new.append((table, row.id, new))

    def _bare(self, person: Person) -> Person:
        """Somebody of the register as a code; an organisation only they are of goes as well.

        So does what tells one of the people in the place of something else.
        """
        shared = self._organisations[_plain(person.organisation)] > 1
        return Person(
            person.id,
            position=person.position,
            code=self._traces.codes[person.id],
            organisation=self._silent(person.organisation) if shared else "",
            sector=self._silent(person.sector),
            region=self._silent(person.region),
            language=self._silent(person.language),
        )

    def _silent(self, said: str) -> str:
        return "" if self._traces.are_in(said) else said

    def _coded(self, table: str, row: Record) -> Record:
        """The row under a code where it said who it is from."""
        traces, new = self._traces, dict[str, str]()
        ref = str(getattr(row, "person", ""))
        name = _SAID_BY.get(table)
        if name is not None:
            said = str(getattr(row, name))
            code = traces.code_of(said)
            if code is not None:
                new[name] = code
        if ref in traces.people and not self._wish.keep_rows:
            new["person"] = ""
        id = self._ids.get((table, row.id), row.id)
        return replace(row, id=id, **new)

    def _step(self, step: Step) -> Step:
        """A step of the journal without the people."""
        changes = []
        for change in step.changes:
            at = (change.table, change.id)
            if at not in self._own:
                sides = (self._side(change.table, one) for one in (change.before, change.after))
                changes.append(Change(change.table, self._ids.get(at, change.id), *sides))
        details = {name: self._traces.replaced(text) for name, text in step.details.items()}
        return replace(step, changes=tuple(changes), details=details)

    def _side(self, table: str, side: Fields | None) -> Fields | None:
        if side is None:
            return None
        return {name: self._value(table, name, value) for name, value in side.items()}

    def _value(self, table: str, name: str, value: Value) -> Value:
        if not isinstance(value, str) or not value:
            return value
        if value in self._traces.people:
            return value if self._wish.keep_rows else ""
        code = self._traces.code_of(value) if _SAID_BY.get(table) == name else None
        return self._traces.replaced(value) if code is None else code


def _write(db: sqlite3.Connection, made_up: _Rewriting) -> None:
    db.executemany("DELETE FROM journal WHERE seq = ?", ((seq,) for seq in made_up.lines_gone))
    for seq, step in made_up.lines:
        *_, details, changes = row_of(seq, "", "", "", step)
        db.execute(
            "UPDATE journal SET details = ?, changes = ? WHERE seq = ?", (details, changes, seq)
        )
    for table, id in (*made_up.gone, *((table, id) for table, id, _ in made_up.new)):
        db.execute(f'DELETE FROM "{table}" WHERE id = ?', (id,))
    for table, _, row in made_up.new:
        names = ("id", *field_names(table))
        columns, gaps = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        values = [getattr(row, name) for name in names]
        db.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({gaps})', values)


def _note(db: sqlite3.Connection, copy: str, step: Step) -> None:
    (seq,) = db.execute("SELECT coalesce(max(seq), 0) + 1 FROM journal").fetchone()
    row = row_of(seq, now(), copy, "do", step)
    db.execute(f"INSERT INTO journal VALUES ({', '.join('?' * len(row))})", row)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _free(called: str, taken: set[str]) -> str:
    """A stand-in nobody else has: "erased person", "erased person (2)"…"""
    said, number = called, 2
    while said in taken:
        said, number = f"{called} ({number})", number + 1
    return said

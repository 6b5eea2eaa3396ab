"""The rows of the demo plan, from the texts somebody wrote."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.models.plan import answer_id, natural_id
from app.models.positions import spread
from app.models.records import (
    Answer,
    Commitment,
    Consent,
    Contact,
    Milestone,
    Note,
    Person,
    PlanInfo,
    Quotation,
    Rating,
    Record,
)
from app.models.verbs.rating import rating_id
from tools.demo_french import kept, translated

Texts = Mapping[str, Any]

LEVELS = {"U": "unclear", "M": "modest", "S": "substantial"}
VALUES = {"y": "yes", "p": "partly", "n": "no"}
PERSON = ("code", "name", "organisation", "sector", "role", "region", "language", "access_needs")
MILESTONES = "milestones"


def demo_records(folder: Path) -> Iterator[Record]:
    """Every row of the demo; ``folder`` holds plan.toml, people.toml and a file a commitment."""
    own = list(_own_records(folder))
    yield from own
    slugs = _read(folder / "plan.toml")["order"]
    commitments = {slug: _id("commitment", slug) for slug in slugs}
    yield from translated(own, _read(folder / "french.toml"), commitments)


def _own_records(folder: Path) -> Iterator[Record]:
    texts = _read(folder / "plan.toml")
    info = PlanInfo(_id("plan"), **texts["plan"])
    yield info
    yield from _plan_answers(info, texts)
    slugs = texts["order"]
    for slug, position in zip(slugs, spread(len(slugs)), strict=True):
        yield from _CommitmentRows(info, slug, position, _read(folder / f"{slug}.toml"))
    yield from _people(_read(folder / "people.toml"))
    yield from _ratings(info, _read(folder / "ratings.toml"))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _id(*key: str) -> str:
    return natural_id("demo", *key)


def _plan_answers(info: PlanInfo, texts: Texts) -> Iterator[Record]:
    for item, text in texts["sections"].items():
        id = answer_id(info.template, item, info.id)
        yield Answer(id, edition=info.template, item=item, subject=info.id, text=kept(text))
    for item, said in texts["standards"].items():
        yield Answer(
            answer_id(info.standards, item, info.id),
            edition=info.standards,
            item=item,
            subject=info.id,
            level=said["level"],
            text=kept(said["text"]),
            evidence=kept(said.get("evidence", "")),
        )
    yield from _notes(info.id, "plan", texts.get("notes", []))


def _notes(subject: str, slug: str, notes: list[Texts]) -> Iterator[Record]:
    for number, (note, position) in enumerate(zip(notes, spread(len(notes)), strict=True), 1):
        text = kept(note["text"])
        id = _id("note", slug, str(number))
        yield Note(id, subject=subject, position=position, label=note["label"], text=text)


class _CommitmentRows:
    """One commitment and all that belongs to it, as an iterable of rows."""

    def __init__(self, info: PlanInfo, slug: str, position: str, texts: Texts) -> None:
        self._info, self._slug, self._position, self._texts = info, slug, position, texts
        self._subject = _id("commitment", slug)
        self._answers = {item: kept(text) for item, text in texts.get("answers", {}).items()}

    def __iter__(self) -> Iterator[Record]:
        yield self._commitment()
        yield from self._milestones()
        for item, text in self._answers.items():
            edition = self._info.template
            id = answer_id(edition, item, self._subject)
            yield Answer(id, edition=edition, item=item, subject=self._subject, text=text)
        for item, said in self._texts.get("values", {}).items():
            yield from self._value(item, said)
        yield from _notes(self._subject, self._slug, self._texts.get("notes", []))

    def _commitment(self) -> Commitment:
        facts: dict[str, Any] = {
            name: "\n".join(given) if isinstance(given, list) else kept(given)
            for name, given in self._texts["facts"].items()
        }
        return Commitment(self._subject, position=self._position, **facts)

    def _milestones(self) -> Iterator[Milestone]:
        rows = self._texts.get("milestone", [])
        for number, (row, position) in enumerate(zip(rows, spread(len(rows)), strict=True), 1):
            id = _id("milestone", self._slug, str(number))
            fields: dict[str, Any] = {name: kept(text) for name, text in row.items()}
            yield Milestone(id, commitment=self._subject, position=position, **fields)

    def _value(self, item: str, said: Texts) -> Iterator[Record]:
        edition = self._info.values
        id = answer_id(edition, item, self._subject)
        yield Answer(
            id,
            edition=edition,
            item=item,
            subject=self._subject,
            level=VALUES[said["level"]],
            text=kept(said.get("text", "")),
            evidence=kept(said.get("evidence", "")),
        )
        quotes = [kept(quote) for quote in said.get("quotes", [])]
        for number, (text, position) in enumerate(zip(quotes, spread(len(quotes)), strict=True), 1):
            own = _id("quotation", self._slug, item, str(number))
            source = self._source(text) or said["stale"]
            yield Quotation(own, answer=id, position=position, source=source, text=text)

    def _source(self, quote: str) -> str:
        """Where the words stand; "" for words the commitment no longer has."""
        if quote in self._texts["facts"]["title"]:
            return "title"
        found = (item for item, text in self._answers.items() if quote in text)
        rows = self._texts.get("milestone", [])
        milestones = [kept(row.get(name, "")) for row in rows for name in ("title", "outputs")]
        return next(found, MILESTONES if any(quote in text for text in milestones) else "")


def _people(register: Texts) -> Iterator[Record]:
    people = register["people"]
    for row, position in zip(people, spread(len(people)), strict=True):
        fields = dict(zip(PERSON, row, strict=False))
        yield Person(_id("person", fields["code"]), position=position, **fields)
    for code, given in register["contacts"].items():
        person = _id("person", code)
        yield Contact(natural_id("contact", person), person=person, **given)
    for said in register["consent"]:
        yield from _consents(said, register["wording"])


def _consents(said: Texts, wording: Texts) -> Iterator[Consent]:
    """One purpose, one day and one answer, for everybody who gave it."""
    purpose = said["purpose"]
    for code in said["codes"]:
        person = _id("person", code)
        yield Consent(
            natural_id("consent", person, purpose),
            person=person,
            purpose=purpose,
            given=int(said["given"]),
            wording=kept(wording[purpose]),
            given_on=said["on"],
        )


def _ratings(info: PlanInfo, texts: Texts) -> Iterator[Rating]:
    """A letter a rater, in the order of their badges."""
    raters = texts["raters"]
    for sheet in texts["sheet"]:
        subject = _id("commitment", sheet["commitment"])
        letters = sheet["levels"].replace(" ", "")
        for (code, constituency), letter in zip(raters.items(), letters, strict=True):
            yield Rating(
                rating_id(subject, info.ambition, sheet["round"], code),
                commitment=subject,
                edition=info.ambition,
                round=sheet["round"],
                rater=code,
                person=_id("person", code),
                constituency=constituency,
                level=LEVELS[letter],
                reason=kept(sheet.get("reasons", {}).get(code, "")),
            )

"""A plan in the language of its document, as far as somebody translated it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from app.exports.composing import lines_of
from app.exports.outline import (
    Block,
    Facts,
    Heading,
    Marked,
    Outline,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
)
from app.models.plan import Plan, table_of
from app.models.records import Record
from app.models.translations import State, passages, state_of

_SURE = {"none": 0, "stale": 1, "current": 2}


class Spoken(Struct, frozen=True):
    """A ``plan`` whose texts are those of ``language`` where there are some.

    ``states`` says of each text, as a document shows it, whether it is a translation; texts that
    nobody translated stay in the language of the ``original``.
    """

    plan: Plan
    language: str
    original: str
    states: Mapping[str, State] = field(default_factory=dict)

    def state(self, text: str) -> State | None:
        """Whether a text of the document is translated; None for one that needs no translation."""
        return self.states.get(text) or self.states.get(_key(text))


def spoken(plan: Plan, language: str) -> Spoken:
    """The plan in ``language``: itself where that is its own, or where it names none."""
    own = plan.info.language
    if language == own or not own:
        return Spoken(plan, language, own)
    states: dict[str, State] = {}
    said: dict[Record, dict[str, str]] = {}
    for passage in passages(plan):
        row, name = passage.row, passage.field
        state = state_of(plan, row.id, name, language)
        text = passage.original
        if state != "none":
            text = plan.translation(row.id, name, language).text
            said.setdefault(row, {})[name] = text
        for shown in _shown(text):
            known = states.get(shown, "none")
            states[shown] = max(state, known, key=_SURE.__getitem__)
    return Spoken(_with(plan, said), language, own, states)


def _with(plan: Plan, said: Mapping[Record, Mapping[str, str]]) -> Plan:
    tables = {name: dict(rows) for name, rows in plan.tables.items()}
    for row, texts in said.items():
        tables[table_of(type(row))][row.id] = replace(row, **texts)
    return Plan(tables)


def _shown(text: str) -> Iterator[str]:
    """A text as documents show it: whole, by paragraphs, as a list of institutions on a line."""
    yield _key(text)
    if len(text.splitlines()) > 1:
        yield from (_key(part) for part in text.split("\n\n") if part.strip())
        yield _key(lines_of(text))


def _key(text: str) -> str:
    return " ".join(text.split())


def tagged(outline: Outline, said: Spoken) -> Outline:
    """The outline with every text that nobody translated in the language it is written in."""
    if "none" not in said.states.values():
        return outline
    return replace(outline, blocks=tuple(_tagged(block, said) for block in outline.blocks))


def texts_of(block: Block) -> Iterator[str]:
    """The texts of a block that may be a passage of the plan; headings and facts stand alone."""
    match block:
        case Paragraph():
            yield plain(block.runs)
        case Marked():
            yield from (run.text for run in block.runs)
        case Table():
            yield from (plain(cell) for row in block.rows for cell in row)


def _tagged(block: Block, said: Spoken) -> Block:
    def own(runs: Runs) -> Runs:
        whole = said.state(plain(runs)) == "none"
        return tuple(
            foreign(run) if whole or said.state(run.text) == "none" else run for run in runs
        )

    def foreign(run: Run) -> Run:
        return replace(run, language=run.language or said.original)

    def tongue(text: str) -> str:
        return said.original if said.state(text) == "none" else ""

    match block:
        case Heading():
            return replace(block, language=tongue(block.text))
        case Facts():
            return replace(block, languages=tuple(tongue(value) for _, value in block.columns))
        case Paragraph() | Marked():
            return replace(block, runs=own(block.runs))
        case Table():
            return replace(block, rows=tuple(tuple(map(own, row)) for row in block.rows))
        case _:
            return block

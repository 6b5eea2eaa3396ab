"""The plan's own texts beside their translations, as a table."""

from __future__ import annotations

from collections.abc import Iterator

from app.exports.composing import Material
from app.models.plan import Plan, table_of
from app.models.records import Answer, Translation
from app.models.schema import BY_NAME
from app.models.translations import Passage, passages_of, passages_of_plan, state_of
from app.words import LANGUAGES, mark

Row = tuple[str | int, ...]
_STATES = {"current": "", "stale": mark("translation older than the text")}


def translation_head(m: Material) -> tuple[str, ...]:
    """The heads of the table."""
    words = m.words
    return (
        words("Commitment"),
        words("Field"),
        words("Text"),
        words("Language"),
        words("Translation"),
        words("State"),
    )


def translation_rows(m: Material) -> list[Row]:
    """One translated text in one language a row; nobody who translated is named."""
    rows: list[Row] = []
    for passage in passages_of_plan(m.plan):
        rows += _rows(m, "", passage)
    for commitment in m.commitments:
        for passage in passages_of(m.plan, commitment):
            rows += _rows(m, m.plan.number(commitment.id), passage)
    return rows


def _rows(m: Material, number: int | str, passage: Passage) -> Iterator[Row]:
    label = _label(m, passage)
    for said in _translations(m.plan, passage):
        state = _STATES.get(state_of(m.plan, passage.row.id, passage.field, said.language), "")
        language = LANGUAGES.get(said.language, said.language)
        state = m.words(state) if state else ""
        yield number, label, passage.original, language, said.text, state


def _translations(plan: Plan, passage: Passage) -> list[Translation]:
    found = [t for t in plan.translations(passage.row.id) if t.field == passage.field]
    return sorted((t for t in found if t.text.strip()), key=lambda t: t.language)


def _label(m: Material, passage: Passage) -> str:
    """What the field is called: the question of an answer, the label of a fact."""
    table = BY_NAME[table_of(type(passage.row))]
    field = m.words(table.field(passage.field).label)
    if isinstance(passage.row, Answer):
        for edition in (m.editions.template, m.editions.values, m.editions.standards):
            item = edition.by_id.get(passage.row.item)
            if edition.id == passage.row.edition and item is not None:
                return item.title if passage.field == "text" else f"{item.title}: {field}"
    return f"{m.words(table.label)}: {field}"

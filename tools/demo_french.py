"""The demo's texts in a second language, as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.models.plan import plan_of, translation_id
from app.models.records import Record, Translation

Texts = Mapping[str, Any]


def kept(given: str | list[str]) -> str:
    """A text as it is kept: lines joined, empty lines between paragraphs; a list, one a line."""
    if isinstance(given, list):
        return "\n".join(given)
    return "\n\n".join(" ".join(part.split()) for part in given.strip().split("\n\n"))


def translated(
    records: Iterable[Record], texts: Texts, commitments: Mapping[str, str]
) -> Iterator[Translation]:
    """A row for each text; ``commitments`` are the ids by the name of their file."""
    plan = plan_of(records)
    info = plan.info
    yield from _row(info, texts, texts["plan"])
    for item, text in texts["sections"].items():
        answer = plan.answer(info.template, item, info.id)
        yield from _row(answer, texts, {"text": text})
    for slug, said in texts["commitment"].items():
        id = commitments[slug]
        yield from _row(_there(plan.get("commitment", id)), texts, said.get("facts", {}))
        older = said.get("older", {})
        for item, text in said.get("answers", {}).items():
            answer = plan.answer(info.template, item, id)
            yield from _row(answer, texts, {"text": text}, older.get(item, ""))
        rows = said.get("milestone", [])
        for milestone, row in zip(plan.milestones(id), rows, strict=False):
            yield from _row(milestone, texts, row)


def _row(record: Record, texts: Texts, said: Texts, older: str = "") -> Iterator[Translation]:
    for field, text in said.items():
        language = texts["language"]
        yield Translation(
            translation_id(record.id, field, language),
            subject=record.id,
            field=field,
            language=language,
            text=kept(text),
            source=kept(older) or getattr(record, field),
            by=texts["by"],
        )


def _there(record: Record | None) -> Record:
    if record is None:
        raise KeyError("a commitment that the demo does not have")
    return record

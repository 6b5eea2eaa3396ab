"""What a row and its fields are called, for lists of differences and of what was deleted."""

from __future__ import annotations

from contextlib import suppress

from app.errors import UserError
from app.models.editions import Item
from app.models.records import (
    Answer,
    Commitment,
    Consent,
    Milestone,
    Note,
    Person,
    PlanInfo,
    Quotation,
    Rating,
    Record,
    Translation,
)
from app.models.schema import BY_NAME, Value
from app.models.text import shortened
from app.ui.desk import Tools
from app.ui.figures import date_text

LONGEST = 90


def kind_name(tools: Tools, table: str) -> str:
    """What rows of a table are: "Milestone"."""
    return tools.words(BY_NAME[table].label)


def row_name(tools: Tools, row: Record) -> str:
    """What a row is called in one line; its kind where it has no words."""
    words = tools.words
    match row:
        case PlanInfo():
            return row.title or words("Untitled plan")
        case Commitment():
            return _short(row.title) or words("Untitled commitment")
        case Milestone():
            return _short(row.title) or words("Untitled milestone")
        case Answer():
            return _item_title(tools, row.edition, row.item)
        case Quotation():
            return words("“{quote}”", quote=_short(row.text))
        case Rating():
            return words("Rating by {who}", who=row.rater or "–")
        case Note():
            return _short(row.label or row.text) or words("Note")
        case Person():
            return row.name or row.organisation or words("Badge {code}", code=row.code or "–")
        case Consent():
            purpose = tools.edition("consent").by_id.get(row.purpose)
            return purpose.title if purpose is not None else words("Consent")
        case Translation():
            return _short(row.text) or words("Translation")
    return words("Contact")


def field_name(tools: Tools, table: str, row: Record, name: str) -> str:
    """What a field is called where a reader knows the row; "" for one nobody reads."""
    if isinstance(row, Answer):
        title = _item_title(tools, row.edition, row.item)
        if name == "text":
            return title
        return f"{title} · {_label(tools, table, name)}" if name in ("level", "evidence") else ""
    label = _label(tools, table, name)
    if not label or isinstance(row, Commitment | PlanInfo | Person):
        return label
    kind = kind_name(tools, table)
    called = row_name(tools, row)
    return f"{kind} {called} · {label}" if called != kind else f"{kind} · {label}"


def value_text(tools: Tools, row: Record, name: str, value: Value) -> str:
    """A value as a reader knows it: the name of a level or a theme, a date, yes or no."""
    words = tools.words
    text = str(value)
    if isinstance(row, Consent) and name == "given":
        return words("yes") if value else words("no")
    if not text or not isinstance(value, str):
        return text
    if isinstance(row, Answer) and name == "level":
        return _level(tools, row.edition, row.item, text)
    if isinstance(row, Rating) and name == "level":
        return _rated(tools, row.edition, text)
    if isinstance(row, Commitment) and name == "theme":
        theme = tools.edition("themes").by_id.get(text)
        return theme.title if theme is not None else text
    return date_text(words, text) if name in ("starts", "ends", "given_on") else text


def _label(tools: Tools, table: str, name: str) -> str:
    label = BY_NAME[table].field(name).label
    return tools.words(label) if label else ""


def _item(tools: Tools, edition: str, item: str) -> Item | None:
    with suppress(UserError):
        return tools.frameworks.edition(edition, tools.words.language).by_id.get(item)
    return None


def _item_title(tools: Tools, edition: str, item: str) -> str:
    found = _item(tools, edition, item)
    return found.title if found is not None else item or tools.words("Answer")


def _level(tools: Tools, edition: str, item: str, level: str) -> str:
    if _item(tools, edition, item) is None:
        return level
    found = tools.frameworks.edition(edition, tools.words.language).level(item, level)
    return found.name if found is not None else level


def _rated(tools: Tools, edition: str, level: str) -> str:
    with suppress(UserError):
        scales = tools.frameworks.edition(edition, tools.words.language).scales
        for levels in scales.values():
            for one in levels:
                if one.id == level:
                    return one.name
    return level


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return shortened(flat, LONGEST)

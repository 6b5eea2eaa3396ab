"""Translating: the plan's own texts in a second language."""

from __future__ import annotations

from app.models.edits import Step
from app.models.plan import Plan
from app.models.records import Translation
from app.models.translations import original
from app.models.verbs.rows import changed, put
from app.words import mark


def set_translation(  # a translation's address has three parts
    plan: Plan,
    subject: str,
    field: str,
    language: str,
    text: str,
    by: str = "",
    *,
    title: str = "",
    visit: str = "",
) -> Step:
    """Write a field's text in another language, as the translation of what it says now.

    ``title`` names the field for undo. A blank text means that there is no translation again.
    """
    row = plan.translation(subject, field, language)
    source = original(plan, subject, field) if text.strip() else ""
    change = put(plan, row, text=text, source=source, by=by or row.by)
    return Step(mark("translate “{field}”"), (change,), {"field": title or field}, visit)


def confirm_translation(
    plan: Plan, subject: str, field: str, language: str, *, title: str = ""
) -> Step:
    """Say that a translation still holds though its text has changed. KeyError: there is none."""
    row = plan.of(Translation, plan.translation(subject, field, language).id)
    if row is None:
        raise KeyError((subject, field, language))
    change = changed(row, source=original(plan, subject, field))
    label = mark("confirm the translation of “{field}”")
    return Step(label, (change,), {"field": title or field})

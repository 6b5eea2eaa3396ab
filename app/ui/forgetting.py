"""Forgetting people from the window: the question, the deed, what is told after it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.models.erasing import erase, without_traces
from app.models.planfile.forget import Wish, foresee, wish_for_codes, wish_to_erase
from app.models.records import Person
from app.models.traces import Traces
from app.ui.desk import Desk
from app.ui.page import Place


def erase_person(desk: Desk, id: str, parent: QWidget) -> Place | None:
    """Ask, then erase one person, of the register or of the bin.

    Answers where somebody wants to mend a text, if they do.
    """
    person = desk.plan.get("person", id)
    if not isinstance(person, Person):
        return None
    called = desk.words("erased person")
    who = person.name or desk.words("somebody without a name")
    file = desk.bridge.journal.file
    return _forget(desk, parent, who, lambda: wish_to_erase(file, id, called))


def replace_names(desk: Desk, parent: QWidget) -> Place | None:
    """Ask, then put badge codes in the place of everybody's name."""
    return _forget(desk, parent, "", lambda: wish_for_codes(desk.bridge.journal.file))


def _forget(desk: Desk, parent: QWidget, who: str, wished: Callable[[], Wish]) -> Place | None:
    from app.ui.dialogs.forget_people import (  # loaded when first asked for
        ForgetDialog,
        ForgottenDialog,
    )

    try:
        wish = wished()
        foreseen = foresee(desk.bridge.journal.file, wish)
        code = next(iter(wish.traces.codes.values()), "") if who else ""
        dialog = ForgetDialog(desk, who, code, foreseen, parent)
        if not dialog.exec():
            return None
        wish = replace(wish, texts=wish.texts or dialog.texts)
        done = erase(desk.bridge.journal, wish, desk.paths)
    except UserError as fault:
        desk.asking.tell(fault)
        return None
    _clear_around(desk, wish.traces)
    told = ForgottenDialog(desk, done, parent)
    told.exec()
    return told.place


def _clear_around(desk: Desk, traces: Traces) -> None:
    """What the window itself still holds of them: the settings and the clipboard."""
    desk.preferences.take(without_traces(desk.preferences.value, traces))
    clipboard = QGuiApplication.clipboard()
    if traces.are_in(clipboard.text()):
        clipboard.clear()

"""Keystrokes, the filter and the search in a plan, each until it is painted."""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.fields import ProseField
from app.ui.page import Place
from app.ui.pages.commitments.page import CommitmentsPage
from app.ui.workbench import Workbench
from tests.bench.inside.stage import a_window, settle, work_to_paint
from tests.bench.inside.telling import summary, tell
from tests.bench.inside.watching import PaintSeen

TEXT = "What citizens asked for is written here while the others watch. "
PACE = 0.06  # seconds between two keys of a quick typist


def press(widget: QWidget, key: str) -> None:
    """Send one key down and up."""
    code = ord(key.upper()) if key.isalpha() else Qt.Key.Key_Space
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, int(code), Qt.KeyboardModifier.NoModifier, key)
        QApplication.sendEvent(widget, event)


def type_text(app: QApplication, field: ProseField, keys: int) -> list[float]:
    """Keys at the pace of a typist; what is written meanwhile delays the key behind it.

    A key is due at its time; it is counted from then, so that work in its way counts too.
    """
    seen, took = PaintSeen(field.viewport()), []
    due = time.perf_counter()
    for place in range(keys):
        due = max(due + PACE, time.perf_counter() - PACE)
        while time.perf_counter() < due:
            app.processEvents()
            time.sleep(0.001)
        late = time.perf_counter() - due
        work = work_to_paint(app, partial(press, field, TEXT[place % len(TEXT)]), seen)
        took.append(work + late * 1_000)
    return took


def commit_words(app: QApplication, bench: Workbench, field: ProseField, times: int) -> list[float]:
    """The pause is over: one edit on disk, and every view that shows it painted again."""
    took = []
    for place in range(times):
        press(field, TEXT[place % len(TEXT)])
        settle(app, 0.02)
        start = time.perf_counter()
        field.commits.flush()
        app.processEvents()
        took.append((time.perf_counter() - start) * 1_000)
    return took


def filter_outline(app: QApplication, page: CommitmentsPage) -> list[float]:
    """Letters in the outline's filter until the list is painted."""
    seen, search = PaintSeen(page.outline.list.viewport()), page.outline.search
    words = ("mali", "tesa", "bo", "gupo", "ru") * 4
    typed = [word[:end] for word in words for end in (*range(1, len(word) + 1), 0)]
    took = [work_to_paint(app, partial(search.setText, text), seen) for text in typed]
    settle(app)
    return took


def search_everything(app: QApplication, bench: Workbench, window: QWidget) -> list[float]:
    """Words in Ctrl+K until the list is painted."""
    from app.ui.dialogs.find import FindDialog

    dialog = FindDialog(bench.desk, [], window)
    dialog.show()
    settle(app)
    seen, words = PaintSeen(dialog.list.viewport()), ("mali", "tesa", "guru", "po sa", "lami")
    typed = [word[:end] for word in words * 3 for end in range(1, len(word) + 1)]
    took = [work_to_paint(app, partial(dialog.field.setText, text), seen) for text in typed]
    dialog.close()
    return took


def measure(plan: Path, keys: int) -> None:
    """Open the writing desk and do each thing."""
    with a_window(plan) as (app, program):
        bench = program.window.bench
        assert bench is not None
        bench.go(Place("commitments", bench.desk.plan.commitments[0].id, "problem"))
        settle(app)
        page = bench.page
        assert isinstance(page, CommitmentsPage)
        question = page.form.form.question("problem")
        assert question is not None
        field = question.field
        assert isinstance(field, ProseField)
        field.setFocus()
        typed = type_text(app, field, keys)
        committed = commit_words(app, bench, field, keys // 4)
        filtered = filter_outline(app, page)
        found = search_everything(app, bench, program.window)
        tell(
            key=summary(typed),
            commit=summary(committed),
            filter=summary(filtered),
            find=summary(found),
        )


measure(Path(sys.argv[1]), int(sys.argv[2]))

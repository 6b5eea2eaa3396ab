"""The real window, driven from inside by a process of its own: opens, types, saves, exports.

``python scenario.py OUT FORMAT PLAN TEXTS`` writes what happened into ``OUT``'s folder as JSON. It
begins where ``atelier`` begins, so that everything around the process bears on it as it would on a
person's. PLAN is a plan to open, or "-" for the demo; TEXTS holds what to type, or is "-".
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def drive(out: Path, format: str, texts: list[str], told: list[str]) -> dict[str, object]:
    """What a person does in the window that has just opened."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from app.ui.fields import ProseField
    from app.ui.pages.commitments import CommitmentsPage
    from app.ui.pages.publish import PublishPage
    from app.ui.window import MainWindow

    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    window.show()
    QTest.qWait(50)  # a plan named on the command line is opened now
    if window.journal is None:
        window.run_action("open_demo")
    if window.journal is None or window.bench is None:
        return {"told": told, "opened": False}
    window.run_action("add_commitment")
    page = window.bench.page
    assert isinstance(page, CommitmentsPage)
    title, problem = page.form.form.question("title"), page.form.form.question("problem")
    assert title is not None
    assert problem is not None
    assert isinstance(problem.field, ProseField)
    title.field.setFocus()
    QTest.keyClicks(title.field, "Typed 42")
    problem.field.insertPlainText("\n".join(texts) or "A problem")
    for field in (title.field, problem.field):
        field.commits.flush()
    seen = ("today", "people", "standards", "ambition", "history") if texts else ()
    for id in (*seen, "publish"):
        window.bench.show_page(id)
        QTest.qWait(1)
    publish = window.bench.page
    assert isinstance(publish, PublishPage)
    publish.choices.file.choose(format)
    begun = len(told)
    publish.build.click()
    until = time.monotonic() + 150
    while not publish.open.isVisible() and time.monotonic() < until and len(told) == begun:
        QTest.qWait(20)
    said = publish.foot.said.text()
    plan = window.journal.file.read_plan()
    saved = any(row.title == "Typed 42" for row in plan.commitments)
    place = str(window.journal.file.path)
    window.close()
    size = out.stat().st_size if out.exists() else 0
    return {"told": told, "opened": True, "saved": saved, "size": size, "said": said, "at": place}


def main() -> int:
    """Begin as the program does, with somebody at the keyboard in place of the event loop."""
    out, format, plan, typed = sys.argv[1:]
    from app.__main__ import close_doors

    close_doors(os.environ, sys.path)
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    from app import start
    from app.ui import crash
    from app.ui.asking import Asking

    texts = [] if typed == "-" else json.loads(Path(typed).read_text("utf-8"))
    report: dict[str, object] = {}

    class Driven(QApplication):
        def exec(self) -> int:  # type: ignore[override]  # Qt's own is static
            report.update(drive(Path(out), format, texts, told))
            return 0

    told: list[str] = []
    Asking.tell = lambda _, fault: told.append(fault.code)  # type: ignore[assignment,method-assign]  # answered
    Asking.inform = lambda _, text: told.append(text)  # type: ignore[assignment,method-assign]  # likewise
    Asking.choose = lambda *_: 0  # type: ignore[method-assign]  # likewise
    Asking.save_file = lambda *_: Path(out)  # type: ignore[method-assign]  # likewise

    def crashed(dialog: crash.CrashDialog) -> int:
        report.setdefault("crashed", dialog.findChildren(QPlainTextEdit)[0].toPlainText())
        return 0

    crash.CrashDialog.exec = crashed  # type: ignore[assignment,method-assign]  # read and closed
    vars(start)["QApplication"] = Driven  # somebody at the keyboard
    code = start.run_window([] if plan == "-" else [plan])
    said = json.dumps({**report, "code": code})
    Path(out).with_suffix(".report").write_text(said, "utf-8")
    return code


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())

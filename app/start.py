"""The composition root of the window: makes each part once and hands it on."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from app import __version__
from app.calls import Calls
from app.errors import UserError
from app.leftovers import leave_temp, remove_strays, use_own_temp
from app.logbook import Logbook
from app.models.frameworks import Frameworks
from app.models.planfile import Ballast
from app.models.planfile.carried import CarryList
from app.models.planfile.lock import process_with
from app.models.planfile.places import Places
from app.paths import Paths
from app.settings import Settings, read_settings
from app.ui.asking import Asking
from app.ui.copying import clear_copied
from app.ui.crash import CrashGuard
from app.ui.desk import Desk, Tools
from app.ui.ending import Ending, write_what_waits
from app.ui.forward import Forward
from app.ui.jobs import Jobs
from app.ui.look import LookChoice, LookSource
from app.ui.page import Page
from app.ui.preferences import Preferences
from app.ui.unwritten import unwritten_text
from app.ui.window import MainWindow
from app.words import LANGUAGES, Words


class Program:
    """One running window with everything it was made of; made anew for another language."""

    def __init__(self, app: QApplication, paths: Paths, settings: Settings) -> None:
        self._app, self._paths = app, paths
        self.preferences = Preferences(settings, paths.settings)
        self.look = LookSource(app, paths.resources, look_choice(settings))
        self.preferences.changed.connect(self._dress)
        self._translator = QTranslator()
        self.window: MainWindow
        self._make_window()

    def _make_window(self) -> None:
        language = language_of(self.preferences.value)
        words = Words(language, self._paths.catalogues)
        self._translate_buttons(language)
        tools = Tools(
            words=words,
            jobs=Jobs(),
            asking=Asking(words, self.look, Logbook(self._paths.logs)),
            look=self.look,
            frameworks=Frameworks(self._paths.resources / "frameworks"),
            paths=self._paths,
            preferences=self.preferences,
        )
        self.window = MainWindow(tools, PAGES)
        self.window.restart_asked.connect(self._restart)
        tools.asking.parent = self.window
        guard = CrashGuard(words, self._paths.logs, self._safe_file, self._unsaved)
        guard.parent = self.window
        guard.install()

    def _safe_file(self) -> str:
        journal = self.window.journal
        return str(journal.file.path) if journal is not None else ""

    def _unsaved(self) -> str:
        """What is typed and not in the file, in words; "" where nothing is."""
        bench = self.window.bench
        count = bench.desk.bridge.unwritten.count if bench is not None else 0
        return unwritten_text(self.window.tools.words, count) if count else ""

    def _restart(self) -> None:
        """Make the window again in the chosen language, with the same plan on it."""
        journal = self.window.journal
        path = journal.file.path if journal is not None else None
        old = self.window
        old.close()
        old.deleteLater()
        self._make_window()
        self.window.show()
        if path is not None:
            self.window.open_path(path)

    def _dress(self) -> None:
        self.look.choose(look_choice(self.preferences.value))

    def _translate_buttons(self, language: str) -> None:
        """Qt's own words ("Cancel" in a file dialog) in the window's language."""
        self._app.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(QLocale(language), "qtbase", "_", folder):
            self._app.installTranslator(self._translator)


def language_of(settings: Settings) -> str:
    """The window's language: the chosen one, else the system's where there are words for it."""
    if settings.language in LANGUAGES:
        return settings.language
    system = QLocale.system().name().partition("_")[0]
    return system if system in LANGUAGES else "en"


def look_choice(settings: Settings) -> LookChoice:
    """What the settings say of how things look."""
    return LookChoice(
        theme=settings.theme,
        scale=settings.text_scale / 100,
        writing=settings.writing_face,
        language=language_of(settings),
        reduce_motion=settings.reduce_motion,
    )


def _today(desk: Desk) -> Page:
    from app.ui.pages.today import TodayPage  # each page is loaded when first gone to

    return TodayPage(desk)


def _people(desk: Desk) -> Page:
    from app.ui.pages.people import PeoplePage  # as above

    return PeoplePage(desk)


def _commitments(desk: Desk) -> Page:
    from app.ui.pages.commitments import CommitmentsPage  # as above

    return CommitmentsPage(desk)


def _ambition(desk: Desk) -> Page:
    from app.ui.pages.ambition import AmbitionPage  # as above

    return AmbitionPage(desk)


def _standards(desk: Desk) -> Page:
    from app.ui.pages.standards import StandardsPage  # as above

    return StandardsPage(desk)


def _publish(desk: Desk) -> Page:
    from app.ui.pages.publish import PublishPage  # as above

    return PublishPage(desk)


def _history(desk: Desk) -> Page:
    from app.ui.pages.history import HistoryPage  # as above

    return HistoryPage(desk)


PAGES = {
    "today": _today,
    "people": _people,
    "commitments": _commitments,
    "ambition": _ambition,
    "standards": _standards,
    "publish": _publish,
    "history": _history,
}


def forget_visits(temp: Path) -> None:
    """Let Qt's own file dialogs keep the folders that were visited in ``temp`` only.

    They would else stand among the settings of this person's account, also for one who wants no
    recent plans remembered. Windows and macOS have dialogs of their own.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(temp))


TIDY_AFTER_MS = 2_000


def tidy(paths: Paths, places: Places) -> None:
    """Remove what a killed run left in the program's folders, and lay the disk's reserve by."""
    for folder in (paths.documents, paths.backups, paths.config):
        remove_strays(folder, here_only=places.kind_of(folder) != "network")
    Ballast(paths.data).make()
    with suppress(UserError):  # another start finds the same
        CarryList.of(paths).prune()


def is_there_already(plan: Path | None, paths: Paths, calls: Calls) -> bool:
    """Whether the window with ``plan`` came forward, or without one the window begun last.

    A person who starts the program twice, or a plan, means the one that is there.
    """
    if plan is None:
        return any(calls.call(pid) for pid in calls.others()[:1])
    carried = CarryList.of(paths).at(plan)
    return calls.call(process_with(carried.working if carried else plan))


def run_window(argv: list[str]) -> int:
    """Open the window, on the plan named in ``argv`` or on the demo for ``--demo``."""
    app = QApplication([sys.argv[0]])
    app.setApplicationName("Atelier")
    app.setApplicationVersion(__version__)
    paths = Paths.real()
    paths.make()
    calls = Calls(paths.calls)
    wants_demo = "--demo" in argv
    plan = next((Path(arg).absolute() for arg in argv if not arg.startswith("--")), None)
    if not wants_demo and is_there_already(plan, paths, calls):
        return 0
    temp = use_own_temp(paths.cache)
    if temp is not None:
        forget_visits(temp)
    program = Program(app, paths, read_settings(paths.settings).settings)
    program.window.show()
    Forward(calls, lambda: program.window, app)
    app.commitDataRequest.connect(lambda _session: write_what_waits(program.window))
    Ending(lambda: program.window, app)
    QTimer.singleShot(TIDY_AFTER_MS, app, lambda: tidy(paths, Places()))
    if wants_demo:
        QTimer.singleShot(0, program.window, lambda: program.window.run_action("open_demo"))
    if plan is not None:
        QTimer.singleShot(0, program.window, lambda: program.window.open_path(plan))
    try:
        return app.exec()
    finally:
        calls.leave()
        clear_copied()
        leave_temp(temp)

"""Whole copies of the open plan for sticks and for others, and the way back to a stick."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import UserError
from app.messages import say_apart, visible
from app.models.journal import Journal
from app.models.planfile import PlanFile
from app.models.planfile.carried import Carried, CarryList, carry_out, is_ahead
from app.models.planfile.places import Places
from app.models.planfile.sending import Sent, digest_of, send_copy
from app.ui.bridge import Bridge
from app.ui.desk import Tools
from app.ui.file_names import SUFFIX, safe_name
from app.ui.unwritten import Unwritten, unwritten_text

if TYPE_CHECKING:
    from app.ui.workbench import Workbench


class Sticks:
    """Gives copies away. What answers a text answers the sentence to show."""

    def __init__(self, tools: Tools, places: Places) -> None:
        self._tools, self._places = tools, places
        self._list = CarryList.of(tools.paths)
        self._offered = self._asked = False
        self._given = 0  # how many edits the last copy of the open plan holds

    def carried(self, journal: Journal) -> Carried | None:
        """Where the open plan's own file lies, when that is on a stick or a share."""
        return self._list.of_working(journal.file.path)

    def said_on_opening(self, journal: Journal) -> str:
        """That one may only read, or works elsewhere than the file lies; "" for neither."""
        file = journal.file
        if file.read_only:
            said = say_apart(self._tools.words, UserError("read_only", name=file.path.name))
            return said[0] if file.is_newer else " ".join(said)  # a copy is as new as this one
        carried = self.carried(journal)
        if carried is None:
            return ""
        return self._tools.words(
            "You work on a copy on this computer. “{name}” on the stick gets a whole copy when you"
            " close the plan, or with File, Save to a stick.",
            name=visible(carried.original.name),
        )

    def save_copy(self, bridge: Bridge) -> str:
        """Ask where a sealed copy goes, and write it; "" where none was written."""
        path = bridge.journal.file.path
        return self._send(bridge, path.with_name(f"{path.stem} (copy){SUFFIX}"))

    def save_to_stick(self, bridge: Bridge) -> str:
        """Bring the stick the plan came from up to date, or write a sealed copy to one that is in.

        Answers what became of it, "" where the person chose no place or a fault was told.
        """
        words, journal = self._tools.words, bridge.journal
        carried = self.carried(journal)
        if carried is not None:
            if not is_ahead(journal.file, carried):
                return words("The stick has the newest state already.")
            return self.write_back(journal)
        stick = next(iter(self._places.sticks()), None)
        if stick is None:
            said = words(
                "No stick was found. Put one in and wait a moment, then choose this again."
            )
            self._tools.asking.inform(said)
            return ""
        return self._send(bridge, stick / f"{safe_name(journal.plan.info.title)}{SUFFIX}")

    def write_back(self, journal: Journal) -> str:
        """Give the stick the newest state, if it has not got it; "" where nothing was written.

        A fault is told; the work is safe on this computer all the same.
        """
        carried = self.carried(journal)
        if carried is None or journal.file.read_only or not is_ahead(journal.file, carried):
            return ""
        try:
            done = carry_out(journal.file, carried, self._places.sticks())
            self._list.keep(done)
        except UserError as fault:
            self._tools.asking.tell(fault)
            return ""
        self._offered = True
        return self._tools.words(
            "The stick has the newest state, opened and checked: {name}",
            name=visible(done.original.name),
        )

    def close(self, journal: Journal) -> str:
        """Bring the stick up to date as the plan closes; answers what became of it, or "".

        Who wants no recent plans wants no list of their sticks either: where one came from is
        forgotten once it has the newest state.
        """
        said = self.write_back(journal)
        self._asked, self._given = False, 0  # for the next plan
        carried = self.carried(journal)
        recent_off = self._tools.preferences.value.recent_off
        if carried is not None and recent_off and not is_ahead(journal.file, carried):
            with suppress(UserError):  # the list stays as it was
                self._list.forget_place(carried.working)
        return said

    def may_close(self, bridge: Bridge) -> bool:
        """Whether nothing typed is lost by closing, or the person says that it may be."""
        bridge.retry()
        number = bridge.unwritten.count
        if not number:
            return True
        words = self._tools.words
        said = unwritten_text(words, number)
        keep, copy, lose = (
            words("Keep the plan open"),
            words("Save a copy elsewhere"),
            words("Close and lose it"),
        )
        choice = self._tools.asking.choose(said, [copy, lose], keep)
        return choice == 1 or (choice == 0 and bool(self.save_copy(bridge)))

    def _send(self, bridge: Bridge, suggested: Path) -> str:
        words, file = self._tools.words, bridge.journal.file
        kinds = words("Plans") + f" (*{SUFFIX})"
        target = self._tools.asking.save_file(words("Save a copy"), suggested, kinds)
        if target is None or target == file.path:
            return ""
        try:
            sent = send_copy(file, target)
            if bridge.unwritten.count:
                sent = _completed(sent, bridge.unwritten)
        except UserError as fault:
            self._tools.asking.tell(fault)
            return ""
        self._offered, self._given = True, bridge.journal.edits
        return words(
            "A whole, checked copy was written: {name} (fingerprint {digits})",
            name=visible(target.name),
            digits=sent.fingerprint,
        )

    def offer(self, journal: Journal) -> str:
        """Once a session, where work was done and a stick is in: that it could have a copy."""
        if self._offered or not journal.edits or self.carried(journal) is not None:
            return ""
        if not self._places.sticks():
            return ""
        self._offered = True
        return self._tools.words(
            "A stick is in. File, Save to a stick gives it a whole copy of this plan."
        )

    def offer_last(self, bench: Workbench | None) -> None:
        """As a person ends work that no stick has, ask once for each plan whether one shall."""
        if bench is None or self._asked or not self._places.sticks():
            return
        bench.settle()
        journal, words = bench.desk.bridge.journal, self._tools.words
        if journal.edits <= self._given or self.carried(journal) is not None:
            return
        self._asked = True
        said = words("A stick is in. Shall it have a whole, checked copy of this plan?")
        choice = self._tools.asking.choose(said, [words("Save to a stick")], words("Close without"))
        if choice == 0:
            self.save_to_stick(bench.desk.bridge)

    def ask_nobody(self) -> None:
        """The session ends: nobody is there to answer."""
        self._asked = True


def _completed(sent: Sent, unwritten: Unwritten) -> Sent:
    """The copy with what was typed and the disk of the plan itself did not take."""
    journal = Journal(PlanFile.open(sent.path))
    try:
        for make in unwritten.steps():
            journal.do(make(journal.plan))
    finally:
        journal.close()
    return Sent(sent.path, digest_of(sent.path))

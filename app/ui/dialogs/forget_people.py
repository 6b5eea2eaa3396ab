"""Asks before people are forgotten for ever, and says afterwards what was done."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.messages import say, visible
from app.models.erasing import Erased, Unreached, delete_backup
from app.models.planfile.forget import Forgotten, Mention
from app.models.schema import BY_NAME
from app.ui.controls import PlainButton, PlainLabel
from app.ui.desk import Desk
from app.ui.dialogs.shell import ShellDialog
from app.ui.figures import moment_text
from app.ui.page import Place
from app.ui.prose import ProseLabel
from app.words import mark

SHOWN = 6
LONGEST = 40  # letters of a name in the title
_BEYOND = mark(
    "Documents already made, copies given away, sticks, mails already sent, and freed places of the"
    " disk that only its maker can read."
)


class ForgetDialog(ShellDialog):
    """Says what goes, what stays under a code and what cannot be reached; Cancel is the default.

    ``texts`` answers whether the code takes the place of the name in texts too. Without a
    ``code`` everybody is meant.
    """

    def __init__(
        self, desk: Desk, who: str, code: str, foreseen: Forgotten, parent: QWidget | None
    ) -> None:
        words = desk.words
        who = shorten(who, LONGEST, placeholder="…")
        title = words("Erase {who} for good?", who=who) if code else words("Replace all names now?")
        verb = words("Erase for good") if code else words("Replace the names")
        super().__init__(desk, title, verb, parent)
        self._desk = desk
        past = [self._past(foreseen)] if foreseen.lines else []
        self._part(words("What goes"), [self._goes(bool(code)), *past])
        self._part(words("What stays"), [self._stays(code, foreseen)])
        self.texts_box = QCheckBox(words("Put the code into these texts too, and into their past"))
        self.texts_box.setVisible(bool(code and foreseen.mentions))
        if foreseen.mentions:
            told = [
                words("Left alone, they keep the name:"),
                *told_mentions(desk, foreseen.mentions),
            ]
            self._part(words("Texts that hold the name"), told)
            self.body.addWidget(self.texts_box)
        self._part(words("What Atelier cannot reach"), [words(_BEYOND)])
        self.body.addWidget(ProseLabel(desk.look, words("This cannot be undone."), ink="stop"))
        self._make_safe()

    @property
    def texts(self) -> bool:
        """Whether the name goes out of the texts as well."""
        return self.texts_box.isChecked()

    def _make_safe(self) -> None:
        """Enter does nothing by itself: the verb must be chosen."""
        self.primary.setDefault(False)
        self.primary.setAutoDefault(False)
        for button in self.findChildren(PlainButton):
            button.setDefault(True)
            QTimer.singleShot(0, button, button.setFocus)

    def _goes(self, one: bool) -> str:
        words = self._desk.words
        if one:
            return words(
                "Name, organisation, role, needs, mail, phone, and what was agreed to: in the plan,"
                " in its history and in its backups. Undo cannot bring them back."
            )
        return words(
            "Every name, role, need, mail, phone and wording of consent, and organisations that"
            " only one person is of: in the plan, in its history and in its backups."
        )

    def _past(self, foreseen: Forgotten) -> str:
        return self._desk.words.n(
            "{n} line of the history is rewritten.",
            "{n} lines of the history are rewritten.",
            foreseen.lines,
        )

    def _stays(self, code: str, foreseen: Forgotten) -> str:
        words = self._desk.words
        if not code:
            return words("Badge code, sector, region and language; every rating, count and text.")
        return words.n(
            "{n} rating or note, under “{code}” from now on.",
            "{n} ratings and notes, under “{code}” from now on.",
            foreseen.coded,
            code=code,
        )

    def _part(self, title: str, sentences: Sequence[str]) -> None:
        add_part(self._desk, self.body, title, sentences)


class ForgottenDialog(ShellDialog):
    """What was done, and what is left for the person; ``place`` is a text they want to go to."""

    def __init__(self, desk: Desk, done: Erased, parent: QWidget | None) -> None:
        words = desk.words
        super().__init__(desk, words("Forgotten"), words("Close"), parent, asks=False)
        self._desk = desk
        self.place: Place | None = None
        said = [
            words.n("{n} person", "{n} people", done.plan.people),
            words.n("{n} backup rewritten", "{n} backups rewritten", done.backups),
        ]
        self.body.addWidget(ProseLabel(desk.look, " · ".join(said)))
        for one in done.unreached:
            self._offer_deletion(one)
        if done.plan.mentions:
            told = told_mentions(desk, done.plan.mentions)
            add_part(desk, self.body, words("These texts still hold the name"), told)
            self._offer_way(done.plan.mentions[0])
        if done.copies:
            names = [visible(path.name) for path in done.copies]
            said = [words("Open each one and erase there too, or delete it:"), *names]
            add_part(desk, self.body, words("Other files of this plan, left as they are"), said)
        add_part(desk, self.body, words("What Atelier cannot reach"), [words(_BEYOND)])

    def _offer_deletion(self, one: Unreached) -> None:
        words, look = self._desk.words, self._desk.look
        when = moment_text(words, one.backup.made)
        row = QHBoxLayout()
        sentence = words("The backup of {when} could not be rewritten.", when=when)
        label = ProseLabel(look, sentence, ink="warn")
        button = PlainButton(look, words("Delete this backup"), icon="trash-2")
        button.setAutoDefault(False)
        row.addWidget(label, 1)
        row.addWidget(button)
        self.body.addLayout(row)

        def delete() -> None:
            try:
                delete_backup(one.backup)
            except UserError as fault:
                self.refuse(say(words, fault), button)
                return
            button.hide()
            label.set_text(words("The backup of {when} was deleted.", when=when))

        button.clicked.connect(delete)

    def _offer_way(self, first: Mention) -> None:
        button = PlainButton(self._desk.look, self._desk.words("Go to the first of them"))
        button.setAutoDefault(False)
        self._first = first
        button.clicked.connect(self._go)
        self.body.addWidget(button)

    @Slot()
    def _go(self) -> None:
        self.place = place_of(self._desk, self._first)
        self.accept()


def told_mentions(desk: Desk, mentions: Sequence[Mention]) -> list[str]:
    """The texts by where they are: "Commitment 2, Note"."""
    lines = []
    for one in mentions[:SHOWN]:
        place = place_of(desk, one)
        number = desk.plan.number(place.id)
        where = desk.words("Commitment {n}", n=number) if number else ""
        table = BY_NAME[one.table]
        what = desk.words(table.field(one.field).label)
        lines.append(desk.words.listed(dict.fromkeys((where, desk.words(table.label), what))))
    rest = len(mentions) - SHOWN
    if rest > 0:
        lines.append(desk.words.n("and {n} more", "and {n} more", rest))
    return lines


def place_of(desk: Desk, mention: Mention) -> Place:
    """Where a text can be mended."""
    if mention.table == "person":
        return Place("people", mention.id, mention.field)
    subject, row = mention.id, desk.plan.get(mention.table, mention.id)
    while row is not None and mention.table != "commitment":
        above = getattr(row, "commitment", "") or getattr(row, "subject", "")
        above = above or getattr(row, "answer", "")
        if not above:
            break
        subject = str(above)
        row = desk.plan.get("answer", subject)
    return Place("commitments", subject if desk.plan.number(subject) else "", mention.field)


def add_part(desk: Desk, column: QVBoxLayout, title: str, sentences: Sequence[str]) -> None:
    """A small heading with sentences under it."""
    box = QVBoxLayout()
    box.setSpacing(desk.look.look.px(4))
    box.addWidget(PlainLabel(desk.look, title, weight=600))
    for sentence in sentences:
        box.addWidget(ProseLabel(desk.look, sentence, ink="ink2"))
    column.addLayout(box)

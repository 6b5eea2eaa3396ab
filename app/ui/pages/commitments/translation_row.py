"""One text of the plan, and the same in the second language under it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.plan import table_of
from app.models.schema import BY_NAME, PROSE
from app.models.translations import Passage, State, state_of
from app.models.verbs.translating import confirm_translation
from app.ui.controls import FieldLabel, QuietButton
from app.ui.desk import Desk
from app.ui.fields import LineField, ProseField, bind_translation
from app.ui.glyph_prose import GlyphProse
from app.ui.glyphs import STATES
from app.ui.quoted import QuotedWords
from app.words import LANGUAGES, RIGHT_TO_LEFT, mark

_SAID: dict[State, tuple[str, str]] = {
    "none": ("none", mark("Not translated")),
    "current": ("ok", mark("Translated")),
    "stale": ("warn", mark("The text changed since")),
}


class TranslationRow(QWidget):
    """The original above, for reading; a field for its translation; how far that is."""

    def __init__(self, desk: Desk, passage: Passage, title: str, language: str) -> None:
        super().__init__()
        self._desk, self._passage, self._title, self._language = desk, passage, title, language
        self.state: State = "none"
        looks = desk.look
        self.original = QuotedWords(looks)
        name = LANGUAGES.get(language, language)
        self.field = self._make_field(
            desk.words("{field} in {language}", field=title, language=name)
        )
        self._mark = GlyphProse(looks)
        self.confirm = QuietButton(looks, desk.words("Still right"), small=True)
        said = desk.words("The translation of “{field}” is still right", field=title)
        self.confirm.setAccessibleName(said)
        self.confirm.setEnabled(not desk.bridge.read_only)
        self.confirm.clicked.connect(self._confirm)
        self._lay_out(FieldLabel(looks, title, small=True))

    def show_passage(self, passage: Passage) -> None:
        """Show the original as it is now, and what became of its translation."""
        self._passage = passage
        if self.original.words.text() != passage.original:
            self.original.show_words(passage.original)
            self.field.setAccessibleDescription(passage.original[:300])
        plan, row = self._desk.plan, passage.row
        self.state = state_of(plan, row.id, passage.field, self._language)
        glyph, said = _SAID[self.state]
        self._mark.say(self._desk.words(said), STATES[glyph], "ink2")
        had_focus = self.confirm.hasFocus()
        self.confirm.setVisible(self.state == "stale")
        if had_focus and self.state != "stale":
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Write what is typed and not saved yet."""
        self.field.commits.flush()

    def _make_field(self, name: str) -> LineField | ProseField:
        passage, desk, turned = self._passage, self._desk, self._language in RIGHT_TO_LEFT
        field = BY_NAME[table_of(type(passage.row))].field(passage.field)
        binding = bind_translation(
            passage.row.id,
            passage.field,
            self._language,
            title=self._title,
            limit=PROSE if field.kind == "prose" else field.limit,
        )
        made: LineField | ProseField
        if field.kind == "line":
            made = LineField(desk.bridge, binding, name)
        else:
            made = ProseField(desk.look, desk.bridge, binding, name)
            made.set_least_lines(2)
            option = QTextOption(made.document().defaultTextOption())
            option.setTextDirection(_direction(turned))
            made.document().setDefaultTextOption(option)
        made.setLayoutDirection(_direction(turned))
        return made

    def _lay_out(self, name: FieldLabel) -> None:
        px = self._desk.look.look.px
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self._mark, 1)
        foot.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(14))
        column.setSpacing(px(5))
        name.setWordWrap(True)
        for part in (name, self.original, self.field):
            column.addWidget(part)
        column.addLayout(foot)

    @Slot()
    def _confirm(self) -> None:
        self.flush()
        row, name = self._passage.row, self._passage.field
        step = confirm_translation(self._desk.plan, row.id, name, self._language, title=self._title)
        self._desk.bridge.do(step)


def _direction(turned: bool) -> Qt.LayoutDirection:
    return Qt.LayoutDirection.RightToLeft if turned else Qt.LayoutDirection.LeftToRight

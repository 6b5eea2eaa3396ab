"""A text in which the words that went are struck through and those that came underlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextLayout

from app.exports.word_changes import Piece
from app.ui.look import LookSource
from app.ui.prose import Apart, ProseLabel
from app.words import Words

_AIR = "\N{THIN SPACE}"
_INKS = {"removed": "stop", "added": "ok"}


class MarkedProse(ProseLabel):
    """Shows pieces of two texts as one; never by colour alone, and spoken as before and after."""

    def __init__(self, looks: LookSource, words: Words, *, token: str = "body") -> None:
        self._words = words
        super().__init__(looks, token=token)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show both texts at once, with a little air between what went and what came."""
        apart: list[Apart] = []
        shown, place, last = [], 0, ""
        for change, text in pieces:
            if change == "added" and last == "removed":
                shown.append(_AIR)
                place += len(_AIR)
            last = change
            shown.append(text)
            length = len(text.encode("utf-16-le")) // 2
            if change:
                apart.append(Apart(place, length, _INKS[change]))
            place += length
        self.set_text("".join(shown))
        self._apart = tuple(apart)
        before = "".join(text for change, text in pieces if change != "added")
        now = "".join(text for change, text in pieces if change != "removed")
        said = self._words("Before: {text}", text=before), self._words("After: {text}", text=now)
        self.setAccessibleName(". ".join(said))
        self._measure_again()

    def _format(self, apart: Apart) -> QTextLayout.FormatRange:
        look = self._looks.look
        format_ = QTextCharFormat()
        format_.setFont(look.font(self._token))
        format_.setForeground(look.colour(apart.ink))
        format_.setFontStrikeOut(apart.ink == _INKS["removed"])
        format_.setFontUnderline(apart.ink == _INKS["added"])
        found = QTextLayout.FormatRange()
        found.start, found.length, found.format = apart.start, apart.length, format_
        return found

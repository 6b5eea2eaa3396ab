"""The words of the program in one language, as a value."""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from pathlib import Path

LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "pt": "Português",
    "ar": "العربية",
    "ru": "Русский",
}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur", "he"})
_COMMAS = {"ar": "، ", "fa": "، ", "ur": "، ", "zh": "、", "ja": "、"}


def mark(text: str) -> str:
    """Mark a text for the catalogue; whoever shows it asks a ``Words`` for its translation."""
    return text


class Words:
    """A gettext catalogue: ``words("Add idea")``, ``words.n("{n} idea", "{n} ideas", n)``.

    ``catalogues`` is the ``i18n`` resources folder. A language without a catalogue, or a text
    without a translation, comes out in English.
    """

    def __init__(self, language: str, catalogues: Path | None = None) -> None:
        self.language = language
        self._catalogues = catalogues
        self._catalogue: gettext.NullTranslations = gettext.NullTranslations()
        if catalogues is not None and language != "en":
            self._catalogue = gettext.translation(
                "app", catalogues, languages=[language], fallback=True
            )

    def speaking(self, language: str) -> Words:
        """The words of another language, from the same catalogues."""
        return Words(language, self._catalogues)

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language in RIGHT_TO_LEFT

    def __call__(self, text: str, /, **details: object) -> str:
        """Translate ``text`` and fill its ``{gaps}`` from ``details``; a tuple is listed."""
        said = self._catalogue.gettext(text) if text else ""
        return self._filled(said, details) if details else said

    def n(self, one: str, many: str, n: int, /, **details: object) -> str:
        """Translate by number; ``{n}`` is filled with ``n``."""
        return self._filled(self._catalogue.ngettext(one, many, n), {"n": n, **details})

    def listed(self, items: Iterable[str]) -> str:
        """The items that are not empty one after the other, with the comma of the language."""
        return _COMMAS.get(self.language, ", ").join(filter(None, items))

    def p(self, context: str, text: str, /, **details: object) -> str:
        """Translate ``text`` as it is meant in ``context`` ("open" a file, an "open" question)."""
        said = self._catalogue.pgettext(context, text)
        return self._filled(said, details) if details else said

    def _filled(self, said: str, details: dict[str, object]) -> str:
        for name, value in details.items():
            if isinstance(value, tuple | list):  # JSON makes lists of tuples
                details[name] = self.listed(map(str, value))
        return said.format(**details)

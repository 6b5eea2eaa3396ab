"""Gather the program's words into the catalogues, and make the .mo files gettext reads.

``python tools/words.py update`` brings every .po up to date with the source; new texts come in
empty, old ones go. ``python tools/words.py compile`` makes the .mo files beside them.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "resources" / "i18n"
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # or each .mo would differ from the last one made
KEYWORDS = {
    "words": None,
    "_words": None,
    "mark": None,
    "n": (1, 2),
    "p": ((1, "c"), 2),
}


def gathered(language: str) -> Catalog:
    """Every text of the source, without a translation."""
    catalogue = Catalog(
        locale=language,
        project="Atelier",
        header_comment="# The words of Atelier.",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        fuzzy=False,
        charset="utf-8",
    )
    found = extract_from_dir(ROOT / "app", [("**.py", "python")], keywords=KEYWORDS)
    for name, _line, text, _comments, context in sorted(found, key=_key):
        if isinstance(text, tuple) or text.strip():
            catalogue.add(text, locations=[(name, 0)], context=context)
    return catalogue


def _key(found: tuple[str, int, object, object, object]) -> tuple[str, int]:
    return found[0], found[1]


def updated(language: str) -> bytes:
    """The .po of a language as it should stand: known translations kept, new texts empty."""
    path = po_path(language)
    fresh = gathered(language)
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=language)
        for message in fresh:
            old = known.get(message.id, context=message.context)
            if message.id and old is not None and old.string:
                message.string = old.string
    out = BytesIO()
    write_po(out, fresh, width=100, sort_output=True, omit_header=False, include_lineno=False)
    return _without_dates(out.getvalue())


def compiled(language: str) -> bytes:
    """The .mo of a language, made of its .po."""
    with po_path(language).open("rb") as file:
        catalogue = read_po(file, locale=language)
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def po_path(language: str) -> Path:
    """Where the words of a language lie."""
    return CATALOGUES / language / "LC_MESSAGES" / "app.po"


def languages() -> list[str]:
    """The languages that have words."""
    return sorted(path.parent.parent.name for path in CATALOGUES.glob("*/LC_MESSAGES/app.po"))


def _without_dates(po: bytes) -> bytes:
    lines = po.split(b"\n")
    kept = [line for line in lines if not line.startswith((b'"POT-Creation', b'"PO-Revision'))]
    return b"\n".join(kept)


def main(arguments: list[str]) -> int:
    """Run one of the two commands; extra words name languages to begin."""
    if not arguments or arguments[0] not in ("update", "compile"):
        print(__doc__)
        return 2
    for language in sorted({*languages(), *arguments[1:]}):
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        if arguments[0] == "update":
            path.write_bytes(updated(language))
        path.with_suffix(".mo").write_bytes(compiled(language))
        print(language)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

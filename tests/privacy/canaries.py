"""Plans of invented people whose every word can be found again, and the finding of it."""

from __future__ import annotations

import html
import os
import random
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
from msgspec import Struct

from app.models.plan import Plan, natural_id, new_id, plan_of
from app.models.positions import spread
from app.models.records import Consent, Contact, Person, Record
from tests.builders import a_commitment, a_milestone, a_note, a_rating, an_answer, an_info

LONG = bool(os.environ.get("ATELIER_LONG"))
SECTORS = ("civil-society-organisations", "government-departments", "academia-and-research", "")
LEVELS = ("high", "moderate", "low", "none", "unclear")
_FIRST = (
    "Ama",
    "Kofi",
    "Élodie",
    "Nguyễn",
    "Zoë",
    "أمل",
    "Ольга",
    "Ñandu",
    "Amadou-Bâ",
    "Mary Jane",
)


class Bird(Struct, frozen=True):
    """One invented person: their row, and the words by which they can be found."""

    person: Person
    email: str
    phone: str

    @property
    def words(self) -> tuple[str, ...]:
        """Name, mail, phone, organisation, role and needs."""
        one = self.person
        said = (one.name, self.email, self.phone, one.organisation, one.role, one.access_needs)
        return tuple(filter(None, said))

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody may find without having been told: name, mail, phone and needs."""
        said = (self.person.name, self.email, self.phone, self.person.access_needs)
        return tuple(filter(None, said))


def a_bird(chance: random.Random, n: int, position: str) -> Bird:
    """Somebody with words nobody else has."""
    tag = f"{n:03d}x{chance.randrange(16**6):06x}"  # never seven figures: those are a phone
    row = Person(
        new_id(),
        position=position,
        code=str(n),
        name=f"{chance.choice(_FIRST)} Kanari{tag}",
        organisation=f"Org{tag} Trust",
        sector=chance.choice(SECTORS),
        role=f"Role{tag}",
        region=chance.choice(("North", "South")),
        language="en",
        access_needs=f"Needs{tag} ramp",
    )
    phone = f"+233 {chance.randrange(10**8, 10**9)}{n:03d}"
    return Bird(row, f"kanari{tag}@mail.example", phone)


def birds(chance: random.Random, number: int) -> list[Bird]:
    """So many people."""
    return [a_bird(chance, n, place) for n, place in enumerate(spread(number), 1)]


def rows_of(bird: Bird, *, consent: Sequence[str] = ()) -> Iterator[Record]:
    """Somebody's rows; they agree to the purposes of ``consent``."""
    id = bird.person.id
    yield bird.person
    yield Contact(natural_id("contact", id), person=id, email=bird.email, phone=bird.phone)
    for purpose in ("contact", "publish-name", "photo"):
        given = int(purpose in consent)
        yield Consent(
            natural_id("consent", id, purpose), 0, id, purpose, given, "Read aloud", "2026-01-02"
        )


def a_workshop(people: Iterable[Bird], agreed: frozenset[str] = frozenset()) -> Plan:
    """A plan with two commitments that everybody rated: by badge, by name, by mail."""
    people = list(people)
    rows: list[Record] = [an_info()]
    for n in range(2):
        row = a_commitment(title=f"Commitment {n}", position=spread(2)[n])
        rows += [row, a_milestone(row), an_answer(row, "problem", "Nobody knows the budget.")]
        rows.append(a_note(row, "Said in the room"))
        for place, bird in enumerate(people):
            rater = (bird.person.code, bird.person.name, bird.email)[place % 3]
            rows.append(
                a_rating(
                    row,
                    rater,
                    LEVELS[place % len(LEVELS)],
                    person=bird.person.id,
                    constituency="civil-society" if place % 2 else "government",
                    reason="It reaches every district.",
                )
            )
    for bird in people:
        rows += rows_of(bird, consent=("publish-name",) if bird.person.id in agreed else ())
    return plan_of(rows)


def found(words: Iterable[str], raw: bytes) -> list[str]:
    """Which of the words lie in the bytes, as UTF-8, UTF-16, escapes or entities."""
    texts = tuple(raw.decode(encoding, "ignore") for encoding in ("utf-8", "utf-16-be"))
    texts += (raw.decode("utf-16-le", "ignore"), raw[1:].decode("utf-16-le", "ignore"))
    texts += (html.unescape(texts[0]), _unescaped(texts[0]))
    folded = [text.casefold() for text in texts]
    return [word for word in words if any(word.casefold() in text for text in folded)]


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)


def unpacked(path: Path) -> Iterator[bytes]:
    """A file's bytes, and those of all its parts: entries of zips, streams and texts of PDFs."""
    raw = path.read_bytes()
    yield raw
    yield str(path.name).encode()
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(raw)) as parts:
            for one in parts.infolist():
                yield one.filename.encode() + one.comment + one.extra
                yield parts.read(one)
    if raw.startswith(b"%PDF"):
        yield from _pdf(raw)


def _pdf(raw: bytes) -> Iterator[bytes]:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(raw))
    for page in reader.pages:
        text = page.extract_text()
        yield text.encode() + b"\n" + "".join(text.split()).encode()
    yield repr(reader.metadata).encode()
    with pikepdf.open(BytesIO(raw)) as book:
        for one in book.objects:
            if isinstance(one, pikepdf.Stream):
                try:
                    yield one.read_bytes()
                except (pikepdf.PdfError, zlib.error):
                    yield one.read_raw_bytes()
            else:
                yield repr(one).encode()


def in_folder(words: Iterable[str], folder: Path) -> list[str]:
    """Which words lie in any file under a folder, in its bytes or its name."""
    words = tuple(words)
    return [
        f"{path.relative_to(folder)}: {word}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for word in {*found(words, path.read_bytes()), *found(words, str(path.name).encode())}
    ]

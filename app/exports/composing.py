"""What composers share: the plan, the editions and the words of one document."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from app.exports.dates import date_words, short_date_words
from app.exports.options import Options
from app.exports.outline import Block, Heading, Outline, Paragraph, runs
from app.models.assess import Editions, editions_of
from app.models.frameworks import Edition, Frameworks
from app.models.plan import Plan
from app.models.records import Commitment
from app.words import Words


class Material(Struct, frozen=True):
    """Everything a composer looks at. ``words`` speak the document's language.

    ``earlier`` is the plan as it was, where the document shows only what changed since then.
    ``second`` is the same in the language that stands beside the first.
    """

    plan: Plan
    editions: Editions
    sectors: Edition
    words: Words
    options: Options
    earlier: Plan | None = None
    second: Material | None = None

    @property
    def language(self) -> str:
        """The document's language."""
        return self.words.language

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """The chosen commitments in the plan's order."""
        chosen = self.options.commitments
        return tuple(c for c in self.plan.commitments if not chosen or c.id in chosen)

    @property
    def status(self) -> str:
        """What a draft says of itself, in the plan's own words where it has some; else nothing."""
        own = " ".join(self.plan.info.status.split())
        return (own or self.words("Draft for comment")) if self.options.draft else ""

    def date(self, text: str) -> str:
        """A stored date in words."""
        return date_words(text, self.language)

    def short_date(self, text: str) -> str:
        """A stored date for a narrow column."""
        return short_date_words(text, self.language)

    def period(self, starts: str, ends: str) -> str:
        """A period in words: "March 2027 – August 2028", or what is known of it."""
        first, last = self.date(starts), self.date(ends)
        if first and last:
            return f"{first} – {last}"
        if first:
            return self.words("from {date}", date=first)
        return self.words("until {date}", date=last) if last else ""

    def theme(self, commitment: Commitment) -> str:
        """A commitment's theme by name; a local theme as it was written."""
        item = self.editions.themes.by_id.get(commitment.theme)
        return item.title if item is not None else commitment.theme

    def title(self, commitment: Commitment) -> str:
        """A commitment's title, or words for one without."""
        return " ".join(commitment.title.split()) or self.words("Untitled commitment")


def material(
    plan: Plan,
    frameworks: Frameworks,
    words: Words,
    options: Options,
    earlier: Plan | None = None,
) -> Material:
    """Gather what a composer looks at; what changed since ``earlier`` is told in one language."""
    language, beside = words.language, options.beside
    sectors = frameworks.edition(frameworks.editions("sectors")[0], language)
    editions = editions_of(plan, frameworks, language)
    second = None
    if beside and beside != language and earlier is None:
        own = replace(options, beside="")
        second = material(plan, frameworks, words.speaking(beside), own)
    return Material(plan, editions, sectors, words, options, earlier, second)


def prose(text: str, style: str = "body") -> Iterator[Paragraph]:
    """People's text as paragraphs: a blank line parts them, a line end stays one."""
    for part in text.strip().split("\n\n"):
        if part.strip():
            yield Paragraph(runs(part.strip("\n")), style)  # type: ignore[arg-type]  # one of ParagraphStyle


def lines_of(text: str) -> str:
    """A list of institutions, one a line, as one line of text."""
    return "; ".join(line.strip() for line in text.splitlines() if line.strip())


def wording_note(m: Material, editions: tuple[Edition, ...]) -> Iterator[Paragraph]:
    """Says of a translated document which of its terms are a published text's and which are ours.

    The Partnership publishes its forms and standards in few languages.
    """
    translated = [edition for edition in editions if edition.language != "en"]
    if not translated:
        return
    published = [
        item.title
        for edition in translated
        for item in edition.items
        if item.id in edition.official
    ]
    said = m.words(
        "The wording of the questions, values and standards in this language is a working"
        " translation: no official one was found."
    )
    if published:
        named = "; ".join(published)
        said += " " + m.words("These terms follow published texts: {terms}.", terms=named)
    yield Paragraph(runs(said), "note")


def not_written(m: Material) -> Paragraph:
    """Stands where an answer is missing, when empty ones are shown."""
    return Paragraph(runs(m.words("Not yet written.")), "empty")


def outline_of(
    m: Material,
    title: str,
    blocks: list[Block],
    subject: str = "",
    spoken: tuple[Edition, ...] = (),
) -> Outline:
    """A finished outline with head, foot and the few words writers need.

    ``spoken`` are the editions whose words stand in the document.
    """
    words, info = m.words, m.plan.info
    place = info.locality or info.country
    blocks = [*blocks, *wording_note(m, spoken)]
    return Outline(
        title=title,
        language=m.language,
        blocks=tuple(blocks),
        running=info.title or title,
        footer=m.status,
        author=info.lead or place,
        subject=subject or place,
        keywords=place,
        right_to_left=words.right_to_left,
        paper=m.options.paper,
        watermark=words("DRAFT") if m.options.watermark else "",
        line_numbers=m.options.line_numbers,
        large_print=m.options.large_print,
        words={
            "page_of": words("Page {page} of {pages}"),
            "contents": words("Contents"),
            "table": words("Table"),
            "figure": words("Figure"),
        },
    )


def heading(text: str, level: int = 1, *, anchor: str = "", label: str = "") -> Heading:
    """A heading on one line."""
    return Heading(" ".join(text.split()), level, label=label, anchor=anchor)

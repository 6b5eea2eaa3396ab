"""A ministry's own Word file as the sheet a document is written on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from app.errors import UserError
from app.exports.composing import Material
from app.exports.docx_parts import Template
from app.exports.letterhead_clean import clean
from app.exports.letterhead_gaps import names_in, text_of
from app.exports.letterhead_marks import Wishes
from app.exports.letterhead_names import GAPS, PLACE, plain_name
from app.exports.letterhead_styles import SHOWN, counted_headings, hidden_styles, named_styles
from app.exports.letterhead_template import Sheet, fitted
from app.exports.letterhead_xml import A, BrokenXmlError, Element, R, W, parsed, remove, written
from app.exports.outline import Outline
from app.models.intake.picture import clean_picture
from app.models.intake.tables import Remark
from app.models.intake.word_file import WordFile, read_word
from app.words import LANGUAGES, mark

NO_PLACE = mark("Nothing marks the place for the text, so it follows what the letterhead says.")
NOT_THERE = mark("The place for the text is in a table or a box, so the text follows behind it.")
UNKNOWN = mark("Some gaps have names that Atelier does not know; they stay as they are written.")
NO_STYLES = mark("Some styles are missing; Atelier’s own take the letterhead’s typeface.")
NO_HEAD = mark("It has no page head or foot of its own.")
NUMBERED = mark(
    "Its headings count by themselves; this is left out, for those of the text have numbers."
)
_UNKNOWN_NAMES = mark("Gaps with a name that Atelier does not know: {names}.")
_STYLE_NAMES = mark("Styles that are missing and come from Atelier: {names}.")
_UNSEEN = mark("Pictures that no page shows were left out.")
_PICTURES = mark("Pictures that are neither PNG nor JPEG, or are damaged, were left out.")


class Letterhead(Struct, frozen=True):
    """A letterhead, read and cleaned: nothing of who made it, nothing that acts or leads outside.

    ``gaps`` are the names of its gaps; ``unknown`` those we cannot fill. ``lacks`` are marked
    sentences of what it lacks, none of which stops a document; ``remarks`` say that with names.
    ``cleaned`` says what was left out of it.
    """

    name: str
    sheet: Sheet
    gaps: tuple[str, ...]
    unknown: tuple[str, ...]
    lacks: tuple[str, ...]
    remarks: tuple[Remark, ...]
    cleaned: tuple[Remark, ...]


def read_letterhead(path: Path) -> Letterhead:
    """Read a .docx or .dotx as a letterhead; the file is not touched.

    Raises UserError, with a code of ``word_file.FAULTS`` or of the messages that files share.
    """
    word = read_word(path)
    try:
        return _Reading(word).letterhead()
    except BrokenXmlError as fault:  # two readers of XML do not agree on every fault
        raise UserError("word_damaged", name=path.name) from fault


def letterhead_values(m: Material) -> dict[str, str]:
    """What a plan writes into the gaps of a letterhead."""
    info = m.plan.info
    return {
        "plan title": info.title or m.words("Action plan"),
        "country": m.words.listed((info.locality, info.country)),
        "period": m.period(info.starts, info.ends),
        "date": m.date(m.options.date),
        "status": m.status,
        "language": LANGUAGES.get(m.language, m.language),
        "lead": info.lead,
    }


def letterhead_template(path: Path, m: Material, outline: Outline, resources: Path) -> Template:
    """The template of the letterhead at ``path``, its gaps filled from a plan."""
    wishes = Wishes(outline.watermark, outline.line_numbers, outline.large_print)
    return fitted(read_letterhead(path).sheet, letterhead_values(m), resources, wishes)


class _Reading(Struct):
    """One file on its way to a letterhead."""

    word: WordFile
    media: dict[str, bytes] = field(default_factory=dict)
    lost: bool = False
    unseen: bool = False
    _names: dict[str, str] = field(default_factory=dict)

    def letterhead(self) -> Letterhead:
        document = parsed(self.word.parts[self.word.main])
        body = document.find(f"{W}body")
        if document.tag != f"{W}document" or body is None:
            raise UserError("word_damaged", name=self.word.name)
        relations = self.word.relations(self.word.main)
        styles = self._part(relations, "styles", "styles")
        hidden = hidden_styles(styles) if styles is not None else frozenset[str]()
        clean(document, hidden, partial(self._take, relations))
        bands = self._bands(document, relations, hidden)
        sheet = Sheet(
            body=written(document),
            bands={name: written(root) for name, root in bands.items()},
            media=self.media,
            styles=_bytes(styles),
            lists=_bytes(self._part(relations, "numbering", "numbering")),
            theme=_bytes(self._theme(relations)),
            fonts=_bytes(self._part(relations, "fontTable", "fonts")),
            settings=_bytes(self._part(relations, "settings", "settings")),
        )
        pictures = {name for name in self.word.parts if "/media/" in name}
        self.unseen = not pictures <= set(self._names)
        return self._said(sheet, body, bands, styles)

    def _part(self, relations: Mapping[str, tuple[str, str]], kind: str, root: str) -> Element:
        """The root of the part of one kind, or None."""
        for said, target in relations.values():
            if said == kind:
                found = parsed(self.word.parts[target])
                return found if found.tag == W + root else None
        return None

    def _theme(self, relations: Mapping[str, tuple[str, str]]) -> Element:
        """The theme, unless it is made of pictures."""
        for kind, target in relations.values():
            if kind == "theme":
                found = parsed(self.word.parts[target])
                pictured = any(f"{R}embed" in one.attrib for one in found.iter())
                for more in list(found.iter(f"{A}extLst")):
                    remove(more)
                return found if found.tag == f"{A}theme" and not pictured else None
        return None

    def _bands(
        self,
        document: Element,
        relations: Mapping[str, tuple[str, str]],
        hidden: frozenset[str],
    ) -> dict[str, Element]:
        """The page heads and feet by their new names; a reference to nothing goes."""
        bands: dict[str, Element] = {}
        for reference in list(document.iter(f"{W}headerReference", f"{W}footerReference")):
            kind, target = relations.get(reference.attrib.pop(f"{R}id", ""), ("", ""))
            root = parsed(self.word.parts[target]) if kind in ("header", "footer") else None
            if root is None or root.tag != W + {"header": "hdr", "footer": "ftr"}[kind]:
                remove(reference)
                continue
            name = self._names.setdefault(target, f"letter{len(bands)}-{kind}")
            if name not in bands:
                clean(root, hidden, partial(self._take, self.word.relations(target)))
                bands[name] = root
            reference.set(f"{R}id", name)
        return bands

    def _take(self, relations: Mapping[str, tuple[str, str]], id: str) -> str:
        """The new name of a picture, drawn anew; "" for one that does not come along."""
        kind, target = relations.get(id, ("", ""))
        if kind != "image":
            return ""
        if target not in self._names:
            self._names[target] = self._drawn(target)
        return self._names[target]

    def _drawn(self, target: str) -> str:
        try:
            data = clean_picture(self.word.parts[target])
        except UserError as fault:
            if fault.code == "picture_too_large":
                raise UserError("word_picture_too_large", name=self.word.name) from fault
            self.lost = True
            return ""
        ending = "png" if data.startswith(b"\x89PNG") else "jpeg"
        name = f"letterhead{len(self.media)}.{ending}"
        self.media[name] = data
        return name

    def _said(
        self, sheet: Sheet, body: Element, bands: Mapping[str, Element], styles: Element
    ) -> Letterhead:
        """The letterhead with all there is to say of it."""
        spelt = [name for root in (body, *bands.values()) for name in names_in(root)]
        gaps = tuple(dict.fromkeys(map(plain_name, spelt)))
        unknown = tuple(
            dict.fromkeys(name for name in spelt if plain_name(name) not in (*GAPS, PLACE))
        )
        has = named_styles(styles) if styles is not None else {}
        missing = [name for name in SHOWN if name not in has]
        in_body = [plain_name(name) for child in body for name in _own_names(child)]
        found = {
            NO_PLACE: PLACE not in gaps and bool(text_of(body).strip()),
            NOT_THERE: PLACE in gaps and PLACE not in in_body,
            UNKNOWN: bool(unknown),
            NO_STYLES: bool(missing),
            NO_HEAD: not bands,
            NUMBERED: bool(counted_headings(has)),
        }
        named = {UNKNOWN: (_UNKNOWN_NAMES, unknown), NO_STYLES: (_STYLE_NAMES, missing)}
        lacks = tuple(sentence for sentence, is_so in found.items() if is_so)
        remarks = []
        for sentence in lacks:
            fuller, names = named.get(sentence, (sentence, ()))
            remarks.append(Remark(fuller, {"names": tuple(names)} if names else {}))
        left = {_PICTURES: self.lost, _UNSEEN: self.unseen}
        cleaned = [*self.word.cleaned, *(Remark(one) for one, is_so in left.items() if is_so)]
        return Letterhead(
            self.word.name, sheet, gaps, unknown, lacks, tuple(remarks), tuple(cleaned)
        )


def _own_names(child: Element) -> list[str]:
    return list(names_in(child)) if child.tag == f"{W}p" else []


def _bytes(root: Element) -> bytes:
    return b"" if root is None else written(root)

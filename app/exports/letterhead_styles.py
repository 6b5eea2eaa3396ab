"""A letterhead's styles with ours where it has none; its own always come first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy

from msgspec import Struct

from app.exports.letterhead_clean import clean_names
from app.exports.letterhead_xml import (
    Element,
    W,
    is_on,
    made,
    of_word,
    parsed,
    put_after,
    remove,
    value,
)
from app.exports.style import INK, look

_TITLES = (("title", "Titre|Título|Titel|Titolo|Назва|Название|العنوان|عنوان"),)
_HEADING = "Heading|Titre|Título|Überschrift|Titolo|Kop|Заголовок|Nagłówek|Rubrik|العنوان|عنوان"
_BULLETS = "List Bullet|Liste à puces|Lista con viñetas|Aufzählungszeichen|Lista com marcadores"
_NUMBERS = "List Number|Liste à numéros|Lista con números|Listennummer|Lista numerada"
_LOCAL = (
    *((name, re.compile(f"({words})", re.I)) for name, words in _TITLES),
    *((f"heading {n}", re.compile(rf"({_HEADING})[ _-]?{n}", re.I)) for n in range(1, 5)),
    ("list bullet", re.compile(f"({_BULLETS})", re.I)),
    ("list number", re.compile(f"({_NUMBERS})", re.I)),
    ("caption", re.compile("Légende|Leyenda|Epígrafe|Beschriftung|Legenda", re.I)),
    ("quote", re.compile("Citation|Cita|Zitat|Citação", re.I)),
    ("hyperlink", re.compile("Lien hypertexte|Hipervínculo|Hyperlink", re.I)),
)
_DEFAULTS = {
    "paragraph": "normal",
    "character": "default paragraph font",
    "table": "normal table",
    "numbering": "no list",
}
# Heads and feet are the letterhead's own; what it has of ours for them is not used.
_UNUSED = re.compile(r"(atelier )?(header|footer)( end)?")
_ACCENTS = frozenset(one.accent[1:] for one in map(look, (False, True)))
_INKS = frozenset((INK[1:], "000000"))
_DEEPEST = 11  # styles that each come from the next
_OURS = ("atelier hidden", "atelier spacer", "atelier page break", "atelier glyph")
SHOWN = ("title", "heading 1", "heading 2", "heading 3", "heading 4", "list bullet")
"""The styles whose absence a person is told of."""


class Merged(Struct, frozen=True):
    """The styles of both, and the id of each of ours by its name in lower case."""

    root: Element
    ids: dict[str, str]
    added: tuple[str, ...]


def hidden_styles(root: Element) -> frozenset[str]:
    """The ids of styles that hide their text, by themselves or by what they are based on."""
    styles = {style.get(f"{W}styleId") or "": style for style in root.iter(f"{W}style")}

    def hides(style: Element | None, left: int) -> bool:
        if style is None or not left:
            return False
        return is_on(style.find(f"{W}rPr/{W}vanish")) or hides(
            styles.get(value(style, "basedOn")), left - 1
        )

    return frozenset(id for id, style in styles.items() if hides(style, _DEEPEST))


def named_styles(root: Element) -> dict[str, Element]:
    """The letterhead's styles by the names we know them by: its own, localised ones, aliases."""
    found: dict[str, Element] = {}
    styles = list(root.iter(f"{W}style"))
    for style in styles:
        found.setdefault(value(style, "name").lower(), style)
        if style.get(f"{W}default") in ("1", "true"):
            found[_DEFAULTS.get(style.get(f"{W}type") or "", "")] = style
    for style in styles:
        for name in _other_names(style):
            found.setdefault(name, style)
    return found


def _other_names(style: Element) -> Iterator[str]:
    id = style.get(f"{W}styleId") or ""
    said = [value(style, "name"), id, *value(style, "aliases").split(",")]
    for canonical, pattern in _LOCAL:
        if any(pattern.fullmatch(one.strip()) for one in said):
            yield canonical
    level = value(style, "pPr/outlineLvl")
    if style.get(f"{W}type") == "paragraph" and level in ("0", "1", "2", "3"):
        yield f"heading {int(level) + 1}"


def styles_in(root: Element) -> frozenset[str]:
    """The ids of all styles."""
    return frozenset(style.get(f"{W}styleId") or "" for style in root.iter(f"{W}style"))


def forget_lost_styles(root: Element, known: frozenset[str]) -> None:
    """Take away references to styles that are not there."""
    for used in of_word(root, "pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
        if used.get(f"{W}val") not in known:
            remove(used)


def merge(theirs: Element, base: bytes, measure: int) -> Merged:
    """Their styles, cleaned, with ours added where they have none.

    Ours take on their typeface, size and colour. ``measure`` is the width of the text.
    """
    clean_names(theirs)
    for element in of_word(theirs, "vanish", "specVanish", "lang"):
        remove(element)
    ours = {value(style, "name").lower(): style for style in parsed(base).iter(f"{W}style")}
    has = named_styles(theirs)
    for name in _OURS:
        if name in has:
            remove(has.pop(name))
    for style in counted_headings(has):
        _uncount(style)
    ids = _matched(ours, has)
    taken_on = _look_of(theirs, has, value(ours["body text"], "rPr/sz"))
    taken = set(styles_in(theirs))
    fresh = [name for name in ours if name not in ids and not _UNUSED.fullmatch(name)]
    for name in fresh:
        id = ours[name].get(f"{W}styleId")
        while id in taken:
            id += "A"
        ids[name] = id
        taken.add(id)
    for name in fresh:
        theirs.append(_adapted(ours, name, ids, taken_on))
    _prepare(theirs, {value(s, "name").lower(): s for s in theirs.iter(f"{W}style")}, has, measure)
    return Merged(theirs, ids, tuple(fresh))


def counted_headings(styles: Mapping[str, Element]) -> list[Element]:
    """The heading styles of these, by name, that count by themselves or as one they come from."""
    by_id = {style.get(f"{W}styleId"): style for style in styles.values()}
    heads = (style for name, style in styles.items() if name.startswith("heading "))
    return list({id(style): style for style in heads if _counts(style, by_id)}.values())


def _counts(style: Element, by_id: Mapping[str | None, Element]) -> bool:
    for _ in range(_DEEPEST):
        number = value(style, "pPr/numPr/numId")
        above = by_id.get(value(style, "basedOn"))
        if number or above is None:
            return number not in ("", "0")
        style = above
    return False


def _uncount(style: Element) -> None:
    """Let a heading stand without a number: the texts of ours have one already."""
    properties = _under(style, "pPr", *_BEFORE)
    for old in properties.findall(f"{W}numPr"):
        remove(old)
    holder = made("numPr")
    holder.append(made("numId", val="0"))
    put_after(
        properties, holder, "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr",
        "widowControl",
    )  # fmt: skip


def _matched(ours: dict[str, Element], has: dict[str, Element]) -> dict[str, str]:
    """Which of our names their styles answer to; text is theirs whatever they call it."""
    ids = {}
    for name, style in ours.items():
        own = has.get(name)
        if own is not None and own.get(f"{W}type") == style.get(f"{W}type"):
            ids[name] = own.get(f"{W}styleId") or ""
    if "normal" in ids:
        ids.setdefault("body text", ids["normal"])
    table = _own_table(has)
    if table is not None:
        ids.setdefault("atelier table", table.get(f"{W}styleId") or "")
    return ids


def _own_table(has: dict[str, Element]) -> Element | None:
    """The table style somebody made for this letterhead, or the one there is; none among many."""
    found = list({id(style): style for style in has.values() if _is_table(style)}.values())
    own = [style for style in found if style.get(f"{W}customStyle") in ("1", "true")]
    chosen = own or (found if len(found) == 1 else [])
    return chosen[0] if chosen else None


def _is_table(style: Element) -> bool:
    """Whether this is a table style with a look of its own."""
    name = value(style, "name").lower()
    plain = name in ("normal table", "table grid", "plain table") or name.startswith("atelier")
    return style.get(f"{W}type") == "table" and not plain


class _Look(Struct, frozen=True):
    """What our styles take on: how much larger, in which colour, and with whose tables."""

    scale: float
    accent: str
    own_tables: bool


def _look_of(theirs: Element, has: dict[str, Element], ours: str) -> _Look:
    sizes = [value(has["normal"], "rPr/sz")] if "normal" in has else []
    sizes += [value(theirs, "docDefaults/rPrDefault/rPr/sz"), "20"]
    size = int(next((one for one in sizes if one.isdecimal() and len(one) < 4), "20"))
    colours = (value(has[name], "rPr/color") for name in ("heading 2", "heading 1") if name in has)
    accent = next((one for one in colours if re.fullmatch("[0-9A-Fa-f]{6}", one)), INK[1:])
    own_tables = _own_table(has) is not None and "atelier table" not in has
    return _Look(min(max(size / int(ours), 0.8), 1.6), accent, own_tables)


def _adapted(ours: dict[str, Element], name: str, ids: dict[str, str], look: _Look) -> Element:
    """One of our styles, with the ids and the look of the letterhead."""
    style = deepcopy(ours[name])
    style.set(f"{W}styleId", ids[name])
    by_id = {one.get(f"{W}styleId"): key for key, one in ours.items()}
    for link in of_word(style, "basedOn", "next", "link"):
        link.set(f"{W}val", ids[by_id[link.get(f"{W}val")]])
    for fonts in of_word(style, "rFonts"):
        remove(fonts)
    for colour in of_word(style, "color"):
        said = colour.get(f"{W}val")
        if said in _INKS or (look.own_tables and name.startswith("table head")):
            remove(colour)
        elif said in _ACCENTS:
            colour.set(f"{W}val", look.accent)
    for size in of_word(style, "sz", "szCs"):
        size.set(f"{W}val", str(round(int(size.get(f"{W}val")) * look.scale)))
    for spacing in of_word(style, "spacing"):
        if spacing.get(f"{W}line"):
            spacing.set(f"{W}line", str(round(int(spacing.get(f"{W}line")) * look.scale)))
    return style


def _prepare(
    theirs: Element, styles: dict[str, Element], has: dict[str, Element], measure: int
) -> None:
    """What the document counts on: a language, chapters on new pages, page numbers at the end."""
    defaults = theirs.find(f"{W}docDefaults")
    if defaults is None:
        defaults = made("docDefaults")
        theirs.insert(0, defaults)
    _under(_under(defaults, "rPrDefault"), "rPr").append(made("lang", val="en-GB"))
    if "heading 1" in has:
        own = _under(has["heading 1"], "pPr", "rsid", "locked", "qFormat", "name", *_BEFORE)
        for old in own.findall(f"{W}pageBreakBefore"):
            remove(old)
        put_after(own, made("pageBreakBefore"), "pStyle", "keepNext", "keepLines")
    for name in ("toc 1", "toc 2", "toc 3"):
        style = has.get(name, styles.get(name))
        if style is not None:
            _end_tab(_under(style, "pPr", *_BEFORE), measure)


_BEFORE = (
    "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority",
    "semiHidden", "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose",
    "personalReply", "rsid",
)  # fmt: skip


def _under(parent: Element, name: str, *earlier: str) -> Element:
    """The child with this name, made where it is missing."""
    child = parent.find(f"{W}{name}")
    if child is None:
        child = made(name)
        put_after(parent, child, *earlier)
    return child


def _end_tab(properties: Element, measure: int) -> None:
    tabs = properties.find(f"{W}tabs")
    if tabs is None:
        tabs = made("tabs")
        put_after(
            properties, tabs, "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr",
            "widowControl", "numPr", "suppressLineNumbers", "pBdr", "shd",
        )  # fmt: skip
    for tab in tabs.findall(f"{W}tab"):
        if tab.get(f"{W}val") in ("right", "end"):
            tab.set(f"{W}pos", str(measure))
            return
    tabs.append(made("tab", val="right", leader="dot", pos=str(measure)))

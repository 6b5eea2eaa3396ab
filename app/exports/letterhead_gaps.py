"""The gaps of a letterhead, ``{{country}}`` and the like, also where Word cut them into pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from app.exports.docx_text import inline, way
from app.exports.letterhead_names import GAPS, PLACE, plain_name
from app.exports.letterhead_xml import Element, V, W, made, of_word, parsed, remove, value

_GAP = re.compile(r"\{\{\s*([^{}]{1,60}?)\s*\}\}")
_BEHIND_RTL = ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def names_in(root: Element) -> Iterator[str]:
    """The name of every gap below ``root``, known or not, as it is spelt."""
    for paragraph in root.iter(f"{W}p"):
        yield from _GAP.findall("".join(text.text or "" for text in _texts(paragraph)))
    for path in root.iter(f"{V}textpath"):
        yield from _GAP.findall(path.get("string") or "")


def fill(root: Element, values: Mapping[str, str]) -> None:
    """Write each value into its gap; gaps without one stay as they are written."""

    def said(found: re.Match[str]) -> str:
        return values.get(plain_name(found[1]), found[0])

    for paragraph in list(root.iter(f"{W}p")):
        _fill_paragraph(_texts(paragraph), values)
    for path in root.iter(f"{V}textpath"):
        path.set("string", _plain(_GAP.sub(said, path.get("string") or "")))


def leave_out_unsaid(body: Element, values: Mapping[str, str], label: str) -> None:
    """Take out a paragraph that is nothing but gaps without a value, and the label above it.

    ``label`` is the id of the style of labels. A gap among other words, in a table or in a box is
    only emptied: there its place belongs to the letterhead.
    """
    for paragraph in [child for child in body if child.tag == f"{W}p"]:
        said = text_of(paragraph)
        names = [plain_name(name) for name in _GAP.findall(said)]
        if not names or _GAP.sub("", said).strip() or any(values.get(n, n) for n in names):
            continue
        above = paragraph.getprevious()
        if label and above is not None and value(above, "pPr/pStyle") == label:
            remove(above)
        remove(paragraph)


def _fill_paragraph(texts: list[Element], values: Mapping[str, str]) -> None:
    whole = "".join(text.text or "" for text in texts)
    for found in reversed(list(_GAP.finditer(whole))):
        said = values.get(plain_name(found[1]))
        if said is not None:
            _replace(texts, found.start(), found.end(), _plain(said))


def _replace(texts: list[Element], start: int, end: int, said: str) -> None:
    """Put ``said`` into the first of the pieces from ``start`` to ``end``, and empty the rest."""
    place, is_first = 0, True
    for text in texts:
        own = text.text or ""
        first, last = max(start - place, 0), min(end - place, len(own))
        place += len(own)
        if first < last:
            text.text = own[:first] + (said if is_first else "") + own[last:]
            text.set(_XML_SPACE, "preserve")
            if is_first and text.text == said:
                _turn(text.getparent(), said)
            is_first = False


def _turn(run: Element, said: str) -> None:
    """Let a run that holds nothing but a value run as the value does; a figure leaves it as is."""
    kept = run.find(f"{W}rPr")
    before = kept is not None and kept.find(f"{W}rtl") is not None
    if not said or len(list(run.iter(f"{W}t"))) > 1 or way(said, before) == before:
        return
    if before:
        remove(kept.find(f"{W}rtl"))
        return
    if kept is None:
        kept = made("rPr")
        run.insert(0, kept)
    behind = [one for one in kept if one.tag.removeprefix(W) in _BEHIND_RTL]
    kept.insert(len(kept) - len(behind), made("rtl"))


def _texts(paragraph: Element) -> list[Element]:
    """The texts of a paragraph itself, without those of boxes anchored in it."""
    return [
        text
        for text in paragraph.iter(f"{W}t")
        if next(text.iterancestors(f"{W}p"), None) is paragraph
    ]


def text_of(element: Element) -> str:
    """All text below an element."""
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def hold_gap(content: Element, names: Sequence[str]) -> bool:
    """Turn a content control with the name of a gap into that gap; whether it had one."""
    name = next((known for known in map(plain_name, names) if known in (*GAPS, PLACE)), "")
    runs = list(of_word(content, "r"))
    paragraphs = list(of_word(content, "p"))
    if not name or not (runs or paragraphs):
        return False
    run = runs[0] if runs else made("r")
    for other in runs[1:]:
        remove(other)
    for other in paragraphs[1:]:
        if other.getparent() is content:
            remove(other)
    if not runs:
        paragraphs[0].append(run)
    for child in list(run):
        if child.tag != f"{W}rPr":
            remove(child)
    text = made("t")
    text.text = "{{" + name + "}}"
    run.append(text)
    return True


def _plain(value: str) -> str:
    """A value on one line, without what XML cannot hold, and with its direction closed again."""
    text: str = parsed(f"<t>{inline(' '.join(value.split()))}</t>".encode()).text or ""
    return text

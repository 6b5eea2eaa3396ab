"""The lists of a letterhead beside ours, under numbers that do not meet."""

from __future__ import annotations

from collections.abc import Iterable

from app.exports.letterhead_clean import clean_names
from app.exports.letterhead_xml import Element, W, made, of_word, parsed, put_after, remove, value

_OUR_LISTS = 2
_SHIFT = 100


def merge_lists(theirs: Element | None, base: bytes, ids: dict[str, str]) -> tuple[Element, int]:
    """The numbering of both, ours first; and the first number that is free for one more list.

    What of the letterhead counts by its old numbers must be passed to ``renumber``.
    """
    ours = parsed(base)
    for face in of_word(ours, "rFonts", "color"):
        remove(face)
    linked = {"ListBullet": "list bullet", "ListNumber": "list number"}
    for style in of_word(ours, "pStyle"):
        style.set(f"{W}val", ids[linked[style.get(f"{W}val")]])
    if theirs is None:
        return ours, _OUR_LISTS + 1
    clean_names(theirs)
    for picture in of_word(theirs, "numPicBullet", "lvlPicBulletId", "numIdMacAtCleanup"):
        remove(picture)
    for kind in theirs.findall(f"{W}abstractNum"):
        _shift(kind, "abstractNumId", _SHIFT)
        put_after(ours, kind, "abstractNum")
    lists = theirs.findall(f"{W}num")
    for place, one in enumerate(lists):
        one.set(f"{W}numId", str(_OUR_LISTS + 1 + place))
        for kind in one.findall(f"{W}abstractNumId"):
            _shift(kind, "val", _SHIFT)
        ours.append(one)
    return ours, _OUR_LISTS + 1 + len(lists)


def new_numbers(theirs: Element | None) -> dict[str, str]:
    """The number each of their lists gets, by the one it has."""
    lists = [] if theirs is None else theirs.findall(f"{W}num")
    return {
        one.get(f"{W}numId") or "": str(_OUR_LISTS + 1 + place) for place, one in enumerate(lists)
    }


def renumber(roots: Iterable[Element], numbers: dict[str, str]) -> None:
    """Point every paragraph and style of theirs to its list's new number; lost lists end."""
    for root in roots:
        for number in of_word(root, "numId"):
            number.set(f"{W}val", numbers.get(number.get(f"{W}val") or "", "0"))


def bullet_where_none(styles: Element, id: str) -> None:
    """Give a bullet style without a bullet ours."""
    for style in styles.iter(f"{W}style"):
        if style.get(f"{W}styleId") == id and not value(style, "pPr/numPr/numId"):
            properties = style.find(f"{W}pPr")
            if properties is not None:
                holder = made("numPr")
                holder.append(made("numId", val="1"))
                for old in properties.findall(f"{W}numPr"):
                    remove(old)
                put_after(
                    properties, holder, "pStyle", "keepNext", "keepLines", "pageBreakBefore",
                    "framePr", "widowControl",
                )  # fmt: skip


def _shift(element: Element, key: str, by: int) -> None:
    said = element.get(W + key) or "0"
    element.set(W + key, str(int(said) + by) if said.isdecimal() and len(said) < 10 else str(by))

"""Number formats of a workbook that show more than the number: zeros in front, signs between.

A badge code 00007 and a French telephone number are often kept as numbers that only look so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.models.intake.strict_xml import BadXmlError, bare, follow

Formats = Mapping[str, tuple[str, ...]]
"""By the number of a style, as a cell names it: the signs of its format."""

_LONGEST = 60
_LARGEST = 10**15  # of a number that a spreadsheet keeps to the last digit
_LOCALE = re.compile(r"^\[\$-?[0-9A-Fa-f,]*\]")
_SIGN = re.compile(r'"([ \-+/()]*)"|\\([ \-+/().])|([0# \-+/()])')


def formats_of(styles: bytes) -> Formats:
    """The formats that show whole numbers otherwise than by their digits; none where unreadable."""
    codes: dict[str, str] = {}
    used: list[str] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        tag = bare(name)
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "xf" and inside:
            used.append(attributes.get("numFmtId", ""))
        inside = inside or tag == "cellXfs"

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and bare(name) != "cellXfs"

    try:
        follow(styles, start, end)
    except BadXmlError:
        return {}
    signs = {id: _signs(code) for id, code in codes.items()}
    return {str(n): signs[id] for n, id in enumerate(used) if signs.get(id)}


def _signs(code: str) -> tuple[str, ...]:
    """The signs of a format for whole numbers; none for one that shows digits and no more."""
    section = _LOCALE.sub("", code.partition(";")[0])
    if len(section) > _LONGEST or _SIGN.sub("", section):
        return ()
    found = tuple(sign for one in _SIGN.finditer(section) for sign in _told(one))
    places = [sign for sign in found if sign in "0#"]
    return found if places and (places.count("0") > 1 or len(found) > len(places)) else ()


def _told(one: re.Match[str]) -> tuple[str, ...]:
    quoted, escaped, plain = one.groups()
    return tuple(quoted) if quoted is not None else (escaped or plain,)


def shown(value: str, signs: tuple[str, ...]) -> str | None:
    """A whole number as its format shows it; None for any other, which is read as it is."""
    number = float(value)
    if not 0 <= number < _LARGEST or not number.is_integer():
        return None
    digits = [*str(int(number))]
    places = sum(sign in "0#" for sign in signs)
    told: list[str] = []
    for sign in reversed(signs):
        if sign not in "0#":
            told.append(sign)
            continue
        places -= 1
        if digits:
            told.append(digits.pop() if places else "".join(digits))
            digits = digits if places else []
        elif sign == "0":
            told.append("0")
    return " ".join("".join(reversed(told)).split())

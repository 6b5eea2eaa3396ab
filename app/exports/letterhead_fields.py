"""Fields of a stranger's page: page numbers stay fields, others become their last result."""

from __future__ import annotations

import re

from msgspec import Struct, field

from app.exports.letterhead_xml import Element, W, of_word, remove, unwrap

_KEPT = re.compile(r"\s*(PAGE|NUMPAGES|SECTION|SECTIONPAGES|STYLEREF)\b", re.IGNORECASE)


class _Field(Struct):
    """A field that is open: its code, its own marks, and what stands in the place of its code."""

    code: str = ""
    shows: bool = False
    marks: list[Element] = field(default_factory=list)
    coded: list[Element] = field(default_factory=list)

    def end(self) -> None:
        """Keep a page number as it is; of anything else only the result stays."""
        if not _KEPT.match(self.code):
            self.fail()

    def fail(self) -> None:
        """Take away all but the result."""
        for element in (*self.marks, *self.coded):
            remove(element)


def plain_fields(root: Element) -> None:
    """Leave only fields that count pages or repeat a heading."""
    for simple in of_word(root, "fldSimple"):
        if not _KEPT.match(simple.get(f"{W}instr") or ""):
            unwrap(simple)
    open_ones: list[_Field] = []
    for run in of_word(root, "r"):
        for element in list(run):
            if element.tag != f"{W}rPr":
                _step(open_ones, element)
    for one in open_ones:
        one.fail()


def _step(open_ones: list[_Field], element: Element) -> None:
    for one in open_ones:
        if not one.shows:
            one.coded.append(element)
    if element.tag == f"{W}fldChar":
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            open_ones.append(_Field(marks=[element]))
        elif not open_ones:
            remove(element)
        else:
            open_ones[-1].marks.append(element)
            open_ones[-1].shows = True
            if kind == "end":
                open_ones.pop().end()
    elif element.tag == f"{W}instrText":
        if open_ones:
            open_ones[-1].code += element.text or ""
        else:
            remove(element)

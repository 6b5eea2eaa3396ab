"""Pages: where ink goes, what it is tagged as, and when a new sheet is taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import quote

from msgspec.structs import replace

from app.exports.pdf_text.laid import LINK_END, LINK_START, Laid, Line, baseline, strokes
from app.exports.pdf_text.lines import Typesetter
from app.exports.pdf_text.pdf_file import PdfFile
from app.exports.pdf_text.shaping import colour, number
from app.exports.pdf_text.sheets import Link, Sheet
from app.exports.pdf_text.tags import Element, Tags, text_string
from app.exports.style import MM, Page, Type

HEAD_GAP = 5.5 * MM
"""From the top margin, where the rule of the running head is, to the text."""

_DECORATED = {
    "added": "/A<</O/Layout/TextDecorationType/Underline>>",
    "removed": "/A<</O/Layout/TextDecorationType/LineThrough>>",
}


class Flow(Protocol):
    """Something that is drawn down the page; ``lead`` is the height it needs to begin."""

    before: float
    after: float

    @property
    def keep(self) -> bool:
        """Whether it must stand on one sheet with what follows."""

    @property
    def lead(self) -> float:
        """The height it needs to begin."""

    def draw(self, press: Press) -> None:
        """Draw from ``press.y`` down, taking new sheets as needed."""


class Press:
    """Draws flows one after the other on sheets of one size."""

    def __init__(self, pdf: PdfFile, tags: Tags, setter: Typesetter, page: Page) -> None:
        self.pdf = pdf
        self.tags = tags
        self.setter = setter
        self.page = page
        self.look = setter.look
        self.types: dict[str, Type] = setter.look.types
        self.right = setter.right
        self.counting = False
        self.sheets: list[Sheet] = []
        self.links: list[Link] = []
        self.y = 0.0
        self.running = ""
        self.shortened: dict[tuple[str, float], Laid] = {}
        self._owed = 0.0
        self._waiting: list[Flow] = []
        self._fresh = True
        self._column = self._second = False
        self._gathered: list[Flow] | None = None
        self._strokes: list[str] = []
        self.sheet = Sheet(0)

    # sheets

    @property
    def top(self) -> float:
        """Where text begins, from the upper edge."""
        return self.page.top + HEAD_GAP

    @property
    def room(self) -> float:
        """What is left of the sheet."""
        return self.page.height - self.page.bottom - self.y

    @property
    def full(self) -> float:
        """The height of an empty sheet."""
        return self.page.height - self.page.bottom - self.top

    @property
    def fresh(self) -> bool:
        """Whether nothing was drawn on the sheet."""
        return self._fresh

    def next_sheet(self, bare: bool = False) -> None:
        """Finish the sheet and take another one; in a column that may be one already begun."""
        self.finish_sheet()
        after = self.sheet.place + 1
        if self._column and after < len(self.sheets):
            self.sheet = self.sheets[after]
        else:
            self.sheet = Sheet(self.pdf.reserve(), self.running, bare, place=len(self.sheets))
            self.sheets.append(self.sheet)
        self.y = self.top
        self._owed = 0.0
        self._fresh = True

    def drop_unused_sheet(self) -> None:
        """Take the last sheet back if nothing came on it, unless it is the only one."""
        if self._fresh and len(self.sheets) > 1 and self.sheet is self.sheets[-1]:
            self.sheets.pop()
            self.sheet = self.sheets[-1]

    def finish_sheet(self) -> None:
        """Write the content of the sheet."""
        if self.sheet.out:
            content = "\n".join(self.sheet.out).encode("latin-1")
            self.sheet.contents.append(self.pdf.stream(self.pdf.reserve(), content).number)
            self.sheet.out = []

    # flows

    def add(self, flow: Flow) -> None:
        """Draw a flow; a heading waits for what it stands above."""
        if self._gathered is not None:
            self._gathered.append(flow)
            return
        self._waiting.append(flow)
        if not flow.keep:
            self.flush()

    def flush(self) -> None:
        """Draw what waits, on a new sheet if it does not fit together."""
        if not self._waiting or self._gathered is not None:
            return
        if not self.sheets:
            self.next_sheet()
        waiting, self._waiting = self._waiting, []
        needed, owed = 0.0, self._owed
        for flow in waiting:
            needed += max(owed, flow.before) + flow.lead
            owed = flow.after
        if needed > self.room + 0.01 and not self._fresh:
            self.next_sheet()
        for flow in waiting:
            if not self._fresh:
                self.y += max(self._owed, flow.before)
            flow.draw(self)
            self._owed = flow.after
            self._fresh = False

    @contextmanager
    def gathering(self, into: list[Flow]) -> Iterator[None]:
        """What is added meanwhile is not drawn but put into a list."""
        before, self._gathered = self._gathered, into
        yield
        self._gathered = before

    @contextmanager
    def column(self, offset: float, width: float, setter: Typesetter) -> Iterator[None]:
        """Meanwhile the text stands in a part of its width, in a language and direction."""
        before = self.page, self.setter, self.right
        left = self.left(offset, width)
        rest = self.page.width - left - width
        start, end = (rest, left) if setter.right else (left, rest)
        self.page = replace(self.page, start=start, end=end)
        self.setter, self.right = setter, setter.right
        self._column, self._second = True, offset > 0
        yield
        self.page, self.setter, self.right = before
        self._column = self._second = False

    def mark(self) -> tuple[Sheet, float, bool, float]:
        """The place that was reached, to come back to."""
        return self.sheet, self.y, self._fresh, self._owed

    def go(self, place: tuple[Sheet, float, bool, float]) -> None:
        """Go on at a place that was marked."""
        if place[0] is not self.sheet:
            self.finish_sheet()
        self.sheet, self.y, self._fresh, self._owed = place

    def run_down(self, flows: list[Flow]) -> None:
        """Draw flows from here, where the space above them is taken already."""
        if flows and not self._fresh:
            self.y -= flows[0].before
            self._owed = 0.0
        for flow in flows:
            self._waiting.append(flow)
            if not flow.keep:
                self.flush()
        self.flush()

    # ink

    def ink(self, code: str) -> None:
        """Put content on the sheet."""
        self.sheet.out.append(code)
        self._fresh = False

    def left(self, offset: float, width: float) -> float:
        """The left edge of a box that lies ``offset`` from the start of the text."""
        if self.right:
            return self.page.width - self.page.start - offset - width
        return self.page.start + offset

    def rule(
        self, y: float, thick: float, ink: str = "", offset: float = 0, width: float | None = None
    ) -> None:
        """A horizontal rule; decoration for those who see it."""
        width = self.page.measure if width is None else width
        x, height = self.left(offset, width), self.page.height - y
        self.artifact(
            f"{colour(ink or self.look.line)} RG {thick:.2f} w {x:.2f} {height:.2f} m"
            f" {x + width:.2f} {height:.2f} l S"
        )

    def artifact(self, code: str, kind: str = "Layout") -> None:
        """Content that is not read aloud."""
        self.ink(f"/Artifact<</Type/{kind}>>BDC {code} EMC")

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """What is drawn meanwhile is one piece of an element."""
        self.ink(self._begin(element))
        yield
        self.ink("EMC")

    def text(
        self,
        laid: Laid,
        offset: float,
        width: float,
        element: Element | None = None,
        *,
        y: float | None = None,
        part: slice = slice(None),
        end: bool = False,
        artifact: bool | str = False,
    ) -> None:
        """Lines in a box; tagged as ``element``, or plain inside a ``marked`` block.

        An ``artifact`` is not read aloud; it may say what it is: "Header", "Footer".
        """
        lines = laid.lines[part]
        if not lines:
            return
        y = self.y if y is None else y
        if self.counting and element is not None:
            self._count(laid, y, len(lines))
        tag = self._begin(element) if element is not None else _ornament(artifact)
        self._show(laid, lines, tag, element, (offset, y, width, end))
        if self._strokes:
            self.artifact(" ".join(self._strokes))
            self._strokes.clear()

    def leaf(
        self,
        kind: str,
        parent: Element | None,
        laid: Laid,
        offset: float,
        width: float,
        *,
        y: float | None = None,
        end: bool = False,
    ) -> None:
        """As ``text`` for all the lines of a new element, which is complete with them."""
        y = self.y if y is None else y
        if self.counting or laid.stretches or not laid.lines:
            with self.tags.element(kind, parent) as element:
                self.text(laid, offset, width, element, y=y, end=end)
            return
        sheet = self.sheet
        mark = len(sheet.owners)
        sheet.owners.append(self.tags.leaf(kind, parent, sheet.number, mark))
        tag = f"/{kind}<</MCID {mark}>>BDC"
        self._show(laid, laid.lines, tag, None, (offset, y, width, end))

    def _show(
        self,
        laid: Laid,
        lines: list[Line],
        tag: str,
        element: Element | None,
        place: tuple[float, float, float, bool],
    ) -> None:
        """Put lines on the sheet: from an offset, below a height, in a width, at its end or not."""
        offset, y, width, end = place
        left, to_right = self.left(offset, width), self._to_right(laid, end)
        base = baseline(laid, self.page.height - y)
        if to_right or laid.right or laid.stretches:
            shown = self._placed(laid, lines, element, (left, base, width if to_right else 0.0))
        else:  # lines that all begin at the same place
            codes = "]TJ\nT*[".join([line.code for line in lines])
            shown = f"{left:.2f} {base:.2f} Td[{codes}]TJ"
        over = "EMC ET" if tag else "ET"
        self.ink(f"BT {tag}\n{laid.setting.select} {laid.leading:.2f} TL\n{shown}\n{over}")

    def _placed(
        self,
        laid: Laid,
        lines: list[Line],
        element: Element | None,
        box: tuple[float, float, float],
    ) -> str:
        """Lines of which each stands where its width or its first sign puts it.

        The box is a left edge, the first baseline, and the width that lines end at, if they do.
        """
        left, base, width = box
        x = y_before = 0.0
        code = []
        for line in lines:
            start = left + (width - line.width if width else 0.0)
            shown = self._linked(laid, line, element, start, base) if line.links else line.code
            first = start - line.outset
            if first == x:
                code.append(f"T*[{shown}]TJ")
            else:
                code.append(f"{first - x:.2f} {base - y_before:.2f} Td[{shown}]TJ")
            x, y_before = first, base
            base -= laid.leading
        return "\n".join(code)

    def _to_right(self, laid: Laid, end: bool) -> bool:
        """Whether lines stand at the right: prose by its own direction, the rest by ours."""
        own = laid.right if laid.setting.prose else self.right
        return own != end if own == self.right else own

    def _count(self, laid: Laid, y: float, lines: int) -> None:
        """Note where lines stand, to number them."""
        base = baseline(laid, self.page.height - y)
        counted = self.sheet.beside if self._second else self.sheet.baselines
        counted += [base - at * laid.leading for at in range(lines)]

    def _begin(self, element: Element) -> str:
        sheet = self.sheet
        mark = len(sheet.owners)
        sheet.owners.append(element.number)
        element.kids.append((sheet.number, mark))
        return f"/{element.kind}<</MCID {mark}>>BDC"

    def _linked(
        self, laid: Laid, line: Line, element: Element | None, start: float, base: float
    ) -> str:
        """The code of a line with its stretches tagged; places to click and strokes are noted."""
        self._strokes += strokes(laid, line, start, base)
        parts = line.code.split(LINK_START)
        if element is None:
            return parts[0] + "".join(part.split(" ", 1)[1] for part in parts[1:]).replace(
                LINK_END, ""
            )
        code = parts[0]
        for part, (from_x, to_x, which) in zip(parts[1:], line.links, strict=True):
            inside, rest = part.split(" ", 1)[1].split(LINK_END)
            size = laid.setting.manner.size
            box = (start + from_x, base - size * 0.3, start + to_x, base + size * 0.95)
            stretch = laid.stretches[which]
            kind, said = ("Link", "") if stretch.href else ("Span", _DECORATED[stretch.change])
            with self.tags.element(kind, element, said) as own:
                code += f"]TJ EMC {self._begin(own)}[{inside}]TJ EMC "
                if stretch.href:
                    self.place_link(own, box, stretch.href)
            code += f"{self._begin(element)}[{rest}"
        return code

    def place_link(
        self, link: Element, box: tuple[float, float, float, float], target: str, words: str = ""
    ) -> None:
        """A place to click, belonging to an element."""
        annotation = self.pdf.reserve()
        self.tags.annotate(link, annotation)
        self.sheet.annotations.append(annotation)
        key = self.tags.key(link.number)
        self.links.append(
            Link(annotation, self.sheet.number, box, target, words or target.lstrip("#"), key)
        )

    def write_links(self, places: dict[str, str]) -> None:
        """Write all links; ``places`` gives the destination of each anchor."""
        for link in self.links:
            box = " ".join(number(value) for value in link.box)
            if link.target.startswith("#"):
                action = f"/Dest{places[link.target[1:]]}"
            else:
                address = quote(link.target, safe="%:/?#[]@!$&'*+,;=~-._")
                action = f"/A<</S/URI/URI({address})>>"
            self.pdf.small(
                link.number,
                f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{box}]/StructParent {link.key}"
                f"/Contents{text_string(link.words)}{action}>>".encode(),
            )


def _ornament(artifact: bool | str) -> str:
    what = f"/Subtype/{artifact}" if isinstance(artifact, str) else ""
    return f"/Artifact<</Type/Pagination{what}>>BDC" if artifact else ""

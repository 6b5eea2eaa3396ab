"""What stands around the text: cover, contents, running heads and page numbers."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from app.exports.outline import Contents, Cover, Outline
from app.exports.pdf_text.catalogue import Landmark
from app.exports.pdf_text.flows import draw_lines
from app.exports.pdf_text.laid import Laid
from app.exports.pdf_text.press import Press
from app.exports.pdf_text.shaping import colour, number
from app.exports.pdf_text.sheets import Sheet
from app.exports.pdf_text.tags import Element, text_string
from app.exports.style import INK, MM, Type

_HEAD_GAP = 2.9
_HEAD_RULE = 1.4 * MM
_MOST = 400  # letters of a running head; no page holds more in its one or two lines
_FOOT = 11.2 * MM
_NUMBER = 40.0
_STEP = 14.0
_COVER_LABEL = 0.27
_TITLE_LINES = 5
"""A title with more lines than this is set smaller."""


def draw_cover(press: Press, cover: Cover) -> None:
    """The first page: title in the upper third, a rule, what and when, the status at the foot."""
    press.next_sheet(bare=True)
    measure, setter = press.page.measure, press.setter
    press.y = press.page.height * 0.2
    for text, kind in ((cover.title, "title"), (cover.subtitle, "subtitle")):
        if text.strip():
            style = press.types[kind]
            laid = setter.text(text, style, measure)
            if kind == "title" and len(laid.lines) > _TITLE_LINES:
                laid = setter.text(text, press.types["heading1"], measure)
            with press.tags.element("Title" if kind == "title" else "P") as element:
                draw_lines(press, laid, 0, measure, element)
            press.y += style.after
    press.y += 6
    press.rule(press.y, 1.5, INK)
    press.y += 16
    _cover_facts(press, cover)
    if cover.status.strip():
        _cover_status(press, cover.status)


def _cover_facts(press: Press, cover: Cover) -> None:
    measure, setter = press.page.measure, press.setter
    start = measure * _COVER_LABEL
    names, values = (
        press.types["cover-label"],
        press.types["cover-fact"],
    )
    if not cover.facts:
        return
    with press.tags.element("L") as listed:
        for label, value in cover.facts:
            name = setter.text(label, names, start - 12)
            text = setter.text(value, values, measure - start)
            if name.height > press.room and not press.fresh:
                press.next_sheet(bare=True)
            top, sheet = press.y, press.sheet
            with press.tags.element("LI", listed) as item:
                with press.tags.element("Lbl", item) as said:
                    press.text(name, 0, start - 12, said)
                with press.tags.element("LBody", item) as body:
                    draw_lines(press, text, start, measure - start, body)
            if press.sheet is sheet:
                press.y = max(press.y, top + name.height) + 4


def _cover_status(press: Press, status: str) -> None:
    laid = press.setter.text(status, press.types["status"], press.page.measure)
    foot = press.page.height - press.page.bottom - laid.height
    press.y = max(press.y + 12, foot)
    with press.tags.element("P") as element:
        draw_lines(press, laid, 0, press.page.measure, element)


class _Entry(Struct):
    """A line of the contents whose page number is not known yet."""

    mark: Landmark
    sheet: Sheet
    y: float
    item: Element
    link: Element


class ContentsPages:
    """The table of contents: drawn last, when all headings are known, then put in its place."""

    def __init__(self, press: Press, contents: Contents) -> None:
        self._contents = contents
        self._types = press.types
        self._number = _NUMBER * press.look.scale
        self._at = len(press.sheets) - 1  # before the sheet that waits empty for what follows
        self._heading = press.tags.element("H1")
        self._listed = press.tags.element("TOC")
        self._entries: list[_Entry] = []

    def draw(self, press: Press, landmarks: list[Landmark]) -> None:
        """Draw the pages behind the others, move them forward, and write the numbers."""
        before = len(press.sheets)
        press.running = self._contents.title
        press.next_sheet()
        style, measure = press.types["heading1"], press.page.measure
        title = press.setter.text(self._contents.title, style, measure)
        draw_lines(press, title, 0, measure, self._heading)
        press.tags.close(self._heading)
        press.y += style.after + 4
        for mark in landmarks:
            if mark.level <= self._contents.depth and mark.title:
                self._draw(press, mark, self._entry(press, mark))
        press.finish_sheet()
        new = press.sheets[before:]
        del press.sheets[before:]
        press.sheets[self._at : self._at] = new
        self._write_numbers(press)
        press.tags.close(self._listed)

    def _write_numbers(self, press: Press) -> None:
        places = {sheet.number: str(at) for at, sheet in enumerate(press.sheets, start=1)}
        for entry in self._entries:
            press.sheet = entry.sheet
            laid = press.setter.text(places[entry.mark.page], self._kind(entry.mark), self._number)
            offset = press.page.measure - self._number
            press.text(laid, offset, self._number, entry.link, y=entry.y, end=True)
            press.tags.close(entry.link)
            press.tags.close(entry.item)

    def _entry(self, press: Press, mark: Landmark) -> Laid:
        kind = self._kind(mark)
        parts = [" ".join(text.split()) for text in (mark.label, mark.text)]
        said = "\u2002".join(filter(None, parts))
        return press.setter.text(said, kind, press.page.measure - self._number - self._indent(mark))

    def _kind(self, mark: Landmark) -> Type:
        return self._types["contents1" if mark.level == 1 else "contents2"]

    def _indent(self, mark: Landmark) -> float:
        return _STEP * (mark.level - 1)

    def _draw(self, press: Press, mark: Landmark, laid: Laid) -> None:
        kind = self._kind(mark)
        press.y += 0 if press.fresh else kind.before
        if laid.height > press.room and not press.fresh:
            press.next_sheet()
        top, indent, measure = press.y, self._indent(mark), press.page.measure
        said = f"/Lang{text_string(mark.language)}" if mark.language else ""
        item = press.tags.element("TOCI", self._listed, said)
        link = press.tags.element("Link", item)
        lines = slice(0, max(1, int(press.full / laid.leading)))
        press.text(laid, indent, measure - self._number - indent, link, part=lines)
        foot = top + len(laid.lines[lines]) * laid.leading
        x, high = press.left(0, measure), press.page.height
        press.place_link(
            link, (x, high - foot, x + measure, high - top), f"#{mark.key}", mark.title
        )
        self._leader(press, indent + laid.lines[lines][-1].width + 6, foot - laid.leading / 2 + 3)
        self._entries.append(_Entry(mark, press.sheet, foot - laid.leading, item, link))
        press.y = foot

    def _leader(self, press: Press, start: float, y: float) -> None:
        """A fine dotted line from the words to the number."""
        wide = press.page.measure - start - self._number + 10
        if wide > 12:
            x, height = press.left(start, wide), press.page.height - y
            press.artifact(
                f"{colour(press.look.line)} RG 0.7 w 1 J [0 3.2] 0 d {number(x)} {number(height)} m"
                f" {number(x + wide)} {number(height)} l S [] 0 d 0 J"
            )


def draw_furniture(press: Press, outline: Outline) -> None:
    """Running heads and page numbers, when the number of pages is known.

    Sheets with one running head share what is drawn around them, all but the number.
    """
    total = len(press.sheets)
    kind = replace(press.types["running"], colour=INK)
    shared: dict[str, list[int]] = {}
    for at, sheet in enumerate(press.sheets, start=1):
        if sheet.bare:
            continue
        press.sheet = sheet
        press.finish_sheet()  # what is its own, as the numbers of the contents, is not shared
        if sheet.running in shared:
            sheet.contents += shared[sheet.running]
        else:
            begun = len(sheet.contents)
            _around(press, outline, sheet.running)
            press.finish_sheet()
            shared[sheet.running] = sheet.contents[begun:]
        said = outline.words.get("page_of", "{page} / {pages}").format(page=at, pages=total)
        _small_print(press, said, kind, _foot(press), press.page.measure * 0.26, end=True)
        press.finish_sheet()


def _around(press: Press, outline: Outline, running: str) -> None:
    """The heads of a sheet with the rule below them, and the words at its foot."""
    kind, measure, top = press.types["running"], press.page.measure, press.page.top
    y = top - _HEAD_RULE - _HEAD_GAP
    if outline.running.strip():
        _small_print(press, outline.running, kind, y, measure * 0.6, end=False)
    if running.strip() and running != outline.running:
        _small_print(press, running, kind, y, measure * 0.36, end=True)
    if outline.running.strip() or running.strip():
        press.rule(top - _HEAD_RULE, 0.5)
    if outline.footer.strip():
        _small_print(press, outline.footer, kind, _foot(press), measure * 0.72, end=False)


def _foot(press: Press) -> float:
    return press.page.height - _FOOT


def _small_print(press: Press, text: str, kind: Type, y: float, width: float, *, end: bool) -> None:
    """Small print at a side, that ends at ``y``; what is too long ends in three dots."""
    text = text[:_MOST].replace("\n", " ")  # a title without end would be set for every page
    laid = press.setter.text(text, kind, width)
    if len(laid.lines) > press.look.furniture_lines:
        key = (text, width)
        if key not in press.shortened:
            press.shortened[key] = _shortened(press, text, kind, width)
        laid = press.shortened[key]
    offset = press.page.measure - width if end else 0.0
    part = "Footer" if y > press.page.height / 2 else "Header"
    press.text(laid, offset, width, y=y - laid.height, end=end, artifact=part)


def _shortened(press: Press, text: str, kind: Type, width: float) -> Laid:
    """As many whole words as fit before three dots."""
    words, most = text.split(" "), press.look.furniture_lines
    low, high = 1, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        laid = press.setter.text(" ".join(words[:middle]) + "…", kind, width)
        low, high = (middle, high) if len(laid.lines) <= most else (low, middle - 1)
    laid = press.setter.text(" ".join(words[:low]).rstrip(",;: ") + "…", kind, width)
    return replace(laid, lines=laid.lines[:most])

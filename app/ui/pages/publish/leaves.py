"""The pages of a PDF as pictures, drawn one after the other on a thread of their own."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from app.ui.jobs import Jobs, Progress, raise_mistake

ROOM = 96 * 1024 * 1024  # bytes of pictures that are kept
LARGEST = 16_000_000  # points of one picture; a larger page is drawn coarser

Size = tuple[float, float]


class _Opened(Struct, frozen=True):
    turn: int
    document: Any  # pypdfium2 is not typed
    sizes: tuple[Size, ...]


class _Drawn(Struct, frozen=True):
    turn: int
    page: int
    scale: float
    image: QImage


class Leaves(QObject):
    """Opens one PDF after the other and draws the pages that are wanted.

    ``opened`` follows each document that could be read, ``broken`` one that could not, and
    ``drawn(page)`` each picture, pages from 0. The pictures of the last document stay until those
    of the next are there, so that nothing blinks.
    """

    opened = Signal()
    broken = Signal()
    drawn = Signal(int)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._turn = 0
        self._document: Any = None
        self.sizes: tuple[Size, ...] = ()
        self._wanted: tuple[int, ...] = ()
        self._scale = 1.0
        self._busy = False
        self._kept: OrderedDict[int, _Drawn] = OrderedDict()

    @property
    def kept_bytes(self) -> int:
        """How much the kept pictures weigh."""
        return sum(one.image.sizeInBytes() for one in self._kept.values())

    def open(self, path: Path) -> None:
        """Read the PDF at ``path`` in place of the one before; the file may go afterwards."""
        self._turn += 1
        job = self._jobs.run(partial(_open, self._turn, path), in_turn=True)
        job.done.connect(self._take)
        job.failed.connect(self._fail)

    def rest(self) -> None:
        """Let go of the document; its pictures stay until the next one is opened."""
        self._turn += 1
        self._let_go()

    def forget(self) -> None:
        """Let go of the document and of its pictures: nobody may see them any more."""
        self.rest()
        self._kept.clear()
        self.sizes = ()
        self.opened.emit()

    def want(self, pages: Sequence[int], scale: float) -> None:
        """Draw these pages next, the first of them first; ``scale`` is points to a PDF point."""
        self._wanted, self._scale = tuple(pages), scale
        self._draw_next()

    def picture(self, page: int) -> QImage | None:
        """The newest picture of a page, perhaps of another scale or of the document before."""
        found = self._kept.get(page)
        return found.image if found is not None else None

    def is_fresh(self, page: int) -> bool:
        """Whether the picture of a page is of this document, at the scale last wanted."""
        found = self._kept.get(page)
        return found is not None and (found.turn, found.scale) == (self._turn, self._scale)

    @Slot(object)
    def _take(self, opened: _Opened) -> None:
        if opened.turn != self._turn:
            self._close_later(opened.document)
            return
        self._let_go()
        self._document, self.sizes = opened.document, opened.sizes
        for page in [page for page in self._kept if page >= len(self.sizes)]:
            del self._kept[page]
        self.opened.emit()
        self._draw_next()

    @Slot(object)
    def _fail(self, fault: object) -> None:
        self.rest()  # what failed once would fail for ever
        self.broken.emit()
        raise_mistake(fault)

    def _let_go(self) -> None:
        if self._document is not None:
            self._close_later(self._document)
            self._document = None

    def _close_later(self, document: Any) -> None:  # noqa: ANN401  # pypdfium2 is not typed
        self._jobs.run(lambda _progress: document.close(), in_turn=True)

    def _draw_next(self) -> None:
        if self._busy or self._document is None:
            return
        for page in self._wanted:
            if page < len(self.sizes) and not self.is_fresh(page):
                self._busy = True
                work = partial(_draw, self._turn, self._document, page, self._scale)
                job = self._jobs.run(work, in_turn=True)
                job.done.connect(self._keep)
                job.failed.connect(self._fail)
                job.ended.connect(self._drawn_one)
                return

    @Slot(object)
    def _keep(self, drawn: _Drawn) -> None:
        if drawn.turn != self._turn:
            return
        self._kept[drawn.page] = drawn
        self._kept.move_to_end(drawn.page)
        for page in list(self._kept):
            if self.kept_bytes <= ROOM:
                break
            if page not in self._wanted:
                del self._kept[page]
        self.drawn.emit(drawn.page)

    @Slot()
    def _drawn_one(self) -> None:
        self._busy = False
        self._draw_next()


def _open(turn: int, path: Path, _progress: Progress) -> _Opened:
    import pypdfium2  # slow to import, and only needed here

    try:
        document = pypdfium2.PdfDocument(path.read_bytes())
    except pypdfium2.PdfiumError as fault:
        raise OSError("the disk gave back no PDF") from fault
    sizes = tuple(document.get_page_size(page) for page in range(len(document)))
    return _Opened(turn, document, sizes)


def _draw(turn: int, document: Any, page: int, scale: float, _progress: Progress) -> _Drawn:  # noqa: ANN401  # as above
    width, height = document.get_page_size(page)
    drawn_at = min(scale, (LARGEST / (width * height)) ** 0.5)
    leaf = document[page]
    try:
        bitmap = leaf.render(scale=drawn_at, prefer_bgrx=True)
        try:
            form = QImage.Format.Format_RGB32
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
        finally:
            bitmap.close()
    finally:
        leaf.close()
    return _Drawn(turn, page, scale, image)

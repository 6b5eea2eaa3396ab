"""Outline to .docx: the template's parts, and the text streamed between them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from zlib_ng import zlib_ng

from app.errors import UserError
from app.exports import docx_parts as parts
from app.exports.docx_blocks import closing_section, written
from app.exports.docx_draft import SPACES, Draft
from app.exports.outline import Cover, Outline
from app.exports.style import look
from app.exports.walk import headings, opens_page

_CHUNK = 1 << 18
_TEXT = "word/document.xml"
_FITTED = frozenset(
    {
        "[Content_Types].xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        _TEXT,
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    }
)


def write(
    outline: Outline, target: BinaryIO, resources: Path, template: parts.Template | None = None
) -> None:
    """Write ``outline`` as a Word document; the same outline gives the same bytes.

    ``resources`` is the folder with ``templates/base.docx`` and ``templates/marks``; ``template``
    is that of a letterhead.
    """
    template = template or parts.read_template(resources, look(outline.large_print).name)
    draft = _draft(outline, template)
    with ZipFile(target, "w", ZIP_DEFLATED) as zipped:
        for name, text in _before(draft):
            _put(zipped, name, text.encode())
        for name in sorted(template.parts.keys() - _FITTED):
            _put(zipped, name, template.parts[name])
        _stream(zipped, draft)
        _put(zipped, "word/numbering.xml", parts.numbering(template, draft.lists).encode())
        pictures = sorted(draft.pictures)
        heads = 0 if template.frame else len(draft.heads)
        cover = _has_cover_head(draft)
        related = parts.relations(template, heads, pictures, draft.links, cover=cover)
        _put(zipped, "word/_rels/document.xml.rels", related.encode())
        for name in pictures:
            drawn = (resources / "templates" / "marks" / f"{name}.png").read_bytes()
            _put(zipped, f"word/media/{name}.png", drawn)


def check(path: Path) -> None:
    """Raise UserError("write_failed") unless ``path`` is a whole document with text in it."""
    try:
        with ZipFile(path) as zipped:
            is_whole = all(_is_whole(zipped, name) for name in {*zipped.namelist(), _TEXT})
    except (BadZipFile, KeyError, EOFError, zlib.error) as error:
        raise UserError("write_failed", path=path.name) from error
    if not is_whole:
        raise UserError("write_failed", path=path.name)


def _is_whole(zipped: ZipFile, name: str) -> bool:
    """Read a part to its end, where its sum is compared; the text has paragraphs and a close."""
    paragraphs, last = 0, b""
    with zipped.open(name) as file:
        while chunk := file.read(_CHUNK):
            paragraphs += chunk.count(b"<w:p>")
            last = last[-20:] + chunk
    return name != _TEXT or (paragraphs > 0 and last.endswith(b"</w:document>"))


def _draft(outline: Outline, template: parts.Template) -> Draft:
    heads = list(headings(outline.blocks))
    anchors = {
        head.anchor: f"heading_{place}"
        for place, head in reversed(list(enumerate(heads)))
        if head.anchor
    }
    entries = [(head, f"_Toc{place:08d}") for place, head in enumerate(heads)]
    has_cover = isinstance(outline.blocks[0], Cover) if outline.blocks else False
    return Draft(outline, template, anchors, entries, _heads(outline), has_cover=has_cover)


def _heads(outline: Outline) -> list[str | None]:
    """The different page heads in order; before the first chapter there is none at the end."""
    openers = [opens_page(block) for block in outline.blocks]
    running: list[str | None] = [head.running for head in openers if head is not None]
    opens_with_chapter = bool(openers) and openers[0] is not None
    return list(dict.fromkeys(running if opens_with_chapter else [None, *running]))


def _before(draft: Draft) -> Iterator[tuple[str, str]]:
    """The parts that do not depend on what the text uses, the table of types first."""
    outline, template = draft.outline, draft.template
    heads = [] if template.frame else draft.heads
    cover = _has_cover_head(draft)
    yield "[Content_Types].xml", parts.content_types(template, len(heads), cover=cover)
    yield "docProps/core.xml", parts.core(outline)
    yield "word/styles.xml", parts.styles(template, outline)
    yield "word/settings.xml", parts.settings(template, outline)
    for place, running in enumerate(heads):
        yield f"word/head{place}.xml", parts.head(template, outline, running, place)
    if cover:
        yield f"word/{parts.COVER}.xml", parts.cover_head(template, outline)
    if not template.frame:
        yield f"word/{parts.FOOT}.xml", parts.foot(template, outline)


def _has_cover_head(draft: Draft) -> bool:
    """Whether the cover needs a head of its own: only a word behind it is shown there."""
    outline = draft.outline
    covered = bool(outline.blocks) and isinstance(outline.blocks[0], Cover)
    return bool(outline.watermark) and covered and not draft.template.frame


def _stream(zipped: ZipFile, draft: Draft) -> None:
    """Write the text block by block; what is in memory is one chunk of it."""
    with _entry(zipped, _TEXT) as file:
        waiting, size = [], 0
        for piece in _pieces(draft):
            waiting.append(piece.encode())  # one by one: a single curly quote makes all of it wide
            size += len(piece)
            if size > _CHUNK:
                file.write(b"".join(waiting))
                waiting, size = [], 0
        file.write(b"".join(waiting))


def _pieces(draft: Draft) -> Iterator[str]:
    """The XML of the text, block by block."""
    frame, blocks = draft.template.frame, draft.outline.blocks
    yield f"{parts.HEADER}<w:document {SPACES}><w:body>"
    yield frame.before if frame else ""
    if not blocks:
        yield draft.paragraph("body text", "")
    for block, following in zip_longest(blocks, blocks[1:]):
        yield from written(draft, block, following)
    yield frame.after if frame else ""
    yield f"{closing_section(draft)}</w:body></w:document>"


def _put(zipped: ZipFile, name: str, data: bytes) -> None:
    with _entry(zipped, name) as file:
        file.write(data)


def _entry(zipped: ZipFile, name: str) -> IO[bytes]:
    """An entry to write; zlib-ng deflates it to the same size in a third of the time.

    Where a later ``zipfile`` keeps its compressor elsewhere, it goes on with its own.
    """
    file = zipped.open(_info(name), "w")
    file._compressor = zlib_ng.compressobj(wbits=-zlib_ng.MAX_WBITS)  # type: ignore[attr-defined]  # private
    return file


def _info(name: str) -> ZipInfo:
    """An entry without the hour or the system it was made on."""
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    info.create_system = 0
    info.external_attr = 0o600 << 16
    return info

"""From a plan to a document or a table: what there is, and how one is made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from app.errors import UserError
from app.exports.options import ExportChoice, Options
from app.words import Words, mark

if TYPE_CHECKING:
    from app.exports.composing import Material
    from app.exports.docx_parts import Template
    from app.exports.outline import Outline
    from app.models.frameworks import Frameworks
    from app.models.plan import Plan


class DocumentRow(Struct, frozen=True):
    """A document: its id, its name, and the module that composes it.

    ``compares``: it can show only what changed since an earlier moment. ``parts``: one may choose
    among its sections, which its module's ``sections`` names.
    """

    id: str
    name: str
    module: str
    compares: bool = False
    parts: bool = False


class FormatRow(Struct, frozen=True):
    """A format: its id, name and ending. ``writer`` takes an outline; ``tables`` a plan."""

    id: str
    name: str
    ending: str
    writer: str = ""
    tables: str = ""


DOCUMENTS: tuple[DocumentRow, ...] = (
    DocumentRow("action-plan", mark("Action plan"), "app.exports.action_plan", True, True),
    DocumentRow(
        "commitment-sheets", mark("Commitment sheets"), "app.exports.commitment_sheets", True
    ),
    DocumentRow(
        "standards-report", mark("Standards report"), "app.exports.standards_report", parts=True
    ),
    DocumentRow("participants", mark("Participants by category"), "app.exports.participants"),
)
FORMATS: tuple[FormatRow, ...] = (
    FormatRow("docx", mark("Word"), ".docx", writer="app.exports.docx_writer"),
    FormatRow("pdf", mark("PDF"), ".pdf", writer="app.exports.pdf_writer"),
    FormatRow("txt", mark("Plain text"), ".txt", writer="app.exports.text_writer"),
    FormatRow("json", mark("Open data (JSON)"), ".json", tables="write_json"),
    FormatRow("csv", mark("Table (CSV)"), ".csv", tables="write_csv"),
    FormatRow("xlsx", mark("Workbook (Excel)"), ".xlsx", tables="write_xlsx"),
)
LANGUAGES_OFFERED = ("en", "fr", "es", "pt", "ar", "ru")

Progress = Callable[[float], None]


def document_row(id: str) -> DocumentRow:
    """The document called ``id``; UserError("unknown_document") if there is none."""
    for row in DOCUMENTS:
        if row.id == id:
            return row
    raise UserError("unknown_document", name=id)


def format_row(id: str) -> FormatRow:
    """The format called ``id``; UserError("unknown_format") if there is none."""
    for row in FORMATS:
        if row.id == id:
            return row
    raise UserError("unknown_format", name=id)


def compose(document: str, m: Material) -> Outline:
    """The outline of a document; of what changed in it, where the material has an earlier plan.

    The plan's texts are translated as far as there are translations, and stand in two languages
    side by side where the material has a second one.

    Raises UserError("since_not_here") for a document that cannot show that.
    """
    row = document_row(document)
    if m.earlier is None:
        module = import_module(row.module)
    elif row.compares:
        module = import_module("app.exports.changes")
    else:
        raise UserError("since_not_here", name=m.words(row.name))
    from app.exports.side_by_side import composed  # the tables above are asked without it

    return composed(module.compose, m)


def sections_of(document: str, m: Material) -> tuple[tuple[str, str], ...]:
    """The sections of a document one may choose among, as id and title; none for some."""
    row = document_row(document)
    if not row.parts:
        return ()
    found: tuple[tuple[str, str], ...] = import_module(row.module).sections(m)
    return found


def produce(
    choice: ExportChoice,
    plan: Plan,
    frameworks: Frameworks,
    resources: Path,
    progress: Progress = lambda _share: None,
    earlier: Plan | None = None,
    seen: Callable[[Outline, str], None] = lambda _outline, _boxes: None,
) -> Path:
    """Make the chosen file, whole or not at all, and answer its path.

    The document speaks ``choice.language``, whatever the window speaks. With ``earlier`` it shows
    only what changed since that plan. ``seen`` is shown the outline once the file is written, and
    the characters that stand as boxes in it.
    """
    from app.exports.atomic import atomic_write  # the tables above are asked without these
    from app.exports.composing import material

    words = Words(choice.language, resources / "i18n")
    row = format_row(choice.format)
    document_row(choice.document)
    progress(0.05)
    if row.tables and earlier is not None:
        raise UserError("since_not_here", name=words(row.name))
    if row.tables:
        write = getattr(import_module("app.exports.data_writer"), row.tables)
        make = partial(write, plan, frameworks, words, choice.options)
        atomic_write(choice.path, make)
    else:
        m = material(plan, frameworks, words, choice.options, earlier)
        outline = compose(choice.document, m)
        progress(0.3)
        template = _letterhead(choice, m, outline, resources) if row.id == "docx" else None
        boxes = save(outline, choice.path, choice.format, resources, template)
        seen(outline, boxes)
    progress(1.0)
    return choice.path


def _letterhead(
    choice: ExportChoice, m: Material, outline: Outline, resources: Path
) -> Template | None:
    """The template of the chosen letterhead, which the document must not take the place of."""
    if not choice.options.letterhead:
        return None
    path = Path(choice.options.letterhead)
    if choice.path.exists() and path.exists() and choice.path.samefile(path):
        raise UserError("file_exists", name=path.name)
    found: Template = import_module("app.exports.letterhead").letterhead_template(
        path, m, outline, resources
    )
    return found


def save(
    outline: Outline, path: Path, format: str, resources: Path, template: Template | None = None
) -> str:
    """Write an outline in a format: a temporary file first, then in the place of the old one.

    ``template`` is that of a letterhead, for Word alone. Answers the characters that stand as boxes
    in a PDF, because no font of ours has a picture for them.
    """
    from app.exports.atomic import atomic_write  # as above

    writer = import_module(format_row(format).writer)
    more = {} if template is None else {"template": template}

    boxes: list[str] = []

    def make(target: BinaryIO) -> None:
        boxes.append(writer.write(outline, target, resources, **more) or "")

    atomic_write(path, make, writer.check)
    return boxes[-1]


__all__ = [
    "DOCUMENTS",
    "FORMATS",
    "LANGUAGES_OFFERED",
    "ExportChoice",
    "Options",
    "compose",
    "document_row",
    "format_row",
    "produce",
    "save",
    "sections_of",
]

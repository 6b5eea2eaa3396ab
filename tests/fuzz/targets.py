"""The importers that are fuzzed: what each begins with, and what reading one file is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from msgspec import Struct

from app.errors import UserError
from app.messages import MESSAGES
from app.models.frameworks import Frameworks
from app.models.intake.atelier_json import to_json
from app.models.intake.bundle import plans_in
from app.models.intake.people import guess_mapping, preview
from app.models.intake.people_step import Choices, import_step, left_out
from app.models.intake.picture import clean_picture, read_picture
from app.models.intake.plan_file import read_json_file
from app.models.intake.tables import read_table
from app.models.intake.word_file import read_word
from app.models.plan import Plan
from app.models.planfile import check_file
from app.paths import find_resources
from tests.catalogue import bundle_cases, docx_cases, picture_cases, plan_seed
from tests.catalogue.csv_cases import CASES as CSV
from tests.models import workbooks
from tests.models.making import a_plan

SMALL = 100_000  # bytes of a file one begins with


class Target(Struct, frozen=True):
    """An importer. ``read`` answers whether the file was taken; it raises only on a mistake."""

    name: str
    ending: str
    seeds: Callable[[Path], list[bytes]]
    read: Callable[[Path], bool]
    tokens: tuple[bytes, ...] = ()


def taken(read: Callable[[Path], object]) -> Callable[[Path], bool]:
    """``read`` as a question: a UserError with a sentence is a no, all else stays a mistake."""

    def ask(path: Path) -> bool:
        try:
            read(path)
        except UserError as fault:
            return not MESSAGES[fault.code]  # a code without a sentence is a mistake
        return True

    return ask


@cache
def _frameworks() -> Frameworks:
    return Frameworks(find_resources() / "frameworks")


def _people(path: Path) -> None:
    """Read a table and think the import through: nobody may be lost on the way."""
    table = read_table(path)
    sectors = _frameworks().edition(_frameworks().editions("sectors")[0], "en")
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    shown, choices = preview(table, guess_mapping(table.columns), Plan(), sectors), Choices("")
    new = int(import_step(shown, choices, Plan()).details["n"])
    assert new + len(left_out(shown, choices)) == len(table.rows)


def _plan(path: Path) -> None:
    code = check_file(path).code
    if code:
        raise UserError(code)


def _picture(path: Path) -> None:
    """What is taken is a picture still, and a smaller one."""
    drawn = read_picture(path)
    again = clean_picture(drawn.data)
    assert again.startswith(drawn.data[:4])


def _csv_seeds(folder: Path) -> list[bytes]:
    large = ("C027", "C026", "C060", "C059")
    found = {case.make(folder).read_bytes() for case in CSV if case.id not in large}
    return sorted(raw for raw in found if raw and len(raw) < SMALL)


def _json_seeds(_folder: Path) -> list[bytes]:
    open_plan = (
        b'{"country": "Ghana", "title": "Plan", "commitments": [{"title": "Show", '
        b'"number": 1.10, "milestones": [{"title": "M", "start": "2026"}], "other": [1, null]}]}'
    )
    return [to_json(a_plan(), with_people=True), open_plan]


def _docx_seeds(_folder: Path) -> list[bytes]:
    """The good letterhead without its 800 kB of styles, which would take all the time."""
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    bare = b'<w:styles xmlns:w="' + space + b'"/>'
    content = docx_cases.parts()
    kept = {name: bare if "styles" in name else data for name, data in content.items()}
    return [docx_cases.zipped(kept)]


def _picture_seeds(_folder: Path) -> list[bytes]:
    return [picture_cases.photo(), picture_cases.plain(), picture_cases.commented()]


TARGETS = (
    Target("csv", "csv", _csv_seeds, taken(_people),
           (b'"', b",", b";", b"\t", b"\r\n", b"\n", b"\x00", b"sep=;", b"\xef\xbb\xbf",
            b"\xff\xfe", b'""', b"=1+1", b"name", b"email", b"\xed\xa0\xbd", b"\xc0\x80")),
    Target("xlsx", "xlsx", lambda _: [workbooks.GOOD, workbooks.strict(), workbooks.in_utf16()],
           taken(_people),
           (b"<row", b'<c r="A1" t="s">', b"<v>", b"</v>", b'r="XFD1048576"', b"<!DOCTYPE x [",
            b"&amp;", b"&#0;", b'<si>', b"inlineStr", b"../", b"1e400", b"-1", b"<f>")),
    Target("open-data", "json", _json_seeds,
           taken(lambda path: read_json_file(path, _frameworks())),
           (b"{", b"}", b"[", b"]", b'"', b":", b",", b"null", b"1e999", b"NaN", b"-0",
            b'"\\ud800"', b'"id"', b'"deleted"', b"true", b'"plan"')),
    Target("plan", "atelier", lambda _: [plan_seed.plan()], taken(_plan),
           (b"SQLite format 3\x00", b"CREATE TRIGGER", b"CREATE VIEW", b"\x00\x00\x10\x00")),
    Target("docx", "docx", _docx_seeds, taken(read_word),
           (b"<w:t>", b"</w:p>", b"{{ title }}", b"<!DOCTYPE x [", b'TargetMode="External"',
            b"w:fldSimple", b"DDEAUTO", b"../", b"&#0;")),
    Target("picture", "png", _picture_seeds, taken(_picture),
           (b"IHDR", b"IDAT", b"IEND", b"zTXt", b"iCCP", b"acTL", b"fdAT", b"\xff\xd8", b"\xff\xc4",
            b"\xff\xe1", b"Exif\x00\x00", b"\x7f\xff\xff\xff")),
    Target("bundle", "zip", lambda _: [bundle_cases.sound(), bundle_cases.layers()],
           taken(plans_in), (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"../", b".atelier")),
)  # fmt: skip
"""Every importer of strangers' files."""

BY_NAME = {target.name: target for target in TARGETS}

"""Zips that carry plans, as one is sent or kept for help: looked through, and plans taken out."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from app.errors import UserError
from app.models.intake.parcel import ZIP_STARTS, Limits, Parcel, read_whole
from app.models.planfile.beside import EDITS
from app.models.planfile.lock import is_open_here

LARGEST = 500_000_000  # bytes, packed and of all parts unpacked
MOST_PLANS = 50
LONGEST_NAME = 120  # bytes
SUFFIX = ".atelier"
BUNDLE_LIMITS = Limits(
    LARGEST,
    unreadable="bundle_damaged",
    empty="bundle_damaged",
    too_large="bundle_too_large",
    damaged="bundle_damaged",
    unsafe="bundle_unsafe",
    protected="bundle_protected",
)

_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_JOINERS = re.compile("[\u200c\u200d]")  # not seen, and part of how names are written
_MAGIC = b"SQLite format 3\x00"


class Packed(Struct, frozen=True):
    """A plan in a bundle: the bare name it may have on any disk, and its bytes.

    ``beside`` is the edit that was cut off, by what its name adds to the plan's: without it the
    plan is half one state and half another.
    """

    name: str
    data: bytes
    beside: Mapping[str, bytes] = {}


def is_zip(path: Path) -> bool:
    """Whether a file begins as a zip does; False for what cannot be read.

    Nothing waits for a pipe, and a plan that is open here is not touched: its locks would go.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode) or is_open_here(path):
            return False
        with path.open("rb") as file:
            return file.read(4) in ZIP_STARTS
    except OSError:
        return False


def plans_in(path: Path) -> tuple[Packed, ...]:
    """The plans in a zip, unpacked into memory and measured while they unpack.

    Nothing is written. UserError for a zip that is damaged, locked, too large, without a plan, or
    that holds any name which would land elsewhere or be two files in one: all of it is refused.
    What a Mac lays beside each file, and writes its letters in two signs, is as good as any.
    """
    parcel = Parcel(read_whole(path, BUNDLE_LIMITS), path.name, BUNDLE_LIMITS)
    parcel.check(odd_names=False)
    names = {part: unicodedata.normalize("NFC", parcel.spelled(part)) for part in parcel.names}
    one_each = len({name.casefold() for name in names.values()}) == len(names)
    if not one_each or not all(map(safe_everywhere, names.values())):
        raise UserError("bundle_unsafe", name=path.name)
    found = sorted(part for part, name in names.items() if _is_plan(name))
    if len(found) > MOST_PLANS:
        raise UserError("bundle_too_large", name=path.name)
    plans = tuple(_packed(parcel, part, names) for part in found)
    if not plans:
        raise UserError("bundle_empty", name=path.name)
    if len({plan.name.casefold() for plan in plans}) < len(plans):
        raise UserError("bundle_unsafe", name=path.name)
    return plans


def _is_plan(name: str) -> bool:
    """Whether a name is that of a plan, and not of what a Mac remembers of one."""
    folder, _, own = name.rpartition("/")
    of_a_mac = own.startswith("._") or "__MACOSX" in folder.split("/")
    return own.lower().endswith(SUFFIX) and not of_a_mac


def _packed(parcel: Parcel, part: str, names: Mapping[str, str]) -> Packed:
    data, name = parcel.read(part, xml=False), names[part]
    if not data.startswith(_MAGIC):
        raise UserError("bundle_damaged", name=parcel.name)
    parts = {name + end: end for end in EDITS}
    beside = {
        parts[other]: parcel.read(part, xml=False)
        for part, other in names.items()
        if other in parts
    }
    return Packed(name.rpartition("/")[2], data, beside)


def unpack_to(plan: Packed, target: Path, write: Callable[[Path, bytes], object]) -> None:
    """Write a plan, and before it what belongs beside it; what fails leaves nothing."""
    beside = {target.with_name(target.name + end): data for end, data in plan.beside.items()}
    try:
        for place, data in {**beside, target: plan.data}.items():
            write(place, data)
    except BaseException:
        for place in beside:
            with suppress(OSError):
                place.unlink(missing_ok=True)
        raise


def safe_everywhere(name: str) -> bool:
    """Whether every system would make one and the same file of this name inside a folder."""
    parts = name.removesuffix("/").split("/")
    return name == unicodedata.normalize("NFC", name) and all(map(_safe_part, parts))


def _safe_part(part: str) -> bool:
    return bool(
        part.strip(". ")
        and part == part.rstrip(". ")
        and len(part.encode("utf-8", "replace")) <= LONGEST_NAME
        and _JOINERS.sub("", part).isprintable()
        and not _FORBIDDEN.search(part)
        and not _RESERVED.match(part)
    )

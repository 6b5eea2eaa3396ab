"""Plans whose own file lies on a stick or a share, and that are worked on in a copy here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace

from app.errors import UserError
from app.leftovers import stray_path
from app.models.planfile.beside import copy_of_unfinished, is_unfinished
from app.models.planfile.checking import require_plan
from app.models.planfile.faults import os_faults
from app.models.planfile.lock import refuse_elsewhere
from app.models.planfile.planfile import PlanFile
from app.models.planfile.sending import Sent, digest_of, send_copy
from app.paths import Paths

_MOST = 200
_LARGEST = 500_000  # bytes
_NOWHERE = Path()  # the place of an original that is known by its digest alone


class Carried(Struct, frozen=True):
    """A working copy, the file it came from, and the SHA-256 that file had when last seen.

    ``last`` tells the history that the original holds, as ``PlanFile.history`` does.
    """

    working: Path
    original: Path
    digest: str
    last: str = ""


class CarryList:
    """What is carried, kept in one small file; one that cannot be read is an empty list."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def of(cls, paths: Paths) -> CarryList:
        """The list of this person on this machine."""
        return cls(paths.data / "carried.json")

    def of_working(self, working: Path) -> Carried | None:
        """What the plan at ``working`` came from; None for one that has its place here."""
        known = (one for one in self._read() if one.original != _NOWHERE)
        return next((one for one in known if one.working == working), None)

    def at(self, original: Path) -> Carried | None:
        """What was last carried in from this place, whatever lies there now."""
        return next((one for one in self._read() if one.original == original), None)

    def of_original(self, original: Path) -> Carried | None:
        """The working copy of exactly the bytes at ``original``, wherever its disk is now.

        None too where somebody went on with the original meanwhile.
        """
        require_plan(original)  # before reading it whole: it may be a pipe, or endless
        with os_faults(original):
            digest = digest_of(original)
        found = [one for one in self._read() if one.digest == digest and one.working.is_file()]
        return replace(found[0], original=original) if found else None

    def keep(self, carried: Carried) -> None:
        """Remember a working copy, the latest first."""
        self._write([carried, *(one for one in self._read() if one.working != carried.working)])

    def forget_place(self, working: Path) -> None:
        """Forget where a working copy came from; the same bytes are still known by their digest."""
        self._change(lambda one: _placeless(one) if one.working == working else one)

    def forget(self, tells: Callable[[Path], bool], open_one: Path) -> None:
        """Forget every path that ``tells``, but not those of the plan that is open.

        Its stick is still to get the state without whom the path names.
        """

        def without(one: Carried) -> Carried | None:
            if one.working == open_one:
                return one
            if tells(one.working):
                return None
            return _placeless(one) if tells(one.original) else one

        self._change(without)

    def prune(self) -> None:
        """Forget the working copies that were deleted from a folder that is there."""

        def kept(one: Carried) -> Carried | None:
            gone = one.working.parent.is_dir() and not one.working.exists()
            return None if gone else one

        self._change(kept)

    def _change(self, new: Callable[[Carried], Carried | None]) -> None:
        known = self._read()
        kept = [one for one in map(new, known) if one is not None]
        if kept != known:
            self._write(kept)

    def _write(self, known: list[Carried]) -> None:
        kept = [{name: str(value) for name, value in asdict(one).items()} for one in known[:_MOST]]
        draft = stray_path(self._path)
        with os_faults(self._path):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                # ASCII, since a path may hold bytes that are no UTF-8
                draft.write_text(json.dumps(kept, indent=1), encoding="ascii")
                draft.replace(self._path)
            finally:
                draft.unlink(missing_ok=True)

    def _read(self) -> list[Carried]:
        try:
            if self._path.stat().st_size > _LARGEST:
                return []
            said = json.loads(self._path.read_text("ascii"))
            return [one for one in map(_carried, said) if one is not None]
        except (OSError, ValueError, TypeError, RecursionError):
            return []


def _placeless(one: Carried) -> Carried:
    return replace(one, original=_NOWHERE)


def _carried(said: dict[str, str]) -> Carried | None:
    with suppress(KeyError, TypeError):
        working, original = Path(said["working"]), Path(said["original"])
        return Carried(working, original, str(said["digest"]), str(said["last"]))
    return None


def carry_in(original: Path, working: Path, *, take_over: bool = False) -> Carried:
    """Make a checked working copy of a plan; its file is read and not touched.

    UserError as for opening; "file_elsewhere" while another computer's lock lies beside it.
    """
    with os_faults(original):
        if not take_over:
            refuse_elsewhere(original)
        digest = digest_of(original)
        with copy_of_unfinished(original) as copy:
            source = PlanFile.open(copy) if copy else PlanFile.open(original, read_only=True)
            try:
                if source.is_newer:
                    raise UserError("newer_version", name=original.name)
                with os_faults(working):
                    working.parent.mkdir(parents=True, exist_ok=True)
                source.copy_to(working, fresh=True)
                return Carried(working, original, digest, source.history)
            finally:
                source.close()


def carry_out(file: PlanFile, carried: Carried, sticks: Iterable[Path] = ()) -> Carried:
    """Write the working copy back as a whole, where the original is as it was when last seen.

    A stick that came back under another letter is found among ``sticks``. Nothing is overwritten
    that changed: UserError("changed_meanwhile"); "stick_gone" where the file is not there.
    """
    original = carried.original
    there = [place for place in _candidates(original, sticks) if place.is_file()]
    if not there:
        raise UserError("stick_gone", name=original.name)
    with os_faults(original):
        same = [p for p in there if digest_of(p) == carried.digest and not is_unfinished(p)]
    if not same:
        raise UserError("changed_meanwhile", name=original.name)
    sent: Sent = send_copy(file, same[0])
    return replace(carried, original=sent.path, digest=sent.digest, last=file.history)


def is_ahead(file: PlanFile, carried: Carried) -> bool:
    """Whether the working copy holds what the original has not got."""
    return file.history != carried.last


def _candidates(original: Path, sticks: Iterable[Path]) -> Iterator[Path]:
    yield original
    parts = original.absolute().parts
    for root in sticks:
        yield from (root.joinpath(*parts[n:]) for n in range(1, len(parts)))

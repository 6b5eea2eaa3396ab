"""What lies beside a plan: an edit that was cut off, or what only has the name of one."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from app.errors import UserError
from app.models.planfile.faults import code_of

_MEMORY = Path("/dev/shm")  # where Linux has room though every disk is full
LARGEST = 500_000_000  # bytes, of a plan and of what lies beside it
_JOURNAL, _WAL = "-journal", "-wal"
EDITS = (_JOURNAL, _WAL)
"""What the names of the files end in that hold an unfinished edit."""
_ENDS = (*EDITS, "-shm")
_END_OF_JOURNAL = bytes.fromhex("d9d505f920a163d7")
_LONGEST = 512  # bytes of a path that SQLite takes where it is not Windows
_TAIL = 16  # bytes: how long the name of another journal is, its sum, and the sign of the end


def require_own_beside(path: Path) -> None:
    """Refuse what SQLite would take for a plan's unfinished edit and no plan of ours leaves behind.

    It would wait for a pipe for ever, and delete whatever file the end of a journal names.
    UserError not_a_file, too_large or file_acts; name_too_long where no edit could have a name.
    """
    real = Path(os.path.realpath(path))
    require_short(real)
    for end in _ENDS:
        other = real.with_name(real.name + end)
        try:
            status = other.lstat()
        except OSError:  # none is there, or no such name can be
            continue
        if not stat.S_ISREG(status.st_mode):
            raise UserError("not_a_file", name=other.name)
        if status.st_size > LARGEST:
            raise UserError("too_large", name=other.name)
        if end == _JOURNAL and _names_a_file(other, status.st_size):
            raise UserError("file_acts", name=path.name)


def require_short(path: Path, name: str = "") -> None:
    """UserError("name_too_long") where SQLite, or the disk, takes no journal of that name."""
    journal = path.with_name(path.name + _JOURNAL)
    too_long = os.name != "nt" and len(os.fsencode(journal)) > _LONGEST
    try:
        journal.lstat()
    except OSError as fault:
        too_long = too_long or code_of(fault) == "name_too_long"
    if too_long:
        raise UserError("name_too_long", name=name or path.name)


def _names_a_file(journal: Path, size: int) -> bool:
    """Whether a journal says that it is one of several: ours never is, for nothing is attached."""
    if size < _TAIL:
        return False
    with suppress(OSError), journal.open("rb") as file:
        file.seek(size - _TAIL)
        tail = file.read(_TAIL)
        length = int.from_bytes(tail[:4], "big")
        return tail.endswith(_END_OF_JOURNAL) and 0 < length <= size - _TAIL
    return False


def require_finished(path: Path) -> None:
    """UserError("file_unfinished") where reading alone would miss the newest edit.

    Whether what lies beside the file is that edit or noise shows only when it is tidied up; to
    look is to change it.
    """
    if _is_filled(path.with_name(path.name + _WAL)):
        raise UserError("file_unfinished", name=path.name)


def is_unfinished(path: Path) -> bool:
    """Whether an unfinished edit lies beside a file: it belongs to that file and no other."""
    return bool(unfinished_beside(path))


@contextmanager
def copy_of_unfinished(path: Path, *, also_there: bool = False) -> Iterator[Path | None]:
    """A file's copy with the unfinished edit beside it; None where there is nothing unfinished.

    ``also_there`` allows it to lie in the file's own folder where there is no room elsewhere.
    """
    real = Path(os.path.realpath(path))  # an edit lies beside the file, not beside a link to it
    left = unfinished_beside(real)
    if not left:
        yield None
        return
    require_own_beside(real)
    places = [Path(tempfile.gettempdir())]
    places += [_MEMORY] if _MEMORY.is_dir() else []
    places += [real.parent] if also_there else []
    with _copies([real, *left], places) as folder:
        yield folder / real.name


@contextmanager
def _copies(files: Sequence[Path], places: Sequence[Path]) -> Iterator[Path]:
    """A folder with copies of these files, in the first of the places that takes them."""
    for place in places:
        with ExitStack() as kept:
            try:
                folder = Path(kept.enter_context(tempfile.TemporaryDirectory(dir=place)))
                for source in files:
                    shutil.copyfile(source, folder / source.name)
            except OSError:
                if place == places[-1]:
                    raise
                continue
            yield folder
            return


def unfinished_beside(path: Path) -> list[Path]:
    """The files beside this one that hold an unfinished edit; they may be left of another."""
    beside = (path.with_name(path.name + end) for end in EDITS)
    return [other for other in beside if _is_filled(other)]


def _is_filled(path: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_size > 0
    return False

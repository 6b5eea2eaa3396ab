"""Everywhere a person is kept that this program can reach, and forgetting them there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from app.errors import UserError
from app.leftovers import stray_path
from app.models.edits import Step
from app.models.intake.bundle import is_zip, plans_in
from app.models.journal import Journal
from app.models.planfile import Backup, Backups, PlanFile, check_file
from app.models.planfile.carried import CarryList
from app.models.planfile.faults import os_faults, sync_folder
from app.models.planfile.forget import ALL, Forgotten, Wish, forget, wish_for_codes
from app.models.planfile.lock import is_open_here
from app.models.records import Consent
from app.models.search import fold
from app.models.traces import Traces, traces_of
from app.models.verbs.rows import added
from app.paths import Paths
from app.settings import Settings
from app.words import mark

ERASED = mark("erase a person")
CODED = mark("replace names by codes")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_BETWEEN = re.compile(r"[\W_]+")
_LEAST_SQUEEZED = 6  # letters; a shorter name stands in too many paths that mean nobody
_LARGEST = 64 * 1024 * 1024  # bytes; none of our own small files comes near


class Unreached(Struct, frozen=True):
    """A backup that could not be rewritten, and the code of what the world said."""

    backup: Backup
    code: str


class Erased(Struct, frozen=True):
    """What was done in the plan, in its backups and in the program's own folders.

    ``copies`` are other files of the same plan near it, which were left as they are.
    """

    plan: Forgotten
    backups: int
    unreached: tuple[Unreached, ...]
    swept: int
    copies: tuple[Path, ...]


def erase(journal: Journal, wish: Wish, paths: Paths) -> Erased:
    """Forget people in the backups, in the plan, then in what the program keeps beside them.

    A backup is made first and rewritten like the others, so that one without the people lies there
    before the plan is touched. The plan comes after its backups: broken off in between, all can be
    done again. UserError when no backup can be made or the plan cannot be written; then the plan
    is as it was.
    """
    file = journal.file
    if file.read_only:
        raise UserError("read_only", name=file.path.name)
    done, unreached = _rewrite_backups(file, wish, Backups(paths.backups))
    told = journal.forget(wish, CODED if wish.keep_rows else ERASED)
    swept = sweep(paths, wish.traces)
    forget_paths(paths, wish.traces, file.path)
    copies = tuple(copies_of(file, paths, wish.traces))
    return Erased(told, done, tuple(unreached), swept, copies)


def _rewrite_backups(file: PlanFile, wish: Wish, backups: Backups) -> tuple[int, list[Unreached]]:
    """Make one more, then forget people in each; answers how many, and which are as they were."""
    fresh = backups.make(file, "erase")
    done, unreached = 0, list[Unreached]()
    for backup in backups.of(file.lineage):
        try:
            rewrite_backup(backup.path, wish)
            done += 1
        except UserError as fault:
            if backup.path == fresh.path:
                delete_backup(backup)  # better none than one more that tells them
                raise
            unreached.append(Unreached(backup, fault.code))
    return done, unreached


def rewrite_backup(path: Path, wish: Wish) -> None:
    """Forget people in a closed plan or backup: a checked copy takes its place, or nothing does."""
    draft = stray_path(path)
    try:
        _copy(path, draft)
        file = PlanFile.open(draft)
        try:
            forget(file, replace(wish, traces=wish.traces.joined(_known_here(file, wish))))
        finally:
            file.close()
        if check_file(draft).code:
            raise UserError("disk_failed", name=path.name)
        with os_faults(path):
            draft.replace(path)
            sync_folder(path.parent)
    finally:
        for end in ("", "-journal"):
            with suppress(OSError):
                draft.with_name(draft.name + end).unlink(missing_ok=True)


def cover_copy(path: Path) -> None:
    """Put codes in the place of everybody's name in a closed copy that is only looked at.

    Who agreed to what stays, so that a document made of it counts and lists as the plan's own does.
    UserError leaves a copy that still tells them: it is to be thrown away.
    """
    file = PlanFile.open(path)
    try:
        consents = file.read_plan().all(Consent)
        forget(file, wish_for_codes(file))
        file.apply(Step("", tuple(map(added, consents))))
    finally:
        file.close()


def _known_here(file: PlanFile, wish: Wish) -> Traces:
    """What a backup knows of the people; of everybody it holds where nobody's name is kept."""
    if wish.keep_rows:
        return wish_for_codes(file).traces
    steps = [entry.step for entry in file.entries(ALL)]
    return traces_of(file.read_plan(), steps, wish.traces.people, wish.traces.codes)


def _copy(path: Path, draft: Path) -> None:
    with closing(PlanFile.open(path, read_only=True)) as source:
        source.copy_to(draft)


def delete_backup(backup: Backup) -> None:
    """Delete a backup that could not be rewritten; UserError when even that cannot be done."""
    with os_faults(backup.path):
        backup.path.unlink(missing_ok=True)
        sync_folder(backup.path.parent)


def without_traces(settings: Settings, traces: Traces) -> Settings:
    """The settings without what names one of the people: recent plans, folder, what was chosen."""

    def kept(memory: Mapping[str, str]) -> dict[str, str]:
        return {key: said for key, said in memory.items() if not tells_path(traces, said)}

    return replace(
        settings,
        recent_files=tuple(one for one in settings.recent_files if not tells_path(traces, one)),
        last_folder="" if tells_path(traces, settings.last_folder) else settings.last_folder,
        author="" if traces.are_in(settings.author) else settings.author,
        import_memory=kept(settings.import_memory),
        publishing=kept(settings.publishing),
    )


def forget_paths(paths: Paths, traces: Traces, open_one: Path) -> None:
    """Forget where plans came from whose path names one of the people, but for the open one."""
    with suppress(UserError):  # a list that cannot be written cannot be read for long either
        CarryList.of(paths).forget(lambda path: tells_path(traces, str(path)), open_one)


def tells_path(traces: Traces, path: str) -> bool:
    """Whether a path names one of the people, however files spell names.

    "Ama_Mensah.atelier", "ama-mensah.atelier", "AmaMensah.atelier" and what another system made of
    an accent all do.
    """
    if traces.are_in(" ".join(path.replace("_", " ").replace(".", " ").split())):
        return True
    squeezed = _squeezed(path)
    told = (_squeezed(word) for word in traces.words)
    return any(len(word) >= _LEAST_SQUEEZED and word in squeezed for word in told)


def _squeezed(text: str) -> str:
    return _BETWEEN.sub("", fold(text))


def sweep(paths: Paths, traces: Traces) -> int:
    """Delete the program's own small files that tell one of the people; answers how many.

    They are caches, logs, temporary copies and settings put aside, never a plan or a backup.
    """
    swept = 0
    for path in _own_files(paths):
        with suppress(OSError):
            if path.stat().st_size <= _LARGEST and _tells(path.read_bytes(), traces):
                path.unlink()
                swept += 1
    return swept


def _own_files(paths: Paths) -> Iterator[Path]:
    for folder in {paths.cache, paths.logs, paths.config}:
        for path in folder.rglob("*") if folder.is_dir() else ():
            is_ours = path.is_file() and not path.is_symlink() and path != paths.settings
            if is_ours and not is_open_here(path):
                yield path


def _tells(raw: bytes, traces: Traces) -> bool:
    """Whether bytes hold a name, mail or phone, as UTF-8, UTF-16 or escapes, in any case."""
    read = (("utf-8", 0), ("utf-16-le", 0), ("utf-16-le", 1), ("utf-16-be", 0), ("utf-16-be", 1))
    words = [word.casefold() for word in traces.words if len(word) > 3 or not word.isascii()]
    for encoding, first in read:
        text = raw[first:].decode(encoding, "ignore")
        if "\\u" in text:  # JSON may spell a name in escapes
            text += _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        text = text.casefold()
        if any(word in text for word in words):
            return True
    return False


def copies_of(file: PlanFile, paths: Paths, traces: Traces) -> Iterator[Path]:
    """Other files of the same plan in its folder and in that of the program's documents.

    Damaged ones, and those packed into a zip, are among them where they tell one of the people.
    """
    here = file.path.resolve()
    for folder in {here.parent, paths.documents.resolve()}:
        for path in sorted(folder.glob("*.*")) if folder.is_dir() else ():
            is_other = path.suffix in (".atelier", ".zip") and path.resolve() != here
            if is_other and _is_copy(path, file.lineage, traces):
                yield path


def _is_copy(path: Path, lineage: str, traces: Traces) -> bool:
    found = _lineage(path) if path.suffix == ".atelier" else ""
    if found or is_open_here(path):
        return found == lineage
    with suppress(OSError, UserError):
        if path.is_file() and path.stat().st_size <= _LARGEST:
            packed = [plan.data for plan in plans_in(path)] if is_zip(path) else [path.read_bytes()]
            return any(_tells(raw, traces) for raw in packed)
    return False


def _lineage(path: Path) -> str:
    try:
        with closing(PlanFile.open(path, read_only=True)) as file:
            return file.lineage
    except UserError:
        return ""

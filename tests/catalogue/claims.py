"""What holds for every case of the catalogue, whatever it is a case of."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.catalogue.case import Case
from tests.catalogue.judging import Bench, Judged

LONGEST = 10.0  # seconds
GROWTH = 300_000_000  # bytes
Also = Callable[[Case, Judged], None]
Tell = Callable[[str, object], None]
_JARGON = re.compile(r"Traceback|Errno|errno|[A-Z]\w+Error\b|0x[0-9a-f]{4}|<class")


def hold_all(
    cases: Sequence[Case], kind: str, folder: Path, bench: Bench, tell: Tell, also: Also
) -> None:
    """Check every case and record how many held; ``also`` checks what one case claims beside."""
    broken: list[str] = []
    slowest, grown = 0.0, 0
    for number, case in enumerate(cases):
        own = folder / f"{number:03} {case.id}"
        own.mkdir()
        try:
            judged = hold(case, kind, own, bench)
            also(case, judged)
        except AssertionError as fault:
            broken.append(f"{case.id} {case.what}: {fault}")
        else:
            slowest, grown = max(slowest, judged.seconds), max(grown, judged.grown)
    held = f"{len(cases) - len(broken)} of {len(cases)} as {kind}"
    tell("promise", "O1")
    tell("figure", f"{held}; slowest {slowest:.1f} s, most memory {grown // 10**6} MB")
    tell("target", "all in their allowed outcomes, 10 s, 300 MB")
    assert not broken, "\n".join(broken)


def hold(case: Case, kind: str, folder: Path, bench: Bench) -> Judged:
    """Make the file, judge it, and check what the catalogue says of it and of all files."""
    path = case.make(folder)
    before = what_lies_in(folder)
    judged = bench.judge(kind, path)
    found, said = judged.found, judged.found["message"]
    assert found["outcome"] in case.expected, f"{found['outcome']}: {said}"
    assert_plain(said)
    whole = " ".join([said, *found.get("warnings", ())])
    assert not case.says or re.search(case.says, whole), whole
    if found["outcome"] != "REJECT" and case.rows is not None:
        assert found["rows"] == case.rows, f"{found['rows']} rows: {whole}"
    if "read" in found:
        assert found["rows"] + len(found["left_out"]) == found["read"], "somebody was lost"
    assert judged.seconds <= LONGEST, f"{judged.seconds:.1f} s"
    assert judged.grown < GROWTH, f"{judged.grown // 10**6} MB"
    assert what_lies_in(folder) == before, "the file was changed, or something lies beside it"
    return judged


def what_lies_in(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Everything under a folder, by name: its kind and mode, its length, a digest of its bytes.

    What is no plain file, or too long to read, is never read.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        small = stat.S_ISREG(status.st_mode) and status.st_size < GROWTH
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if small else ""
        found[str(path.relative_to(folder))] = (status.st_mode, status.st_size, digest)
    return found


def assert_plain(said: str) -> None:
    """At most two sentences, without a word of ours."""
    bare = re.sub("“[^”]*”", "X", said)
    assert said, "nothing was said"
    assert len(re.findall(r"[.!?](?:\s|$)", bare)) <= 2, said
    assert not _JARGON.search(bare), said
    assert all(letter.isprintable() for letter in said), repr(said)

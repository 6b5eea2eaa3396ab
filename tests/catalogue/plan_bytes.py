"""W001 to W043 and W100 to W109: plans cut, torn, translated and mixed on their way."""

from __future__ import annotations

import base64
import gzip
import io
import random
import shutil
import sqlite3
import zipfile
from pathlib import Path

from app.models.schema import APPLICATION_ID, SCHEMA_VERSION
from tests.catalogue.plan_seed import ACCEPT, READONLY, RECOVER, REJECT, spoilt
from tests.models.making import a_closed_plan, a_plan
from tests.models.spoiling import (
    Maker,
    becomes,
    cut,
    header,
    killed_in_mid_edit,
    killed_in_wal_mode,
    overwritten,
    sql,
    with_sql,
)

JPEG = b"\xff\xd8\xff\xe0"
GEOPACKAGE = 0x47504B47
NOISE = random.Random(1).randbytes(65_536)
ANY = ("RECOVER", "REJECT", "ACCEPT")


def a_docx(_data: bytes) -> bytes:
    """A Word file, as far as its first bytes go."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("word/document.xml", "<w:document/>")
    return made.getvalue()


def flipped_letter(data: bytes) -> bytes:
    """One bit of one typed word is another."""
    assert b"contrats" in data
    return data.replace(b"contrats", b"contratr", 1)


def flipped_page_header(data: bytes) -> bytes:
    """The kind of a page is another."""
    return data[: 3 * 4_096] + bytes([data[3 * 4_096] ^ 8]) + data[3 * 4_096 + 1 :]


def sectors_zeroed(data: bytes) -> bytes:
    """Eight sectors in eight places were never written."""
    made = bytearray(data)
    for start in random.Random(8).sample(range(1, len(data) // 512), 8):
        made[start * 512 : (start + 1) * 512] = bytes(512)
    return bytes(made)


def of_another_program(path: Path) -> None:
    """A healthy database that was never a plan."""
    path.unlink()
    sql(path, "CREATE TABLE songs (title TEXT)", "INSERT INTO songs VALUES ('x')")


def without_its_wal(path: Path) -> None:
    """The newest edit was in the file beside it, which nobody copied."""
    killed_in_wal_mode(path)
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def without_its_journal(path: Path) -> None:
    """Half of an edit, and what would take it back was not copied."""
    killed_in_mid_edit(path)
    path.with_name(path.name + "-journal").unlink()


def over_an_unfinished_one(path: Path) -> None:
    """A good plan copied over an older one whose unfinished edit still lies beside it."""
    killed_in_mid_edit(path)
    newer = a_closed_plan(path.with_name("newer.atelier"), a_plan(45, 90))
    shutil.copyfile(newer, path)
    newer.unlink()


def with_noise_beside(end: str) -> Maker:
    """A file that SQLite would look at, full of noise."""
    return lambda path: path.with_name(path.name + end).write_bytes(NOISE)


def in_utf16(path: Path) -> None:
    """The same content, its texts stored in another encoding."""
    old = sqlite3.connect(path, isolation_level=None)
    whole = list(old.iterdump())
    old.close()
    path.unlink()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA encoding='UTF-16le'")
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    db.executescript("".join(whole))
    db.close()


def damaged(number: int) -> Maker:
    """One to twenty bytes changed anywhere."""

    def change(data: bytes) -> bytes:
        dice, made = random.Random(number), bytearray(data)
        for _ in range(dice.randint(1, 20)):
            made[dice.randrange(len(made))] = dice.randrange(256)
        return bytes(made)

    return becomes(change)


CASES = (
    spoilt("W001", "0 bytes", REJECT, cut(0), "empty"),
    spoilt("W002", "1 byte", REJECT, cut(1)),
    spoilt("W003", "the first sixteen bytes", REJECT, cut(16)),
    spoilt("W004", "the header and nothing else", REJECT, cut(100)),
    spoilt("W005", "a plain text", REJECT, becomes(lambda d: b"Dear all,\n")),
    spoilt("W006", "a Word file renamed", REJECT, becomes(a_docx), "Word"),
    spoilt("W007", "a photo renamed", REJECT, becomes(lambda d: JPEG + d), "picture"),
    spoilt("W008", "64 KiB of zeros", REJECT, becomes(lambda d: bytes(65_536))),
    spoilt("W009", "a good header, then zeros", RECOVER,
           becomes(lambda d: d[:100] + bytes(len(d) - 100))),
    spoilt("W010", "cut at half", RECOVER, becomes(lambda d: d[: len(d) // 2])),
    spoilt("W011", "the last page missing", RECOVER, becomes(lambda d: d[:-4_096])),
    spoilt("W012", "cut inside the last page", RECOVER, becomes(lambda d: d[:-1_000])),
    spoilt("W013", "only the first page", RECOVER, cut(4_096)),
    spoilt("W014", "one sector zeroed", RECOVER, overwritten(40_960, bytes(512))),
    spoilt("W015", "eight sectors zeroed", RECOVER, becomes(sectors_zeroed)),
    spoilt("W016", "one sector of noise", RECOVER, overwritten(40_960, NOISE[:512])),
    spoilt("W017", "one bit of a text flipped", RECOVER, becomes(flipped_letter)),
    spoilt("W018", "one bit of a page's header", RECOVER, becomes(flipped_page_header)),
    spoilt("W019", "line ends translated", RECOVER, becomes(lambda d: d.replace(b"\n", b"\r\n"))),
    spoilt("W020", "top bits stripped", ("REJECT", "RECOVER"),
           becomes(lambda d: bytes(b & 127 for b in d))),
    spoilt("W021", "bytes written anew as UTF-8", REJECT,
           becomes(lambda d: d.decode("latin-1").encode())),
    spoilt("W022", "still as the mail carried it", REJECT, becomes(base64.encodebytes), "mail"),
    spoilt("W023", "gzip", REJECT, becomes(gzip.compress), "compressed.*Unpack"),
    spoilt("W024", "noise behind the end", ("RECOVER", "READONLY"),
           becomes(lambda d: d + NOISE[:10_000])),
    spoilt("W025", "nobody's database", REJECT, header(68, 0), "another program"),
    spoilt("W026", "a GeoPackage", REJECT, header(68, GEOPACKAGE), "another program"),
    spoilt("W027", "a healthy database of another program", REJECT, of_another_program),
    spoilt("W028", "one version newer", READONLY, header(60, SCHEMA_VERSION + 1), "newer version"),
    spoilt("W029", "the newest version there can be", READONLY, header(60, 2**31 - 1)),
    spoilt("W030", "version -1", REJECT, header(60, -1)),
    spoilt("W031", "version 0 with today's tables", REJECT, header(60, 0)),
    spoilt("W032", "left in WAL mode", ACCEPT, with_sql("PRAGMA journal_mode=WAL")),
    spoilt("W033", "the newest edit beside the plan", ACCEPT, killed_in_wal_mode),
    # Which of two good states is the newer nobody can tell from the file: it opens as it is.
    spoilt("W034", "that newest edit not copied", ("READONLY", "ACCEPT"), without_its_wal),
    spoilt("W035", "killed in mid-save", ACCEPT, killed_in_mid_edit),
    spoilt("W036", "only the main file of it", RECOVER, without_its_journal),
    spoilt("W037", "a good plan over an unfinished one", RECOVER, over_an_unfinished_one),
    spoilt("W038", "a journal of noise beside it", ACCEPT, with_noise_beside("-journal")),
    spoilt("W039", "a WAL of noise beside it", ACCEPT, with_noise_beside("-wal")),
    spoilt("W040", "texts stored as UTF-16", ("ACCEPT", "REJECT"), in_utf16),
    spoilt("W041", "pages of 512", ACCEPT, with_sql("PRAGMA page_size=512", "VACUUM")),
    spoilt("W042", "pages of 65,536", ACCEPT, with_sql("PRAGMA page_size=65536", "VACUUM")),
    spoilt("W043", "auto_vacuum", ACCEPT, with_sql("PRAGMA auto_vacuum=FULL", "VACUUM")),
)  # fmt: skip
RANDOM = tuple(
    spoilt(f"W{100 + n}", f"random damage number {n}", ANY, damaged(n)) for n in range(10)
)

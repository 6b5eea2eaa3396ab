"""W044 to W066: plans whose tables act, lie, are missing, or hold what no plan holds."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.catalogue.plan_seed import RECOVER, REJECT, spoilt
from tests.models.spoiling import Maker, schema_text, shared_root_page, sql, with_sql

HELD = ("REJECT", "READONLY")
DOUBTFUL = ("REJECT", "RECOVER")
ENDLESS = "WITH RECURSIVE r(id) AS (SELECT 1 UNION ALL SELECT id+1 FROM r) SELECT id FROM r"


def trigger(event: str, act: str) -> Maker:
    """A trigger that does ``act``."""
    return with_sql(f"CREATE TRIGGER t AFTER {event} BEGIN {act}; END")


def in_its_place(view: str) -> Maker:
    """A view where a table should be."""
    return with_sql("ALTER TABLE note RENAME TO was", f"CREATE VIEW note AS {view}")


def many_tables(path: Path) -> None:
    """5,000 tables nobody asked for."""
    sql(path, "BEGIN", *(f"CREATE TABLE more{n} (id)" for n in range(5_000)), "COMMIT")


def of_no_module(path: Path) -> None:
    """A virtual table of a module that is nowhere."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA writable_schema=ON")
    db.execute(
        "INSERT INTO sqlite_master VALUES"
        " ('table', 'more', 'more', 0, 'CREATE VIRTUAL TABLE more USING nowhere(a)')"
    )
    db.close()


def search_index(path: Path) -> None:
    """A full-text table whose inner blocks were changed."""
    sql(
        path,
        "CREATE VIRTUAL TABLE found USING fts5(text)",
        "INSERT INTO found SELECT text FROM answer",
        "UPDATE found_data SET block = zeroblob(40)",
    )


def out_of_step(path: Path) -> None:
    """The index knows a row by another id than the table does."""
    db = sqlite3.connect(path)
    sql_root = "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_commitment_1'"
    (root,) = db.execute(sql_root).fetchone()
    (id,) = db.execute("SELECT id FROM commitment LIMIT 1").fetchone()
    db.close()
    data = path.read_bytes()
    place = data.index(id.encode(), (root - 1) * 4_096, root * 4_096)
    last = place + len(id) - 1
    other = b"1" if data[last : last + 1] != b"1" else b"2"
    path.write_bytes(data[:last] + other + data[last + 1 :])


def bytes_for_text(path: Path) -> None:
    """Bytes in a column of text, as no strict table would take them."""
    schema_text("STRICT", "", "note")(path)
    sql(path, "INSERT INTO note (id, text) VALUES ('n', x'00ff')")
    schema_text(")", ") STRICT", "note")(path)


def bare_columns(path: Path) -> None:
    """The same columns, every constraint and key gone."""
    db = sqlite3.connect(path)
    names = [row[1] for row in db.execute("PRAGMA table_info(note)")]
    db.close()
    columns = ", ".join(f'"{name}"' for name in names)
    sql(path, "DROP TABLE note", f"CREATE TABLE note ({columns})")


LABEL = '"label" TEXT'
CASES = (
    spoilt("W044", "a trigger wipes a table", HELD, trigger("INSERT ON note", "DELETE FROM plan")),
    spoilt("W045", "a trigger grants every consent", HELD,
           trigger("UPDATE ON plan", "UPDATE consent SET granted = 1")),
    spoilt("W046", "a trigger deletes everything", HELD,
           trigger("DELETE ON milestone", "DELETE FROM commitment")),
    spoilt("W047", "a trigger that fires itself", HELD,
           trigger("INSERT ON note", "INSERT INTO note (id) VALUES (hex(randomblob(9)))")),
    spoilt("W048", "a view in the place of a table", REJECT, in_its_place("SELECT * FROM was")),
    spoilt("W049", "that view never ends", REJECT, in_its_place(ENDLESS)),
    spoilt("W050", "a CHECK that takes seconds", DOUBTFUL,
           schema_text(LABEL, f"{LABEL} CHECK (length(zeroblob(900000000)) > 0)")),
    spoilt("W051", "a column of 900 MB by default", REJECT,
           schema_text(LABEL, f'"more" BLOB DEFAULT (zeroblob(900000000)), {LABEL}')),
    spoilt("W052", "a column that is costly to read", REJECT,
           with_sql("ALTER TABLE note ADD COLUMN more TEXT AS (hex(zeroblob(9000000))) VIRTUAL")),
    spoilt("W053", "5,000 extra tables", REJECT, many_tables),
    spoilt("W054", "one unknown table", HELD, with_sql("CREATE TABLE more (id)")),
    spoilt("W055", "a table is missing", RECOVER, with_sql("DROP TABLE note")),
    spoilt("W056", "a column is missing", DOUBTFUL, with_sql("ALTER TABLE note DROP COLUMN label")),
    spoilt("W057", "an unknown column", HELD, with_sql("ALTER TABLE note ADD COLUMN more TEXT")),
    spoilt("W058", "no constraints, no keys", DOUBTFUL, bare_columns),
    spoilt("W059", "two tables in one place", DOUBTFUL, shared_root_page),
    spoilt("W060", "a table's text is not SQL", RECOVER,
           schema_text("CREATE TABLE seal", "CRATE TABLE seal")),
    spoilt("W061", "a table of no known module", REJECT, of_no_module),
    spoilt("W062", "a search index that was changed", ("REJECT", "ACCEPT"), search_index),
    spoilt("W063", "an unknown collation", DOUBTFUL,
           schema_text(LABEL, f"{LABEL} COLLATE elsewhere")),
    spoilt("W064", "an index out of step", RECOVER, out_of_step),
    spoilt("W065", "bytes in a column of text", RECOVER, bytes_for_text),
    spoilt("W066", "a text that is not UTF-8", RECOVER,
           with_sql("UPDATE plan SET title = CAST(x'ff' AS TEXT)")),
)  # fmt: skip

"""The tables as they were made, step by step; a released step is never edited."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from app.models.released import FIRST
from app.models.schema import APPLICATION_ID, SCHEMA_VERSION, Field

migrations = Migrations("atelier")


def migrate(db: sqlite3.Connection) -> None:
    """Bring a connection's tables to today's; safe to call on an empty or an older file."""
    database = Database(db, recursive_triggers=False, execute_plugins=False)
    migrations.apply(database)
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


@migrations()
def m001_first_tables(db: Database) -> None:
    """The tables of version 1: domain rows, the journal, the seal, what is known of the copy."""
    for table in FIRST:
        _make(db, table.name, {field.name: field for field in table.fields})
    db.execute(
        "CREATE TABLE journal (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, copy TEXT NOT NULL,"
        " kind TEXT NOT NULL, visit TEXT NOT NULL, label TEXT NOT NULL, details TEXT NOT NULL,"
        " changes TEXT NOT NULL) STRICT"
    )
    db.execute(
        "CREATE TABLE seal (id INTEGER PRIMARY KEY, total TEXT NOT NULL, row_count INTEGER"
        " NOT NULL, app_version TEXT NOT NULL) STRICT"
    )
    db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")


@migrations()
def m002_translations(db: Database) -> None:
    """Version 2: texts in a second language, and the day until which people are kept."""
    names = ("subject", "field", "language", "text", "source", "by")
    _make(db, "translation", {name: Field(name, "line") for name in names})
    for name in ("second_language", "keep_until"):
        db.execute(f'ALTER TABLE "plan" ADD COLUMN "{name}" TEXT NOT NULL DEFAULT \'\'')


def _make(db: Database, table: str, fields: dict[str, Field]) -> None:
    columns: dict[str, type] = {"id": str, "deleted": int}
    columns |= {name: int if field.is_number else str for name, field in fields.items()}
    db.table(table).create(
        columns,
        pk="id",
        not_null=set(columns) - {"id"},
        defaults={"deleted": 0} | {name: field.blank for name, field in fields.items()},
        strict=True,
    )

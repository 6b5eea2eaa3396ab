"""The tables as they were made, step by step; a released step is never edited."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from app.models.schema import APPLICATION_ID, SCHEMA_VERSION, TABLES, Field

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
    for table in TABLES:
        columns: dict[str, type] = {"id": str, "deleted": int}
        columns |= {field.name: _type(field) for field in table.fields}
        db.table(table.name).create(
            columns,
            pk="id",
            not_null=set(columns) - {"id"},
            defaults={"deleted": 0} | {field.name: field.blank for field in table.fields},
            strict=True,
        )
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


def _type(field: Field) -> type:
    return int if field.is_number else str

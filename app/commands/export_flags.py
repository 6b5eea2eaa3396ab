"""The flags of ``export`` that choose what a document shows."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

LEVELS = (
    "counts, codes, sectors, organisations, names"  # those of ``Options.who``, without loading it
)
# Those of ``exports.DOCUMENTS``, without loading it.
DOCUMENTS_THERE = "action-plan (the default), commitment-sheets, standards-report, participants"


def add_export_flags(parser: ArgumentParser) -> None:
    """The choices people make most; the rest goes through --options."""
    shown = parser.add_argument_group("what the document shows")
    shown.add_argument("--who", metavar="LEVEL", help=LEVELS)
    shown.add_argument("--commitments", metavar="NUMBERS", help="only these: 1,3,5 or 2-4")
    shown.add_argument("--beside", metavar="LANGUAGE", help="a second language side by side")
    then = shown.add_mutually_exclusive_group()
    then.add_argument("--since", metavar="MOMENT", help="only what changed since 2026-11-20T14:30")
    then.add_argument("--compared", type=Path, metavar="OLD.atelier", help="… since that copy")
    shown.add_argument("--watermark", action="store_true", help="DRAFT behind every page")
    shown.add_argument("--line-numbers", action="store_true", help="number the lines of each page")
    shown.add_argument("--large-print", action="store_true", help="for readers with low vision")
    shown.add_argument(
        "--letterhead", type=Path, metavar="FILE.docx", help="with docx: your own Word letter"
    )

"""The arguments each command takes, and what --help says of them."""

from __future__ import annotations

import argparse
from pathlib import Path

from app import __version__

COMMANDS = (
    "new",
    "demo",
    "import",
    "export",
    "check",
    "salvage",
    "bench",
    "read",
    "forget",
    "letterhead",
    "selftest",
)
CHECKED_AS = ("plan", "json", "csv", "xlsx", "picture", "bundle", "docx")
READ_AS = ("table", "open-data", "picture", "bundle", "letterhead")

FINE, WORLD, USAGE, STOPS, OURS = 0, 1, 2, 3, 70

_ABOUT = "Work on action plans without a window. Without a command, the window opens."
_CODES = f"""exit codes:
  {FINE}   done
  {WORLD}   not done, and one sentence on the error stream says why and what to do
  {USAGE}   the command was not understood
  {STOPS}   check: the file is sound, but the plan still misses what it cannot do without
      selftest: the folder is good for whole copies only
  {OURS}  a mistake of Atelier's own; the sentence says where its report lies
"""


def make_parser(asked: str = "") -> argparse.ArgumentParser:
    """The parser of the command line; of one command alone where that is what is ``asked``."""
    parser = argparse.ArgumentParser(
        prog="atelier",
        description=_ABOUT,
        epilog=_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"atelier {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    adds = (_new, _demo, _import, _export, _check, _salvage, _bench, _read, _forget, _letterhead)
    for name, add in zip(COMMANDS, (*adds, _selftest), strict=True):
        if asked in (name, "") or asked not in COMMANDS:
            add(commands)
    return parser


Commands = argparse._SubParsersAction  # argparse gives the type no public name


def _command(
    commands: Commands[argparse.ArgumentParser], name: str, does: str
) -> argparse.ArgumentParser:
    about = does[0].upper() + does[1:] + "."
    return commands.add_parser(name, help=does, description=about)


def _new(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "new", "make a blank plan")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="PLAN.atelier")
    parser.add_argument("--title", default="", help="title of the plan")
    parser.add_argument(
        "--kind", choices=("national", "local"), default="", help="default: that of the template"
    )
    parser.add_argument("--country", default="")
    parser.add_argument("--locality", default="", help="city or region of a local plan")
    parser.add_argument("--starts", default="", metavar="DATE", help="2026, 2026-09 or 2026-09-30")
    parser.add_argument("--ends", default="", metavar="DATE")
    parser.add_argument("--template", default="", metavar="EDITION", help="default: the newest")
    parser.add_argument("--language", default="en", help="working language (en, fr, es…)")


def _demo(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "demo", "make or open the demo plan")
    parser.add_argument("-o", "--out", type=Path, metavar="PLAN.atelier", help="where to make it")
    parser.add_argument("--open", action="store_true", help="open it in the window")


def _import(commands: Commands[argparse.ArgumentParser]) -> None:
    does = "make a plan out of open data (JSON), or take people from a table into a plan"
    parser = _command(commands, "import", does)
    parser.add_argument("source", type=Path, metavar="SOURCE", help="JSON, CSV or XLSX")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("-o", "--out", type=Path, metavar="PLAN.atelier", help="the plan to make")
    where.add_argument("--into", type=Path, metavar="PLAN.atelier", help="the plan to add to")
    parser.add_argument(
        "--duplicates",
        choices=("leave", "fill", "add"),
        default="leave",
        help="with --into: what becomes of people who are there already (default: %(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="report as JSON")


def _export(commands: Commands[argparse.ArgumentParser]) -> None:
    # Imported here, for this module is asked for the codes.
    from app.commands.export_flags import DOCUMENTS_THERE, add_export_flags

    parser = _command(commands, "export", "write a document or a table of a plan")
    parser.add_argument("plan", type=Path, metavar="PLAN.atelier")
    parser.add_argument("--document", default="action-plan", metavar="NAME", help=DOCUMENTS_THERE)
    parser.add_argument(
        "--format",
        metavar="NAME",
        help="docx, pdf, txt, json, csv, xlsx (default: as FILE ends, else docx)",
    )
    parser.add_argument(
        "--language", default="en", help="language of the document: en, fr, es, pt, ar, ru"
    )
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE")
    parser.add_argument(
        "--replace", action="store_true", help="write over a document that is there already"
    )
    parser.add_argument("--options", default="{}", metavar="JSON", help="what the document shows")
    parser.add_argument(
        "--whole",
        action="store_true",
        help="with json: all the file holds, people too, to move a plan and not to publish it",
    )
    parser.add_argument("--progress", action="store_true", help="say how far it has come")
    add_export_flags(parser)


def _check(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "check", "say whether a plan's file is sound and what it misses")
    parser.add_argument("plan", type=Path, metavar="PLAN.atelier")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.add_argument(
        "--as", dest="kind", choices=CHECKED_AS, default="plan",
        help="what the file should be (default: %(default)s)",
    )  # fmt: skip


def _salvage(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "salvage", "write what is readable of a damaged plan to a new one")
    parser.add_argument("plan", type=Path, metavar="DAMAGED.atelier")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="NEW.atelier")
    parser.add_argument("--json", action="store_true", help="report as JSON, counts and ids only")


def _bench(commands: Commands[argparse.ArgumentParser]) -> None:
    _command(commands, "bench", "run the benchmarks of the source tree")


def _read(commands: Commands[argparse.ArgumentParser]) -> None:
    does = "say what is in a stranger's file, as lines of JSON; the window starts this for itself"
    parser = _command(commands, "read", does)
    parser.add_argument("source", type=Path, metavar="FILE")
    parser.add_argument("--as", dest="kind", choices=READ_AS, required=True)
    parser.add_argument("--chosen", default="{}", metavar="JSON", help="encoding, sheet, header")


def _forget(commands: Commands[argparse.ArgumentParser]) -> None:
    does = "erase a person from a plan and its backups, or everybody's names"
    parser = _command(commands, "forget", does)
    parser.add_argument("plan", type=Path, metavar="PLAN.atelier")
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--person", metavar="CODE_OR_NAME", help="a badge code or a whole name")
    who.add_argument(
        "--everybody", action="store_true", help="put badge codes in the place of all names"
    )
    parser.add_argument(
        "--texts", action="store_true", help="with --person: put the code into texts as well"
    )
    parser.add_argument("--json", action="store_true", help="report as JSON")


def _letterhead(commands: Commands[argparse.ArgumentParser]) -> None:
    does = "make a Word file with every gap and style, to become your letterhead"
    parser = _command(commands, "letterhead", does)
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE.docx")
    parser.add_argument("--language", default="en", help="language of its labels")


def _selftest(commands: Commands[argparse.ArgumentParser]) -> None:
    does = "say whether one can work in a folder, on a disk or a stick; nothing stays there"
    parser = _command(commands, "selftest", does)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--json", action="store_true", help="report as JSON")
    parser.add_argument(
        "--progress", action="store_true", help="say how far it has come; then 0 for any verdict"
    )
    parser.add_argument("--child", choices=("write", "open"), help=argparse.SUPPRESS)

"""The house keeps its own rules; each rule is also shown a room that breaks it."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import pofile

from app.words import LANGUAGES
from tests import house
from tests.house import ROOT, Rule, Source

APP = sorted((ROOT / "app").rglob("*.py"))
BESIDE = [
    ROOT / "bootstrap.py",
    *(ROOT / "tools").glob("*.py"),
    *(ROOT / "packaging").rglob("*.py"),
]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
EVERYWHERE = [*APP, *BESIDE, *TESTS]

DEEP = """
def f():
    for a in b:
        if a:
            with a:
                try:
                    while a:
                        a()
                except E:
                    pass
"""

RULES: tuple[tuple[Rule, list[Path], str], ...] = (
    (house.file_too_long, EVERYWHERE, "a = 1\n" * 401),
    (house.function_too_long, [*APP, *BESIDE], "def f():\n" + " a()\n" * 40),
    (house.function_too_deep, [*APP, *BESIDE], DEEP),
    (house.library_out_of_place, APP, "def f():\n    from PySide6 import QtCore"),
    (house.library_out_of_place, APP, "import threading"),
    (house.network_or_code_loader, APP, "import urllib.request"),
    (house.network_or_code_loader, APP, "from PySide6.QtNetwork import QLocalServer"),
    (house.network_or_code_loader, APP, "import pickle as p"),
    (house.network_or_code_loader, APP, "a = eval('1')"),
    (house.network_or_code_loader, APP, "run('ls', shell=yes)"),
    (house.network_or_code_loader, APP, "os.system('ls')"),
    (house.network_or_code_loader, APP, "db.executescript(text)"),
    (house.sql_made_of_strings, APP, "db.execute(f'SELECT {a}')"),
    (house.global_instance, APP, "def f():\n    global a\n    a = 1"),
    (house.global_instance, APP, "known = {}"),
    (house.global_instance, APP, "words: Words = Words('en')"),
    (house.global_instance, APP, "paths = app.paths.Paths.real()"),
    (house.ignore_without_reason, EVERYWHERE, "a = 1  # type" + ": ignore[misc]"),
    (house.ignore_without_reason, EVERYWHERE, "a = 1  # no" + "qa"),
    (house.left_for_later, EVERYWHERE, "a = 1  # TO" + "DO: more"),
    (house.prints, APP, "print('here')"),
    (
        house.docstring_missing,
        [*APP, ROOT / "bootstrap.py"],
        '"""A file."""\nclass A:\n  """One."""\n  def b(self): ...',
    ),
    (house.words_out_of_sight, APP, "said = f'{words(\"Add\")} it'"),
    (house.words_put_together, APP, "words(f'Add {thing}')"),
    (house.tip_taken_for_markup, APP, "label.setToolTip(name if name else '')"),
    (house.swallowed_fault, EVERYWHERE, "try:\n    a()\nexcept:\n    pass"),
)
EACH_RULE = list({rule.__name__: (rule, files) for rule, files, _ in RULES}.values())


@pytest.mark.parametrize(("rule", "files"), EACH_RULE, ids=[rule.__name__ for rule, _ in EACH_RULE])
def test_the_house_keeps(rule: Rule, files: list[Path]) -> None:
    broken = [
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for path in files
        for line, what in rule(Source.read(path))
    ]
    assert not broken, "\n" + "\n".join([rule.__doc__ or "", *broken])


@pytest.mark.parametrize(("rule", "files", "bad"), RULES)
def test_a_rule_notices_who_breaks_it(rule: Rule, files: list[Path], bad: str) -> None:
    assert files
    assert list(rule(Source.of(bad)))


def test_a_file_without_a_name_of_its_own_is_noticed() -> None:
    assert list(house.nameless(Source.of("", "app.ui.utils")))
    assert not [path for path in EVERYWHERE if list(house.nameless(Source.read(path)))]


def test_the_import_contracts_hold() -> None:
    ask = "from importlinter.cli import lint_imports_command as go; go()"
    done = subprocess.run(
        [sys.executable, "-c", ask, "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def edition_ids() -> set[str]:
    """The ids of every edition that ships, read from the data itself."""
    found = sorted((ROOT / "resources" / "frameworks").glob("*/*/framework.toml"))
    return {tomllib.loads(path.read_text("utf-8"))["id"] for path in found}


def test_no_edition_is_named_in_code() -> None:
    """Code knows families, items and scales; an edition is data, and old ones stay for ever."""
    ids = edition_ids()
    assert ids, "no editions were found, so nothing would be noticed"
    named = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value!r}"
        for path in APP
        for node in ast.walk(Source.read(path).tree)
        if isinstance(node, ast.Constant) and node.value in ids
    ]
    assert not named, "\n".join(named)


def test_the_lock_is_hashed_and_names_no_index() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lock = (ROOT / "packaging" / name).read_text("utf-8")
        parts = re.findall(r"^[A-Za-z0-9._-]+==", lock, re.M)
        assert len(parts) > 15
        assert not re.search(r"https?://|--index|--find-links", lock)
        for entry in re.split(r"\n(?=\S)", lock):
            assert "--hash=sha256:" in entry, entry


def test_the_lock_covers_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["dependency-groups"]["dev"],
    }
    for name, needs in wanted.items():
        lock = (ROOT / "packaging" / name).read_text("utf-8").lower()
        locked = {part.replace("_", "-") for part in re.findall(r"^([a-z0-9._-]+)==", lock, re.M)}
        asked = {re.split(r"[<>=;\s]", need.lower())[0] for need in needs}
        assert asked <= locked, f"{name} lacks {asked - locked}; see packaging/README.md"


def test_tests_and_program_use_the_same_parts() -> None:
    run, dev = (
        set(re.findall(r"^\S+==\S+.*", (ROOT / "packaging" / name).read_text("utf-8"), re.M))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert run <= dev


def gaps(text: str | tuple[str, ...] | list[str]) -> set[str]:
    """The gaps of a text or of all its plural forms."""
    return set(re.findall(r"\{\w*\}", " ".join([text] if isinstance(text, str) else text)))


def translations(language: str) -> Iterator[tuple[object, object]]:
    """The texts of a language's catalogue with their translations."""
    catalogue = ROOT / "resources" / "i18n" / language / "LC_MESSAGES" / "app.po"
    if not catalogue.exists():
        pytest.skip(f"there is no catalogue for {LANGUAGES[language]} yet")
    with catalogue.open("rb") as file:
        for message in pofile.read_po(file):
            if message.id and message.string and any(message.string):
                yield message.id, message.string


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_translation_fills_the_same_gaps(language: str) -> None:
    wrong = [
        f"{text!r} → {said!r}"
        for text, said in translations(language)
        if not gaps(said) <= gaps(text)  # type: ignore[arg-type]  # babel does not type messages
        or (isinstance(text, str) and gaps(said) != gaps(text))  # type: ignore[arg-type]  # likewise
    ]
    assert not wrong, "\n".join(wrong)

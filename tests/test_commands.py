"""The doors without a screen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from app import __version__
from app.__main__ import close_doors, main, opens_window
from app.commands import guarded
from app.commands.parser import COMMANDS, FINE, OURS, STOPS, USAGE, WORLD
from app.exports import DOCUMENTS, FORMATS
from app.models.frameworks import Frameworks
from app.models.intake.atelier_json import to_json
from app.models.new_plan import templates_for
from app.models.verbs.drafting import add_commitment, delete_commitment
from app.paths import Paths
from tests.models.making import a_closed_plan, a_plan, an_open_plan, reopened

ROOT = Path(__file__).parents[1]


def python(*arguments: str, cwd: Path = ROOT, **environ: str) -> subprocess.CompletedProcess[str]:
    """A fresh Python with this program on its path."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert err.count("\n") == 1
    return err.strip()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A sound plan that still misses much."""
    return a_closed_plan(tmp_path / "plan.atelier")


# Which door


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--demo"], True),
        (["gone.atelier"], True),
        ([str(ROOT)], True),
        (["--help"], False),
        (["--version"], False),
        (["exprot", "x.atelier"], False),
        *(([name], False) for name in COMMANDS),
    ],
)
def test_the_first_argument_says_which_door(arguments: list[str], window: bool) -> None:
    assert opens_window(arguments) is window


def test_help_says_what_there_is_and_what_the_codes_mean(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--help"]) == FINE
    text = said(capsys)
    assert all(re.search(rf"^    {name}\b", text, re.M) for name in COMMANDS)
    assert all(f"\n  {code} " in text for code in (FINE, WORLD, USAGE, STOPS, OURS))
    for name in COMMANDS:
        assert main([name, "--help"]) == FINE
    assert main(["--version"]) == FINE
    assert said(capsys).strip().endswith(__version__)


@pytest.mark.parametrize("wrong", [["exprot"], ["new"], ["export", "x"], ["check", "--as", "y"]])
def test_what_is_not_understood_is_said_with_the_usage(
    capsys: pytest.CaptureFixture[str], wrong: list[str]
) -> None:
    assert main(wrong) == USAGE
    assert "usage: atelier" in capsys.readouterr().err


def test_help_is_quick_and_no_command_loads_qt(tmp_path: Path) -> None:
    best = min(_seconds("-m", "app", "--help") for _ in range(3))
    idle = min(_seconds("-c", "pass") for _ in range(3))
    assert best - idle < 0.15
    code = (
        "import sys; from app.__main__ import main\n"
        "assert main(['new', '-o', 'p.atelier', '--title', 'T']) == 0\n"
        "main(['check', 'p.atelier'])\n"
        "assert main(['export', 'p.atelier', '--format', 'docx', '-o', 'p.docx']) == 0\n"
        "sys.exit(str([name for name in sys.modules if 'PySide' in name] or ''))"
    )
    run = python("-c", code, cwd=tmp_path)
    assert run.stderr.strip() == ""


def _seconds(*arguments: str) -> float:
    started = time.perf_counter()
    assert python(*arguments).returncode == 0
    return time.perf_counter() - started


# What could load code from elsewhere


def test_strays_leave_the_environment_and_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    strays = ("PYTHONPATH", "PYTHONSTARTUP", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH")
    environ = dict.fromkeys((*strays, "PATH", "QT_QPA_PLATFORM", "QT_SCALE_FACTOR"), "x")
    path = ["", str(tmp_path), str(ROOT), "/usr/lib"]
    close_doors(environ, path)
    assert sorted(environ) == ["PATH", "QT_QPA_PLATFORM", "QT_SCALE_FACTOR"]
    assert path == [str(ROOT), "/usr/lib"]


def test_a_hostile_folder_runs_nothing_of_its_own(tmp_path: Path) -> None:
    for name in ("json", "sqlite3", "argparse", "reportlab", "platformdirs", "sqlite_utils"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('hijacked')")
    code = (
        "import sys; sys.path.insert(0, '')\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from app.__main__ import main; sys.exit(main(['new', '-o', 'p.atelier']))"
    )
    run = python("-c", code, cwd=tmp_path)
    assert (run.returncode, run.stderr) == (FINE, "")


# new, demo, import


def test_new_makes_a_blank_plan_on_the_newest_form(tmp_path: Path, resources: Path) -> None:
    path = tmp_path / "a" / "new.atelier"
    arguments = ["new", "-o", str(path), "--title", "Plan", "--kind", "local", "--starts", "2026"]
    assert main(arguments) == FINE
    with reopened(path) as file:
        info = file.read_plan().info
    assert (info.title, info.kind, info.starts) == ("Plan", "local", "2026")
    assert Frameworks(resources / "frameworks").edition(info.template, "en").plan_kind == "local"


def test_new_never_takes_the_place_of_a_file(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plan.read_bytes()
    assert main(["new", "-o", str(plan)]) == WORLD
    assert "already" in complaint(capsys)
    assert plan.read_bytes() == before


@pytest.mark.parametrize("family", ["", "values", "themes"])
def test_new_with_a_form_nobody_knows_says_so(
    tmp_path: Path, resources: Path, capsys: pytest.CaptureFixture[str], family: str
) -> None:
    wrong = Frameworks(resources / "frameworks").editions(family)[0] if family else "moon"
    assert main(["new", "-o", str(tmp_path / "p.atelier"), "--template", wrong]) == WORLD
    assert f"“{wrong}”" in complaint(capsys)
    assert list(tmp_path.iterdir()) == []


def test_new_takes_the_kind_from_the_form_and_tidies_dates(tmp_path: Path, resources: Path) -> None:
    path = tmp_path / "p.atelier"
    form = templates_for("local", Frameworks(resources / "frameworks"))[0]
    dates = ["--starts", " 31/12/2026 ", "--ends", "spring"]
    assert main(["new", "-o", str(path), "--template", form, *dates]) == FINE
    with reopened(path) as file:
        info = file.read_plan().info
    assert (info.kind, info.starts, info.ends) == ("local", "2026-12-31", "spring")


def test_the_demo_plan_is_sound_and_rich(tmp_path: Path) -> None:
    path = tmp_path / "démo.atelier"
    assert main(["demo", "-o", str(path)]) == FINE
    with reopened(path) as file:
        assert file.damage() == ""
        demo = file.read_plan()
    assert len(demo.commitments) >= 3
    assert demo.info.title


def test_open_data_goes_out_and_comes_in_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = a_plan()
    source = tmp_path / "plan.json"
    source.write_bytes(to_json(plan))
    path = tmp_path / "again.atelier"
    assert main(["import", str(source), "-o", str(path), "--json"]) == FINE
    report = json.loads(said(capsys))
    assert (report["commitments"], report["milestones"]) == (2, 4)
    with reopened(path) as file:
        tables = file.read_plan().tables
    assert tables["plan"].keys() == plan.tables["plan"].keys()
    assert {**tables, "plan": {}} == {**plan.tables, "plan": {}}
    assert main(["import", str(source), "-o", str(tmp_path / "more.atelier")]) == FINE
    assert "2 commitments and 4 milestones" in said(capsys)


def test_what_was_kept_as_a_note_is_told_in_one_short_line_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "plan.json"
    strange = {"title": "\u202eword " * 90, "odd\u202e key": "kept"}
    source.write_text(json.dumps({"commitments": [strange]}))
    assert main(["import", str(source), "-o", str(tmp_path / "p.atelier")]) == FINE
    _, *notes = said(capsys).splitlines()
    assert notes
    assert all(line.isprintable() and len(line) < 120 for line in notes)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "other"}', "\x00", "[" * 9_000])
def test_what_is_no_open_data_makes_no_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    source = tmp_path / "bad.json"
    source.write_text(text)
    code = main(["import", str(source), "-o", str(tmp_path / "p.atelier")])
    if code == WORLD:
        assert complaint(capsys)
        assert not (tmp_path / "p.atelier").exists()
    else:
        assert code == FINE, "an object without a known key is a plan whose every key is missing"
        assert text.startswith("{")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no head to stop reading")
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_reader_that_has_seen_enough_ends_it_quietly(plan: Path, more: list[str]) -> None:
    command = [sys.executable, "-m", "app", "check", str(plan), *more]
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run(
        command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert (run.returncode, run.stderr) == (WORLD, "")


# export


@pytest.mark.parametrize("format", [row.id for row in FORMATS])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_format_comes_out_in_every_language(
    plan: Path, tmp_path: Path, format: str, language: str
) -> None:
    out = tmp_path / f"out.{format}"
    arguments = ["export", str(plan), "--format", format, "--language", language, "-o", str(out)]
    before = plan.read_bytes()
    assert main(arguments) == FINE
    assert out.stat().st_size > 100
    assert plan.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([out.name, plan.name])


@pytest.mark.parametrize("document", [row.id for row in DOCUMENTS])
def test_every_document_comes_out(plan: Path, tmp_path: Path, document: str) -> None:
    out = tmp_path / "out.docx"
    assert main(["export", str(plan), "--document", document, "-o", str(out)]) == FINE
    assert out.read_bytes().startswith(b"PK")


def test_progress_is_told_as_the_window_reads_it(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.docx"
    assert main(["export", str(plan), "-o", str(out), "--progress"]) == FINE
    lines = said(capsys).split("\n")[:-1]
    shares = [float(line.removeprefix("progress ")) for line in lines]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert main(["export", str(plan), "-o", str(out), "--replace"]) == FINE
    assert said(capsys) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        ["--document", "poem"],
        ["--format", "stone"],
        ["--options", "{"],
        ["--options", '{"colour": 1}'],
        ["--format", "json", "--document", "poem"],
        ["--language", "tlh"],
        ["-o", "no/such/folder/out.docx"],
        ["-o", f"{'x' * 300}.docx"],
    ],
)
def test_an_export_that_cannot_be_is_one_sentence(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: list[str]
) -> None:
    out = tmp_path / "out.docx"
    out.write_text("the report of yesterday")
    assert main(["export", str(plan), "--replace", "-o", str(out), *wrong]) == WORLD
    assert complaint(capsys)
    assert out.read_text() == "the report of yesterday"


def test_a_document_never_takes_the_place_of_its_plan(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plan.read_bytes()
    assert main(["export", str(plan), "-o", str(plan)]) == WORLD
    assert "already" in complaint(capsys)
    assert plan.read_bytes() == before


def test_a_document_never_takes_the_place_of_any_plan(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = a_closed_plan(tmp_path / "other.atelier")
    before = other.read_bytes()
    assert main(["export", str(plan), "-o", str(other)]) == WORLD
    assert "already" in complaint(capsys)
    assert other.read_bytes() == before


def test_json_says_what_stayed_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "plan.atelier", tmp_path / "plan.json"
    arguments = ["export", str(path), "--format", "json", "--replace", "-o", str(out)]
    with an_open_plan(path) as journal:
        journal.file.copy_to(tmp_path / "bare.atelier")
        journal.do(add_commitment(journal.plan, "To be thrown away"))
        journal.do(delete_commitment(journal.plan, journal.plan.commitments[-1].id))
    assert main(arguments) == FINE
    assert "--whole" in said(capsys)
    assert main([*arguments, "--whole"]) == FINE
    assert said(capsys) == ""
    arguments[1] = str(tmp_path / "bare.atelier")
    assert main(arguments) == FINE
    assert said(capsys) == "", "nothing stayed behind"


def test_a_plan_open_in_the_window_is_left_to_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.atelier"
    with an_open_plan(path):
        run = python("-m", "app", "export", str(path), "-o", str(tmp_path / "out.docx"))
    assert run.returncode == WORLD
    assert "open in another window" in run.stderr


# Ours


def test_a_mistake_of_ours_is_a_report_without_peoples_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = Paths.under(tmp_path)

    def broken() -> int:
        raise KeyError("Kwame Canary")

    assert guarded(broken, paths) == OURS
    assert "plan is safe" in complaint(capsys)
    report = next(paths.logs.iterdir()).read_text()
    assert "KeyError" in report
    assert "test_commands.py" in report
    assert "Canary" not in report
    assert str(tmp_path) not in report


def test_messages_come_in_the_language_of_the_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "gone.atelier")]) == WORLD
    assert "no longer where it was" in said(capsys)


def test_every_edit_made_before_an_export_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.atelier"
    with an_open_plan(path) as journal:
        journal.do(add_commitment(journal.plan, "Open the cadastre"))
        journal.file.copy_to(tmp_path / "snapshot.atelier")
        run = python(
            "-m", "app", "export", str(tmp_path / "snapshot.atelier"), "--format", "docx",
            "-o", str(tmp_path / "out.docx"),
        )  # fmt: skip
    assert run.returncode == FINE, run.stderr
    with zipfile.ZipFile(tmp_path / "out.docx") as packed:
        assert b"Open the cadastre" in packed.read("word/document.xml")

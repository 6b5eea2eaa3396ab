"""The common choices of an export by name on the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

from app.__main__ import main
from app.commands.export_flags import DOCUMENTS_THERE, LEVELS
from app.commands.exporting import options_of
from app.commands.parser import FINE, WORLD, make_parser
from app.demo import demo_plan
from app.errors import UserError
from app.exports import DOCUMENTS
from app.exports.options import Options, Who
from app.models.edits import Step
from app.models.journal import Journal
from app.models.plan import Plan
from app.models.planfile import PlanFile
from app.models.records import Commitment
from app.models.verbs.rows import changed
from app.paths import find_resources
from tests.builders import a_commitment, a_person, a_plan

FIRST, SECOND, THIRD = (a_commitment(position=p, title=p) for p in "BCD")
TODAY = datetime.now().astimezone().date().isoformat()
PLAN = a_plan(FIRST, SECOND, THIRD, a_person("Ama"))


def options(*flags: str, plan: Plan = PLAN) -> Options:
    asked = make_parser().parse_args(["export", "p.atelier", "-o", "out", *flags])
    return options_of(asked, plan)


def test_the_help_names_the_levels_there_are() -> None:
    assert get_args(Who) == tuple(LEVELS.split(", "))


def test_the_help_names_the_documents_there_are() -> None:
    said = DOCUMENTS_THERE.replace(" (the default)", "").split(", ")
    assert said == [row.id for row in DOCUMENTS]


def test_without_flags_a_document_is_as_usual() -> None:
    assert options() == Options()


def test_flags_fill_the_options() -> None:
    flags = ["--who", "codes", "--beside", "fr", "--watermark", "--line-numbers", "--large-print"]
    assert options(*flags) == Options(
        who="codes", beside="fr", watermark=True, line_numbers=True, large_print=True
    )
    assert options("--options", '{"watermark": true}') == Options(watermark=True)
    assert options("--letterhead", "l.docx").letterhead == str(Path("l.docx").resolve())


def test_open_data_takes_the_notes_of_its_source_along_unless_told_not_to() -> None:
    assert options("--format", "json").notes
    assert not options("--format", "json", "--options", '{"notes": false}').notes
    assert not options("--format", "json", "--options", Options().to_json()).notes, "the window"


@pytest.mark.parametrize(
    "flags", [("--letterhead", "l.docx", "--format", "pdf"), ("--whole", "--format", "pdf")]
)
def test_a_flag_of_another_format_is_refused(flags: tuple[str, ...]) -> None:
    with pytest.raises(UserError, match="unknown_choice"):
        options(*flags)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("2", (SECOND,)),
        ("1,3", (FIRST, THIRD)),
        (" 3 , 3, 1", (THIRD, FIRST)),
        ("2-3", (SECOND, THIRD)),
    ],
)
def test_commitments_go_by_their_numbers(text: str, chosen: tuple[Commitment, ...]) -> None:
    assert options("--commitments", text).commitments == tuple(row.id for row in chosen)


def test_a_moment_is_kept_in_universal_time() -> None:
    since = options("--since", "2026-11-20T14:30+02:00").since
    assert datetime.fromisoformat(since) == datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.atelier"
    PlanFile.create(path, demo_plan(find_resources())).close()
    return path


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        (["--who", "everybody"], "everybody"),
        (["--commitments", "1,77"], "77"),
        (["--commitments", "one"], "one"),
        (["--commitments", "²"], "²"),
        (["--beside", "en"], "en"),
        (["--beside", "tlh"], "tlh"),
        (["--since", "Tuesday"], "Tuesday"),
        (["--since", TODAY, "--document", "participants"], "Participants"),
        (["--since", TODAY, "--format", "csv"], "CSV"),
    ],
)
def test_what_there_is_not_is_refused_in_one_sentence(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], flags: list[str], named: str
) -> None:
    out = tmp_path / "out"
    assert main(["export", str(plan), "-o", str(out), *flags]) == WORLD
    said = capsys.readouterr().err.strip()
    assert named in said
    assert said.count("\n") == 0
    assert not out.exists()


def test_only_what_changed_is_written_from_the_history_or_a_copy(
    plan: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.atelier"
    file = PlanFile.open(plan)
    file.copy_to(old)
    book = Journal(file)
    title = "Land titles for everybody"
    book.do(Step("Edit", (changed(book.plan.commitments[0], title=title),)))
    book.close()
    texts: list[str] = []
    for flags in (["--since", TODAY], ["--compared", str(old)]):
        out = tmp_path / f"out{len(texts)}.txt"
        arguments = ["export", str(plan), "--format", "txt", "-o", str(out), *flags]
        assert main(arguments) == FINE
        texts.append(out.read_text("utf-8-sig"))
    for text in texts:
        assert "for everybody" in text
        assert "1 commitment changed." in text


def test_a_moment_outside_the_plans_time_is_told(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["export", str(plan), "-o", str(tmp_path / "out.docx"), "--since"]
    assert main([*arguments, "2020-01-01"]) == WORLD
    assert f"began on {TODAY}" in capsys.readouterr().err
    assert main([*arguments, "2999-01-01"]) == WORLD
    assert "“2999-01-01” lies ahead" in capsys.readouterr().err
    assert not (tmp_path / "out.docx").exists()


def test_a_moment_and_a_copy_are_not_both_compared_with(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ["--since", "2026-01-01", "--compared", str(plan)]
    with pytest.raises(SystemExit):
        options(*flags)
    assert "not allowed with argument --since" in capsys.readouterr().err


def test_a_document_that_is_there_is_left_as_it_is(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.txt"
    out.write_text("the report of yesterday")
    arguments = ["export", str(plan), "--format", "txt", "-o", str(out)]
    assert main(arguments) == WORLD
    assert "--replace" in capsys.readouterr().err
    assert out.read_text() == "the report of yesterday"
    assert main([*arguments, "--replace"]) == FINE
    assert "yesterday" not in out.read_text("utf-8-sig")


def test_characters_without_a_picture_are_said(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Journal(PlanFile.open(plan))
    book.do(Step("Edit", (changed(book.plan.info, title="Plan \U00013080"),)))
    book.close()
    arguments = ["export", str(plan), "--document", "participants", "--format", "pdf"]
    assert main([*arguments, "-o", str(tmp_path / "a.pdf")]) == FINE
    assert "\U00013080" in capsys.readouterr().out
    assert main([*arguments, "--progress", "-o", str(tmp_path / "b.pdf")]) == FINE
    assert "missing \U00013080\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "flags", "start"),
    [
        ("out.pdf", (), b"%PDF"),
        ("OUT.PDF", (), b"%PDF"),
        ("out.json", (), b"{"),
        ("out", (), b"PK"),
        ("out.txt", ("--format", "docx"), b"PK"),
    ],
)
def test_a_document_is_of_the_kind_its_name_says(
    tmp_path: Path, name: str, flags: tuple[str, ...], start: bytes
) -> None:
    plan, out = tmp_path / "p.atelier", tmp_path / name
    PlanFile.create(plan, PLAN).close()
    assert main(["export", str(plan), *flags, "-o", str(out)]) == FINE
    assert out.read_bytes().startswith(start)

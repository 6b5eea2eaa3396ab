"""The pages of our PDFs, looked at as a typesetter would look at them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.demo import demo_plan
from app.exports.outline import Block, Heading, Outline, PageBreak, Paragraph, Table, runs
from app.exports.pdf_text.press import Flow, Press
from app.exports.pdf_text.table import TableFlow
from app.exports.pdf_text.tags import Element
from app.exports.pdf_writer import write
from app.models.frameworks import Frameworks
from tests.exports.land_titles import land_titles
from tests.exports.specimen import arabic, rich
from tools.page_check import KINDS, check
from tools.page_plans import MANNERS, checked, hundred, long_titles

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SAMPLES = {"land titles": land_titles, "long": long_titles}
LANGUAGES = ("en", "ar", "ru") if os.environ.get("ATELIER_LONG") else ("en", "ar")


def written(outline: Outline, path: Path) -> Path:
    with path.open("wb") as file:
        write(outline, file, RESOURCES)
    return path


@pytest.mark.parametrize("how", MANNERS)
@pytest.mark.parametrize("name", SAMPLES)
def test_pages_are_without_fault(resources: Path, name: str, how: str) -> None:
    frameworks = Frameworks(resources / "frameworks")
    for language in LANGUAGES:
        assert checked(SAMPLES[name](), language, "A4", how, frameworks, resources) == []


def test_the_demo_is_without_fault(resources: Path) -> None:
    frameworks = Frameworks(resources / "frameworks")
    assert checked(demo_plan(resources), "en", "A4", "ordinary", frameworks, resources) == []


@pytest.mark.skipif(not os.environ.get("ATELIER_LONG"), reason="ATELIER_LONG is not set")
@pytest.mark.parametrize("how", MANNERS)
def test_a_hundred_commitments_are_without_fault(resources: Path, how: str) -> None:
    frameworks = Frameworks(resources / "frameworks")
    assert checked(hundred(), "en", "Letter", how, frameworks, resources) == []


@pytest.mark.parametrize("outline", [rich(), arabic()], ids=["en", "ar"])
def test_every_block_keeps_its_place(outline: Outline, tmp_path: Path) -> None:
    assert check(written(outline, tmp_path / "plan.pdf")) == []


def crowded() -> Outline:
    """Headings, texts and tables that end where they should not, unless somebody takes care."""
    rows = tuple((runs(f"{n}"), runs("One line. " * (n * 7 % 90))) for n in range(40))
    blocks: list[Block] = []
    for n in range(60):
        text = Paragraph(runs("What was said in the room. " * (n * 7 % 50 + 1)))
        blocks += [
            Heading(f"Part {n}", 2),
            text,
            Table(("No", "What"), rows[n % 36 : n % 36 + 4], (1, 5)),
        ]
    return Outline("A plan", "en", tuple(blocks), running="A plan", footer="Draft")


def late_rows(flow: TableFlow, press: Press, body: Element) -> None:
    press.next_sheet()
    rows(flow, press, body)


def lonely(press: Press, flow: Flow) -> None:
    press._waiting.append(flow)
    press.flush()


rows = TableFlow._draw_rows
SPOILERS: dict[str, dict[str, object]] = {
    "heading parted from its text": {"press.Press.add": lonely},
    "table head without a row": {"table.TableFlow._draw_rows": late_rows},
    "ink outside its room": {"press.Press.room": property(lambda _press: 9000.0)},
    "lines on top of each other": {"lines.Typesetter.leading": lambda *_: 4.0},
    "row parted though it would fit": {"table.tallest": lambda _texts: 0.0},
    "empty page": {"press.Press.drop_unused_sheet": lambda _press: None},
}


def test_the_crowded_document_is_without_fault(tmp_path: Path) -> None:
    assert check(written(crowded(), tmp_path / "plan.pdf")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_fault_is_found(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, spoilt in SPOILERS[kind].items():
        monkeypatch.setattr(f"app.exports.pdf_text.{name}", spoilt)
    outline = crowded()
    if kind == "empty page":
        outline = replace(outline, blocks=(*outline.blocks, PageBreak()))
    faults = check(written(outline, tmp_path / "plan.pdf"))
    assert kind in {fault.kind for fault in faults}

"""The PDF as a reader, a screen reader and a printer meet it."""

from __future__ import annotations

import io
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from app.errors import UserError
from app.exports.outline import (
    Bar,
    Block,
    Bullets,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    Marked,
    Outline,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Run,
    Table,
    runs,
)
from app.exports.pdf_writer import check, write

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
WORDS = {"page_of": "Page {page} of {pages}"}
PROSE = (
    "A first land title takes fourteen months and two journeys to the capital. Women hold fewer "
    "than one title in ten. Nobody publishes how long a request waits or why it is refused. "
)


def an_outline(*blocks: Block, language: str = "en", right: bool = False) -> Outline:
    return Outline(
        "Open Government Action Plan", language, blocks, "The plan", "Draft for comment",
        "Forum", "What we promise", "OGP, plan", right, words=WORDS,
    )  # fmt: skip


def rich() -> Outline:
    row = (runs("7.1"), runs("The fee table is published each month."), runs("12"))
    return an_outline(
        Cover("Action Plan", "Country", (("Period", "2026–2028"),), "Draft"),
        Contents("Contents", 3),
        Heading("Land titles", 1, "Commitment 7", "Land", "c7"),
        Facts((("Lead", "Registry"), ("With", "Ombudsman"), ("From – to", "2027"))),
        Heading("What problem does it address?", 2),
        Paragraph((
            Run(PROSE), Run("the site", link="https://example.org/a(b)"),
            Run(" and commitment eight", link="#c8"), Run(" registre", language="fr"),
        )),
        Paragraph(runs(PROSE), "quote"),
        Marked("access", "Access to information", runs("Published monthly.")),
        Marked("level-2", "Modest", runs("Five of nine.")),
        Bullets((runs("One"), runs("Two")), ordered=True),
        Table(("", "What", "Cost"), (row,) * 60, (0.1, 0.7, 0.2), "Milestones", (2,)),
        Figure((Bar("Access", 4, "access"), Bar("Civic", 0, "civic")), "4 and 0", "Values"),
        Heading("Water points", 1, "Commitment 8", "Water", "c8"),
        Paragraph(runs("Not yet written"), "empty"),
    )  # fmt: skip


def written(outline: Outline) -> bytes:
    target = io.BytesIO()
    write(outline, target, RESOURCES)
    return target.getvalue()


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def text_by_pdfium(data: bytes) -> str:
    document = pytest.importorskip("pypdfium2").PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_what_is_said_is_in_the_file_in_order() -> None:
    text = " ".join("\n".join(pages(written(rich()))).split())
    places = [
        text.find(said)
        for said in (
            "Action Plan", "Contents", "Commitment 7", "Lead", "What problem", "fourteen months",
            "Access to information", "Milestones", "Values", "Water points",
        )
    ]  # fmt: skip
    assert -1 not in places


def test_the_same_outline_gives_the_same_bytes() -> None:
    assert written(rich()) == written(rich())


def test_title_language_and_author_are_told_and_nothing_of_the_machine() -> None:
    with pikepdf.open(io.BytesIO(written(rich()))) as pdf:
        assert str(pdf.docinfo.Title) == "Open Government Action Plan"
        assert str(pdf.docinfo.Author) == "Forum"
        assert "/CreationDate" not in pdf.docinfo
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Open Government Action Plan"


def test_pages_are_counted_and_headed() -> None:
    found = pages(written(rich()))
    for at, page in enumerate(found[1:], start=2):
        assert f"Page {at} of {len(found)}" in " ".join(page.split())
        assert "The plan" in page
    assert "Page 1" not in found[0]


def test_contents_stand_after_the_cover_and_name_the_right_pages() -> None:
    found = pages(written(rich()))
    assert "Contents" in found[1]
    lines = {" ".join(line.split()) for line in found[1].splitlines()}
    water = next(at for at, page in enumerate(found, 1) if "Not yet written" in page)
    joined = " ".join(sorted(lines))
    assert "Water points" in joined
    assert str(water) in " ".join(found[1].split())


def test_bookmarks_lead_to_the_headings() -> None:
    reader = pypdf.PdfReader(io.BytesIO(written(rich())))
    outline: Any = reader.outline
    assert outline[0].title == "Commitment 7 · Land titles"
    assert outline[1][0].title == "What problem does it address?"
    assert reader.get_destination_page_number(outline[0]) == 2
    assert outline[2].title == "Commitment 8 · Water points"
    assert reader.get_destination_page_number(outline[2]) == len(reader.pages) - 1


def test_links_lead_outside_or_to_their_heading() -> None:
    with pikepdf.open(io.BytesIO(written(rich()))) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        outside = [str(link.A.URI) for link in links if "/A" in link]
        inside = {link.Dest[0].objgen for link in links if "/Dest" in link}
        assert outside == ["https://example.org/a%28b%29"]
        assert pdf.pages[-1].objgen in inside
        texts = [str(link.Dest[0].objgen) for link in pdf.pages[2].Annots if "/Dest" in link]
        assert set(texts) == {str(pdf.pages[-1].objgen)}


def test_a_heading_is_never_left_alone_at_the_foot_of_a_page() -> None:
    for lines in range(20, 60):
        filler = Paragraph(runs("\n".join(["line"] * lines)), "body")
        found = pages(written(an_outline(filler, Heading("LONELY", 2), Paragraph(runs(PROSE * 2)))))
        at = next(index for index, page in enumerate(found) if "LONELY" in page)
        assert "A first land title" in found[at], lines


def test_the_head_of_a_table_comes_again_and_no_row_is_lost() -> None:
    rows = tuple((runs(f"row{at}x"), runs("words " * (at % 9 + 1))) for at in range(150))
    found = pages(written(an_outline(Table(("Number", "What"), rows, (0.2, 0.8)))))
    assert len(found) > 3
    assert all("Number" in page for page in found)
    assert [f"row{at}x" for at in range(150)] == [
        word for page in found for word in page.split() if word.startswith("row")
    ]


def test_the_last_row_is_not_left_alone() -> None:
    for count in range(20, 45):
        rows = tuple((runs(f"row{at}x"),) for at in range(count))
        found = pages(written(an_outline(Table(("Number",), rows, (1.0,)))))
        assert sum(word.startswith("row") for word in found[-1].split()) > 1, count


class Structure:
    """The tags of a file, read by another library, with their rules checked on the way."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.kinds: Counter[str] = Counter()
        self.headings: list[int] = []
        self.marks: dict[tuple[Any, int], Any] = {}
        root = self.pdf.Root.StructTreeRoot
        for kid in root.K:
            self.walk(kid, root)
        self.numbers: dict[int, Any] = {}
        self.read_numbers(root.ParentTree)

    def walk(self, element: pikepdf.Object, parent: pikepdf.Object) -> None:
        kind = str(element.S)[1:]
        self.kinds[kind] += 1
        if kind in ("H1", "H2", "H3", "H4"):
            self.headings.append(int(kind[1]))
        if kind == "Figure":
            assert str(element.Alt)
        assert element.P.objgen == parent.objgen
        kids: list[Any] = list(element.get("/K", []))
        for kid in kids:
            if isinstance(kid, int):
                self.marks[element.Pg.objgen, kid] = element.objgen
            elif kid.get("/Type") == "/MCR":
                self.marks[kid.Pg.objgen, int(kid.MCID)] = element.objgen
            elif kid.get("/Type") == "/OBJR":
                assert kind == "Link"
                assert kid.Obj.Contents
            else:
                self.walk(kid, element)

    def read_numbers(self, node: pikepdf.Object) -> None:
        pairs: list[Any] = list(node.get("/Nums", []))
        for at in range(0, len(pairs), 2):
            self.numbers[int(pairs[at])] = pairs[at + 1]
        for kid in node.get("/Kids", []):
            self.read_numbers(kid)

    def check_page(self, page: pikepdf.Page) -> int:
        """All ink is tagged or an ornament; every mark has its element. Answers the marks."""
        owners = self.numbers[int(page.StructParents)]
        assert str(page.Tabs) == "/S"
        seen: list[int] = []
        depth = 0
        for step in pikepdf.parse_content_stream(page):
            operands, operator = step.operands, step.operator
            match str(operator):
                case "BDC":
                    depth += 1
                    if isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
                        seen.append(int(operands[1].MCID))
                case "EMC":
                    depth -= 1
                case "TJ" | "S" | "f":
                    assert depth
        assert depth == 0
        assert sorted(seen) == list(range(len(owners)))
        for at, owner in enumerate(owners):
            assert self.marks[page.objgen, at] == owner.objgen
        for link in page.get("/Annots", []):
            assert self.numbers[int(link.StructParent)].S == "/Link"
        return len(seen)


@pytest.mark.parametrize("right", [False, True])
def test_all_ink_is_tagged_and_all_tags_have_ink(right: bool) -> None:
    outline = rich()
    blocks = (*outline.blocks, PageBreak(), Paragraph(runs("آخر الكلام 2027")))
    structure = Structure(
        written(an_outline(*blocks, language="ar" if right else "en", right=right))
    )
    assert bool(structure.pdf.Root.MarkInfo.Marked)
    marks = sum(structure.check_page(page) for page in structure.pdf.pages)
    assert marks == len(structure.marks)
    expected = {"Title": 1, "TOC": 1, "TOCI": 3, "Table": 1, "TH": 3, "TD": 180, "Figure": 1}
    assert {kind: structure.kinds[kind] for kind in expected} == expected
    deeper = zip(structure.headings, structure.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in deeper)


def test_fonts_are_embedded_and_tell_their_text() -> None:
    with pikepdf.open(io.BytesIO(written(rich()))) as pdf:
        fonts = pdf.pages[0].Resources.Font
        assert len(fonts) >= 3
        for font in fonts.values():
            assert "/ToUnicode" in font
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            assert str(font.BaseFont)[7] == "+"


SCRIPTS = {
    "en": "office affluent AVTo façade",
    "vi": "minh bạch Tiếng Việt",
    "ru": "Прозрачность ёлка",
    "ka": "გამჭვირვალობა",
    "hy": "պատասխանատու և",
    "am": "ግልጽነት ተጠያቂነት",
    "ar": "الأراضي المساءلة والمواطنين لا الإدارة سند",
    "ur": "شفافیت ٹیکس",
    "he": "שקיפות ממשל",
    "ne": "लक्ष्य प्रतिबद्धता नागरिक",
    "si": "විවෘත රජය",
    "km": "ការចូលរួម តម្លាភាព",
    "th": "ความโปร่งใส",
}


@pytest.mark.parametrize("language", SCRIPTS)
@pytest.mark.parametrize("style", ["body", "note"])
def test_text_can_be_copied_in_every_script(language: str, style: ParagraphStyle) -> None:
    text = SCRIPTS[language]
    right = language in ("ar", "ur", "he")
    found = text_by_pdfium(
        written(an_outline(Paragraph(runs(text), style), language=language, right=right))
    )
    missing = [word for word in text.split() if word not in found]
    assert not missing


def test_numbers_in_arabic_keep_their_order() -> None:
    table = Table(("أ",), ((runs("7.1"),), (runs("50%"),), (runs("سنة 2027"),)), (1,))
    data = written(an_outline(table, language="ar", right=True))
    for number in ("7.1", "2027", "50"):
        assert number in text_by_pdfium(data)


def left_edges(data: bytes, words: list[str]) -> list[float]:
    page = pytest.importorskip("pypdfium2").PdfDocument(data)[0].get_textpage()
    found = []
    for word in words:
        at = page.search(word).get_next()
        assert at is not None, word
        found.append(page.get_charbox(at[0])[0])
    return found


def test_right_to_left_tables_begin_at_the_right() -> None:
    table = Table(("AAA", "BBB"), ((runs("CCC"), runs("DDD")),), (0.5, 0.5))
    left = left_edges(written(an_outline(table)), ["AAA", "BBB"])
    right = left_edges(written(an_outline(table, language="ar", right=True)), ["AAA", "BBB"])
    assert left[0] < left[1]
    assert right[0] > right[1]


def test_empty_fields_do_not_stop_it() -> None:
    empty = an_outline(
        Cover("", "", ()), Contents(""), Heading(""), Facts(()), Facts((("", ""),)),
        Marked("tech", "", runs("")), Bullets(()), Bullets((runs(""),)), Table((), (), ()),
        Table(("",), ((),), (0,)), Figure((), ""), Figure((Bar("", 0),), ""), Paragraph(()),
        Paragraph(runs("")), PageBreak(), PageBreak(),
    )  # fmt: skip
    assert written(empty)
    assert pages(written(an_outline())) != []


def test_monsters_are_broken_and_kept_whole() -> None:
    word = "abcdefghij" * 2000
    blocks = (
        Paragraph(runs(word)),
        Table(("a", "b"), ((runs(word), runs("1")),), (0.2, 0.8)),
        Facts((("label", word),)),
        Marked("civic", "name", runs(word)),
    )
    text = "".join("".join(pages(written(an_outline(*blocks)))).split())
    assert text.count("j") == 4 * 2000


def test_dirt_in_the_text_is_no_danger() -> None:
    text = "a\x00b\x07c\ud800d\u2028e\tf\r\n\u2067אב\u2069 \u202e x \ue001 9 \U0001f600 ) ( \\ \r"
    found = text_by_pdfium(written(an_outline(Paragraph((Run(text, link="#none"), Run(text))))))
    assert "abc" in found


def test_a_broken_file_does_not_pass_the_check(tmp_path: Path) -> None:
    whole = tmp_path / "whole.pdf"
    whole.write_bytes(written(rich()))
    check(whole)
    for name, data in (("cut", whole.read_bytes()[:-400]), ("empty", b""), ("other", b"x" * 2000)):
        broken = tmp_path / f"{name}.pdf"
        broken.write_bytes(data)
        with pytest.raises(UserError):
            check(broken)


def test_the_libraries_are_loaded_only_when_a_pdf_is_written() -> None:
    asked = (
        "import sys, app.exports.pdf_writer; print({'reportlab', 'uharfbuzz'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"

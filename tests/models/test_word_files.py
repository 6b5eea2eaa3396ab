"""Word files of strangers: whatever is in them, nothing worse than a refusal comes of it."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.exports.letterhead import read_letterhead
from app.messages import MESSAGES, say
from app.models.intake.word_file import FAULTS, read_word
from app.words import Words
from tests.catalogue import docx_cases
from tests.catalogue.docx_cases import TYPES, field, in_body, parts, related, run, text, zipped
from tests.catalogue.picture_cases import plain

Parts = dict[str, bytes]
SEED = int(os.environ.get("ATELIER_SEED", "20261122"))
ROUNDS = 20_000 if os.environ.get("ATELIER_LONG") else 60


def refused(folder: Path, raw: bytes) -> str:
    """The code a file is refused with; "" when it is not."""
    path = folder / "letterhead.docx"
    path.write_bytes(raw)
    try:
        read_word(path)
    except UserError as fault:
        return fault.code
    return ""


def test_every_refusal_is_two_sentences() -> None:
    for code in FAULTS:
        said = say(Words("en"), UserError(code, name="letter.docx"))
        assert said.count(". ") == 1, said
        assert said.endswith(".")
    assert set(MESSAGES) >= FAULTS


ACTING: dict[str, Callable[[], bytes]] = {
    "simple field": lambda: zipped(in_body('<w:p><w:fldSimple w:instr=" dde a b"/></w:p>')),
    "quoted": lambda: zipped(in_body(field('"DDE" x'))),
    "no end": lambda: zipped(in_body(run("<w:instrText>DDEAUTO x</w:instrText>"))),
    "inside another": lambda: zipped(in_body(field("IF 1 ") + field("DDEAUTO x"))),
}


@pytest.mark.parametrize("how", ACTING)
def test_d016_a_field_that_starts_a_program(how: str, tmp_path: Path) -> None:
    assert refused(tmp_path, ACTING[how]()) == "word_acts"


ODD: dict[str, tuple[Callable[[], bytes], str]] = {
    "plain text": (lambda: b"Dear Sir", "word_not_word"),
    "PDF": (lambda: b"%PDF-1.7", "word_not_word"),
    "OpenDocument": (
        lambda: zipped({"mimetype": b"x", "content.xml": b"<x/>"}),
        "word_is_opendocument",
    ),
    "a workbook": (lambda: zipped({TYPES: b"<x/>", "xl/workbook.xml": b"<x/>"}), "word_not_word"),
    "macros by its type": (
        lambda: zipped(
            {**parts(), TYPES: parts()[TYPES].replace(b"document.main", b"macroEnabled.main")}
        ),
        "word_has_macros",
    ),
    "ActiveX": (lambda: zipped({**parts(), "word/activeX/a.xml": b"<x/>"}), "word_has_objects"),
    "a program under another name": (
        lambda: zipped({**parts(), "word/media/a.png": b"MZ program"}),
        "word_has_objects",
    ),
    "a chunk of another format": (lambda: zipped(in_body('<w:altChunk/>')), "word_has_objects"),
    "strict": (
        lambda: zipped(
            {n: d.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                          b"http://purl.oclc.org/ooxml/wordprocessingml/main")
             for n, d in parts().items()}
        ),
        "word_is_strict",
    ),
    "a document type in UTF-16": (
        lambda: zipped({**parts(), "word/x.xml": "<!DOCTYPE x []><x/>".encode("utf-16")}),
        "word_unsafe",
    ),
    "two main parts": (
        lambda: zipped(
            {**parts(), "_rels/.rels": parts()["_rels/.rels"].replace(
                b"</Relationships>",
                b'<Relationship Id="z" Type="x/officeDocument" Target="word/styles.xml"/>'
                b"</Relationships>")}
        ),
        "word_damaged",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ODD)
def test_what_is_no_letterhead_is_refused_by_what_it_is(what: str, tmp_path: Path) -> None:
    make, code = ODD[what]
    assert refused(tmp_path, make()) == code


def test_a_link_in_the_zip_is_refused(tmp_path: Path) -> None:
    from tests.catalogue import zips

    entries = [zips.stored(name, data) for name, data in parts().items()]
    link = zips.stored("word/media/x.png", b"/etc/passwd", mode=0o120777)
    assert refused(tmp_path, zips.zip_of([*entries, link])) == "word_unsafe"
    assert refused(tmp_path, zips.zip_of([*entries, entries[-1]])) == "word_unsafe"


def test_a_folder_is_no_letterhead(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not_a_file"):
        read_word(tmp_path)


def test_what_is_sound_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "letterhead.docx"
    path.write_bytes(docx_cases.good())
    word = read_word(path)
    assert word.main == "word/document.xml"
    assert not word.cleaned
    assert dict(word.parts) == parts()
    assert {kind for kind, _ in word.relations(word.main).values()} >= {"styles", "header"}


PIECES = (
    b"<w:p>", b"</w:p>", b"<w:tbl/>", b"<w:sectPr/>", b"<w:sdt/>", b"<w:r/>",
    b"<w:t>{{document}}</w:t>", b"<x:y/>", b"<mc:AlternateContent/>", b'<w:sz w:val="abc"/>',
    b"<w:style/>", b'<w:abstractNum w:abstractNumId="' + b"9" * 5000 + b'"/>', b'<w:pgSz w:w="x"/>',
    b"<mc:Choice Requires='q'/>", b"<w:txbxContent/>", b"<w:sdt><w:sdtContent/></w:sdt>",
    b'<w:fldChar w:fldCharType="begin"/>', b'<w:fldChar w:fldCharType="end"/>', b"<w:drawing/>",
    b"<w:ins/>", b'<w:numId w:val="9999"/>', b"<w:del><w:p/></w:del>", b"<w:pict/>", b"\x00",
    b'r:id="rId9"', b'w:val=""', b'w:w="-5"', b"<w:tr/>", b"<w:instrText>PAGE</w:instrText>",
)  # fmt: skip


def spoilt(chance: random.Random, content: Parts) -> bytes:
    """A file with some parts changed, swapped, cut, lost or filled with pieces of others."""
    content = dict(content)
    names = sorted(content)
    for _ in range(chance.randint(1, 4)):
        one, other = chance.choice(names), chance.choice(names)
        data = content.get(one, b"")
        place = chance.randrange(len(data) + 1)
        act = chance.randrange(6)
        if act == 0:
            content[one], content[other] = content.get(other, b""), data
        elif act == 1:
            content[one] = data[:place]
        elif act == 2:
            content.pop(one, None)
        elif act == 3:
            content[one] = data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
        else:
            at = max(data.find(b">", place) + 1, 0)
            content[one] = data[:at] + chance.choice(PIECES) + data[at:]
    raw = bytearray(zipped(content))
    for _ in range(chance.choice((0, 0, 0, 1, 5))):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


def rich() -> Parts:
    """Parts with some of everything."""
    shown = (
        field("PAGE"), field("IF 1"), text("{{country}}"),
        "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        '<w:sdt><w:sdtPr><w:tag w:val="date"/></w:sdtPr>',
        "<w:sdtContent><w:p/></w:sdtContent></w:sdt>",
        "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:p>",
    )  # fmt: skip
    content = related("p9", "image", "media/p.png", in_body("".join(shown)))
    return {**content, "word/media/p.png": plain()}


def test_nothing_worse_than_a_refusal_comes_of_a_spoilt_file(tmp_path: Path) -> None:
    """What is read is also fitted to a document, for the writer must not fail on it either."""
    from app.exports.letterhead_template import fitted
    from tests.house import ROOT

    chance, content, read = random.Random(SEED), rich(), 0
    codes: set[str] = set()
    path = tmp_path / "letterhead.docx"
    for _ in range(ROUNDS):
        path.write_bytes(spoilt(chance, content))
        try:
            sheet = read_letterhead(path).sheet
        except UserError as fault:
            codes.add(fault.code)
        else:
            read += 1
            if read % 4 == 0:  # fitting takes longest
                fitted(sheet, {"country": "Sampala"}, ROOT / "resources")
    assert codes <= FAULTS
    assert ROUNDS / 10 < read < ROUNDS


def declared(part: str, kind: str, data: bytes) -> bytes:
    """A letterhead with one part more, which its list of parts says to be of a kind."""
    said = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'.encode()
    content = {**parts(), part: data}
    return zipped({**content, TYPES: content[TYPES].replace(b"</Types>", said)})


@pytest.mark.parametrize("ending", ["jfif", "webp", "tmp"])
def test_a_picture_is_one_by_its_kind_whatever_its_name_ends_in(
    tmp_path: Path, ending: str
) -> None:
    made = declared(f"word/media/image9.{ending}", "image/jpeg", b"\xff\xd8\xff\xe0 dots")
    assert refused(tmp_path, made) == ""


def test_a_text_is_one_by_its_kind_whatever_its_name_ends_in(tmp_path: Path) -> None:
    acting = in_body(field("DDEAUTO x"))["word/document.xml"]
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    assert refused(tmp_path, declared("word/media/head.png", kind, acting)) == "word_acts"

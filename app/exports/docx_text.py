"""People's text as WordprocessingML: escaped, with its manner, language and direction."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from app.exports.outline import Run
from app.exports.walk import runs_right

# Word checks spelling by region; a bare "fr" leaves the text unchecked.
_REGIONS = {
    "am": "am-ET",
    "ar": "ar-SA",
    "el": "el-GR",
    "en": "en-GB",
    "es": "es-ES",
    "fa": "fa-IR",
    "fr": "fr-FR",
    "he": "he-IL",
    "hi": "hi-IN",
    "hy": "hy-AM",
    "ka": "ka-GE",
    "kk": "kk-KZ",
    "km": "km-KH",
    "lo": "lo-LA",
    "mn": "mn-MN",
    "ne": "ne-NP",
    "pl": "pl-PL",
    "pt": "pt-PT",
    "ru": "ru-RU",
    "si": "si-LK",
    "th": "th-TH",
    "tr": "tr-TR",
    "uk": "uk-UA",
    "ur": "ur-PK",
    "vi": "vi-VN",
    "zh": "zh-CN",
}
_ODD = re.compile(r"[&<>\x00-\x1f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_OPENED = re.compile(r"[\u202a\u202b\u202d\u202e\u2066-\u2068]")
_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_TO_THE_LEFT = re.compile(f"[{_LEFTWARD}]")
_TO_THE_RIGHT = re.compile(rf"[^\W\d_{_LEFTWARD}]")
_AGAINST = 0.7  # of the letters, as in our PDF
_CLOSERS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
MARKS_OF_WAY = {False: "\u200e", True: "\u200f"}
"""Signs without shape, left to right and right to left, which hold the edges of a text."""
_OUT = '</w:t><w:{}/><w:t xml:space="preserve">'
_PLAIN: dict[int, str | None] = dict.fromkeys((*range(0x20), 0xFFFE, 0xFFFF), None)
_PLAIN |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_PLAIN |= {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_INLINE = _PLAIN | dict.fromkeys((10, 13, 0x2028, 0x2029), _OUT.format("br"))
_INLINE[9] = _OUT.format("tab")
_ATTRIBUTE = _PLAIN | {ord('"'): "&quot;"} | dict.fromkeys((9, 10, 13, 0x2028, 0x2029), " ")


def inline(text: str) -> str:
    """``text`` for inside a ``w:t``: line feeds and tabs become Word's own, the rest is literal.

    What XML 1.0 cannot hold is dropped, half characters become U+FFFD, and a direction that the
    text opens is closed again, so that it cannot turn what follows.
    """
    if is_usual(text) or not _ODD.search(text):
        return text
    return _closed(text.replace("\r\n", "\n")).translate(_INLINE)


def is_usual(text: str) -> bool:
    """Whether ``text`` is one line of plain signs, to be written as it is; most texts are."""
    usual = text.isascii() and text.isprintable()
    return usual and "&" not in text and "<" not in text and ">" not in text


def attribute(text: str) -> str:
    """``text`` for inside a double-quoted attribute or a simple element, on one line."""
    return text if is_usual(text) and '"' not in text else text.translate(_ATTRIBUTE)


def _closed(text: str) -> str:
    if not _OPENED.search(text):
        return text
    waiting: list[str] = []
    for letter in text:
        if letter in _CLOSERS:
            waiting.append(_CLOSERS[letter])
        elif waiting and letter == waiting[-1]:
            waiting.pop()
    return text + "".join(reversed(waiting))


def against(text: str, right: bool) -> bool:
    """Whether any letter of ``text`` runs the other way than ``right`` says."""
    if right:
        return _TO_THE_RIGHT.search(text) is not None
    return not text.isascii() and _TO_THE_LEFT.search(text) is not None


def way(text: str, right: bool) -> bool:
    """Whether ``text`` reads from right to left where it stands in a text of that direction."""
    if not against(text, right):
        return right
    from app.exports.pdf_text.bidi import leaning  # few documents need its library

    to_right, to_left = leaning(text)
    turned = to_right if right else to_left
    return right != (turned > _AGAINST * (to_right + to_left))


def stretches(text: str, right: bool) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it runs from right to left.

    Word takes the direction of spaces, signs and figures from their run: between words of one
    direction they go with these, else with the paragraph. A text that steers itself stays whole.
    """
    if not against(text, right) or _OPENED.search(text):
        return [(text, right)]
    from app.exports.pdf_text.bidi import level_runs  # as above

    found: list[tuple[str, bool]] = []
    for start, end, level in level_runs(text, int(right)):
        piece = text[start:end]
        turned = bool(level & 1) or (level > 0 and not _TO_THE_RIGHT.search(piece))
        if found and found[-1][1] == turned:
            piece = found.pop()[0] + piece
        found.append((piece, turned))
    return found


def region(language: str) -> str:
    """The tag Word wants for ``language``: "fr" is "fr-FR"; a full tag stays as it is."""
    return attribute(_REGIONS.get(language, language))


def manner(run: Run, right_to_left: bool, style: str = "", *, upright: bool = False) -> str:
    """The ``w:rPr`` of a run in a text of that direction; empty when it has none.

    ``style`` is a character style. Arabic has no italics: there, emphasis is weight, and so it is
    where everything is ``upright``.
    """
    turned = runs_right(run.language) if run.language else right_to_left
    slanted = run.italic and not (turned or upright)
    language = ""
    if run.language:
        language = f'<w:lang w:{"bidi" if turned else "val"}="{region(run.language)}"/>'
    parts = (
        f'<w:rStyle w:val="{style}"/>' if style else "",
        "<w:b/><w:bCs/>" if run.bold or (run.italic and not slanted) else "",
        "<w:i/><w:iCs/>" if slanted else "",
        "<w:rtl/>" if turned else "",
        language,
    )
    inside = "".join(parts)
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def address(link: str) -> str | None:
    """``link`` as an address safe to put into a document, or None if it is no web or mail address.

    Word calls a whole file damaged for one malformed address, so what is doubtful is left out.
    """
    try:
        parts = urlsplit(link.strip())
        host = parts.netloc.encode("idna").decode() if parts.netloc else ""
        path, query, mark = (_quoted(part) for part in (parts.path, parts.query, parts.fragment))
    except ValueError:
        return None
    tail = path + ("?" + query if query else "") + ("#" + mark if mark else "")
    if parts.scheme == "mailto" and "@" in path:
        return f"mailto:{tail}"
    if parts.scheme in ("http", "https") and re.fullmatch(r"[\w.-]+(:\d{1,5})?", host):
        return f"{parts.scheme}://{host}{tail}"
    return None


def _quoted(part: str) -> str:
    return quote(re.sub("%(?![0-9A-Fa-f]{2})", "%25", part), "/%:@!$&'()*+,;=~-._?")

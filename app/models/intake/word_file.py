"""Word files of strangers: told apart by what is in them, and refused where they could act."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath, splitext

from msgspec import Struct, field

from app.errors import UserError
from app.models.intake.parcel import OLE_START, ZIP_STARTS, Limits, Parcel, read_whole
from app.models.intake.strict_xml import BadXmlError, bare, elements, follow
from app.models.intake.tables import Remark
from app.words import mark

MOST_PARAGRAPHS = 20_000
WORD_LIMITS = Limits(
    largest=50_000_000,
    unreadable="word_unreadable",
    empty="word_empty",
    too_large="word_too_large",
    damaged="word_damaged",
    unsafe="word_unsafe",
    protected="word_protected",
)
FAULTS = frozenset(
    (
        "word_unreadable",
        "word_empty",
        "word_too_large",
        "word_damaged",
        "word_unsafe",
        "word_protected",
        "word_is_rtf",
        "word_is_old",
        "word_is_opendocument",
        "word_is_strict",
        "word_not_word",
        "word_has_macros",
        "word_has_objects",
        "word_acts",
        "word_picture_too_large",
    )
)
"""The codes of a Word file that cannot be used; their sentences are in ``app.messages``."""

LINKS = mark("Links to other places became plain text.")
ELSEWHERE = mark("Pictures and parts that lie elsewhere were left out.")
ATTACHED = mark("The template it was made from is no longer named in it.")
COMMENTS = mark("Comments were left out.")
TRACKED = mark("Tracked changes were taken as accepted, without who made them.")
HIDDEN = mark("Hidden text was left out.")

_TYPES = "[Content_Types].xml"
_WORDS = ("document.main+xml", "template.main+xml")
_STRICT = "http://purl.oclc.org/ooxml/"
_ACTS = re.compile(r'[\s"]*DDE(AUTO)?\b', re.IGNORECASE)
_TRACKED = frozenset(("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"))
_OBJECTS = frozenset(("object", "OLEObject", "control", "altChunk", "subDoc"))
_MACROS = re.compile(r"vba(Project|Data|ProjectSignature)|macroEnabled|attachedToolbars", re.I)
_MEDIA = re.compile(r"\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svgz?|bin|odttf|wdp|ttf)$", re.I)
_OFF = frozenset(("0", "false", "off"))


class WordFile(Struct, frozen=True):
    """The parts of a Word file that may be looked at, and what must not leave with them.

    ``main`` is the part with the text; ``cleaned`` says what whoever uses the file leaves out.
    """

    name: str
    parts: Mapping[str, bytes]
    main: str
    cleaned: tuple[Remark, ...]

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the file: kind and target by id, only what is there."""
        rels = self.parts.get(relations_of(part), b"")
        found = {}
        for _, one in elements(rels, "Relationship") if rels else ():
            target = _target(part, one.get("Target", ""))
            if one.get("TargetMode") != "External" and target in self.parts:
                kind = one.get("Type", "").rpartition("/")[2]
                found[one.get("Id", "")] = (kind, target)
        return found


def read_word(path: Path) -> WordFile:
    """Read a .docx or .dotx; UserError with one of ``FAULTS``, or of the messages files share.

    No part of it says a document type, nests deeply, is there twice or would run when opened.
    """
    raw = read_whole(path, WORD_LIMITS)
    if not raw.startswith(ZIP_STARTS):
        raise UserError(_kind_of_stranger(raw), name=path.name)
    parcel = Parcel(raw, path.name, WORD_LIMITS)
    _refuse_other_parcels(parcel)
    parcel.check(odd_names=False)
    parts = {name: parcel.read(name) for name in sorted(parcel.names) if not name.endswith("/")}
    try:
        return _judged(parts, path.name)
    except (BadXmlError, UnicodeError) as fault:
        raise UserError("word_damaged", name=path.name) from fault


def _kind_of_stranger(raw: bytes) -> str:
    """Which fault a file is that is no zip; the streams of old ones are named in UTF-16."""
    if raw.startswith(OLE_START):
        is_locked = "EncryptedPackage".encode("utf-16-le") in raw
        is_word = "WordDocument".encode("utf-16-le") in raw
        return "word_protected" if is_locked else "word_is_old" if is_word else "word_not_word"
    return "word_is_rtf" if raw.lstrip()[:5] == b"{\\rtf" else "word_not_word"


def _refuse_other_parcels(parcel: Parcel) -> None:
    if parcel.has("content.xml") and parcel.has("mimetype"):
        raise UserError("word_is_opendocument", name=parcel.name)
    if not parcel.names:
        raise UserError("word_empty", name=parcel.name)
    if not parcel.has(_TYPES) or not parcel.has("_rels/.rels"):
        is_word = any(name.startswith("word/") for name in parcel.names)
        raise UserError("word_damaged" if is_word else "word_not_word", name=parcel.name)


def _judged(parts: Mapping[str, bytes], name: str) -> WordFile:
    _refuse_macros_and_objects(parts, name)
    main = _main_part(parts, name)
    look, is_text = _Look(), _texts_among(parts)
    for part, data in parts.items():
        if is_text(part):
            look.at(part, data)
    if look.objects:
        raise UserError("word_has_objects", name=name)
    if look.acts:
        raise UserError("word_acts", name=name)
    if look.paragraphs > MOST_PARAGRAPHS:
        raise UserError("word_too_large", name=name)
    if look.root_spaces.get(main, "").startswith(_STRICT):
        raise UserError("word_is_strict", name=name)
    found = {*look.found, *_outside(parts)}
    if any(part.endswith("comments.xml") for part in parts):
        found.add(COMMENTS)
    ordered = (COMMENTS, TRACKED, HIDDEN, ATTACHED, ELSEWHERE, LINKS)
    return WordFile(name, parts, main, tuple(Remark(one) for one in ordered if one in found))


def _refuse_macros_and_objects(parts: Mapping[str, bytes], name: str) -> None:
    types = parts[_TYPES].decode("utf-8", "replace")
    if _MACROS.search(types) or any(_MACROS.search(part) for part in parts):
        raise UserError("word_has_macros", name=name)
    is_object = re.compile(r"/(embeddings|activeX|ctrlProps)/", re.I)
    for part, data in parts.items():
        if is_object.search(part) or data.startswith((OLE_START, *ZIP_STARTS, b"MZ", b"\x7fELF")):
            raise UserError("word_has_objects", name=name)


def _main_part(parts: Mapping[str, bytes], name: str) -> str:
    """The part the whole file is about, which must be a document of Word."""
    targets = [
        _target("", one.get("Target", ""))
        for _, one in elements(parts["_rels/.rels"], "Relationship")
        if one.get("Type", "").endswith("/officeDocument") and one.get("TargetMode") != "External"
    ]
    kinds = {
        one.get("PartName", "").lstrip("/"): one.get("ContentType", "")
        for _, one in elements(parts[_TYPES], "Override")
    }
    if len(targets) != 1 or targets[0] not in parts:
        raise UserError("word_damaged", name=name)
    if not kinds.get(targets[0], "").endswith(_WORDS):
        raise UserError("word_not_word", name=name)
    return targets[0]


def _texts_among(parts: Mapping[str, bytes]) -> Callable[[str], bool]:
    """Which parts Word would read as XML: the file says so, whatever the ending of their name."""
    kinds: dict[str, str] = {}
    for _, one in elements(parts[_TYPES], "Override", "Default"):
        name = one.get("PartName", "").lstrip("/") or f".{one.get('Extension', '')}"
        kinds[name.lower()] = one.get("ContentType", "").lower()

    def is_text(part: str) -> bool:
        own = part.lower()
        kind = kinds.get(own, kinds.get(splitext(own)[1], ""))
        if not kind:
            return _MEDIA.search(part) is None
        return kind.endswith("xml") and not kind.startswith("image/")

    return is_text


def relations_of(part: str) -> str:
    """The name of the part that says what ``part`` refers to."""
    folder, _, own = part.rpartition("/")
    return f"{folder}/_rels/{own}.rels" if folder else f"_rels/{own}.rels"


def _target(part: str, target: str) -> str:
    return normpath(join("/", dirname(part), target)).lstrip("/")


def _outside(parts: Mapping[str, bytes]) -> Iterable[str]:
    """What the file refers to outside of itself."""
    for part, data in parts.items():
        if not part.endswith(".rels"):
            continue
        for _, one in elements(data, "Relationship"):
            if one.get("TargetMode") == "External":
                kind = one.get("Type", "").rpartition("/")[2]
                yield {"hyperlink": LINKS, "attachedTemplate": ATTACHED}.get(kind, ELSEWHERE)


class _Look(Struct):
    """One look through all the parts: what is in them, whatever part it is in."""

    paragraphs: int = 0
    objects: bool = False
    acts: bool = False
    found: set[str] = field(default_factory=set)
    root_spaces: dict[str, str] = field(default_factory=dict)
    _part: str = ""
    _codes: list[str] = field(default_factory=list)
    _in_code: bool = False

    def at(self, part: str, data: bytes) -> None:
        """Follow one part; BadXmlError if it is not sound."""
        self._part, self._codes, self._in_code = part, [""], False
        follow(data, self._start, self._end, self._text)
        self._judge(*self._codes)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = bare(name)
        if self._part not in self.root_spaces:
            space = name.partition(":")[0] if ":" in name else ""
            self.root_spaces[self._part] = attributes.get(
                f"xmlns:{space}" if space else "xmlns", ""
            )
        self.paragraphs += tag == "p"
        self.objects |= tag in _OBJECTS
        self._in_code = tag == "instrText"
        if tag in _TRACKED:
            self.found.add(TRACKED)
        elif tag == "vanish" and not self._part.endswith("styles.xml"):
            self.found |= set() if _value(attributes) in _OFF else {HIDDEN}
        elif tag == "fldSimple":
            self._judge(*(v for key, v in attributes.items() if bare(key) == "instr"))
        elif tag == "fldChar":
            self._turn(next((v for k, v in attributes.items() if bare(k) == "fldCharType"), ""))

    def _turn(self, kind: str) -> None:
        """A field begins or ends; one may lie inside the code of another."""
        if kind == "begin":
            self._codes.append("")
        elif kind == "end" and len(self._codes) > 1:
            self._judge(self._codes.pop())

    def _end(self, name: str) -> None:
        if bare(name) == "instrText":
            self._in_code = False

    def _text(self, text: str) -> None:
        if self._in_code:
            self._codes[-1] += text

    def _judge(self, *codes: str) -> None:
        self.acts |= any(_ACTS.match(code) for code in codes)


def _value(attributes: Mapping[str, str]) -> str:
    return next((value for key, value in attributes.items() if bare(key) == "val"), "1").lower()

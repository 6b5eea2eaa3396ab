"""What of a stranger's page may come along: shapes, text and pictures, and nothing that tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from app.exports.letterhead_fields import plain_fields
from app.exports.letterhead_gaps import hold_gap
from app.exports.letterhead_xml import (
    KNOWN,
    MC,
    PIC,
    SHAPES,
    WP,
    A,
    Element,
    O,
    R,
    V,
    W,
    is_on,
    made,
    of_word,
    remove,
    space_of,
    unwrap,
    value,
)

Take = Callable[[str], str]
"""A picture's new name by the name it has in its part; "" where it must not come along."""

_GONE = (
    "del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
    "moveToRangeEnd", "commentRangeStart", "commentRangeEnd", "commentReference",
    "annotationRef", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd",
    "lastRenderedPageBreak", "footnoteReference", "endnoteReference", "footnoteRef",
    "endnoteRef", "object", "control", "altChunk", "subDoc", "contentPart", "movie",
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange",
    "tblGridChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
    "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
    "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "footnotePr", "endnotePr",
    "printerSettings", "paperSrc", "rsid", "ffData", "fldData", "customXmlPr", "smartTagPr",
    "delText", "delInstrText", "ruby", "dayShort", "monthShort", "dayLong", "monthLong",
    "yearShort", "yearLong", "divId", "webHidden",
)  # fmt: skip
_UNWRAPPED = ("ins", "moveTo", "hyperlink", "smartTag", "customXml")
_OTHERS = frozenset(("hlinkClick", "hlinkHover", "extLst", "OLEObject", "hlinkMouseOver", "lock"))
_TELLING = frozenset(("author", "date", "initials", "href", "src", "gfxdata", "relid", "link"))
_OUTSIDE = re.compile(r"\s*(file:|https?:|ftp:|mailto:|\\\\|//|[A-Za-z]:\\)", re.I)
_PATH = re.compile(r"[\\/]|\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)\b", re.I)
_NAME = re.compile(r"[\w.-]{1,60}")
_DRAWN = {space.strip("{}") for space in (PIC, *SHAPES)}
_PLAIN_SPACES = frozenset((W, R, V, O, "{http://www.w3.org/XML/1998/namespace}"))


def clean(root: Element, hidden: frozenset[str], take: Take) -> None:
    """Leave in a page, head or foot only what may be seen, in place.

    ``hidden`` are the ids of styles that hide their text.
    """
    _choose_one(root)
    for element in list(root.iter()):
        if space_of(element) not in KNOWN or element.tag.partition("}")[2] in _OTHERS:
            remove(element)
    _accept_changes(root)
    for control in of_word(root, "sdt"):
        _open_control(control)
    _remove_hidden(root, hidden)
    plain_fields(root)
    _keep_pictures(root, take)
    _say_nothing(root)
    _mend(root)


def clean_names(root: Element) -> None:
    """The same for parts without text, such as styles: nothing of people or other places."""
    for element in list(root.iter()):
        if space_of(element) != W or element.tag == f"{W}rsid":
            remove(element)
    _say_nothing(root)


def _choose_one(root: Element) -> None:
    """Of what is there in two forms, the newer one if it is text or a shape, else the older."""
    for both in list(root.iter(f"{MC}AlternateContent")):
        known = [
            choice
            for choice in both.findall(f"{MC}Choice")
            if {
                "{" + str(both.nsmap.get(name)) + "}" for name in choice.get("Requires", "").split()
            }
            <= set(SHAPES)
        ]
        fallback = both.find(f"{MC}Fallback")
        if known:
            for other in list(both):
                if other is not known[0]:
                    remove(other)
        elif fallback is not None:
            unwrap(both, fallback)
        else:
            remove(both)


def _accept_changes(root: Element) -> None:
    for row in of_word(root, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            remove(row)
    for element in of_word(root, *_GONE):
        remove(element)
    for element in of_word(root, *_UNWRAPPED):
        unwrap(element)
    for element in of_word(root, "tbl"):
        if element.find(f"{W}tr") is None:
            remove(element)


def _open_control(control: Element) -> None:
    """A content control becomes what it holds; one with the name of a gap becomes that gap."""
    content = control.find(f"{W}sdtContent")
    if content is None:
        remove(control)
        return
    names = [value(control, f"sdtPr/{kind}") for kind in ("tag", "alias")]
    asks = is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr"))
    if not hold_gap(content, names) and asks:
        for text in of_word(content, "t"):
            remove(text)
    unwrap(control, content)


def _remove_hidden(root: Element, hidden: frozenset[str]) -> None:
    for run in of_word(root, "r"):
        properties = run.find(f"{W}rPr")
        if properties is not None and (
            is_on(properties.find(f"{W}vanish"))
            or is_on(properties.find(f"{W}specVanish"))
            or value(properties, "rStyle") in hidden
        ):
            remove(run)
    for paragraph in of_word(root, "p"):
        if value(paragraph, "pPr/pStyle") in hidden:
            for child in list(paragraph):
                if child.tag != f"{W}pPr":
                    remove(child)
    for row in of_word(root, "tr"):
        if is_on(row.find(f"{W}trPr/{W}hidden")):
            remove(row)
    for element in of_word(root, "vanish", "specVanish"):
        remove(element)


def _keep_pictures(root: Element, take: Take) -> None:
    """Give each picture its new name; what shows one that may not come along goes whole."""
    for drawing in of_word(root, "drawing"):
        kinds = {one.get("uri") for one in drawing.iter(f"{A}graphicData")}
        blips = list(drawing.iter(f"{A}blip"))
        taken = [take(blip.attrib.pop(f"{R}embed", "")) for blip in blips]
        unseen = any(one.get("hidden") in ("1", "true") for one in drawing.iter(f"{WP}docPr"))
        if not kinds or not kinds <= _DRAWN or not all(taken) or unseen:
            remove(drawing)
            continue
        for blip, name in zip(blips, taken, strict=True):
            blip.set(f"{R}embed", name)
            for effect in list(blip):
                remove(effect)
    for shown in list(root.iter(f"{V}imagedata", f"{V}fill", f"{V}stroke")):
        key = shown.attrib.pop(f"{R}id", "") or shown.attrib.get(f"{O}relid", "")
        name = take(key) if key else ""
        if name:
            shown.set(f"{R}id", name)
        elif shown.tag == f"{V}imagedata" or key:
            remove(shown)


def _say_nothing(root: Element) -> None:
    """Take away attributes that name people, sessions, files or places."""
    for element in root.iter():
        for key, text in list(element.attrib.items()):
            space, _, name = key.rpartition("}")
            strange = bool(space) and space + "}" not in _PLAIN_SPACES
            telling = name in _TELLING or name.startswith("rsid")
            leads_out = bool(_OUTSIDE.match(text)) and name not in ("uri", "prst")
            spoken = name in ("descr", "title", "alt") and _PATH.search(text)
            named = space == "" and name == "id" and not _NAME.fullmatch(text)
            if strange or telling or leads_out or spoken or named:
                del element.attrib[key]
    numbered = (one for one in root.iter() if str(one.tag).endswith(("}docPr", "}cNvPr")))
    for place, shape in enumerate(numbered):
        shape.set("name", f"letterhead {place + 1}")
        shape.set("id", str(place + 1))


def number_shapes(roots: Mapping[str, Element], first: int) -> None:
    """Give all drawings of a letterhead numbers of their own, from ``first`` on."""
    number = first
    for name in sorted(roots):
        for shape in roots[name].iter():
            if str(shape.tag).endswith(("}docPr", "}cNvPr")):
                shape.set("id", str(number))
                number += 1


def _mend(root: Element) -> None:
    """Put an empty paragraph where one must be: in cells, boxes, heads and feet."""
    for holder in of_word(root, "tc", "txbxContent", "hdr", "ftr"):
        if len(holder) == 0 or holder[-1].tag != f"{W}p":
            holder.append(made("p"))
    for both in list(root.iter(f"{MC}AlternateContent")):
        if not len(both) or not len(both[0]):
            remove(both)
    for pict in of_word(root, "pict"):
        if not len(pict):
            remove(pict)
    for run in of_word(root, "r"):
        if all(child.tag == f"{W}rPr" for child in run):
            remove(run)

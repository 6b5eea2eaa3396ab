"""Text tables as strangers send them: what is in the file, and what must come of it."""

from __future__ import annotations

import codecs
import random
from dataclasses import dataclass

HEAD = "Name,Organisation,Email,Phone\n"
TWO = (
    "Ama Mensah,Open Purse,ama@example.org,+233 20 1\n"
    "Kofi Boateng,River Watch,kofi@example.org,0020455\n"
)
NAMES = ("Ama Mensah", "Kofi Boateng")


@dataclass(frozen=True, slots=True)
class Case:
    """One file: its bytes, the first cells expected, words of a remark, or the code of refusal."""

    id: str
    raw: bytes
    names: tuple[str, ...] = ()
    told: str = ""
    code: str = ""
    guessed: bool = False


def _sure(id: str, text: str | bytes, *names: str, told: str = "", guessed: bool = False) -> Case:
    raw = text if isinstance(text, bytes) else text.encode()
    return Case(id, raw, names, told, guessed=guessed)


def _refused(id: str, text: str | bytes, code: str) -> Case:
    return Case(id, text if isinstance(text, bytes) else text.encode(), code=code)


def _noise() -> bytes:
    return random.Random(54).randbytes(5_000)


def _crowd(count: int) -> str:
    return "".join(f"Person {n},Org,,\n" for n in range(count))


ENCODED = (
    _sure("C004 mark", codecs.BOM_UTF8 + (HEAD + TWO).encode(), *NAMES),
    _sure("C005 UTF-16", (HEAD + TWO).encode("utf-16"), *NAMES),
    _sure("C006 UTF-16 without mark", (HEAD + TWO).encode("utf-16-be"), *NAMES),
    _sure(
        "C007 Windows Latin",
        "Name;Organisation\nJosé Muñoz;L’État – “été” 5 €\n".encode("cp1252"),
        "José Muñoz",
        guessed=True,
    ),
    _sure(
        "C008 Windows Cyrillic",
        "Имя;Организация\nИван Петров;Общество\nОльга Сидорова;Дом\n".encode("cp1251"),
        *("Иван Петров", "Ольга Сидорова"),
        guessed=True,
    ),
    _sure(
        "C009 Windows Arabic",
        "الاسم;المنظمة\nأحمد علي;جمعية النور\nفاطمة حسن;وزارة المالية\n".encode("cp1256"),
        *("أحمد علي", "فاطمة حسن"),
        guessed=True,
    ),
    _sure(
        "C010 old Mac",
        "Nom;Organisation\nJosé Muñoz;Société générale\nZoë;Hélène\n".encode("mac_roman"),
        *("José Muñoz", "Zoë"),
        guessed=True,
    ),
    _sure(
        "C011 two encodings",
        "Name,Organisation\nJosé,Éa\nZoé,Ñandú\nÉva,b\n".encode() + "Renée,Côte\n".encode("cp1252"),
        *("José", "Zoé", "Éva", "Renée"),
        told="5",
    ),
    _sure(
        "C012 one stray byte",
        (HEAD + TWO).encode() + b"Yaw\xff,Org,,\n",
        *(*NAMES, "Yawÿ"),
        guessed=True,
    ),
    _sure("C013 zero bytes", HEAD + TWO + "Y\x00aw,Or\x00g,,\n", *NAMES, "Yaw", told="4"),
    _sure("C014 controls", HEAD + "E\x1bs\x0bi\x07 D\x7fua,Org,,\n", "Esi Dua"),
)

SHAPED = (
    _sure("C002 nobody", HEAD),
    _sure("C015 semicolons", (HEAD + TWO).replace(",", ";"), *NAMES),
    _sure("C016 tabs", (HEAD + TWO).replace(",", "\t"), *NAMES),
    _sure("C017 pipes", (HEAD + TWO).replace(",", "|"), *NAMES),
    _sure("C018 sep line", "sep=;\n" + (HEAD + TWO).replace(",", ";"), *NAMES),
    _sure(
        "C018 sep line in UTF-16",
        codecs.BOM_UTF16_LE + ("sep=;\n" + (HEAD + TWO).replace(",", ";")).encode("utf-16-le"),
        *NAMES,
    ),
    _sure(
        "C019 open quote",
        HEAD + '"Broken,Org,,\n' + TWO,
        *('"Broken', *NAMES),
        told="2",
    ),
    _sure("C019 open quote at the end", HEAD + TWO + 'Yaw,"Org', *NAMES, "Yaw", told="4"),
    _sure(
        "C019 two stray quotes",
        HEAD + '"Broken,Org,,\n' + TWO + '"Other,Org,,\nEsi,Org,,\n',
        *('"Broken', *NAMES, '"Other', "Esi"),
        told="2, 5",
    ),
    _sure("C020 quotes inside", HEAD + 'Ama "the river",Org,,\n', 'Ama "the river"'),
    _sure("C021 lines inside", HEAD + '"Ama\nMensah" ,Org,,\nEsi,Org,,\n', "Ama\nMensah", "Esi"),
    _sure("C022 old Mac line ends", (HEAD + TWO).replace("\n", "\r"), *NAMES),
    _sure("C023 mixed line ends", HEAD + "A,O,,\r\nB,O,,\rC,O,,\n", "A", "B", "C"),
    _sure("C024 no last line end", (HEAD + TWO).rstrip(), *NAMES),
    _sure("C029 short rows", HEAD + "Solo\nAma,Org\n", "Solo", "Ama"),
    _sure("C030 long rows", HEAD + "Ama,Org,a@example.org,1,more\n", "Ama", told="2"),
    _sure("C033 nameless column", "Name,,Email\nAma,Org,a@example.org\n", "Ama", told="2"),
    _sure("C034 hostile heading", 'Name,"a"";DROP TABLE person;--"\nAma,q\n', "Ama"),
    _sure("C036 odd headings", " NAME ,\u00a0Organização\u00a0,E-MAIL\nAma,O,a@x.org\n", "Ama"),
    _sure("C038 no headings", TWO, *NAMES, told="first row is a person"),
    _sure("C039 blank lines", HEAD + "\n,,,\n" + TWO + "\n\n,,,\n", *NAMES),
    _sure(
        "a title above",
        "Meeting of 5 May\n# Question: 30\n\n" + HEAD + TWO,
        *NAMES,
        told="Meeting of 5 May",
    ),
)

VERBATIM = (
    _sure("C040 equals", HEAD + "=cmd,Org,,\n", "=cmd"),
    _sure("C040 at", HEAD + "@Ama,Org,,\n", "@Ama"),
    _sure("C040 guard taken off", HEAD + "'=SUM(A1),Org,,\n", "=SUM(A1)"),
    _sure("C040 full-width guard", HEAD + "'＋Ama,Org,,\n", "＋Ama"),
    _sure("C040 an apostrophe that is meant", HEAD + "'Tis Ama,Org,,\n", "'Tis Ama"),
    _sure("C047 joiners", "Name,Organisation\nن\u200cی,Org\n", "ن\u200cی"),
    _sure("C048 override", "Name,Organisation\nAma \u202egnp.exe,Org\n", "Ama \u202egnp.exe"),
    _sure("C049 markup", "Name,Organisation\n<b>Ama</b>,x\n", "<b>Ama</b>"),
    _sure("C050 emoji", "Name,Organisation\nAma 👩‍👩‍👧 🇨🇱,x\n", "Ama 👩‍👩‍👧 🇨🇱"),
    _sure("C058 null", "Name,Organisation\nNull,a\nNaN,b\nTrue,c\n", "Null", "NaN", "True"),
    _sure(
        "C058 quote",
        "Name,Organisation\nRobert'); DROP TABLE x;--,a\n",
        "Robert'); DROP TABLE x;--",
    ),
    _sure("C062 dotted", "Name,EMAİL\nİbrahim Işık,a@example.org\n", "İbrahim Işık"),
)

BROKEN = (
    _sure("C051 surrogate", HEAD.encode() + b"Yaw\xed\xa0\xbd,Org,,\n", told="look", guessed=True),
    _sure("C052 overlong", HEAD.encode() + b"Yaw\xc0\x80,Org,,\n", told="look", guessed=True),
    _sure("C053 cut letter", (HEAD + "Zoé").encode()[:-1], told="look", guessed=True),
)

REFUSED = (
    _refused("C001 empty", b"", "table_empty"),
    _refused("C003 only a mark", codecs.BOM_UTF8, "table_empty"),
    _refused("C028 5,000 columns", ",".join(["c"] * 5_000) + "\n", "table_too_large"),
    _refused("C031 twice", "name,name,email\nA,B,c@x.org\n", "table_duplicate_columns"),
    _refused("C032 twice in capitals", "Name,NAME\nA,B\n", "table_duplicate_columns"),
    _refused("C035 endless heading", "N" * 70_000 + ",Name\nx,Ama\n", "table_not_a_table"),
    _refused("C054 noise", _noise(), "table_not_a_table"),
    _refused("C056 a web page", "<html><table></table></html>", "table_not_a_table"),
    _refused("C057 JSON", '[{"name": "Ama"}]', "table_not_a_table"),
    _refused("C059 a million commas", "," * 1_000_000 + "\n", "table_too_large"),
    _refused("C060 an endless line", "x" * 20_000_001, "table_too_large"),
    _refused("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "table_not_a_table"),
)

VAST = (
    _sure("C025 long cell", HEAD + "A" * 200_000 + ",Org,,\nEsi,Org,,\n", told="200000"),
    _sure("C026 vast cell", HEAD + "A" * 5_000_000 + ",Org,,\n", told="5000000"),
    _sure("C061 many lines", HEAD + '"A' + "\n" * 200_000 + 'B",Org,,\n', told="many lines"),
    _sure("every quote open", HEAD + 'Ama,"Org,,\n' * 3_000, told="2, 3"),
    _sure("C027 a crowd", HEAD + _crowd(20_000)),
)

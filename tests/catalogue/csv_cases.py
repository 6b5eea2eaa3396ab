"""The 62 bad text tables of the catalogue, made by code."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from tests.catalogue.case import Case
from tests.models import workbooks

HEAD = "name,organisation,email\n"
AMA = "Ama,Land Watch,ama@x.example\n"
KOFI = "Kofi,Ministry,kofi@x.example\n"
GOOD = HEAD + AMA + KOFI
CRLF = GOOD.replace("\n", "\r\n")
ACCENTS = "name,organisation\nRené,Société d’eau\nMuñoz,“Agua” – 5 €\n"
CYRILLIC = "name,organisation\nМария,Открытый бюджет\nИван,Счётная палата\n"
ARABIC = "name,organisation\nعائشة,مرصد الأرض\nيوسف,الوزارة\n"
MAC = "name,organisation\nRené,École\nMuñoz,Niños\n"


def text(content: str | bytes, name: str = "people.csv") -> Callable[[Path], Path]:
    """What writes this content into a file of this name."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def people(*rows: str, head: str = HEAD) -> str:
    """A table of these rows."""
    return head + "".join(f"{row}\n" for row in rows)


def many(count: int) -> Callable[[Path], Path]:
    """A table of this many people."""

    def make(folder: Path) -> Path:
        path = folder / "people.csv"
        rows = (f"Person {n},Org {n % 40},p{n}@x.example\n" for n in range(count))
        path.write_text(HEAD + "".join(rows), "utf-8")
        return path

    return make


def case(
    id: str, what: str, expected: str, content: str | bytes | Callable[[Path], Path],
    says: str = "", rows: int | None = None,
) -> Case:  # fmt: skip
    """A case whose expected outcomes stand as in the catalogue."""
    make = content if callable(content) else text(content)
    return Case(id, what, frozenset(expected.split(" / ")), make, says, rows)


def noise() -> bytes:
    """Bytes without any meaning, the same every time."""
    return random.Random(54).randbytes(20_000)


OPEN_QUOTE = people(
    '"Ama,Land Watch,ama@x.example', *(f"P{n},Org,p{n}@x.example" for n in range(500))
)
CONSENTS = ("yes", "oui", "si", "نعم", "x", "1", "TRUE", "maybe", "")

CASES = (
    case("C001", "0 bytes", "REJECT", b""),
    case("C002", "header and no rows", "WARN", HEAD, "0 people", 0),
    case("C003", "only a byte-order mark", "REJECT", b"\xef\xbb\xbf"),
    case("C004", "UTF-8 with mark", "ACCEPT", b"\xef\xbb\xbf" + GOOD.encode(), rows=2),
    case("C005", "UTF-16 LE with mark", "ACCEPT", b"\xff\xfe" + CRLF.encode("utf-16-le"), rows=2),
    case("C006", "UTF-16 BE without mark", "ACCEPT / REJECT", GOOD.encode("utf-16-be"), rows=2),
    case("C007", "Windows-1252", "ACCEPT", ACCENTS.encode("cp1252"), rows=2),
    case("C008", "Windows-1251", "ACCEPT", CYRILLIC.encode("cp1251"), rows=2),
    case("C009", "Windows-1256", "ACCEPT", ARABIC.encode("cp1256"), rows=2),
    case("C010", "Mac Roman", "ACCEPT", MAC.encode("mac_roman"), rows=2),
    case("C011", "UTF-8 and one Windows-1252 row", "WARN",
         people("Zoë,Eau,", "Noé,Terre,", "Anaïs,Feu,").encode()
         + "René,Air,\n".encode("cp1252"), r"\b5\b", 4),
    case("C012", "one stray byte 0xff", "WARN",
         GOOD.replace("Kofi", "Kofé").encode().replace(b"Watch", b"Wa\xfftch"), rows=2),
    case("C013", "zero bytes in fields", "WARN", GOOD.replace("Ama", "A\x00ma"), rows=2),
    case("C014", "controls in names", "CLEAN",
         people("A\x1bma,Land,a@x.example", "K\x0bo\x07fi\x7f,Sea,k@x.example"), rows=2),
    case("C015", "semicolons", "ACCEPT", GOOD.replace(",", ";"), rows=2),
    case("C016", "tabs", "ACCEPT", GOOD.replace(",", "\t"), rows=2),
    case("C017", "pipes", "ACCEPT", GOOD.replace(",", "|"), rows=2),
    case("C018", "first line sep=;", "ACCEPT", "sep=;\n" + GOOD.replace(",", ";"), rows=2),
    case("C019", "a quote that never closes", "WARN", OPEN_QUOTE, r"\b2\b", 501),
    case("C020", "quotes inside unquoted fields", "WARN",
         people('Ama "the boss" Mensah,Land,a@x.example', "Kofi,Sea,k@x.example"), r"\b2\b", 2),
    case("C021", "line breaks inside quoted fields", "ACCEPT",
         people('"Ama\nMensah","Land\nWatch",a@x.example', "Kofi,Sea,k@x.example"), rows=2),
    case("C022", "old Mac line ends", "ACCEPT", GOOD.replace("\n", "\r"), rows=2),
    case("C023", "CRLF, LF and CR mixed", "ACCEPT", HEAD + AMA.replace("\n", "\r\n")
         + KOFI.replace("\n", "\r") + "Efua,Sea,e@x.example\n", rows=3),
    case("C024", "no line end at the end", "ACCEPT", GOOD.rstrip(), rows=2),
    case("C025", "a field of 200,000 characters", "WARN",
         people("Ama," + "x" * 200_000 + ",a@x.example", "Kofi,Sea,k@x.example"), rows=1),
    case("C026", "a field of 5 MB", "WARN",
         people("Ama," + "x" * 5_000_000 + ",a@x.example", "Kofi,Sea,k@x.example"), rows=1),
    case("C027", "100,000 people", "ACCEPT", many(100_000), rows=100_000),
    case("C028", "5,000 columns", "REJECT",
         ",".join(f"c{n}" for n in range(5_000)) + "\n" + ",".join("x" * 5_000) + "\n"),
    case("C029", "rows with too few fields", "WARN",
         people("Ama,Land,a@x.example", "Kofi", "Efua,Sea,e@x.example"), r"\b3\b", 3),
    case("C030", "rows with too many fields", "WARN",
         people("Ama,Land,a@x.example,more,and more", "Kofi,Sea,k@x.example"), r"\b2\b", 2),
    case("C031", "two columns called name", "REJECT", people("Ama,Kofi", head="name,name\n"),
         "two columns called"),
    case("C032", "Name and NAME both present", "REJECT", people("Ama,Kofi", head="Name,NAME\n"),
         "two columns called"),
    case("C033", "a header cell is empty", "WARN",
         people("Ama,x,a@x.example", "Kofi,y,k@x.example", head="name,,email\n"), rows=2),
    case("C034", "headers with quotes, brackets and SQL", "REJECT",
         people("1,2,3", head='"a""b]",[c],"d); DROP TABLE x;--"\n').replace(",", ";")),
    case("C035", "a header of 70,000 characters", "REJECT",
         people("Ama,Land", head="name" + "e" * 70_000 + ",organisation\n")),
    case("C036", "headers with spaces, capitals, accents", "ACCEPT",
         people("Ama,Land,a@x.example", head="  NAME ,Organisation\u00a0, É-mail\n"), rows=1),
    case("C037", "French headers", "ACCEPT",
         people("Ama,Land,a@x.example", head="Nom et prénom,Organisation,Courriel\n"), rows=1),
    case("C038", "no header row", "WARN", AMA + KOFI),
    case("C039", "blank lines and lines of commas", "ACCEPT",
         people("", "Ama,Land,a@x.example", ",,", " , ,", "Kofi,Sea,k@x.example", ""), rows=2),
    case("C040", "names that begin like formulas", "LITERAL",
         people("=1+1,a,", "+233,b,", "-1,c,", "@x,d,", '"\t=2",e,', '"\r=3",f,', "＝1,g,"),
         rows=7),
    case("C041", "phones with 00 and +, ids with zeros", "ACCEPT",
         people("Ama,+233 20 1234567,0007", "Kofi,00233201234568,0008", head="name,phone,code\n"),
         rows=2),
    case("C042", "spoilt phones and dates", "WARN",
         people("Ama,2.33201E+11,44501", head="name,phone,joined\n"), "spoilt|joined", 1),
    case("C043", "dates of every kind", "WARN",
         people("Ama,01/02/03", "Kofi,2026-2-30", "Efua,31/12/26", "Esi,12-Jan",
                head="name,born\n"), "born", 4),
    case("C044", "numbers of every kind", "WARN",
         people('Ama,"1,5"', 'Kofi,"1.234,56"', "Efua,1 234", head="name,amount\n"), "amount", 3),
    case("C045", "consent in many words", "WARN",
         people(*(f"P{n},{said}" for n, said in enumerate(CONSENTS)),
                head="name,I agree to be contacted\n"), "no clear yes", 9),
    case("C046", "one person three times", "WARN",
         people("Zoë  Núñez,Land,", "Zoe\u0308 Nu\u0301n\u0303ez,Land,", "Zoë Núñez ,Land,"),
         "2 left out", 1),
    case("C047", "signs without width in names", "ACCEPT",
         people("A\u200bma,Land,", "Ko\u00adfi,Sea,", "क्\u200dष,Sky,", "می\u200cخواهم,Air,"),
         rows=4),
    case("C048", "right-to-left override in a name", "LITERAL",
         people("Ama\u202egpj.exe,Land,a@x.example"), rows=1),
    case("C049", "markup, pictures and links", "LITERAL",
         people("<b>Ama</b>,<img src=file:///etc/passwd>,", "Kofi,\\\\host\\share,",
                "Efua,http://x.example,"), rows=3),
    case("C050", "emoji, flags, families, skin tones", "LITERAL",
         people("Ama 👩🏾‍🌾,Land 🇬🇭,", "Kofi 👨‍👩‍👧,Sea,"), rows=2),
    case("C051", "a lone surrogate as bytes", "WARN",
         people("Zoë,Land,").encode() + b"A\xed\xa0\xbdma,Sea,\n", r"\b3\b", 2),
    case("C052", "overlong UTF-8", "WARN",
         people("Zoë,Land,").encode() + b"A\xc0\x80ma,Sea,\n", r"\b3\b", 2),
    case("C053", "ends in the middle of a character", "WARN",
         people("Zoë,Land,", "Kofi,Café").encode()[:-2], r"\b3\b", 2),
    case("C054", "noise renamed .csv", "REJECT", noise()),
    case("C055", "a workbook renamed .csv", "ACCEPT / REJECT", workbooks.GOOD, rows=2),
    case("C056", "a web page saved as .csv", "REJECT / ACCEPT",
         "<html><table><tr><td>name</td></tr></table></html>"),
    case("C057", "JSON renamed", "REJECT", '{"name": "Ama"}'),
    case("C058", "people called Null, True and 1", "ACCEPT",
         people("Null,a,", "None,b,", "True,c,", "NaN,d,", "1,e,", "O'Brien,f,",
                "Robert'); DROP TABLE,g,"), rows=7),
    case("C059", "one line of a million commas", "REJECT", "," * 1_000_000),
    case("C060", "20 MB without a line end", "REJECT", b"a" * 20_971_520),
    case("C061", "a quoted field of 200,000 line breaks", "WARN",
         people('Ama,"' + "\n" * 200_000 + 'x",a@x.example', "Kofi,Sea,k@x.example"), rows=2),
    case("C062", "Turkish letters in names and headers", "ACCEPT",
         people("Işık,Su,i@x.example", "İnci,Ay,n@x.example", head="İSİM,ORGANISATION,EMAIL\n"),
         rows=2),
)  # fmt: skip
"""Each case as the catalogue has it; ``expected`` is its column of outcomes."""

NAMES: dict[str, list[str]] = {
    "C004": ["Ama", "Kofi"],
    "C005": ["Ama", "Kofi"],
    "C006": ["Ama", "Kofi"],
    "C007": ["René", "Muñoz"],
    "C008": ["Мария", "Иван"],
    "C009": ["عائشة", "يوسف"],
    "C010": ["René", "Muñoz"],
    "C014": ["Ama", "Kofi"],
    "C020": ['Ama "the boss" Mensah', "Kofi"],
    "C021": ["Ama Mensah", "Kofi"],
    "C023": ["Ama", "Kofi", "Efua"],
    "C024": ["Ama", "Kofi"],
    "C039": ["Ama", "Kofi"],
    "C040": ["=1+1", "+233", "-1", "@x", "=2", "=3", "＝1"],
    "C047": ["A\u200bma", "Ko\u00adfi", "क्\u200dष", "می\u200cخواهم"],
    "C048": ["Ama\u202egpj.exe"],
    "C049": ["<b>Ama</b>", "Kofi", "Efua"],
    "C055": list(workbooks.NAMES),
    "C058": ["Null", "None", "True", "NaN", "1", "O'Brien", "Robert'); DROP TABLE"],
    "C062": ["Işık", "İnci"],
}
"""The names that must come out of a case, letter by letter."""

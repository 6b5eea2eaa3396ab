"""Text tables of strangers: each is read, read with a doubt told, or refused with a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.models.intake.tables import read_table
from tests.models.reading_tables import (
    AMA,
    GOOD,
    HEAD,
    KOFI,
    fault_of,
    names,
    only_user_errors,
    read,
    told,
)

MESSY = Path(__file__).parents[3] / "shared" / "tables" / "messy"


# -- text that is taken as it is -----------------------------------------------------------

TAKEN: dict[str, tuple[bytes, list[str]]] = {
    "C002 header alone": (HEAD.encode(), []),
    "C004 mark of UTF-8": (b"\xef\xbb\xbf" + GOOD, ["Ama", "Kofi"]),
    "C005 UTF-16 LE": (b"\xff\xfe" + GOOD.decode().encode("utf-16-le"), ["Ama", "Kofi"]),
    "C005 UTF-16 BE": (b"\xfe\xff" + GOOD.decode().encode("utf-16-be"), ["Ama", "Kofi"]),
    "C006 UTF-16 without a mark": (GOOD.decode().encode("utf-16-be"), ["Ama", "Kofi"]),
    "C015 semicolons": (GOOD.replace(b",", b";"), ["Ama", "Kofi"]),
    "C016 tabs": (GOOD.replace(b",", b"\t"), ["Ama", "Kofi"]),
    "C017 pipes": (GOOD.replace(b",", b"|"), ["Ama", "Kofi"]),
    "C018 sep=": (b"sep=;\r\n" + GOOD.replace(b",", b";"), ["Ama", "Kofi"]),
    "C018 sep= in UTF-16, quoted": (
        b"\xff\xfe" + 'sep=;\n"name";"email"\n"Ama";"a@x.example"\n'.encode("utf-16-le"),
        ["Ama"],
    ),
    "C022 old Mac line ends": (GOOD.replace(b"\n", b"\r"), ["Ama", "Kofi"]),
    "C023 mixed line ends": (
        (HEAD + "Ama,a,b\r\nKofi,c,d\rEfua,e,f\n").encode(),
        ["Ama", "Kofi", "Efua"],
    ),
    "C024 no line end at the end": (GOOD.rstrip(), ["Ama", "Kofi"]),
    "C036 headers with spaces": (" Name ,E-mail\u00a0\nAma,a@x.example\n".encode(), ["Ama"]),
    "C039 blank lines": ((HEAD + "\n,,\n" + AMA + " , ,\n" + KOFI).encode(), ["Ama", "Kofi"]),
    "C040 formulas are names": ((HEAD + "=1+1,a,b\n@x,c,d\n").encode(), ["=1+1", "@x"]),
    "C047 joiners stay": ("name,email\nक्‍ष,a@x.example\n".encode(), ["क्‍ष"]),
    "C049 markup stays": (b"name,email\n<b>Ama</b>,a@x.example\n", ["<b>Ama</b>"]),
    "C050 emoji": ("name,email\nAma 👩🏾‍🌾,a@x.example\n".encode(), ["Ama 👩🏾‍🌾"]),
    "C058 Null": (
        (HEAD + "Null,a,b\nTrue,a,b\nO'Brien,a,b\nRobert'); DROP TABLE,a,b\n").encode(),
        ["Null", "True", "O'Brien", "Robert'); DROP TABLE"],
    ),
    "C062 Turkish": ("İsim,E-mail\nIşık,i@x.example\n".encode(), ["Işık"]),
    "preamble": ((f"Meeting of 3 May\n\nList\n{HEAD}" + AMA).encode(), ["Ama"]),
    "guard": (
        (HEAD + "'=Ama,a,b\n'+233,c,d\n'quoted',e,f\n").encode(),
        ["=Ama", "+233", "'quoted'"],
    ),
}


@pytest.mark.parametrize("case", TAKEN)
def test_taken_as_it_is(case: str, tmp_path: Path) -> None:
    raw, expected = TAKEN[case]
    table = read(tmp_path, raw)
    assert names(table) == expected
    assert not table.columns[0].startswith("\ufeff")


def test_line_breaks_in_quotes_and_the_line_each_row_begins_on(tmp_path: Path) -> None:
    table = read(tmp_path, HEAD + '"Ama\nMensah",a,b\n' + KOFI)
    assert [(row.line, row.cells[0]) for row in table.rows] == [(2, "Ama\nMensah"), (4, "Kofi")]


# -- letters -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Zoë Núñez,L’Étoile – “Café”,Genève €"),
        ("cp1251", "Анна Иванова,Фонд «Открытое правительство»,Москва"),
        ("cp1256", "سارة محمد,جمعية الشفافية,تونس"),
        ("mac_roman", "André Lefèvre,Société civile,Bogotá"),
    ],
)
def test_old_encodings_are_guessed_and_asked_about(
    encoding: str, text: str, tmp_path: Path
) -> None:
    raw = (HEAD + text + "\n").encode(encoding)
    guessed = read(tmp_path, raw)
    assert guessed.needs_choice
    assert guessed.encoding == encoding
    chosen = read(tmp_path, raw, encoding=encoding)
    assert not chosen.needs_choice
    assert ",".join(chosen.rows[0].cells) == text == ",".join(guessed.rows[0].cells)


DOUBTS: dict[str, tuple[bytes, str]] = {
    "C011 two files pasted": (
        (HEAD + "Zoë,a,b\nÉlodie,a,b\nJosé,a,b\n").encode() + "Núñez,a,b\n".encode("cp1252"),
        "these lines: 5",
    ),
    "C012 a stray byte": (GOOD + b"Ef\xffua,a,b\n", "encoded"),
    "C013 zero bytes": (GOOD.replace(b"Kofi", b"Ko\x00fi"), "line 3"),
    "C029 few cells": ((HEAD + "Ama\n" + KOFI).encode(), ""),
    "C030 many cells": ((HEAD + "Ama,a,b,extra\n").encode(), "more cells"),
    "C033 an empty heading": (b"name,,email\nAma,x,a@x.example\n", "without a name: 2"),
    "C038 no heading": (
        b"Ama Mensah,Land Watch,ama@x.example\nKofi Boateng,Ministry,kofi@x.example\n",
        "first row is a person",
    ),
    "C051 a lone surrogate": (GOOD + "Zoë,a,b\n".encode() + b"\xed\xa0\xbd,a,b\n", "lines: 5"),
    "C052 an overlong byte": (GOOD + "Zoë,a,b\n".encode() + b"A\xc0\x80ma,a,b\n", "lines: 5"),
    "C053 cut in a letter": (GOOD + "Zoë,a,b\nNú".encode()[:-1], "lines: 5"),
    "C061 a quote over many lines": (
        (HEAD + '"Ama' + "\n" * 300 + 'x",a,b\n').encode(),
        "many lines",
    ),
    "C025 a large cell": ((HEAD + "A" * 200_000 + ",a,b\n").encode(), "200000 characters was cut"),
}


@pytest.mark.parametrize("case", DOUBTS)
def test_doubts_are_told(case: str, tmp_path: Path) -> None:
    raw, expected = DOUBTS[case]
    table = read(tmp_path, raw)
    assert table.rows
    assert expected in told(table)


def test_controls_are_cleaned(tmp_path: Path) -> None:
    table = read(tmp_path, HEAD + "A\x1bm\x0ba\x07\x7f,a,b\n")
    assert names(table) == ["Ama"]


def test_a_quote_that_never_closes_swallows_nobody(tmp_path: Path) -> None:
    rows = "".join(f"Person {n},Org,p{n}@x.example\n" for n in range(500))
    table = read(tmp_path, HEAD + AMA + '"Kofi,Org,k@x.example\n' + rows)
    assert len(table.rows) == 502
    assert "quotation mark is not closed; look at these lines: 3." in told(table)
    assert names(table)[-1] == "Person 499"


def test_the_first_person_is_not_a_heading_unless_somebody_says_so(tmp_path: Path) -> None:
    raw = "Ama Mensah,Land Watch\nKofi Boateng,Ministry\n"
    assert names(read(tmp_path, raw)) == ["Ama Mensah", "Kofi Boateng"]
    table = read_table(tmp_path / "people.csv", header=True)
    assert table.columns == ("Ama Mensah", "Land Watch")
    heads = read(tmp_path, GOOD)
    assert heads.has_header
    assert len(read_table(tmp_path / "people.csv", header=False).rows) == 3


# -- what is no table ----------------------------------------------------------------------

REFUSED: dict[str, tuple[bytes, str]] = {
    "C001 nothing": (b"", "table_empty"),
    "C003 only a mark": (b"\xef\xbb\xbf", "table_empty"),
    "C003 only blanks": (b" \r\n\r\n", "table_empty"),
    "C028 5,000 columns": (",".join(f"c{n}" for n in range(5000)).encode(), "table_too_large"),
    "C031 name twice": (b"name,email,name\nAma,a,Kofi\n", "table_duplicate_columns"),
    "C032 Name and NAME": (b"Name,email,NAME\nAma,a,Kofi\n", "table_duplicate_columns"),
    "C035 a long heading": (b"name,email," + b"x" * 70_000 + b"\nAma,a,b\n", "table_not_a_table"),
    "C054 noise": (bytes(range(256)) * 40, "table_not_a_table"),
    "C056 a web page": (b"<!DOCTYPE html><table><tr><td>Ama", "table_not_a_table"),
    "C057 JSON": (b'[{"name": "Ama"}]', "table_not_a_table"),
    "C057 JSON object": (b'{"people": []}', "table_not_a_table"),
    "C059 a million commas": (b"," * 1_000_000, "table_too_large"),
    "C060 one line of 20 MB": (b"x" * 20_000_001, "table_too_large"),
    "PDF": (b"%PDF-1.7\nname,email\n", "table_not_a_table"),
    "picture": (b"\x89PNG\r\n\x1a\n,,", "table_not_a_table"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_a_sentence(case: str, tmp_path: Path) -> None:
    raw, code = REFUSED[case]
    with pytest.raises(UserError) as caught:
        read(tmp_path, raw)
    assert caught.value.code == code
    assert caught.value.details["name"] == "people.csv"


def test_places_that_are_no_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not_a_file"):
        read_table(tmp_path)
    with pytest.raises(UserError, match="file_gone"):
        read_table(tmp_path / "nobody.csv")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        with pytest.raises(UserError, match="not_a_file"):
            read_table(tmp_path / "pipe.csv")


# -- whatever comes ------------------------------------------------------------------------


@given(raw=st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    only_user_errors(tmp_path_factory.getbasetemp(), raw)


@given(text=st.text(alphabet="ab\"';,|\t\n\r =é\u202e\ufeff", max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_with_separators(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    only_user_errors(tmp_path_factory.getbasetemp(), text.encode())


@pytest.mark.skipif(not MESSY.is_dir(), reason="the messy tables lie beside the repository only")
def test_messy_tables_of_the_world() -> None:
    expected = {".xls": "table_is_old_excel", ".ods": "table_is_opendocument"}
    found = {path.name: fault_of(path) for path in MESSY.iterdir()}
    assert found
    assert found == {name: expected.get(Path(name).suffix, "") for name in found}


def test_one_endless_text_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"a" * 200_000)
    assert fault_of(path) == "table_not_a_table"


@pytest.mark.parametrize("said", ["", " ", "\r", '"', "a"], ids=repr)
def test_a_separator_that_can_be_none_is_found_out(tmp_path: Path, said: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(f"sep={said}\r\nName,Organisation\r\nAma,Radio\r\n".encode())
    table = read_table(path)
    assert (table.columns, table.rows[0].cells) == (("Name", "Organisation"), ("Ama", "Radio"))


ROLES = "Ama,Radio,Boss\nEsi,Farm,Clerk\nYaw,Youth organisation,Language teacher\nKofi,Mill,Cook\n"


@pytest.mark.parametrize("head", ["Name,Firma,Beruf\n", "Titel,,\nName,Firma,Beruf\n"])
def test_nobody_is_lost_above_somebody_whose_work_sounds_like_a_heading(
    tmp_path: Path, head: str
) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(f"{head}{ROLES}".encode())
    table = read_table(path)
    assert table.columns == ("Name", "Firma", "Beruf")
    assert [row.cells[0] for row in table.rows] == ["Ama", "Esi", "Yaw", "Kofi"]


@pytest.mark.parametrize("header", [None, True])
def test_nobody_is_lost_where_no_heading_is_known(tmp_path: Path, header: bool | None) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(f"Wer,Firma,Beruf\n{ROLES}".encode())
    rows = read_table(path, header=header).rows
    assert [row.cells[0] for row in rows][-4:] == ["Ama", "Esi", "Yaw", "Kofi"]
    assert len(rows) == (5 if header is None else 4)


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        ('"Name""; DROP TABLE person;--",[a],(b)', True),
        ("[id],{full},note", True),
        ("Ama [Chair],Land Watch,North", False),
    ],
)
def test_names_of_fields_are_headings_even_where_none_is_known(
    tmp_path: Path, head: str, is_one: bool
) -> None:
    assert read(tmp_path, f"{head}\nAwa,x,y\nKofi,z,w\n").has_header == is_one

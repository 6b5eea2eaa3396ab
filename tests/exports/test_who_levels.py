"""Privacy as levels: what each one shows, and what none of them ever does."""

from __future__ import annotations

import csv
import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.exports import ExportChoice, Options, compose, produce
from app.exports.composing import material
from app.exports.options import Who
from app.exports.people_part import badge, region_rows
from app.exports.public_copy import people_who_agreed
from app.exports.tables import sheets
from app.models.frameworks import Frameworks
from app.models.plan import Plan
from app.models.records import Record
from app.words import Words
from tests.builders import (
    a_commitment,
    a_consent,
    a_contact,
    a_note,
    a_person,
    a_plan,
    a_rating,
)

OFFICES, GROUPS, CITIZENS = "government-departments", "civil-society-organisations", "citizens"
LEVELS: tuple[Who, ...] = get_args(Who)


def room() -> Plan:
    """Fourteen people, of whom Ama and Kofi agreed; Esi said no and Yaw was never asked."""
    ama = a_person("Ama Owusu", code="A1", organisation="Radio Volta", sector=CITIZENS)
    kofi = a_person("Kofi Mensah", code="A12", organisation="Land Office", sector=OFFICES)
    esi = a_person("Esi Boateng", code="A3", organisation="Land Office", sector=OFFICES)
    yaw = a_person("Yaw Darko", code="A4", sector=GROUPS)
    others = [
        a_person(f"Adwoa {n}", code=f"B{n}", sector=sector, region=region)
        for sector, region, size in ((OFFICES, "North", 5), (GROUPS, "South", 5))
        for n in range(size)
    ]
    commitment = a_commitment()
    rows: list[Record] = [
        commitment,
        a_rating(commitment, "Ama Owusu", "modest", person=ama.id, reason="Ama says so"),
        a_rating(commitment, "Esi Boateng", "substantial", person=esi.id, reason="Esi says so"),
        a_rating(commitment, "Somebody Unknown", "modest"),
        a_consent(ama),
        a_consent(kofi),
        a_consent(esi, given=0),
        a_contact(ama),
    ]
    return a_plan(ama, kofi, esi, yaw, *others, *rows)


def said(resources: Path, plan: Plan, options: Options, document: str = "participants") -> str:
    words = Words("en", resources / "i18n")
    m = material(plan, Frameworks(resources / "frameworks"), words, options)
    return "\n".join(compose(document, m).lines())


def test_codes_are_those_of_people_who_agreed(resources: Path) -> None:
    text = said(resources, room(), Options(who="codes"))
    assert "A1 | not shown" in text  # one of three citizens: the category would tell who
    assert "A12 | Government departments" in text
    assert text.index("A1 |") < text.index("A12 |")
    assert "A3" not in text  # said no
    assert "A4" not in text  # was never asked
    assert "12 more are counted only." in text


def test_regions_stand_beside_categories_and_small_ones_together(resources: Path) -> None:
    text = said(resources, room(), Options(who="sectors"))
    assert "Category | Region | People" in text
    assert "Government departments | North, Not said | 7" in text  # five and two
    assert "Civil society organisations, Citizens | – | 7" in text
    assert "Citizens | –" not in text.replace("organisations, Citizens | –", "")


@pytest.mark.parametrize("who", ["counts", "codes", "sectors"])
def test_organisations_begin_one_level_higher(resources: Path, who: Who) -> None:
    assert "Radio Volta" not in said(resources, room(), Options(who=who))
    assert "Radio Volta" in said(resources, room(), Options(who="organisations"))


NAMES = ("Ama", "Owusu", "Kofi", "Mensah", "Esi", "Boateng", "Yaw", "Darko", "Unknown", "Adwoa")


def everything_in(path: Path) -> str:
    """All a file says, its metadata and the names of its parts too."""
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as parts:
            return " ".join(
                name + parts.read(name).decode("utf-8", "replace") for name in parts.namelist()
            )
    if path.suffix == ".pdf":
        pages = PdfReader(path)
        return " ".join(page.extract_text() for page in pages.pages) + str(pages.metadata)
    return path.read_text("utf-8")  # fmt: skip


@pytest.mark.parametrize("who", ["counts", "codes", "sectors", "organisations"])
@pytest.mark.parametrize("format", ["docx", "pdf", "json", "csv", "xlsx"])
def test_no_file_below_the_level_of_names_holds_a_name(
    resources: Path, tmp_path: Path, who: Who, format: str
) -> None:
    path = tmp_path / f"out.{format}"
    choice = ExportChoice("action-plan", format, "en", Options(who=who), path)
    produce(choice, room(), Frameworks(resources / "frameworks"), resources)
    text = everything_in(path)
    assert "medicine" in text
    assert [name for name in NAMES if name in text] == []
    assert "ama@example.org" not in text


def test_open_data_tells_whose_rating_it_is_by_code(resources: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    choice = ExportChoice("action-plan", "json", "en", Options(who="codes"), path)
    produce(choice, room(), Frameworks(resources / "frameworks"), resources)
    tables = json.loads(path.read_text("utf-8"))["tables"]
    assert Counter(row["rater"] for row in tables["rating"]) == {"A1": 1, "": 2}
    assert sorted(row["code"] for row in tables["person"]) == ["A1", "A12"]
    assert not any(row["person"] or row["reason"] for row in tables["rating"])
    assert not tables["contact"] + tables["consent"]


def test_the_workbook_has_a_sheet_of_codes_and_of_regions(resources: Path) -> None:
    def of(who: Who) -> dict[str, list[tuple[object, ...]]]:
        words = Words("en", resources / "i18n")
        options = Options(who=who)
        m = material(room(), Frameworks(resources / "frameworks"), words, options)
        return {sheet.name: list(sheet.rows) for sheet in sheets(m, {})}

    assert of("codes")["People by badge code"] == [("A1",), ("A12",)]
    assert {row[-1] for row in of("codes")["Ambition"]} == {"A1", ""}
    assert sum(int(str(row[2])) for row in of("sectors")["Participants"]) == 14


def test_a_table_of_codes_is_text_that_no_spreadsheet_runs(resources: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    choice = ExportChoice("action-plan", "csv", "en", Options(who="codes"), path)
    produce(choice, room(), Frameworks(resources / "frameworks"), resources)
    assert len(list(csv.reader(path.open(encoding="utf-8-sig", newline="")))) == 2


def few(n: int) -> Plan:
    """So many people of one category and place, who all agreed."""
    people = [
        a_person(f"Ama {k}", code=f"A{k}", organisation="Radio Volta", sector=GROUPS, region="Keta")
        for k in range(n)
    ]
    return a_plan(*people, *map(a_consent, people))


@pytest.mark.parametrize("who", LEVELS)
def test_fewer_than_five_are_not_counted_at_all(resources: Path, who: Who) -> None:
    text = said(resources, few(4), Options(who=who))
    assert "Fewer than five people took part." in text
    assert "Civil society" not in text
    assert "Keta" not in text
    assert "4" not in text.replace("A4", "")
    assert "4 people took part." in said(resources, few(4), Options(who=who, small_cells=True))
    assert "5 people took part." in said(resources, few(5), Options(who=who))


def with_a_rest(*rests: int) -> Plan:
    """Six who agreed in each category, and beside them so many who did not."""
    rows: list[Record] = []
    for sector, rest in zip((OFFICES, GROUPS, CITIZENS), rests, strict=True):
        yes = [a_person(f"Y{sector}{n}", code=f"{sector}{n}", sector=sector) for n in range(6)]
        no = [a_person(f"N{sector}{n}", sector=sector) for n in range(rest)]
        rows += [*yes, *no, *map(a_consent, yes)]
    return a_plan(*rows)


@pytest.mark.parametrize(
    ("rests", "told"),
    [
        ((0, 0, 0), {OFFICES, GROUPS, CITIZENS}),
        ((5, 6, 0), {OFFICES, GROUPS, CITIZENS}),
        ((1, 0, 0), set()),
        ((1, 9, 0), set()),
        ((3, 2, 9), {CITIZENS}),
    ],
)
def test_the_category_of_who_did_not_agree_cannot_be_worked_out(
    resources: Path, rests: tuple[int, int, int], told: set[str]
) -> None:
    """Those told one by one, taken from the number of a category, leave no one, or five."""
    plan = with_a_rest(*rests)
    words = Words("en", resources / "i18n")
    m = material(plan, Frameworks(resources / "frameworks"), words, Options(who="names"))
    assert {person.sector for person in people_who_agreed(m)} - {""} == told
    codes = said(resources, plan, Options(who="codes"))
    titles = {OFFICES: "Government dep", GROUPS: "Civil society org", CITIZENS: "Citizens"}
    assert {id for id, title in titles.items() if f"{id}0 | {title}" in codes} == told


@pytest.mark.parametrize("who", ["organisations", "names"])
def test_an_organisation_is_told_of_who_agreed_alone(resources: Path, who: Who) -> None:
    """The consent read out is for "your name and your organisation"."""
    ama = a_person("Ama Owusu", organisation="Radio Volta")
    kofi = a_person("Kofi Mensah", organisation="Esi Boateng Consult")
    others = [a_person(f"Adwoa {n}", organisation="Weavers’ Union") for n in range(6)]
    esi = a_person("Esi Boateng", organisation="Ministry of Works")
    plan = a_plan(ama, kofi, esi, *others, a_consent(ama), a_consent(kofi))
    text = said(resources, plan, Options(who=who))
    assert "Radio Volta" in text
    assert "Weavers" not in text
    assert "Works" not in text
    assert "Esi" not in text, "nor by the organisation of somebody else"
    m = material(
        plan,
        Frameworks(resources / "frameworks"),
        Words("en", resources / "i18n"),
        Options(who=who),
    )
    assert {p.organisation for p in people_who_agreed(m)} == {"Radio Volta", ""}


@pytest.mark.parametrize("small_cells", [False, True])
def test_a_name_or_mail_in_the_place_of_a_region_or_category_is_not_told(
    resources: Path, small_cells: bool
) -> None:
    people = [a_person(f"Esi Boateng{n}", sector=GROUPS, region="Keta") for n in range(6)]
    places = [
        a_person("Yaw Darko", sector=GROUPS, region="Darko  Yaw’s house, Yaw Darko"),
        a_person("Afua", sector="Afua", region="afua@example.org"),
        *(a_person("", sector="") for _ in range(5)),
    ]
    options = Options(who="sectors", small_cells=small_cells)
    text = said(resources, a_plan(*people, *places), options)
    assert "Keta" in text
    assert [word for word in ("Yaw", "Afua", "afua", "@") if word in text] == []
    assert "Not said" in text


@pytest.mark.parametrize("who", LEVELS)
def test_a_phone_or_mail_in_the_place_of_something_else_is_not_told(
    resources: Path, who: Who
) -> None:
    people = [
        a_person("Ama Owusu 024 555 1234", code="A1", organisation="Radio Volta"),
        a_person("Esi (esi@example.org)", code="024-5551235", organisation="Tel. 0302 123456"),
        a_person("Kofi Mensah", code="024-555 1236", organisation="kofi@example.org"),
    ]
    contact = a_contact(people[2], phone="+233 24 555 1236", email="")
    twice = a_contact(people[1], phone="+233245551235", email="")
    plan = a_plan(*people, *map(a_consent, people), contact, twice)
    text = said(resources, plan, Options(who=who, small_cells=True))
    assert [sign for sign in ("555", "@", "0302") if sign in text] == []
    if who == "names":
        assert "Kofi Mensah" in text
        assert "Radio Volta" in text
    assert badge(a_plan(), a_person("Ama", code="Q")) == "Q"


SECTORS, REGIONS = (OFFICES, GROUPS, CITIZENS), ("North", "South", "")
CELLS = st.tuples(st.sampled_from(SECTORS), st.sampled_from(REGIONS))
SIZES = st.dictionaries(CELLS, st.integers(1, 9), min_size=2)


@settings(max_examples=60, deadline=None)
@given(SIZES)
def test_no_small_cell_of_category_and_region_can_be_made_out(
    sizes: dict[tuple[str, str], int],
) -> None:
    from app.paths import find_resources

    resources = find_resources()
    people = [
        a_person("x", sector=sector, region=region)
        for (sector, region), size in sizes.items()
        for _ in range(size)
    ]
    words = Words("en", resources / "i18n")
    m = material(
        a_plan(*people), Frameworks(resources / "frameworks"), words, Options(who="sectors")
    )
    rows = region_rows(m)
    assert sum(count for _, _, count in rows) == (len(people) if len(people) >= 5 else 0)
    totals = Counter(sector for (sector, _), size in sizes.items() for _ in range(size))
    for category, _region, count in rows:
        whole = sum(n for title, _, n in rows if title == category)
        # A small number is only ever that of all there is of a category nothing else hides.
        assert count >= 5 or count == whole >= 5
    if all(size >= 5 for size in totals.values()):
        assert all(count >= 5 for _, _, count in rows)


def attributed() -> Plan:
    """Ama agreed, Esi did not; each gave an idea and a reason, and one organisation is Esi's."""
    ama = a_person("Ama Owusu", code="Q77", organisation="Radio Volta")
    esi = a_person("Esi Boateng", code="A3", organisation="Esi Boateng Consult")
    mail = a_person("Kofi Mensah", code="kofi@example.org")
    row = a_commitment()
    return a_plan(
        ama,
        esi,
        mail,
        row,
        a_consent(ama),
        a_consent(mail),
        a_note(row, "A clinic in each district", source="Ama Owusu"),
        a_note(row, "A free line", source="Esi Boateng, table 3"),
        a_rating(row, "Ama Owusu", "modest", person=ama.id, constituency="x", reason="By the sea"),
        a_rating(row, "Esi Boateng", "modest", person=esi.id, constituency="y", reason="My ward"),
    )


@pytest.mark.parametrize("who", LEVELS)
@pytest.mark.parametrize("format", ["json", "xlsx", "docx"])
def test_whose_idea_and_reason_it_was_is_told_of_who_agreed_alone(
    resources: Path, tmp_path: Path, who: Who, format: str
) -> None:
    path = tmp_path / f"out.{format}"
    choice = ExportChoice("action-plan", format, "en", Options(who=who, notes=True), path)
    produce(choice, attributed(), Frameworks(resources / "frameworks"), resources)
    text = everything_in(path)
    assert "A free line" in text
    assert "Esi" not in text
    assert "My ward" not in text
    assert "kofi@" not in text, "a mail is no badge code"
    if format != "docx":
        assert ("By the sea" in text) == ("Ama Owusu" in text) == (who == "names")
        assert ("Q77" in text) == (who == "codes")
    elif who in ("organisations", "names"):
        assert "Radio Volta" in text


@pytest.mark.parametrize("format", ["json", "xlsx", "txt"])
def test_a_mail_is_no_name_and_nobody_speaks_for_another(
    resources: Path, tmp_path: Path, format: str
) -> None:
    ama, kofi = a_person("Ama Owusu", code="Q77"), a_person("kofi@example.org", code="Q78")
    row = a_commitment()
    plan = a_plan(
        ama,
        kofi,
        a_consent(ama),
        a_consent(kofi),
        row,
        a_rating(row, "Esi Boateng", "modest", person=ama.id),
        a_rating(row, "KOFI@example.org", "modest", person=kofi.id),
    )
    path = tmp_path / f"out.{format}"
    document = "participants" if format == "txt" else "action-plan"
    choice = ExportChoice(document, format, "en", Options(who="names"), path)
    produce(choice, plan, Frameworks(resources / "frameworks"), resources)
    text = everything_in(path)
    assert "Ama Owusu" in text
    assert "Esi" not in text, "who is linked to the rating agreed, not whoever it names"
    assert "@example.org" not in text.lower()
    if format != "txt":
        assert "Q78" in text

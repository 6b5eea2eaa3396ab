"""How people are found in texts: with and without accents, titles and middle names."""

from __future__ import annotations

import time

import pytest

from app.models.traces import Traces, traces_of
from tests.builders import a_contact, a_person, a_plan


def told(*names: str) -> Traces:
    people = [a_person(name, code=f"#{n}") for n, name in enumerate(names, 1)]
    codes = {person.id: person.code for person in people}
    return traces_of(a_plan(*people), (), frozenset(codes), codes)


@pytest.mark.parametrize(
    ("name", "text", "replaced"),
    [
        ("José Núñez", "Ask Jose Nunez.", "Ask #1."),
        ("Jose Nunez", "Ask JOSÉ NÚÑEZ’s office", "Ask #1’s office"),
        ("Nguyễn Văn An", "Nguyen Van An came", "#1 came"),
        ("Dr. Ama Serwaa Mensah", "Ama Serwaa Mensah and Ama Mensah", "#1 and #1"),
        ("Prof Dr Ama Mensah", "Mensah, Ama", "#1"),
        ("Ama Serwaa Mensah", "Mensah Ama", "#1"),
        ("Ama Mensah", "Amanda Mensahs and Ama Mensahene", "Amanda Mensahs and Ama Mensahene"),
        ("Øyvind Ås", "Øyvind As", "#1"),
        ("Ольга Иванова", "ОЛЬГА  ИВАНОВА", "#1"),
        ("أمل حسن", "قالت أمل حسن ذلك", "قالت #1 ذلك"),
        ("王小明", "请王小明说", "请#1说"),
        ("Amadou-Bâ Diallo", "amadou-ba diallo", "#1"),
        ("Dr Mensah", "Dr Mensah spoke", "#1 spoke"),
        ("Mensah, Ama", "Ama Mensah spoke", "#1 spoke"),
        ("Mensah, Dr. Ama", "Ama Mensah and Mensah, Ama", "#1 and #1"),
        ("Ama Mensah, PhD", "Ama Mensah", "#1"),
        ("Ama Mensah (Radio Volta)", "Ama Mensah", "#1"),
        ("Ama Mensah / Kofi Darko", "Ama Mensah, Kofi Darko", "#1, #1"),
        ("Ama Mensah", "Ama S. Mensah; Ama-Mensah; Ama\u00a0Mensah", "#1; #1; #1"),
        ("Jean-Pierre N’Dour", "Jean Pierre N'Dour", "#1"),
        ("Ana Maria da Silva", "Ana da Silva; da Silva, Ana", "#1; #1"),
        ("Ama Mensah", "Ama\u200bMensah or Men\u00adsah, Ama", "#1 or #1"),
        ("أحمد علي", "قال احمد علي وأحمد علي", "قال #1 و#1"),
        ("Ольга Иванова", "Ольге Ивановой, Иванову Ольгу", "#1, #1"),
        ("Дмитрий Достоевский", "у Дмитрия Достоевского", "у #1"),
        ("Ольга Иванова", "Олег Иванов и Иван Ольгин", "Олег Иванов и Иван Ольгин"),
        ("Ama Mensah", "Kofi Mensah, Ama Serwaa", "Kofi Mensah, Ama Serwaa"),
        ("Ama Mensah", "KOFI MENSAH, AMA SERWAA", "KOFI MENSAH, AMA SERWAA"),
        ("Ama Mensah", "Dr. Mensah, Ama Serwaa", "Dr. #1 Serwaa"),
        ("Ama Mensah", "led by Mensah, Ama Serwaa", "led by #1 Serwaa"),
        ("Ama Mensah", "Kofi Mensah, Ama and Esi", "Kofi #1 and Esi"),
        ("Ama Mensah", "Lands\nMensah, Ama (chair)", "Lands\n#1 (chair)"),
    ],
)
def test_a_name_is_found_as_people_write_it(name: str, text: str, replaced: str) -> None:
    traces = told(name)
    assert traces.replaced(text) == replaced
    assert traces.are_in(text) == (text != replaced)


def test_the_longest_name_goes_first_and_whole_texts_need_no_accent() -> None:
    traces = told("José Núñez", "José Núñez Ortega")
    assert traces.replaced("Jose Nunez Ortega or José Núñez") == "#2 or #1"
    assert traces.code_of("  jose   nunez ") == "#1"
    assert traces.code_of("Jose") is None


def test_what_is_short_for_one_name_is_first_of_all_anothers_own() -> None:
    for names in (("Ama Mensah", "Ama Serwaa Mensah"), ("Ama Serwaa Mensah", "Ama Mensah")):
        traces = told(*names)
        assert traces.code_of("ama mensah") == f"#{names.index('Ama Mensah') + 1}"
    staying, going = a_person("Ama Adwoa Mensah"), a_person("Ama Serwaa Mensah", code="7")
    plan = a_plan(staying, going)
    traces = traces_of(plan, (), frozenset({going.id}), {going.id: "7"})
    assert traces.replaced("Ama Mensah or Ama Serwaa Mensah") == "Ama Mensah or 7"


def test_thousands_who_share_a_first_name_cost_little() -> None:
    traces = told(*(f"Ama Mensah{n}" for n in range(3_000)))
    text = "Ama and others said that it was slow. " * 50
    began = time.process_time()
    for _ in range(20):
        assert not traces.are_in(text)
    assert time.process_time() - began < 1.0, "each text once looked for three forms of each name"
    assert traces.replaced("Ask Ama Mensah2999") == "Ask #3000"


@pytest.mark.parametrize(
    ("phone", "text", "replaced"),
    [
        ("+233 24 555 1234", "on 024-555 1234 or +233245551234", "on 7 or 7"),
        ("024 555 1234", "00233 (24) 555.1234", "7"),
        ("+233 24 555 1234", "in 2024 024 555 1234, 24 5551234", "in 2024 7, 7"),
        ("555 123", "555123, 555 1234", "7, 555 1234"),
        ("+233 24 555 1234", "a budget of 245551235 or 9945551234567", None),
    ],
)
def test_a_number_is_found_from_abroad_and_from_within(
    phone: str, text: str, replaced: str | None
) -> None:
    ama = a_person("Ama", code="7")
    plan = a_plan(ama, a_contact(ama, email="", phone=phone))
    traces = traces_of(plan, (), frozenset({ama.id}), {ama.id: "7"})
    assert traces.replaced(text) == (text if replaced is None else replaced)

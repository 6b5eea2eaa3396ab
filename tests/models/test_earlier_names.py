"""A copy somebody kept brings nobody back into a document who was erased since."""

from __future__ import annotations

from app.models.earlier import without_erased
from app.models.records import Note, Record
from tests.builders import a_commitment, a_note, a_person, a_plan


def test_who_was_erased_since_is_not_told_by_a_kept_copy() -> None:
    ama, kofi = a_person("Ama Mensah", code="7"), a_person("Kofi Owusu", code="8")
    row = a_commitment()
    said = "Ask Ama Mensah and Kofi Owusu first"
    notes = [a_note(row, said) for _ in range(3)]
    then = a_plan(ama, kofi, row, *notes)
    texts = ("Ask 7 and Kofi Owusu first", "Nobody is asked", said)
    rows: list[Record] = [
        Note(note.id, 0, row.id, "V", "", text) for note, text in zip(notes, texts, strict=True)
    ]
    kept = without_erased(then, a_plan(kofi, row, *rows))
    found = [kept.tables["note"][note.id] for note in notes]
    assert [getattr(one, "text", "") for one in found] == [
        "Ask 7 and Kofi Owusu first",  # what took its place: nothing changed
        "Ask 7 and Kofi Owusu first",  # what went does not stand there struck through
        said,  # the plan itself still says it
    ]
    assert without_erased(then, then) is then

"""The plan's texts in a second language: which there are, and how far they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.models.planfile import PlanFile
from app.models.records import Translation
from app.models.touching import touches
from app.models.translations import (
    original,
    passages,
    progress,
    state_of,
)
from app.models.verbs.drafting import delete_commitment, delete_milestone, set_answer
from app.models.verbs.rows import set_field
from app.models.verbs.translating import confirm_translation, set_translation
from tests.builders import a_commitment, a_full_plan, a_milestone, a_plan, an_answer, an_info
from tests.models.making import an_open_plan

INFO = an_info(title="Plan", lead="", country="", locality="")
ROW = a_commitment(title="Land titles", lead="")
SAID = an_answer(ROW, "problem", "Nobody knows.")
STEP = a_milestone(ROW, title="Publish it", lead="")
PLAN = a_plan(INFO, ROW, SAID, STEP)


def test_a_translation_knows_what_it_translates() -> None:
    plan = PLAN.after(set_translation(PLAN, SAID.id, "text", "fr", "Personne ne sait.", "Ama"))
    row = plan.translation(SAID.id, "text", "fr")
    assert (row.text, row.source, row.by) == ("Personne ne sait.", "Nobody knows.", "Ama")
    assert plan.translation(SAID.id, "text", "fr").text == "Personne ne sait."
    assert plan.translation(SAID.id, "text", "es").text == ""
    assert state_of(plan, SAID.id, "text", "fr") == "current"
    assert state_of(plan, SAID.id, "text", "es") == "none"


def test_it_is_stale_when_the_text_changes_and_not_when_it_changes_back() -> None:
    plan = PLAN.after(set_translation(PLAN, SAID.id, "text", "fr", "Personne ne sait."))
    key = (SAID.edition, SAID.item, ROW.id)
    later = plan.after(set_answer(plan, *key, text="Few know."))
    assert state_of(later, SAID.id, "text", "fr") == "stale"
    assert later.translation(SAID.id, "text", "fr").text == "Personne ne sait."
    back = later.after(set_answer(later, *key, text="Nobody knows."))
    assert state_of(back, SAID.id, "text", "fr") == "current"
    sure = later.after(confirm_translation(later, SAID.id, "text", "fr"))
    assert state_of(sure, SAID.id, "text", "fr") == "current"


def test_a_translation_made_empty_is_none() -> None:
    plan = PLAN.after(set_translation(PLAN, ROW.id, "title", "fr", "Titres"))
    plan = plan.after(set_translation(plan, ROW.id, "title", "fr", "  "))
    assert state_of(plan, ROW.id, "title", "fr") == "none"
    assert plan.translation(ROW.id, "title", "fr").source == ""


def test_there_is_nothing_to_confirm_where_nothing_was_translated() -> None:
    with pytest.raises(KeyError):
        confirm_translation(PLAN, ROW.id, "title", "fr")


def test_the_same_place_has_one_row_on_every_laptop() -> None:
    one = set_translation(PLAN, ROW.id, "title", "fr", "Titres")
    two = set_translation(PLAN, ROW.id, "title", "fr", "Titres fonciers")
    assert one.changes[0].id == two.changes[0].id
    assert len(PLAN.after(one).after(two).all(Translation)) == 1


def test_only_texts_that_say_something_are_passages() -> None:
    found = {(one.row.id, one.field): one.original for one in passages(PLAN)}
    assert found == {
        (INFO.id, "title"): "Plan",
        (ROW.id, "title"): "Land titles",
        (SAID.id, "text"): "Nobody knows.",
        (STEP.id, "title"): "Publish it",
    }
    assert all(original(PLAN, *place) == text for place, text in found.items())
    assert original(PLAN, INFO.id, "starts") == ""


def test_progress_counts_the_commitment_or_the_whole_plan() -> None:
    plan = PLAN.after(set_translation(PLAN, ROW.id, "title", "fr", "Titres"))
    plan = plan.after(set_translation(plan, STEP.id, "title", "fr", "Publier"))
    plan = plan.after(set_field(plan, ("milestone", STEP.id, "title"), "Publish all"))
    done = progress(plan, "fr", ROW)
    assert (done.of, done.translated, done.stale) == (3, 2, 1)
    assert done.share == pytest.approx(1 / 3)
    assert progress(plan, "fr").of == 4
    assert progress(a_plan(an_info(title="", lead="", country="")), "fr").share == 1.0


def test_a_translation_goes_into_the_bin_with_what_it_translates() -> None:
    plan = PLAN
    for id, field in ((ROW.id, "title"), (SAID.id, "text"), (STEP.id, "title")):
        plan = plan.after(set_translation(plan, id, field, "fr", "Oui"))
    step = delete_commitment(plan, ROW.id)
    assert plan.after(step).all(Translation) == ()
    assert plan.after(step).after(step.inverse()) == plan
    assert len(plan.after(delete_milestone(plan, STEP.id)).all(Translation)) == 2


def test_a_translation_concerns_its_commitment() -> None:
    for id in (ROW.id, SAID.id, STEP.id):
        step = set_translation(PLAN, id, "text", "fr", "Oui")
        assert touches(PLAN.after(step), step, ROW.id)
        assert not touches(PLAN.after(step), step, INFO.id)


def test_translations_live_in_the_file_and_can_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "plan.atelier"
    with an_open_plan(path, a_full_plan()) as journal:
        row = journal.plan.commitments[0]
        before = journal.plan
        journal.do(set_translation(before, row.id, "resources", "fr", "Deux postes", visit="v"))
        journal.do(
            set_translation(journal.plan, row.id, "resources", "fr", "Trois postes", visit="v")
        )
        assert journal.plan.translation(row.id, "resources", "fr").text == "Trois postes"
        written = journal.plan
        journal.undo()
        assert journal.plan == before
        journal.redo()
    file = PlanFile.open(path)
    assert file.read_plan() == written
    assert file.damage() == ""
    file.close()

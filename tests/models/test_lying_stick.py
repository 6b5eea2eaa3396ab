"""A stick that says it has written what it has not: no state of it is taken for a good plan."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from app.errors import UserError
from app.models.planfile import PlanFile
from tests.models.making import a_closed_plan, a_title, an_open_plan
from tests.models.test_kill import LONG
from tests.models.test_kill import powercut as powercut  # the fixture

LYING = 30  # operations the stick has not done, whatever it said
STATES = 5_000 if LONG else 150
SENDING = """
import sys
from pathlib import Path
from app.models.planfile import PlanFile
from app.models.planfile.sending import send_copy
file = PlanFile.open(Path(sys.argv[1]))
for _ in range(2):
    send_copy(file, Path(sys.argv[2]) / "plan.atelier")
    print("sent", flush=True)
file.close()
"""


def title_on(stick: Path) -> str:
    """The title of the plan on the stick, or the code it is refused with."""
    try:
        file = PlanFile.open(stick / "plan.atelier", read_only=True)
    except UserError as fault:
        return fault.code
    try:
        return "damage" if file.damage() else file.read_plan().info.title
    finally:
        file.close()


@pytest.mark.promise
def test_no_state_of_a_lying_stick_is_taken_for_a_good_plan(
    tmp_path: Path, powercut: ModuleType, record_property: Callable[[str, object], None]
) -> None:
    """The copy on it is the old one, the new one, or is found damaged when somebody opens it."""
    here, stick = tmp_path / "plan.atelier", tmp_path / "stick"
    a_closed_plan(stick / "plan.atelier")
    with an_open_plan(here) as journal:
        journal.do(a_title(journal.plan, "New"))
    before = here.read_bytes()
    command = [sys.executable, "-c", SENDING, str(here), str(stick)]
    operations = powercut.record(command, str(stick))
    assert here.read_bytes() == before, "the plan that is worked on is not on the stick"
    states = list(
        powercut.power_cuts(operations, per_point=1 + STATES // len(operations), liar=LYING)
    )
    found: dict[str, int] = {}
    for _, files, _ in states[:: -(-len(states) // STATES)]:
        powercut.lay(files, str(tmp_path / "state"))
        said = title_on(tmp_path / "state")
        found[said] = found.get(said, 0) + 1
    refused = sum(count for said, count in found.items() if said not in ("Three", "New"))
    tried = sum(found.values())
    record_property("promise", "R4")
    record_property(
        "figure",
        f"{tried} states of a lying stick: {found.get('Three', 0)} old, {found.get('New', 0)} new, "
        f"{refused} found damaged, 0 accepted wrong; the working copy untouched",
    )
    wrong = set(found) - {"Three", "New", "damage"}
    assert wrong <= {"file_damaged", "not_a_plan", "file_empty", "file_gone", "other_program"}
    assert {"Three", "New"} <= set(found)

"""What every page and dialog is handed, as one value."""

from __future__ import annotations

import re

from msgspec import Struct, field

from app.errors import UserError
from app.models.assess import Assessment, Assessor, Editions, Gap, editions_of
from app.models.edits import Step
from app.models.frameworks import Edition, Frameworks
from app.models.plan import Plan
from app.models.planfile.backups import Reason
from app.models.records import Commitment
from app.models.text import shortened
from app.paths import Paths
from app.ui.asking import Asking
from app.ui.bridge import Bridge
from app.ui.jobs import Jobs
from app.ui.look import LookSource
from app.ui.preferences import Preferences
from app.words import Words

_GAP = re.compile(r"\{(\w+)\}")
_LONGEST = 300  # letters of a step's label, the name of its field among them


class Tools(Struct, frozen=True):
    """What there is before a plan is open."""

    words: Words
    jobs: Jobs
    asking: Asking
    look: LookSource
    frameworks: Frameworks
    paths: Paths
    preferences: Preferences

    def edition(self, family: str) -> Edition:
        """The newest edition of a family no plan chooses (sectors, consent, completion)."""
        newest = self.frameworks.editions(family)[0]
        return self.frameworks.edition(newest, self.words.language)

    def said(self, step: Step) -> str:
        """A step's label in words: "delete milestone 3".

        A file of somebody else may bear any label: only plain gaps are filled, and it is no
        longer than a line.
        """
        details = {name: self.words(str(value)) for name, value in step.details.items()}
        said = _GAP.sub(lambda gap: details.get(gap[1], gap[0]), self.words(step.label))
        return shortened(said, _LONGEST)

    def desk(self, bridge: Bridge) -> Desk:
        """These tools with an open plan on them."""
        return Desk(
            self.words,
            self.jobs,
            self.asking,
            self.look,
            self.frameworks,
            self.paths,
            self.preferences,
            bridge,
        )


class Desk(Tools, frozen=True):
    """The open plan and the tools around it."""

    bridge: Bridge
    assessor: Assessor = field(default_factory=Assessor)

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.bridge.plan

    def editions(self) -> Editions:
        """The editions the plan names, in the window's language."""
        return editions_of(self.plan, self.frameworks, self.words.language)

    def assess(self, commitment: Commitment) -> Assessment:
        """How a commitment of the plan stands now."""
        return self.assessor.of(self.plan, self.editions(), commitment)

    def secured(self, reason: Reason) -> bool:
        """Make a backup before something large; a fault is told, and it should not be done then."""
        from app.ui.safekeeping import back_up  # which knows what tools are

        try:
            back_up(self, self.bridge.journal.file, reason)
        except UserError as fault:
            self.asking.tell(fault)
            return False
        return True

    def missing(self) -> list[Gap]:
        """Everything the plan misses now, stops first."""
        return self.assessor.missing(self.plan, self.editions())

"""What every page and dialog is handed, as one value."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.assess import Editions, editions_of
from app.models.edits import Step
from app.models.frameworks import Edition, Frameworks
from app.models.plan import Plan
from app.paths import Paths
from app.settings import Settings
from app.ui.asking import Asking
from app.ui.bridge import Bridge
from app.ui.jobs import Jobs
from app.ui.look import LookSource
from app.words import Words


@dataclass(frozen=True)
class Desk:
    """The open plan and the tools around it. ``language`` of the editions is the window's."""

    bridge: Bridge
    words: Words
    jobs: Jobs
    asking: Asking
    look: LookSource
    frameworks: Frameworks
    paths: Paths
    settings: Settings

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.bridge.plan

    def editions(self) -> Editions:
        """The editions the plan names, in the window's language."""
        return editions_of(self.plan, self.frameworks, self.words.language)

    def edition(self, family: str) -> Edition:
        """The newest edition of a family the plan does not choose (sectors, consent)."""
        newest = self.frameworks.editions(family)[0]
        return self.frameworks.edition(newest, self.words.language)

    def said(self, step: Step) -> str:
        """A step's label in words: "delete milestone 3"."""
        details = {name: self.words(value) for name, value in step.details.items()}
        return self.words(step.label, **details)

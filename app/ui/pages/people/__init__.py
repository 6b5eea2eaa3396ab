"""The register of people: who takes part, how to reach them, what they agreed to."""

from app.ui.pages.people.page import PeoplePage

__all__ = ["PeoplePage"]

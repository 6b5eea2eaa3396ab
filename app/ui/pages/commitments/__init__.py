"""The writing desk: outline, form with guidance beside it, inspector."""

from app.ui.pages.commitments.page import CommitmentsPage

__all__ = ["CommitmentsPage"]

"""Documents leave the house from here: which one, how, and where to."""

from app.ui.pages.publish.page import PublishPage

__all__ = ["PublishPage"]

"""How ambitious the room finds each commitment, and where it is far apart."""

from app.ui.pages.ambition.page import AmbitionPage

__all__ = ["AmbitionPage"]

"""Atelier: co-creation workshops and draft action plans, offline."""

__version__ = "0.2.0"

"""The controls of the window: what pages are built of."""

from __future__ import annotations

from app.ui.controls.buttons import Button, IconButton, PlainButton, PrimaryButton, QuietButton
from app.ui.controls.choices import Chip, Segmented, Tab, Tabs
from app.ui.controls.header import EmptyState, PageHeader
from app.ui.controls.keycap import KeyCap
from app.ui.controls.labels import (
    ElidingLabel,
    FieldLabel,
    Hairline,
    IconLabel,
    Pane,
    PlainLabel,
    ScrollPane,
)
from app.ui.controls.worded import Worded, radio, tick
from app.ui.controls.writing import Counter, GuidanceLabel, Problem, SearchField
from app.ui.prose import ProseLabel

__all__ = [
    "Button",
    "Chip",
    "Counter",
    "ElidingLabel",
    "EmptyState",
    "FieldLabel",
    "GuidanceLabel",
    "Hairline",
    "IconButton",
    "IconLabel",
    "KeyCap",
    "PageHeader",
    "Pane",
    "PlainButton",
    "PlainLabel",
    "PrimaryButton",
    "Problem",
    "ProseLabel",
    "QuietButton",
    "ScrollPane",
    "SearchField",
    "Segmented",
    "Tab",
    "Tabs",
    "Worded",
    "radio",
    "tick",
]

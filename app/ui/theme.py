"""The colour tokens of one theme, read from its file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from string import Template
from typing import Any

from msgspec import Struct
from msgspec.structs import fields
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

_Group = QPalette.ColorGroup
_Part = QPalette.ColorRole

PALETTE = {
    _Part.Window: "window",
    _Part.WindowText: "ink",
    _Part.Base: "paper",
    _Part.AlternateBase: "panel",
    _Part.Text: "ink",
    _Part.Button: "paper",
    _Part.ButtonText: "ink",
    _Part.BrightText: "stop",
    _Part.ToolTipBase: "panel",
    _Part.ToolTipText: "ink",
    _Part.PlaceholderText: "ink3",
    _Part.Highlight: "accent",
    _Part.HighlightedText: "on_accent",
    _Part.Accent: "accent",
    _Part.Link: "accent",
    _Part.LinkVisited: "accent",
    _Part.Light: "paper",
    _Part.Midlight: "line",
    _Part.Mid: "line",
    _Part.Dark: "edge",
    _Part.Shadow: "edge",
}
FADED = (_Part.WindowText, _Part.Text, _Part.ButtonText, _Part.HighlightedText)


class ProjectorTheme(Struct, frozen=True):
    """The few colours of the wall, each at least 7:1 on its ground."""

    ground: QColor
    ink: QColor
    ink2: QColor
    accent: QColor
    change: QColor
    on_change: QColor


class Theme(Struct, frozen=True):
    """Every colour the window may use, by the name of its use.

    ``forced`` is true when the colours are the system's own high-contrast ones: then state bars
    are thicker and no ground is tinted.
    """

    name: str
    dark: bool
    paper: QColor
    panel: QColor
    window: QColor
    sunken: QColor
    hover: QColor
    tint: QColor
    stop_t: QColor
    warn_t: QColor
    ok_t: QColor
    line: QColor
    edge: QColor
    ink: QColor
    ink2: QColor
    ink3: QColor
    accent: QColor
    accent_h: QColor
    on_accent: QColor
    focus: QColor
    stop: QColor
    warn: QColor
    ok: QColor
    access: QColor
    civic: QColor
    account: QColor
    tech: QColor
    unclear: QColor
    modest: QColor
    substantial: QColor
    projector: ProjectorTheme
    forced: bool = False

    @classmethod
    def load(cls, resources: Path, name: str) -> Theme:
        """The theme ``name`` ("light" or "dark") of the resources folder."""
        said = tomllib.loads((resources / "themes" / f"{name}.toml").read_text("utf-8"))
        projector = ProjectorTheme(**_colours(said["projector"]))
        return cls(said["name"], said["dark"], **_colours(said["colour"]), projector=projector)

    def colour(self, token: str) -> QColor:
        """The colour called ``token``, written with "-" or "_"; AttributeError if there is none."""
        found: QColor = getattr(self, token.replace("-", "_"))
        return found

    @property
    def tokens(self) -> dict[str, QColor]:
        """All colours by name, without the projector's."""
        found = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in found if isinstance(value, QColor)}

    @property
    def bar(self) -> int:
        """The width of the bar at the start of a selected row, at 100 % text."""
        return 5 if self.forced else 3

    def palette(self) -> QPalette:
        """The same colours as Qt's own widgets ask for them."""
        palette = QPalette()
        for part, token in PALETTE.items():
            palette.setColor(part, self.colour(token))
        for part in FADED:
            palette.setColor(_Group.Disabled, part, self.ink3)
        palette.setColor(_Group.Disabled, _Part.Base, self.panel)
        palette.setColor(_Group.Disabled, _Part.Button, self.panel)
        palette.setColor(_Group.Disabled, _Part.Highlight, self.line)
        return palette

    def style_sheet(self, resources: Path, sizes: dict[str, str]) -> str:
        """``base.qss`` with this theme's colours and the given ``sizes`` in its gaps."""
        colours = {name: value.name() for name, value in self.tokens.items()}
        sheet = (resources / "themes" / "base.qss").read_text("utf-8")
        return Template(sheet).substitute(colours | sizes)


def _colours(table: dict[str, str]) -> dict[str, Any]:
    return {token.replace("-", "_"): QColor(value) for token, value in table.items()}


def system_scheme(app: QGuiApplication) -> str:
    """What the system asks for: "contrast", "dark" or "light"."""
    hints = app.styleHints()
    accessibility = getattr(hints, "accessibility", None)  # since Qt 6.10
    if accessibility is not None:
        wish = accessibility().contrastPreference()
        if wish == Qt.ContrastPreference.HighContrast:
            return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def contrast_theme(system: QPalette, projector: ProjectorTheme) -> Theme:
    """A theme made of the system's own high-contrast colours: no tints, no shades of ours."""
    paper = system.color(_Part.Base)
    ink = system.color(_Part.Text)
    accent = system.color(_Part.Highlight)
    grounds = ("paper", "panel", "window", "sunken", "hover", "tint", "stop_t", "warn_t", "ok_t")
    accents = ("accent", "accent_h", "focus")
    # every word, glyph and line is ink unless said otherwise
    taken = {field.name: ink for field in fields(Theme) if field.type is QColor}
    taken |= dict.fromkeys(grounds, paper) | dict.fromkeys(accents, accent)
    taken["ink3"] = system.color(_Group.Disabled, _Part.Text)
    taken["on_accent"] = system.color(_Part.HighlightedText)
    return Theme(
        name="contrast",
        dark=paper.lightness() < ink.lightness(),
        projector=projector,
        forced=True,
        **taken,
    )

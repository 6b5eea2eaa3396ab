"""The tokens, the type and the icons keep what the design promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import fields, replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.icons import MIRRORED, Icons
from app.ui.look import AIR, LookChoice, LookSource, sizes
from app.ui.theme import Theme, contrast_theme
from app.ui.type_scale import STEPS, TypeScale

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"
BOTH = ("light", "dark")
GROUNDS = ("paper", "panel", "window", "tint", "hover", "sunken", "stop_t", "warn_t", "ok_t")
TEXTS = ("ink", "ink2", "ink3", "accent", "stop", "warn", "ok", "access", "civic", "account")
GLYPHS = ("edge", "unclear", "modest", "substantial", "tech")


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2.x."""

    def light(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_text_can_be_read_on_every_ground(name: str, ground: str) -> None:
    theme = Theme.load(RESOURCES, name)
    for token in TEXTS:
        ratio = contrast(theme.colour(token), theme.colour(ground))
        assert ratio >= 4.5, f"{token} on {ground} is {ratio:.1f}"


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_glyph_and_edge_can_be_seen_on_every_ground(name: str, ground: str) -> None:
    theme = Theme.load(RESOURCES, name)
    for token in GLYPHS:
        assert contrast(theme.colour(token), theme.colour(ground)) >= 3


@pytest.mark.parametrize("name", BOTH)
def test_the_measured_figures_of_the_design_hold(name: str) -> None:
    theme = Theme.load(RESOURCES, name)
    assert contrast(theme.on_accent, theme.accent) >= 8
    assert contrast(theme.on_accent, theme.accent_h) >= 9.79
    for ground, own in (("stop_t", "stop"), ("warn_t", "warn"), ("ok_t", "ok")):
        assert contrast(theme.ink, theme.colour(ground)) >= 11.2
        assert contrast(theme.colour(own), theme.colour(ground)) >= 5.9
    lightness = [theme.colour(t).lightnessF() for t in ("unclear", "modest", "substantial")]
    assert lightness == sorted(lightness, reverse=not theme.dark)


@pytest.mark.parametrize("name", BOTH)
def test_the_projector_is_seven_to_one_everywhere(name: str) -> None:
    wall = Theme.load(RESOURCES, name).projector
    for ink in (wall.ink, wall.ink2, wall.accent):
        assert contrast(ink, wall.ground) >= 7
    assert contrast(wall.on_change, wall.change) >= 7


def test_no_colour_is_written_in_code_or_in_the_sheet() -> None:
    places = [*(ROOT / "app" / "ui").rglob("*.py"), RESOURCES / "themes" / "base.qss"]
    for path in places:
        found = re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text("utf-8"))
        assert found is None, f"{path.name}: {found and found.group()}"


@pytest.mark.parametrize("right_to_left", [False, True])
def test_the_sheet_has_no_gap_left_and_sizes_shadow_no_colour(
    qapp: QApplication, right_to_left: bool
) -> None:
    choice = LookChoice("light", language="ar" if right_to_left else "en")
    look = LookSource(qapp, RESOURCES, choice).look
    assert not set(sizes(look)) & set(look.theme.tokens)
    sheet = look.theme.style_sheet(RESOURCES, sizes(look))
    assert "$" not in sheet
    assert ("border-right: 2px solid" in sheet) == right_to_left


def test_words_chosen_in_a_field_stand_out_and_disabled_ones_are_grey() -> None:
    theme = Theme.load(RESOURCES, "light")
    palette = theme.palette()
    assert palette.color(QPalette.ColorRole.Highlight) == theme.accent
    faded = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert faded == theme.ink3


def test_high_contrast_takes_the_systems_colours_and_thicker_bars() -> None:
    system = QPalette()
    system.setColor(QPalette.ColorRole.Base, QColor("black"))
    system.setColor(QPalette.ColorRole.Text, QColor("yellow"))
    theme = contrast_theme(system, Theme.load(RESOURCES, "light").projector)
    assert theme.tint == theme.paper == QColor("black")
    assert theme.warn == theme.ink == QColor("yellow")
    assert (theme.dark, theme.bar) == (True, 5)
    assert all(getattr(theme, field.name) is not None for field in fields(theme))


def test_text_grows_with_the_scale_and_stays_within_its_limits(qapp: QApplication) -> None:
    small, large = TypeScale(1.0), TypeScale(2.0)
    for token in STEPS:
        grown = large.font(token).pointSizeF() / small.font(token).pointSizeF()
        assert grown == pytest.approx(2, rel=0.01)
        assert large.line(token) >= small.line(token) * 1.9
    assert (TypeScale(0.1).scale, TypeScale(9).scale) == (0.8, 2.0)


def test_nothing_is_smaller_than_a_key_cap() -> None:
    assert min(step.points for step in STEPS.values()) == STEPS["keycap"].points == 8.5


def test_the_bundled_weights_are_found(qapp: QApplication) -> None:
    looks = LookSource(qapp, RESOURCES)
    if "Noto Sans" not in looks.families:
        pytest.skip("the fonts are not bundled here")
    for token, family in (("body", "Noto Sans"), ("write", "Noto Serif")):
        info = QFontInfo(looks.look.font(token, 600))
        assert info.family().startswith(family)
        assert info.weight() == 600


def test_the_writing_face_can_be_sans() -> None:
    serif, sans = TypeScale(writing="serif"), TypeScale(writing="sans")
    assert "Noto Serif" in serif.font("write").families()[0]
    assert "Noto Sans" in sans.font("write").families()[0]


def test_arabic_has_roomier_lines_and_no_italics() -> None:
    arabic = TypeScale(arabic=True)
    assert arabic.step("write").line > TypeScale().step("write").line
    assert not arabic.font("body", italic=True).italic()


def test_every_control_height_holds_its_line(qapp: QApplication) -> None:
    for scale in (0.8, 1.0, 2.0):
        look = LookSource(qapp, RESOURCES, LookChoice("light", scale)).look
        for what, (token, _) in AIR.items():
            assert look.height(what) >= look.type.line(token)
    assert LookSource(qapp, RESOURCES, LookChoice("light")).look.height("button") == 32


def ink_of(icons: Icons, name: str, token: str) -> QColor:
    """The colour of the darkest pixel of an icon."""
    image = icons.pixmap(name, token, 24).toImage()
    pixels = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
    return max(pixels, key=lambda colour: colour.alpha())


@pytest.mark.parametrize("name", BOTH)
def test_icons_take_the_colour_of_their_token(qapp: QApplication, name: str) -> None:
    theme = Theme.load(RESOURCES, name)
    icons = Icons(RESOURCES, theme)
    found = ink_of(icons, "level-square", "stop")
    assert (found.red(), found.green()) == (theme.stop.red(), theme.stop.green())


def test_every_icon_can_be_drawn_and_is_drawn_once(qapp: QApplication) -> None:
    icons = Icons(RESOURCES, Theme.load(RESOURCES, "light"))
    assert len(icons.names()) > 70
    for name in icons.names():
        assert ink_of(icons, name, "ink").alpha() > 150, name
    assert icons.pixmap("check", "ok", 14) is icons.pixmap("check", "ok", 14)


def test_only_icons_with_a_direction_are_mirrored(qapp: QApplication) -> None:
    theme = Theme.load(RESOURCES, "light")
    straight, turned = Icons(RESOURCES, theme), Icons(RESOURCES, theme, right_to_left=True)
    assert set(straight.names()) >= MIRRORED
    for name in ("reply", "undo-2", "chevron-right"):
        image = straight.pixmap(name).toImage()
        assert turned.pixmap(name).toImage() == image.flipped(Qt.Orientation.Horizontal)
    for name in ("check", "search", "timer"):
        assert turned.pixmap(name).toImage() == straight.pixmap(name).toImage()


def test_icons_grow_with_the_text(qapp: QApplication) -> None:
    theme = Theme.load(RESOURCES, "light")
    assert Icons(RESOURCES, theme, scale=2).pixmap("house", size=18).width() == 36
    assert Icons(RESOURCES, theme).pixmap("house", size=18, ratio=2).width() == 36


def test_the_look_changes_while_the_program_runs(qapp: QApplication, qtbot: QtBot) -> None:
    looks = LookSource(qapp, RESOURCES, LookChoice("light"))
    button = QPushButton("Plain")
    qtbot.addWidget(button)
    before = button.sizeHint().height()
    with qtbot.waitSignal(looks.changed):
        looks.choose(LookChoice("dark", 2.0, language="ar"))
    assert looks.look.theme.dark
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert qapp.palette().color(QPalette.ColorRole.Window) == looks.look.colour("window")
    assert button.sizeHint().height() > before * 1.7
    looks.choose(LookChoice("light"))


def test_the_same_choice_again_is_no_change(qapp: QApplication, qtbot: QtBot) -> None:
    looks = LookSource(qapp, RESOURCES, LookChoice("light"))
    with qtbot.assertNotEmitted(looks.changed):
        looks.choose(replace(looks.choice))

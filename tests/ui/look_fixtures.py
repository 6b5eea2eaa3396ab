"""Fixtures of the look: a source of looks in light English, a shown room for controls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.look import LookChoice, LookSource
from tests.ui.looking import RESOURCES


@pytest.fixture
def looks(qapp: QApplication) -> Iterator[LookSource]:
    source = LookSource(qapp, RESOURCES, LookChoice("light"))
    yield source
    source.choose(LookChoice("light"))
    source.deleteLater()  # its focus ring listens to the application
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def room(qtbot: QtBot, looks: LookSource) -> QWidget:
    """A shown window that the controls of a test can be put in."""
    widget = QWidget()
    QVBoxLayout(widget)
    widget.resize(600, 400)
    qtbot.addWidget(widget)
    widget.show()
    return widget

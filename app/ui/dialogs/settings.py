"""The few things one can set: language, look, text, traces."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.ui.controls import Segmented
from app.ui.desk import Tools
from app.ui.dialogs.shell import ShellDialog
from app.words import LANGUAGES

SCALES = (80, 90, 100, 110, 125, 150, 175, 200)


class SettingsDialog(ShellDialog):
    """Takes what was chosen into the preferences when accepted."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words, now = tools.words, tools.preferences.value
        super().__init__(tools, words("Settings"), words("Use these"), parent)
        self.language, self.scale = QComboBox(), QComboBox()
        self.language.addItem(words("As the system"), "")
        for code, name in LANGUAGES.items():
            if code == "en" or (tools.paths.catalogues / code).is_dir():
                self.language.addItem(name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(now.language)))
        for scale in SCALES:
            self.scale.addItem(f"{scale} %", scale)
        self.scale.setCurrentIndex(max(0, self.scale.findData(now.text_scale)))
        themes = [
            ("system", words("As the system")),
            ("light", words("Light")),
            ("dark", words("Dark")),
        ]
        self.theme = Segmented(tools.look, words("Look"), themes, now.theme)
        faces = [("serif", words("Serif")), ("sans", words("Sans"))]
        self.face = Segmented(tools.look, words("Writing face"), faces, now.writing_face)
        self.motion = QCheckBox(words("Reduce motion"))
        self.motion.setChecked(now.reduce_motion)
        self.recent = QCheckBox(words("Do not remember recent plans"))
        self.recent.setChecked(now.recent_off)
        self.add_field(words("Language of the window"), self.language)
        self.language.setFocus()
        self.add_field(words("Look"), self.theme)
        self.add_pair((words("Text size"), self.scale), (words("Writing face"), self.face))
        self.body.addWidget(self.motion)
        self.body.addWidget(self.recent)

    def accept(self) -> None:
        """Use what was chosen."""
        recent_off = self.recent.isChecked()
        preferences = self.tools.preferences
        preferences.change(
            language=self.language.currentData(),
            text_scale=self.scale.currentData(),
            theme=self.theme.key,
            writing_face=self.face.key,
            reduce_motion=self.motion.isChecked(),
            recent_off=recent_off,
            recent_files=() if recent_off else preferences.value.recent_files,
        )
        super().accept()

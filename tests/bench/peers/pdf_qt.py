"""PDF by Qt: QTextDocument from HTML, printed to QPdfWriter."""

from __future__ import annotations

from PySide6.QtGui import QFont, QGuiApplication, QPageSize, QPdfWriter, QTextDocument

from tests.bench.peers.html import html
from tests.bench.peers.reading import read_contents

app = QGuiApplication(["bench", "-platform", "offscreen"])
title, commitments, target = read_contents()
writer = QPdfWriter(str(target))
writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
document = QTextDocument()
document.setDefaultFont(QFont("Noto Sans", 10))
document.setHtml(html(title, commitments))
document.print_(writer)

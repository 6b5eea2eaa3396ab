"""PDF by WeasyPrint from HTML."""

from __future__ import annotations

from importlib import import_module

from tests.bench.peers.html import html
from tests.bench.peers.reading import read_contents

title, commitments, target = read_contents()
import_module("weasyprint").HTML(string=html(title, commitments)).write_pdf(str(target))

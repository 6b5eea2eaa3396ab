"""Word and PDF of a plan in a process that has loaded everything: generation and nothing else."""

from __future__ import annotations

import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from app.exports import Options, compose
from app.exports.composing import material
from app.exports.docx_writer import write as write_docx
from app.exports.pdf_writer import write as write_pdf
from app.models.frameworks import Frameworks
from app.models.planfile import PlanFile
from app.paths import find_resources
from app.words import Words
from tests.bench.inside.telling import tell


def cpu(act: Callable[[], object]) -> float:
    """Seconds of CPU of one call."""
    start = time.process_time()
    act()
    return time.process_time() - start


def deflate(parts: dict[str, bytes]) -> bytes:
    """The finished parts into a zip at level 6."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def measure(path: Path, rounds: int) -> None:
    """Generate in turn: Word, its deflate limit, PDF."""
    resources = find_resources()
    file = PlanFile.open(path, read_only=True)
    plan = file.read_plan()
    file.close()
    m = material(
        plan, Frameworks(resources / "frameworks"), Words("en", resources / "i18n"), Options()
    )

    def make(write: Callable[..., object]) -> bytes:
        target = io.BytesIO()
        write(compose("action-plan", m), target, resources)
        return target.getvalue()

    with zipfile.ZipFile(io.BytesIO(make(write_docx))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    turns = [
        (
            cpu(lambda: make(write_docx)),
            cpu(lambda: deflate(parts)),
            cpu(lambda: compose("action-plan", m)),
            cpu(lambda: make(write_pdf)),
        )
        for _ in range(rounds)
    ]
    docx, limit, composed, pdf = (statistics.median(column) for column in zip(*turns, strict=True))
    tell(docx=docx, deflate=limit, compose=composed, pdf=pdf)


measure(Path(sys.argv[1]), int(sys.argv[2]))

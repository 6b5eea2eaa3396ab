"""Word and PDF of plans of 10, 100 and 1,000 commitments, ours and the peers' in turn."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator

from tests.bench.desk import FONT, Desk
from tests.bench.gates import Gate, say, shown
from tests.bench.running import (
    Contestant,
    Runs,
    atelier,
    median,
    program,
    ratio,
    run,
    script,
    take_turns,
)

OURS = "Atelier"


def measure(desk: Desk) -> Iterator[Gate]:
    """Print each size side by side and give the goals."""
    docx = {size: _round(desk, size, _docx, "Word") for size in desk.sizes}
    yield from _docx_gates(desk, docx)
    pdf = {size: _round(desk, size, _pdf, "PDF") for size in desk.sizes}
    yield from _pdf_gates(desk, pdf)


def _round(desk: Desk, size: int, who: Callable[[Desk, int], list[Contestant]], kind: str) -> Runs:
    runs = take_turns(who(desk, size), desk.rounds)
    say(f"{kind}, {size} commitments", ("", "CPU s", "ours/this", "memory MB"), _rows(runs))
    return runs


def _rows(runs: Runs) -> Iterator[tuple[str, ...]]:
    for name, mine in runs.items():
        if not mine:
            yield name, "absent", "", ""
            continue
        share = "" if name == OURS else shown(ratio(runs[OURS], mine))
        yield name, shown(median(mine)), share, shown(median(mine, "memory"))


def _docx(desk: Desk, size: int) -> list[Contestant]:
    folder, contents = desk.folder, desk.contents(size)
    template, markdown, parts = (folder / name for name in ("peer.docx", "peer.md", "parts"))
    ours = folder / f"{size}.docx"
    command = atelier("export", desk.plan(size), "--format", "docx", "--replace", "-o", ours)
    run(command)
    zipfile.ZipFile(ours).extractall(parts)
    here = Contestant("docxtpl", script("peers.docx_docxtpl", contents, folder / "a", template),
                      needs=("docxtpl",), slow=size > 100)  # fmt: skip
    if here.is_here:
        run(script("peers.docx_docxtpl", "--template", template))
    run(script("peers.markdown", contents, markdown))
    plain = script("peers.docx_python_docx", contents, folder / "b.docx")
    pandoc = (program("pandoc"), str(markdown), "-o", str(folder / "c.docx"))
    return [
        Contestant(OURS, command),
        Contestant("deflate alone", script("peers.docx_deflate", parts, folder / "d.docx")),
        here,
        Contestant("python-docx", plain, needs=("docx",), slow=size > 100),
        Contestant("pandoc", pandoc, needs=("!pandoc",), slow=size > 100),
    ]


def _pdf(desk: Desk, size: int) -> list[Contestant]:
    contents, out = desk.contents(size), desk.folder / "peer.pdf"
    place = desk.folder / "ours.pdf"
    ours = atelier("export", desk.plan(size), "--format", "pdf", "--replace", "-o", place)
    few, hundred = size <= 10, size <= 100
    found = [
        Contestant(OURS, ours),
        Contestant("typst", script("peers.pdf_typst", contents, out), ("typst",), slow=not hundred),
    ]
    if hundred:
        platypus = script("peers.pdf_platypus", contents, out, FONT)
        found.append(Contestant("platypus, multiBuild", platypus, ("reportlab",)))
        found.append(Contestant("Qt", script("peers.pdf_qt", contents, out), ("PySide6",)))
    if few or (hundred and not desk.quick):
        fpdf = script("peers.pdf_fpdf2", contents, out, FONT)
        weasy = script("peers.pdf_weasyprint", contents, out)
        found.append(Contestant("fpdf2", fpdf, ("fpdf",), slow=True))
        found.append(Contestant("WeasyPrint", weasy, ("weasyprint",), slow=True))
    return found


def _generated(desk: Desk, size: int) -> dict[str, float]:
    figures: dict[str, float] = run(
        script("inside.generating", desk.plan(size), desk.rounds)
    ).figures()
    return figures


def _docx_gates(desk: Desk, runs: dict[int, Runs]) -> Iterator[Gate]:
    middle = runs[100]
    inner = _generated(desk, 100)
    rows = [(name, shown(seconds * 1_000, "ms")) for name, seconds in inner.items()]
    say("Generating 100 commitments in a process that runs already", ("", "CPU"), rows)
    for peer, limit in (("docxtpl", 1 / 3), ("pandoc", 1 / 15), ("python-docx", 1 / 20)):
        yield Gate(f"Word, 100: CPU against {peer}", _against(middle, peer), limit)
    limit = inner["docx"] / inner["deflate"]
    yield Gate("Word, 100: generating against deflate alone", limit, 2.5)
    large = runs.get(1_000, {OURS: []})[OURS]
    growth = median(large) / median(middle[OURS]) if large else None
    yield Gate("Word: growth of CPU from 100 to 1,000", growth, 11)
    yield Gate("Word, 1,000: memory", median(large, "memory") if large else None, 60, "MB")


def _against(runs: Runs, peer: str, what: str = "cpu") -> float | None:
    return ratio(runs.get(OURS, []), runs.get(peer, []), what)


def _pdf_gates(desk: Desk, runs: dict[int, Runs]) -> Iterator[Gate]:
    yield Gate("PDF, 100: CPU against typst", _against(runs[100], "typst"), 1 / 2)
    large = runs.get(1_000, {})
    yield Gate("PDF, 1,000: CPU against typst", _against(large, "typst"), 1 / 4)
    yield Gate("PDF, 1,000: memory against typst", _against(large, "typst", "memory"), 1 / 20)
    multibuild = _against(runs[100], "platypus, multiBuild")
    yield Gate("PDF, 100: CPU against platypus with multiBuild", multibuild, 1 / 8)
    yield Gate("PDF, 100: Arabic against Latin", _arabic(desk), 1.5)


def _arabic(desk: Desk) -> float | None:
    """Both in an English document, so that only the people's text differs."""
    contestants = [
        Contestant(text, atelier("export", desk.plan(100, text), "--format", "pdf", *out))
        for text in ("arabic", "latin")
        for out in [("--replace", "-o", desk.folder / f"{text}.pdf")]
    ]
    runs = take_turns(contestants, desk.rounds)
    return ratio(runs["arabic"], runs["latin"])

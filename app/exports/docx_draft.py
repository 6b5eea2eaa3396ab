"""What the blocks of one Word document share while they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from msgspec import Struct, field
from msgspec.structs import replace

from app.exports import docx_parts as parts
from app.exports.docx_text import (
    MARKS_OF_WAY,
    address,
    against,
    attribute,
    inline,
    is_usual,
    manner,
    stretches,
    way,
)
from app.exports.outline import Heading, Mark, Outline, Run, Runs, plain
from app.exports.style import USUAL, Look, look
from app.exports.walk import runs_right

EMU = 635  # drawing units in a twentieth of a point
GLYPH = 200 * EMU
Manners = dict[tuple[bool, bool, str, bool, str, bool], str]
_TEXT = '<w:t xml:space="preserve">'
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SPACES = (
    f"{parts.SPACES} "
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:pic="{PICTURE}"'
)


class Draft(Struct):
    """What the blocks of one document share while it is written: styles, counters, what is used."""

    outline: Outline
    template: parts.Template
    anchors: dict[str, str]
    entries: list[tuple[Heading, str]]
    heads: list[str | None]
    links: dict[str, str] = field(default_factory=dict)
    pictures: set[str] = field(default_factory=set)
    lists: int = 0
    section: int = 0
    has_cover: bool = False
    above: str = ""
    beside: bool = False
    turning: bool = False
    right: bool = False
    language: str = ""
    look: Look = USUAL
    measure: int = 0
    _headings: int = 0
    _drawings: int = 0
    _plain: str = ""
    _openers: dict[str, str] = field(default_factory=dict)
    _manners: Manners = field(default_factory=dict)
    _known: dict[tuple[str, bool], tuple[str, dict[str, str], Manners]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        """Take the direction and width of the text, in twentieths of a point, from the outline."""
        self.right = self.outline.right_to_left
        self.look = look(self.outline.large_print)
        self.measure = parts.measure_of(self.template, self.outline)
        self._face(self.language, self.right)

    def _face(self, language: str, right: bool) -> None:
        """Write in this language and direction; what its runs begin with is made once."""
        self.language, self.right = language, right
        found = self._known.get((language, right))
        if found is None:
            turned = manner(Run("", language=language), right)
            found = (f"<w:r>{turned}{_TEXT}", {}, {})
            self._known[language, right] = found
        self._plain, self._openers, self._manners = found

    @contextmanager
    def side(self, language: str, measure: int) -> Iterator[None]:
        """Meanwhile the text is one of two side by side: each run tells its language."""
        before = self.language, self.right
        usual, self.measure = self.measure, measure
        self._face(language, runs_right(language))
        yield
        self.measure = usual
        self._face(*before)

    @contextmanager
    def facing(self, runs: Runs) -> Iterator[bool]:
        """Meanwhile the text runs the way that most letters of ``runs`` do; says if it turned."""
        before = self.language, self.right
        right = self._way(runs)
        if right != self.right:
            agrees = self.language and runs_right(self.language) == right
            self._face(self.language if agrees else "", right)
        yield right != before[1]
        self._face(*before)

    def _way(self, runs: Runs) -> bool:
        for run in runs:
            if against(run.text, self.right):
                return way(plain(runs), self.right)
        return self.right

    @property
    def turned(self) -> bool:
        """Whether the text runs against its document."""
        return self.right != self.outline.right_to_left

    def opener(self, style: str, before: str = "", held: str = "") -> str:
        """The start of a paragraph in a style, known by its name in lower case.

        ``held`` is the side that a text keeps to which runs against its document.
        """
        key = f"{style}{before} {held}"
        found = self._openers.get(key)
        if found is None:
            bidi = "<w:bidi/>" if self.right else '<w:bidi w:val="0"/>' if held else ""
            edge = f'<w:jc w:val="{held}"/>' if held in ("left", "right") else ""
            named = f'<w:pStyle w:val="{self.template.styles[style]}"/>'
            found = self._openers[key] = f"<w:p><w:pPr>{named}{before}{bidi}{edge}</w:pPr>"
        return found

    def paragraph(self, style: str, inside: str) -> str:
        """A paragraph around ready runs."""
        return f"{self.opener(style)}{inside}</w:p>"

    def prose(self, style: str, runs: Runs) -> str:
        """A paragraph of runs; it turns round where most of its letters run the other way."""
        if words := self._usual(runs):
            return f"{self.opener(style)}{words}</w:p>"
        if self._way(runs) == self.right:
            return self.paragraph(style, self.runs(runs))
        with self.facing(runs):
            return f"{self.opener(style, held='turned')}{self.runs(runs)}</w:p>"

    def told(self, style: str, runs: Runs, before: str = "", opened: str = "") -> str:
        """A paragraph that stays at its side of a column or page also where its text turns round.

        ``before`` are more properties, ``opened`` what stands before the runs.
        """
        if words := self._usual(runs):
            return f"{self.opener(style, before)}{opened}{words}</w:p>"
        if self._way(runs) == self.right:
            return f"{self.opener(style, before)}{opened}{self.runs(runs)}</w:p>"
        # Word and its kin count both from the start of the line; numbers stand at its end already.
        held = "left" if style.endswith("number") else "right"
        with self.facing(runs):
            return f"{self.opener(style, before, held)}{opened}{self.runs(runs)}</w:p>"

    def within(self, runs: Runs) -> str:
        """Runs in a paragraph that cannot turn, for it holds more; those that do keep together."""
        if words := self._usual(runs):
            return words
        if self._way(runs) == self.right:
            return self.runs(runs)
        with self.facing(runs):
            edge = f"{self._plain}{MARKS_OF_WAY[self.right]}</w:t></w:r>"
            return f"{edge}{self.runs(runs)}{edge}"

    def _usual(self, runs: Runs) -> str:
        """What most runs are: one alone, of words that need no care; "" for any other."""
        if self.right or len(runs) != 1 or not _is_plain(runs[0]):
            return ""
        text = runs[0].text
        return f"{self._plain}{text}</w:t></w:r>" if text and is_usual(text) else ""

    def runs(self, runs: Runs) -> str:
        """Runs in their manner; outside and inside links work where they lead somewhere safe."""
        return "".join(
            [self._linked(run) if run.link else self._run(run) for run in runs if run.text]
        )

    def words(self, text: str) -> str:
        """Plain text: one run, or more where its letters run both ways."""
        if against(text, self.right):
            return self._mixed(Run(text))
        return f"{self._plain}{inline(text)}</w:t></w:r>" if text else ""

    def styled(self, text: str, style: str) -> str:
        """One run in a character style."""
        said = manner(Run("", language=self.language), self.right, self.template.styles[style])
        return f'<w:r>{said}<w:t xml:space="preserve">{inline(text)}</w:t></w:r>'

    def _run(self, run: Run) -> str:
        if _is_plain(run):
            return self.words(run.text)
        right = self._right_of(run)
        if against(run.text, right):
            return self._mixed(run)
        spoken = replace(run, language=run.language or self.language)
        return f"<w:r>{self._manner(spoken, right)}{_TEXT}{inline(run.text)}</w:t></w:r>"

    def _right_of(self, run: Run) -> bool:
        return runs_right(run.language) if run.language else self.right

    def _mixed(self, run: Run) -> str:
        """Runs for the stretches of a text whose letters run both ways."""
        language, made = run.language or self.language, []
        for piece, right in stretches(run.text, self._right_of(run)):
            own = language if language and runs_right(language) == right else ""
            said = self._manner(replace(run, language=own), right)
            made.append(f"<w:r>{said}{_TEXT}{inline(piece)}</w:t></w:r>")
        return "".join(made)

    def _manner(self, run: Run, right: bool) -> str:
        """The properties of a run in its own language, made once."""
        key = (run.bold, run.italic, run.language, bool(run.link), run.change, right)
        found = self._manners.get(key)
        if found is None:
            name = run.change or ("hyperlink" if run.link else "")
            style = self.template.styles[name] if name else ""
            found = manner(run, right, style, upright=not self.look.italics)
            self._manners[key] = found
        return found

    def _linked(self, run: Run) -> str:
        if run.link.startswith("#"):
            target = self.anchors.get(run.link[1:])
            where = f'w:anchor="{target}"' if target else ""
        else:
            url = address(run.link)
            where = f'r:id="{self._relation(url)}"' if url else ""
        if not where:
            return self._run(replace(run, link=""))
        return f'<w:hyperlink {where} w:history="1">{self._run(run)}</w:hyperlink>'

    def _relation(self, url: str) -> str:
        return self.links.setdefault(url, f"link{len(self.links)}")

    def next_heading(self) -> int:
        """The place of the heading that is being written, from 0."""
        self._headings += 1
        return self._headings - 1

    def picture(self, name: str, width: int, height: int, said: str) -> str:
        """An inline picture of the template's, with the words said in its place."""
        self.pictures.add(name)
        self._drawings += 1
        return (
            f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent '
            f'cx="{width}" cy="{height}"/><wp:docPr id="{self._drawings}" name="{name}" '
            f'descr="{attribute(said)}"/><a:graphic><a:graphicData uri="{PICTURE}"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{self._drawings}" name="{name}"/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/>'
            '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )

    def glyph(self, mark: Mark, said: str) -> str:
        """A mark's glyph as a run."""
        size = round(GLYPH * self.look.scale)
        named = f'<w:rPr><w:rStyle w:val="{self.template.styles["atelier glyph"]}"/></w:rPr>'
        return f"<w:r>{named}{self.picture(f'mark-{mark}', size, size, said)}</w:r>"

    def table(self, style: str, columns: list[int], rows: Iterable[str], said: str = "") -> str:
        """A table of fixed columns around ready rows; a spacer keeps it from the next one."""
        return "".join(self.table_by_rows(style, columns, rows, said))

    def table_by_rows(
        self, style: str, columns: list[int], rows: Iterable[str], said: str = ""
    ) -> Iterator[str]:
        """The same in pieces: a table may be as long as the plan."""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
        bidi = "<w:bidiVisual/>" if self.right else ""
        yield (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.template.styles[style]}"/>{bidi}'
            f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f"{parts.LOOK}{said}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        )
        yield from rows
        yield f"</w:tbl>{self.paragraph('atelier spacer', '')}"


def _is_plain(run: Run) -> bool:
    return not (run.bold or run.italic or run.language or run.link or run.change)

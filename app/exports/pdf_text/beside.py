"""Two languages side by side: each side runs down its own half of as many pages as it takes."""

from __future__ import annotations

from msgspec import Struct

from app.exports.pdf_text.lines import Typesetter
from app.exports.pdf_text.press import Flow, Press
from app.exports.pdf_text.tags import text_string

GUTTER = 20.0


class Side(Struct):
    """One of the two languages: where its column stands, and what runs down it."""

    setter: Typesetter
    offset: float
    width: float
    flows: list[Flow]


class BesideFlow(Struct):
    """Two sides that begin at the same height; what follows begins below the longer one."""

    sides: tuple[Side, Side]
    before: float = 0.0
    after: float = 0.0
    keep: bool = False

    def __post_init__(self) -> None:
        """Take the space around from the sides; headings alone wait for what follows them."""
        flows = [side.flows for side in self.sides if side.flows]
        self.before = max(each[0].before for each in flows)
        self.after = max(each[-1].after for each in flows)
        self.keep = all(flow.keep for each in flows for flow in each)

    @property
    def lead(self) -> float:
        """What both sides need to begin."""
        return max(_lead(side.flows) for side in self.sides)

    def draw(self, press: Press) -> None:
        """Draw one side whole, then the other from the same place; each tells its language."""
        begin = press.mark()
        ends = []
        with press.tags.element("Div") as pair:
            for side in self.sides:
                press.go(begin)
                said = f"/Lang{text_string(side.setter.language)}"
                with (
                    press.column(side.offset, side.width, side.setter),
                    press.tags.element("Div", pair, said) as element,
                    press.tags.within(element),
                ):
                    press.run_down(side.flows)
                ends.append(press.mark())
        press.go(max(ends, key=lambda end: (end[0].place, end[1])))


def _lead(flows: list[Flow]) -> float:
    """The height of the first flows that stand together."""
    height = owed = 0.0
    for at, flow in enumerate(flows):
        height += (max(owed, flow.before) if at else 0.0) + flow.lead
        owed = flow.after
        if not flow.keep:
            break
    return height

"""The Unicode bidirectional algorithm (UAX #9), working on stretches instead of single letters."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct, field

CONTROLS = dict.fromkeys(
    map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
"""For ``str.translate``: takes out what only steers the algorithm and has no shape."""

LevelRun = tuple[int, int, int]
"""Start, end and level of a stretch of text."""

_LETTER = {
    "L": "l", "R": "r", "AL": "a", "EN": "e", "ES": "s", "ET": "t", "AN": "n", "CS": "c",
    "NSM": "m", "BN": "x", "B": "w", "S": "w", "WS": "w", "ON": "o", "LRE": "1", "RLE": "2",
    "LRO": "3", "RLO": "4", "PDF": "5", "LRI": "6", "RLI": "7", "FSI": "8", "PDI": "9",
}  # fmt: skip
_OPENING = "([{⁅⁽₍⌈⌊⟦⟨⟪⟬⟮⦃⦅〈《「『【〔〖〘〚❨❪❬❮❰❲❴⸢⸤⸦⸨（［｛｟｢༺༼᚛"
_CLOSING = ")]}⁆⁾₎⌉⌋⟧⟩⟫⟭⟯⦄⦆〉》」』】〕〗〙〛❩❫❭❯❱❳❵⸣⸥⸧⸩）］｝｠｣༻༽᚜"
_PARTNER = dict(zip(_CLOSING, _OPENING, strict=True))


class _Classes(dict[int, str]):
    """Code point to a letter for its class, looked up once each."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _OPENING:
            letter = "("
        elif char in _PARTNER:
            letter = ")"
        else:
            letter = _LETTER.get(unicodedata.bidirectional(char), "l")
        self[code] = letter
        return letter


_CLASSES = _Classes()
_STRETCH = re.compile(
    r"[ra](?:[wosctmx]*[ra])*[mx]*|l(?:[wosctmx]*l)*[mx]*|e[emx]*|n[nmx]*|t[tmx]*|s[mx]*|c[mx]*"
    r"|[wo][womx]*|[mx]+|."
)
_HAS_RIGHT = re.compile("[ran24678]")
_HAS_LEFT = re.compile("[len1-9]")
_LETTERS = {"arab": "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff", "hebr": "\u05d0-\u05ea"}
_CONTEXT = {"arab": "\u0627", "hebr": "\u05d0"}
_SIGNS = "\u064b-\u065f\u060c\u061b\u061f .,:;!…«»“”‘’\"'()–—\\-"
_DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
_STEADY = {
    script: re.compile(f"(?:[{_SIGNS}]*[{letters}][{letters}{_SIGNS}{_DIGITS}%+/$€£]*|[{_SIGNS}]*)")
    for script, letters in _LETTERS.items()
}
_NUMBER = re.compile(f"[{_DIGITS}]")
_EMBEDDINGS = "1234"
_ISOLATES = "678"


class _Item(Struct):
    """A stretch of one class; ``level`` is where it is embedded, later where it is shown."""

    start: int
    end: int
    kind: str
    level: int = 0
    removed: bool = False
    opens: bool = False
    closes: bool = False


class _Sequence(Struct):
    """An isolating run sequence: items that are resolved together."""

    level: int
    before: int
    items: list[_Item] = field(default_factory=list)
    after: int = 0


def leaning(text: str) -> tuple[int, int]:
    """How many strong letters each direction has, roughly: left to right, right to left."""
    kinds = text.translate(_CLASSES)
    return kinds.count("l"), kinds.count("r") + kinds.count("a")


def steady(text: str, script: str) -> bool:
    """Whether each word of a text that runs right to left can be put in order by itself.

    So it is when all letters are of the script and numbers come after the first of them; most
    texts are like that, and their words can be kept ready. See ``numbered``. In a document of
    another script the letters may be of any one that runs so, but then without numbers.
    """
    pattern = _STEADY.get(script)
    if pattern is None:
        found = any(known.fullmatch(text) for known in _STEADY.values())
        return found and not numbers_in(text)
    return pattern.fullmatch(text) is not None


def numbers_in(text: str) -> bool:
    """Whether there are digits, which run to the right in any text."""
    return _NUMBER.search(text) is not None


def numbered(word: str, script: str) -> list[tuple[str, bool]]:
    """A word of a steady text as stretches from the left, and whether each runs to the left."""
    if not numbers_in(word):
        return [(word, True)]
    before = _CONTEXT.get(script, "\u05d0")
    runs = level_runs(before + word, 1)
    order = visual_order([level for _, _, level in runs])
    parts = [(before + word)[max(runs[at][0], 1) : runs[at][1]] for at in order]
    odd = [bool(runs[at][2] & 1) for at in order]
    return [(part, right) for part, right in zip(parts, odd, strict=True) if part]


def level_runs(text: str, base: int) -> list[LevelRun]:
    """The stretches of ``text`` (one paragraph) and their levels; odd ones run right to left."""
    kinds = text.translate(_CLASSES)
    if not (_HAS_LEFT if base else _HAS_RIGHT).search(kinds):
        return [(0, len(text), base)]
    items = [
        _Item(found.start(), found.end(), _kind(found.group()))
        for found in _STRETCH.finditer(kinds)
    ]
    _embed(items, base)
    for sequence in _sequences(items, base):
        _weak(sequence)
        _brackets(sequence, text)
        _neutral(sequence)
    return _joined(items, base)


def visual_order(levels: list[int]) -> list[int]:
    """The indices of pieces of one line in the order they are shown, from the left (rule L2)."""
    order = list(range(len(levels)))
    if not levels:
        return order
    odd = [level for level in levels if level & 1]
    for level in range(max(levels), min(odd, default=1_000) - 1, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order


def _kind(letters: str) -> str:
    """The class a stretch acts as: of several strong letters the last counts (rule W2)."""
    first = letters[0]
    if first in "ra":
        return "a" if letters.rfind("a") > letters.rfind("r") else "r"
    if first in "sc" and "m" in letters:
        return "o"
    return "w" if first == "o" else first


def _embed(items: list[_Item], base: int) -> None:
    """Rules X1 to X9: explicit embeddings, overrides and isolates."""
    stack: list[tuple[int, str, bool]] = [(base, "", False)]
    for index, item in enumerate(items):
        level, override, _ = stack[-1]
        item.level = level
        kind = item.kind
        if kind in _EMBEDDINGS:
            item.removed = True
            above = _next_level(level, right=kind in "24")
            if above <= 125:
                stack.append((above, {"3": "l", "4": "r"}.get(kind, ""), False))
        elif kind == "5":
            item.removed = True
            if len(stack) > 1 and not stack[-1][2]:
                stack.pop()
        elif kind in _ISOLATES:
            right = kind == "7" or (kind == "8" and _first_strong(items, index) in "ra")
            item.opens = True
            item.kind = override or "w"
            stack.append((_next_level(level, right=right), "", True))
        elif kind == "9":
            _close_isolate(item, stack)
            item.kind = stack[-1][1] or "w"
        elif override:
            item.kind = override


def _close_isolate(item: _Item, stack: list[tuple[int, str, bool]]) -> None:
    """Rule X6a: a closing mark ends the innermost isolate and what was opened in it."""
    if any(entry[2] for entry in stack):
        item.closes = True
        while not stack[-1][2]:
            stack.pop()
        stack.pop()
    item.level = stack[-1][0]


def _next_level(level: int, *, right: bool) -> int:
    """The next higher level of a direction."""
    return level + 1 + (level & 1) if right else level + 2 - (level & 1)


def _closing(items: list[_Item], index: int) -> int | None:
    """Where the isolate opened at ``index`` ends."""
    depth = 0
    for at in range(index, len(items)):
        if items[at].kind in _ISOLATES:
            depth += 1
        elif items[at].kind == "9":
            depth -= 1
            if depth == 0:
                return at
    return None


def _first_strong(items: list[_Item], index: int) -> str:
    """The first strong class inside the isolate opened at ``index`` (rules P2, P3)."""
    end = _closing(items, index) or len(items)
    depth = 0
    for item in items[index + 1 : end]:
        if item.kind in _ISOLATES:
            depth += 1
        elif item.kind == "9":
            depth -= 1
        elif depth == 0 and item.kind in "lra":
            return item.kind
    return "l"


def _sequences(items: list[_Item], base: int) -> list[_Sequence]:
    """Rule X10: the level runs, joined over isolates, each with the levels around it."""
    found: list[_Sequence] = []
    waiting: list[_Sequence] = []
    current: _Sequence | None = None
    level = base
    for item in items:
        if item.removed:
            continue
        if item.closes:
            current = waiting.pop()
        elif current is None or current.level != item.level:
            current = _Sequence(item.level, level)
            found.append(current)
        current.items.append(item)
        level = item.level
        if item.opens:
            waiting.append(current)
            current = None
    _look_ahead(items, found, base)
    return found


def _look_ahead(items: list[_Item], sequences: list[_Sequence], base: int) -> None:
    """Note for each sequence the level of what follows its last item."""
    following: dict[int, int] = {}
    level = base
    for item in reversed(items):
        if not item.removed:
            following[item.start] = level
            level = item.level
    for sequence in sequences:
        last = sequence.items[-1]
        sequence.after = base if last.opens else following[last.start]


def _edge(level: int, other: int) -> str:
    """The direction assumed at a border between two levels."""
    return "r" if max(level, other) & 1 else "l"


def _weak(sequence: _Sequence) -> None:
    """Rules W1 to W7: marks, numbers and what stands between and beside them."""
    items = sequence.items
    strong = previous = _edge(sequence.level, sequence.before)
    for item in items:
        if item.kind in "mx":
            item.kind = previous if item.kind == "m" else "w"
        if item.kind in "lra":
            strong = item.kind
        elif item.kind == "e" and strong == "a":
            item.kind = "n"
        previous = item.kind
    for at, item in enumerate(items):
        if item.kind in "sc":
            pair = {items[at - 1].kind, items[at + 1].kind} if 0 < at < len(items) - 1 else {""}
            single = item.end - item.start == 1
            between = single and (pair == {"e"} or (pair == {"n"} and item.kind == "c"))
            item.kind = pair.pop() if between else "w"
    for at, item in enumerate(items):
        if item.kind == "t":
            beside = {
                items[at - 1].kind if at else "",
                items[at + 1].kind if at + 1 < len(items) else "",
            }
            item.kind = "e" if "e" in beside else "w"
    strong = _edge(sequence.level, sequence.before)
    for item in items:
        if item.kind in "lra":
            strong = item.kind = "r" if item.kind == "a" else item.kind
        elif item.kind == "e" and strong == "l":
            item.kind = "l"


def _brackets(sequence: _Sequence, text: str) -> None:
    """Rule N0: a pair of brackets takes the direction of what it holds."""
    items = sequence.items
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for at, item in enumerate(items):
        char = text[item.start]
        if item.kind == "(":
            opened.append(at)
        elif item.kind == ")":
            for place in range(len(opened) - 1, -1, -1):
                if _same(text[items[opened[place]].start], _PARTNER[char]):
                    pairs.append((opened[place], at))
                    del opened[place:]
                    break
    ahead = "r" if sequence.level & 1 else "l"
    for start, end in sorted(pairs):
        inside = {_direction(item.kind) for item in items[start + 1 : end]} - {""}
        if ahead in inside:
            items[start].kind = items[end].kind = ahead
        elif inside:
            before = _edge(sequence.level, sequence.before)
            for item in items[:start]:
                before = _direction(item.kind) or before
            chosen = before if before != ahead else ahead
            items[start].kind = items[end].kind = chosen


def _same(one: str, other: str) -> bool:
    """Whether two opening brackets are equivalent."""
    return one == other or {one, other} == {"〈", "⟨"}


def _direction(kind: str) -> str:
    """The direction a resolved class counts as among neutrals: numbers count as right."""
    return {"l": "l", "r": "r", "e": "r", "n": "r"}.get(kind, "")


def _neutral(sequence: _Sequence) -> None:
    """Rules N1, N2, I1, I2: neutrals lean on their neighbours; then everyone has a level."""
    items = sequence.items
    ahead = "r" if sequence.level & 1 else "l"
    at = 0
    before = _edge(sequence.level, sequence.before)
    while at < len(items):
        direction = _direction(items[at].kind)
        if direction:
            before = direction
            at += 1
            continue
        end = at
        while end < len(items) and not _direction(items[end].kind):
            end += 1
        after = (
            _direction(items[end].kind)
            if end < len(items)
            else _edge(sequence.level, sequence.after)
        )
        for item in items[at:end]:
            item.kind = before if before == after else ahead
        at = end
    for item in items:
        if sequence.level & 1:
            item.level = sequence.level + (item.kind != "r")
        else:
            item.level = sequence.level + {"l": 0, "r": 1}.get(item.kind, 2)


def _joined(items: list[_Item], base: int) -> list[LevelRun]:
    """Neighbours of one level as one run; what was removed goes with what is before it."""
    runs: list[LevelRun] = []
    level = base
    for item in items:
        level = level if item.removed else item.level
        if runs and runs[-1][2] == level:
            runs[-1] = (runs[-1][0], item.end, level)
        else:
            runs.append((item.start, item.end, level))
    return runs

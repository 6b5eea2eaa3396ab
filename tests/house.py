"""The rules of the house as functions of one source file: each finds what breaks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parent.parent

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
DEEPEST = 4

# What may be imported where, by module prefix; the first column names the library.
ONLY_IN: dict[str, tuple[str, ...]] = {
    "PySide6": ("app.ui", "app.start"),
    "sqlite3": ("app.models.planfile", "app.models.migrations"),
    "sqlite_utils": ("app.models.planfile", "app.models.migrations"),
    "docx": ("app.exports.docx_", "app.models.intake"),
    "reportlab": ("app.exports.pdf_",),
    "uharfbuzz": ("app.exports.pdf_",),
    "bidi": ("app.exports.pdf_",),
    "python_calamine": ("app.models.intake",),
    "PIL": ("app.models.intake.picture",),
    "openpyxl": ("app.models.intake", "app.exports.data_writer"),
    "xlsxwriter": ("app.exports.data_writer",),
    "pypdfium2": ("app.ui.pages.publish",),
    "platformdirs": ("app.paths",),
    "threading": ("app.ui.jobs", "app.ui.crash", "app.start", "app.models.planfile.planfile"),
    "multiprocessing": ("app.ui.jobs", "app.start", "app.__main__"),
    "concurrent": ("app.ui.jobs",),
    # the self-test ends a writer of its own, and does so where no Qt is
    "subprocess": ("app.ui.jobs", "app.commands.selftest"),
}
NEVER = re.compile(
    r"(pickle|marshal|shelve|dill|yaml|socket|socketserver|ssl|http|xmlrpc|ftplib|smtplib|imaplib"
    r"|poplib|asyncio|requests|httpx|aiohttp|urllib3|urllib\.request|urllib\.error"
    r"|PySide6\.(QtNetwork|QtWebEngine\w*|QtWebSockets))(\.|$)"
)
NEVER_CALLED = frozenset(("eval", "exec", "compile", "__import__", "os.system", "os.popen"))
QT_LOWER_CASE = frozenset(("count", "data", "index", "parent", "flags", "paint", "event", "text"))
ONE_OF_A_KIND = frozenset(
    ("Journal", "Plan", "PlanFile", "History", "Words", "Paths", "Bridge", "QApplication")
)
NAMELESS = frozenset(("utils", "util", "helpers", "helper", "manager", "common", "misc"))
MAY_SPEAK_SQL = ("app.models.planfile", "app.models.migrations")
MAY_PRINT = ("app.commands", "app.start", "app.__main__", "app.ui.crash")

Finding = tuple[int, str]
Rule = Callable[["Source"], Iterator[Finding]]


class Source(Struct, frozen=True):
    """One Python file: its dotted name, text and tree."""

    module: str
    text: str
    tree: ast.Module

    @classmethod
    def of(cls, text: str, module: str = "app.models.example") -> Source:
        """The source with this text."""
        return cls(module, text, ast.parse(text))

    @classmethod
    def read(cls, path: Path) -> Source:
        """The source in a file of this repository."""
        parts = path.relative_to(ROOT).with_suffix("").parts
        return cls.of(path.read_text("utf-8"), ".".join(parts))

    def is_in(self, places: tuple[str, ...]) -> bool:
        """Whether this module lies in one of these places."""
        return self.module.startswith(places)


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def imports(source: Source) -> Iterator[Finding]:
    """Every imported module, also where one is imported inside a function."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the last part of the name that is called."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node, node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node, node.func.attr


def file_too_long(source: Source) -> Iterator[Finding]:
    """A file is read in one sitting."""
    length = len(source.text.splitlines())
    if length > LONGEST_FILE:
        yield length, f"{length} lines"


def function_too_long(source: Source) -> Iterator[Finding]:
    """A function fits the eye; its docstring is not counted."""
    for function in functions(source.tree):
        first = function.body[0]
        told = ast.get_docstring(function) is not None
        docstring = (first.end_lineno or 0) - first.lineno + 1 if told else 0
        length = (function.end_lineno or 0) - function.lineno + 1 - docstring
        if length > LONGEST_FUNCTION:
            yield function.lineno, f"{function.name} has {length} lines"


def function_too_deep(source: Source) -> Iterator[Finding]:
    """What is nested deep is a function without a name."""
    for function in functions(source.tree):
        depth = max(map(_depth, function.body))
        if depth > DEEPEST:
            yield function.lineno, f"{function.name} is nested {depth} deep"


def _depth(node: ast.stmt) -> int:
    nesting = (
        ast.For,
        ast.AsyncFor,
        ast.While,
        ast.If,
        ast.With,
        ast.AsyncWith,
        ast.Try,
        ast.Match,
    )
    if isinstance(node, Function | ast.ClassDef) or not isinstance(node, nesting):
        return 0
    own = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]
    if isinstance(node, ast.Match):
        own = [child for case in node.cases for child in case.body]
    if isinstance(node, ast.Try):
        own += [child for handler in node.handlers for child in handler.body]
    if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        return max(1 + max(map(_depth, node.body)), _depth(node.orelse[0]))  # elif is no deeper
    return 1 + max(map(_depth, own))


def library_out_of_place(source: Source) -> Iterator[Finding]:
    """A library lives in one room."""
    for line, name in imports(source):
        places = ONLY_IN.get(name.split(".")[0])
        if places is not None and not source.is_in(places):
            yield line, f"imports {name}"


def network_or_code_loader(source: Source) -> Iterator[Finding]:
    """No network at all, and nothing that makes code of data."""
    for line, name in imports(source):
        if NEVER.match(name):
            yield line, f"imports {name}"
    for call, name in calls(source):
        whole = ast.unparse(call.func)
        if whole in NEVER_CALLED or name == "executescript":
            yield call.lineno, f"calls {whole}"
        for keyword in call.keywords:
            value = keyword.value
            if keyword.arg == "shell" and not (
                isinstance(value, ast.Constant) and value.value is False
            ):
                yield call.lineno, "starts a shell"


def sql_made_of_strings(source: Source) -> Iterator[Finding]:
    """Statements are put together in the one place that speaks SQL, from the schema's names."""
    for call, name in calls(source):
        made = call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
        if name in ("execute", "executemany", "query") and made and not source.is_in(MAY_SPEAK_SQL):
            yield call.lineno, f"makes the SQL for {name}"


def global_instance(source: Source) -> Iterator[Finding]:
    """What a thing needs comes through its constructor."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Global):
            yield node.lineno, f"global {', '.join(node.names)}"
    for function in functions(source.tree):
        if function.name == "instance":
            yield function.lineno, "an instance() to reach for"
    for node in source.tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            yield from _kept_in_module(node.value)


def _kept_in_module(value: ast.expr) -> Iterator[Finding]:
    if isinstance(value, ast.List | ast.Dict) and not ast.unparse(value).strip("[]{}"):
        yield value.lineno, "an empty registry"
    for node in ast.walk(value):
        if isinstance(node, ast.Call) and set(ast.unparse(node.func).split(".")) & ONE_OF_A_KIND:
            yield node.lineno, f"{ast.unparse(node)} is made at import"


def ignore_without_reason(source: Source) -> Iterator[Finding]:
    """A silenced check says which, and why."""
    sign = "type: ignore"
    for number, line in enumerate(source.text.splitlines(), 1):
        if f"# {sign}" in line and not re.search(rf"# {sign}\[[a-z, -]+\]  ?# ?\w", line):
            yield number, line.strip()
        if re.search(r"# [n]oqa(?!: [A-Z]+\d+)", line):
            yield number, line.strip()


def left_for_later(source: Source) -> Iterator[Finding]:
    """What is not done is an issue, not a comment."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if re.search(r"#.*\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b", line):
            yield number, line.strip()


def prints(source: Source) -> Iterator[Finding]:
    """Only the doors without a screen speak to a terminal."""
    for call, name in calls(source):
        if name == "print" and isinstance(call.func, ast.Name) and not source.is_in(MAY_PRINT):
            yield call.lineno, "prints"


def docstring_missing(source: Source) -> Iterator[Finding]:
    """What is public says what a caller must know; Qt's own names are documented by Qt."""
    if source.text.strip() and not ast.get_docstring(source.tree):
        yield 1, "the file does not say what it is for"
    yield from _undocumented(source.tree)


def _undocumented(node: ast.Module | ast.ClassDef) -> Iterator[Finding]:
    takes_up = QT_LOWER_CASE | _documented_methods() if getattr(node, "bases", ()) else frozenset()
    for child in node.body:
        if not isinstance(child, Function | ast.ClassDef) or child.name.startswith("_"):
            continue
        of_qt = isinstance(child, Function) and child.name != child.name.lower()
        again = any(ast.unparse(d).endswith((".setter", "overload")) for d in child.decorator_list)
        if not (ast.get_docstring(child) or of_qt or again or child.name in takes_up):
            yield child.lineno, f"{child.name} does not say what it does"
        if isinstance(child, ast.ClassDef):
            yield from _undocumented(child)


@cache
def _documented_methods() -> frozenset[str]:
    """What some class of the program says for all that take it up from there."""
    trees = (Source.read(path).tree for path in (ROOT / "app").rglob("*.py"))
    classes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    methods = (child for one in classes for child in one.body if isinstance(child, Function))
    return frozenset(method.name for method in methods if ast.get_docstring(method))


def words_put_together(source: Source) -> Iterator[Finding]:
    """A text is translated whole, with gaps, never in pieces."""
    for call, name in calls(source):
        made = any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in call.args[:1])
        if name in ("words", "_words", "mark") and made:
            yield call.lineno, f"puts together the words {ast.unparse(call.args[0])}"


def words_out_of_sight(source: Source) -> Iterator[Finding]:
    """What gathers the texts for translation does not look into an f-string."""
    for text in ast.walk(source.tree):
        if not isinstance(text, ast.JoinedStr):
            continue
        for call in ast.walk(text):
            if not isinstance(call, ast.Call):
                continue
            name = ast.unparse(call.func).rpartition(".")[2]
            literal = any(isinstance(part, ast.Constant) for part in call.args[:1])
            if literal and name in ("words", "_words", "mark", "n"):
                yield call.lineno, f"hides {ast.unparse(call)} in an f-string"


def tip_taken_for_markup(source: Source) -> Iterator[Finding]:
    """A tip shows what people wrote as they wrote it: Qt would take "<img src=…>" for a picture."""
    for call, name in calls(source):
        if name == "setToolTip" and not _is_plain_tip(call.args[0]):
            yield call.lineno, f"gives Qt {ast.unparse(call.args[0])} as a tip, without as_tip"


def _is_plain_tip(said: ast.expr) -> bool:
    if isinstance(said, ast.IfExp):
        return _is_plain_tip(said.body) and _is_plain_tip(said.orelse)
    if isinstance(said, ast.Constant):
        return not said.value
    return isinstance(said, ast.Call) and ast.unparse(said.func) == "as_tip"


def nameless(source: Source) -> Iterator[Finding]:
    """If it has no name it has no home yet."""
    if set(source.module.split(".")) & NAMELESS:
        yield 1, f"{source.module} says nothing"


def swallowed_fault(source: Source) -> Iterator[Finding]:
    """A fault is the world's and told, or ours and shown; it is never swallowed whole."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield node.lineno, "a bare except"

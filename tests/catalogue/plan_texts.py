"""W067 to W079: plans with texts and values that people or strangers put there.

Where the list wants the plan to open, a stranger sealed what was changed: without a seal any
change at all is damage, and nothing would be learnt from it.
"""

from __future__ import annotations

import random

from tests.catalogue.plan_seed import ACCEPT, RECOVER, spoilt
from tests.models.spoiling import Maker, becomes, sealed, with_sql

CLEAN, LITERAL = ("CLEAN",), ("LITERAL",)
AWAY = "../../x | C:\\x | //host/x | CON | x.pdf.exe | a"
FIRST = "WHERE rowid = (SELECT min(rowid) FROM"


def titled(text: str) -> Maker:
    """A sealed title for the first commitment; ``text`` is SQL."""
    return sealed(f"UPDATE commitment SET title = {text} {FIRST} commitment)")


def answered(text: str) -> Maker:
    """A sealed first answer; ``text`` is SQL."""
    return sealed(f"UPDATE answer SET text = {text} {FIRST} answer)")


LINES = (
    "replace(hex(zeroblob(20000)), '00', 'a line of the minutes, and a few words more' || char(10))"
)
CASES = (
    spoilt("W067", "a NUL inside a title", CLEAN, titled("'Open' || char(0) || ' data'")),
    spoilt("W068", "controls in a title", CLEAN,
           titled("'Open' || char(11) || char(12) || char(27) || ' data'")),
    spoilt("W069", "markup in a title, with a picture elsewhere", LITERAL,
           titled("'<img src=\"//attacker.invalid/s/x.png\"> <b>Open</b> data'")),
    spoilt("W070", "a formula as a name", LITERAL,
           titled("'=HYPERLINK(\"http://attacker.invalid\",\"x\")'")),
    spoilt("W071", "a text of 30 MB", ("RECOVER", "REJECT"),
           with_sql("UPDATE plan SET title = replace(hex(zeroblob(15000000)), '0', 'a')")),
    spoilt("W072", "a text of 20,000 lines", ACCEPT, answered(LINES)),
    spoilt("W073", "a word of 100,000 letters as a title", ACCEPT,
           titled("replace(hex(zeroblob(50000)), '0', 'a')")),
    spoilt("W074", "rows that point nowhere", RECOVER,
           with_sql("UPDATE milestone SET commitment = lower(hex(randomblob(16)))")),
    spoilt("W075", "numbers no rating has", ("RECOVER", "WARN"),
           with_sql("UPDATE commitment SET deleted = 9223372036854775807 WHERE rowid = 1")),
    spoilt("W076", "dates no calendar has", ("RECOVER", "WARN", "ACCEPT"),
           sealed("UPDATE milestone SET ends = '9999-99-99', starts = 'yesterday'",
                  "UPDATE plan SET ends = '0000-00-00'")),
    spoilt("W077", "a row in the last place there is", ACCEPT,
           with_sql("UPDATE commitment SET rowid = 9223372036854775807 WHERE rowid = 1")),
    # A plan holds no files, so the names are texts; the NUL in one of them is taken out.
    spoilt("W078", "names of files that lead away", CLEAN,
           titled(f"'{AWAY}' || char(0) || 'b'")),
    spoilt("W079", "only noise", ("REJECT",),
           becomes(lambda d: random.Random(1).randbytes(len(d)))),
)  # fmt: skip

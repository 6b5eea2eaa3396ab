"""Only what changed since an earlier moment: passages word by word, new parts whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from difflib import SequenceMatcher

from msgspec.structs import replace

from app.exports.action_plan import chosen_sections
from app.exports.commitment_part import (
    commitment_blocks,
    commitment_heading,
    fact_columns,
    milestone_heads,
    milestone_texts,
    milestone_widths,
    shown_values,
    text_of,
    under_headings,
    value_words,
)
from app.exports.composing import Material, heading, outline_of
from app.exports.outline import (
    Block,
    Bullets,
    Heading,
    Marked,
    Outline,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
    runs,
)
from app.exports.word_changes import changed_runs
from app.models.earlier import moment_of
from app.models.frameworks import Item
from app.models.records import Commitment, Milestone

_LEFT_OUT = "[…]"


def compose(m: Material) -> Outline:
    """The changed sections and commitments of the chosen ones, then the names of those gone."""
    then = _then(m)
    blocks: list[Block] = []
    for item in chosen_sections(m):
        blocks += _section(m, then, item)
    for commitment in m.commitments:
        blocks += _commitment(m, then, commitment)
    gone = _gone(m, then)
    title = m.words("What changed")
    opening = _opening(m, then, title, bool(blocks or gone))
    return outline_of(m, title, [*opening, *_deeper([*blocks, *gone])])


def _deeper(blocks: list[Block]) -> Iterator[Block]:
    """The same a level lower: a small change does not begin a page of its own."""
    for block in blocks:
        if isinstance(block, Heading):
            yield replace(block, level=min(4, block.level + 1))
        else:
            yield block


def _then(m: Material) -> Material:
    """The same material as it was: the earlier plan, read with the editions of today."""
    return replace(m, plan=m.earlier or m.plan, earlier=None)


def _opening(m: Material, then: Material, title: str, anything: bool) -> Iterator[Block]:
    words = m.words
    yield Heading(title, 1)
    plan = m.plan.info.title or words("Action plan")
    if m.options.since:
        said = words(
            "“{plan}” as it is now, compared with how it was on {moment}.",
            plan=plan,
            moment=_moment(m),
        )
    else:
        said = words("“{plan}” as it is now, compared with an earlier copy.", plan=plan)
    yield Paragraph(runs(said), "lead")
    if not anything:
        yield Paragraph(runs(words("Nothing changed since then.")))
        return
    yield Paragraph(
        (
            Run(words("New words are underlined"), change="added"),
            Run(", "),
            Run(words("words that went are struck through"), change="removed"),
            Run("."),
        ),
        "note",
    )
    yield Paragraph(runs(_counts(m, then)))
    yield Paragraph(runs(words("What did not change is left out.")), "note")


def _moment(m: Material) -> str:
    local: datetime = moment_of(m.options.since).astimezone()
    day = m.date(local.date().isoformat())
    return m.words("{date}, {time}", date=day, time=f"{local:%H:%M}")


def _counts(m: Material, then: Material) -> str:
    """How many commitments changed, came and went, in one sentence each."""
    before = {c.id for c in then.commitments}
    changed = sum(
        c.id in before and any(True for _ in _commitment(m, then, c)) for c in m.commitments
    )
    came = sum(c.id not in before for c in m.commitments)
    went = len(_gone_commitments(m, then))
    words = m.words
    said = [
        words.n("{n} commitment changed.", "{n} commitments changed.", changed) if changed else "",
        words.n("{n} commitment is new.", "{n} commitments are new.", came) if came else "",
        words.n("{n} commitment is gone.", "{n} commitments are gone.", went) if went else "",
    ]
    return " ".join(filter(None, said)) or words("No commitment changed.")


def _section(m: Material, then: Material, item: Item) -> Iterator[Block]:
    before, now = (
        one.plan.answer(m.editions.template.id, item.id, one.plan.info.id).text for one in (then, m)
    )
    changed = list(passages(before, now))
    if changed:
        yield heading(item.title, 1, anchor=f"section-{item.id}")
        yield from changed


def _gone_commitments(m: Material, then: Material) -> list[Commitment]:
    now = {c.id for c in m.plan.commitments}
    return [c for c in then.commitments if c.id not in now]


def _gone(m: Material, then: Material) -> list[Block]:
    gone = _gone_commitments(m, then)
    if not gone:
        return []
    items = tuple(
        (Run(f"{then.plan.number(c.id)}. "), Run(then.title(c), change="removed")) for c in gone
    )
    return [Heading(m.words("No longer in the plan"), 1, anchor="gone"), Bullets(items)]


def _commitment(m: Material, then: Material, commitment: Commitment) -> Iterator[Block]:
    old = next((c for c in then.commitments if c.id == commitment.id), None)
    if old is None:
        whole = iter(commitment_blocks(m, commitment))
        yield next(whole)
        note = Run(m.words("A new commitment, shown whole."), bold=True)
        yield Paragraph((note,), "note")
        yield from whole
        return
    inside = [
        *_titles(m, then, old, commitment),
        *_facts(m, then, old, commitment),
        *_answers(m, then, old, commitment),
        *(_values(m, then, old, commitment) if m.options.values else ()),
        *_milestones(m, then, commitment),
    ]
    if inside:
        yield commitment_heading(m, commitment)
        yield from inside


def _titles(m: Material, then: Material, old: Commitment, now: Commitment) -> Iterator[Block]:
    if then.title(old) != m.title(now):
        yield Paragraph(changed_runs(then.title(old), m.title(now)))


def _facts(m: Material, then: Material, old: Commitment, now: Commitment) -> Iterator[Block]:
    before = [("", then.theme(old)), *fact_columns(then, old)]
    after = [(m.words("Theme"), m.theme(now)), *fact_columns(m, now)]
    for (_, said), (label, says) in zip(before, after, strict=True):
        if said != says:
            name = Run(m.words("{label}: ", label=label), bold=True)
            yield Paragraph((name, *changed_runs(said, says)))


def _answers(m: Material, then: Material, old: Commitment, now: Commitment) -> Iterator[Block]:
    def said(item: Item) -> Iterable[Block]:
        text = text_of(m, item, now)
        return () if text is None else passages(text_of(then, item, old) or "", text)

    return under_headings(m, said)


def _values(m: Material, then: Material, old: Commitment, now: Commitment) -> Iterator[Block]:
    before = {item.id: (item, answer) for item, answer in shown_values(then, old)}
    after = {item.id: (item, answer) for item, answer in shown_values(m, now)}
    found: list[Block] = []
    for item in m.editions.values.items:
        said = plain(value_words(then, *before[item.id])) if item.id in before else ""
        says = plain(value_words(m, *after[item.id])) if item.id in after else ""
        if said != says:
            found.append(Marked(item.mark, item.title, changed_runs(said, says)))  # type: ignore[arg-type]  # marks of the edition are Marks
    if found:
        yield Heading(m.words("How does it advance open government?"), 2)
        yield from found


def _milestones(m: Material, then: Material, commitment: Commitment) -> Iterator[Block]:
    before, after = then.plan.milestones(commitment.id), m.plan.milestones(commitment.id)
    heads = milestone_heads(m, (*before, *after))
    names = tuple(heads)
    rows = [
        *_changed_rows(m, commitment, before, after, names),
        *_removed_rows(m, before, after, names),
    ]
    if rows:
        yield Heading(m.words("Milestones"), 2)
        texts = [tuple(map(plain, row[1:])) for row in rows]
        yield Table(("", *heads.values()), tuple(rows), milestone_widths(heads, texts))


def _changed_rows(
    m: Material,
    commitment: Commitment,
    before: tuple[Milestone, ...],
    after: tuple[Milestone, ...],
    names: tuple[str, ...],
) -> Iterator[tuple[Runs, ...]]:
    old = {row.id: milestone_texts(m, row, names) for row in before}
    for place, row in enumerate(after, 1):
        texts = milestone_texts(m, row, names)
        was = old.get(row.id, ("",) * len(names))
        if was != texts:
            number = f"{m.plan.number(commitment.id)}.{place}"
            came: Runs = (Run(number, change="" if row.id in old else "added"),)
            yield (came, *(changed_runs(a, b) for a, b in zip(was, texts, strict=True)))


def _removed_rows(
    m: Material,
    before: tuple[Milestone, ...],
    after: tuple[Milestone, ...],
    names: tuple[str, ...],
) -> Iterator[tuple[Runs, ...]]:
    kept = {row.id for row in after}
    for row in before:
        if row.id not in kept:
            texts = milestone_texts(m, row, names)
            yield (runs("–"), *(changed_runs(text, "") for text in texts))


def passages(before: str, now: str) -> Iterator[Block]:
    """The paragraphs of a text that changed; a mark stands for those left out between them."""
    old, new = ([p.strip("\n") for p in t.split("\n\n") if p.strip()] for t in (before, now))
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (kind, a, b, c, d) in enumerate(codes):
        if kind != "equal":
            for n in range(max(b - a, d - c)):
                was = old[a + n] if a + n < b else ""
                says = new[c + n] if c + n < d else ""
                yield Paragraph(changed_runs(was, says))
        elif 0 < place < len(codes) - 1:
            yield Paragraph(runs(_LEFT_OUT), "note")

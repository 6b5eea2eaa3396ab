"""The contents as Markdown, made beforehand for pandoc."""

from __future__ import annotations

from tests.bench.peers.reading import HEADS, facts, parts, ratings, read_contents

title, commitments, target = read_contents()
lines = [f"# {title}", ""]
for number, one in enumerate(commitments, 1):
    lines += [f"# {number}. {one['title']}", ""]
    for label, text in facts(one):
        lines += [f"{label}: {text}", ""]
    for heading, text in parts(one):
        lines += [f"## {heading}", "", text, ""]
    lines += [f"| {' | '.join(HEADS)} |", "|---" * len(HEADS) + "|"]
    lines += [f"| {' | '.join(row)} |" for row in one["milestones"]]
    lines += ["", ratings(one), ""]
target.write_text("\n".join(lines), "utf-8")

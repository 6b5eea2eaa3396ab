"""The contents as HTML, for the peers that read it."""

from __future__ import annotations

from html import escape
from typing import Any

from tests.bench.peers.reading import HEADS, facts, parts, ratings


def html(title: str, commitments: list[dict[str, Any]]) -> str:
    """The whole document."""
    out = [f"<html><head><style>@page{{size:A4}}</style></head><body><h1>{escape(title)}</h1>"]
    for number, one in enumerate(commitments, 1):
        out.append(f"<h1>{number}. {escape(one['title'])}</h1>")
        out += [f"<p>{label}: {escape(text)}</p>" for label, text in facts(one)]
        out += [f"<h2>{head}</h2><p>{escape(text)}</p>" for head, text in parts(one)]
        out.append("<table border='1' cellspacing='0'>")
        for row in (HEADS, *one["milestones"]):
            out.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>")
        out.append(f"</table><p>{escape(ratings(one))}</p>")
    return "\n".join([*out, "</body></html>"])

"""The long form: ``python -m tests.fuzz --minutes 60`` goes round the importers and counts."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.hunting import Hunt, told
from tests.fuzz.targets import BY_NAME, TARGETS
from tests.house import ROOT

TURN = 60.0  # seconds an importer is fed before it is the next one's turn
MEMORY = 2_000_000_000  # bytes of address space of one turn
COLUMNS = ("importer", "runs", "taken", "refused", "worst s", "lines", "new files", "broken")


def main() -> int:
    """Hunt round-robin until the time is over; 1 when anything broke."""
    asked = _arguments()
    if asked.turn:
        return _turn(asked)
    names = asked.only.split(",") if asked.only else [target.name for target in TARGETS]
    totals: dict[str, dict[str, Any]] = {}
    chance, ends, place = Random(asked.seed), time.monotonic() + 60 * asked.minutes, 0
    length = min(TURN, max(1.0, 60 * asked.minutes / len(names)))
    print(f"seed {asked.seed}; findings go to {asked.out}", flush=True)
    while time.monotonic() < ends:
        name = names[place % len(names)]
        _add(totals, name, _one_turn(name, chance.randrange(2**31), length, asked.out))
        place += 1
        if place % len(names) == 0 or time.monotonic() >= ends:
            _print(totals)
    return int(any(total["broken"] for total in totals.values()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="names of importers, with commas between them")
    parser.add_argument("--out", type=Path, default=Path("fuzz-out"), help="corpus and findings")
    parser.add_argument("--turn", choices=sorted(BY_NAME), help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=TURN, help=argparse.SUPPRESS)
    return parser.parse_args()


def _turn(asked: argparse.Namespace) -> int:
    """One importer's turn, in the child process: limits first, then the hunt."""
    from app.models.intake.limits import limit_this_process

    limit_this_process(MEMORY, int(asked.seconds * 3) + 60)
    corpus = asked.out / "corpus" / asked.turn
    hunt = Hunt(BY_NAME[asked.turn], corpus, asked.out / "findings", asked.seed)
    print(told(hunt.run(asked.seconds)), flush=True)
    return 0


def _one_turn(name: str, seed: int, seconds: float, out: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.fuzz", "--turn", name, "--seed", str(seed)]
    command += ["--seconds", str(seconds), "--out", str(out.resolve())]
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=seconds * 3 + 120,
            check=False,
        )
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.TimeoutExpired, IndexError, ValueError):
        return {"broken": [f"the process died (seed {seed})"]}
    return found


def _add(totals: dict[str, dict[str, Any]], name: str, found: dict[str, Any]) -> None:
    total = totals.setdefault(name, dict.fromkeys(("runs", "taken", "refused", "kept"), 0))
    for key in ("runs", "taken", "refused", "kept"):
        total[key] += found.get(key, 0)
    for key in ("worst", "lines"):
        total[key] = max(total.get(key, 0), found.get(key, 0))
    total["broken"] = sorted({*total.get("broken", []), *found["broken"]})


def _print(totals: dict[str, dict[str, Any]]) -> None:
    rows: list[tuple[str, ...]] = [COLUMNS]
    for name, total in totals.items():
        numbers = (total[key] for key in ("runs", "taken", "refused"))
        rest = (f"{total['worst']:.2f}", total["lines"], total["kept"], len(total["broken"]))
        rows.append((name, *map(str, numbers), *map(str, rest)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    for row in rows:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
    for name, total in totals.items():
        for what in total["broken"]:
            print(f"BROKEN {name}: {what}")
    print(flush=True)


if __name__ == "__main__":
    sys.exit(main())

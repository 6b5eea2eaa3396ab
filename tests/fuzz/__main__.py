"""The long form: ``python -m tests.fuzz --minutes 60`` hunts an hour on each importer."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.hunting import Hunt, told
from tests.fuzz.targets import BY_NAME, TARGETS
from tests.house import ROOT

TURN = 120.0  # seconds of the processor an importer is fed before another has its turn
PATIENCE = 30  # times as long a turn may last by the clock, on a machine with other work to do
MEMORY = 2_000_000_000  # bytes of address space of one turn
COLUMNS = (
    "importer", "minutes", "runs", "taken", "refused", "worst s", "lines", "new files", "broken",
)  # fmt: skip
SUMS = ("seconds", "runs", "taken", "refused", "kept")
MOST = ("worst", "lines")


def main() -> int:
    """Hunt until every importer had its minutes of the processor; 1 when anything broke."""
    asked = _arguments()
    if asked.turn:
        return _turn(asked)
    names = asked.only.split(",") if asked.only else [target.name for target in TARGETS]
    totals = {name: _nothing() for name in names}
    print(f"seed {asked.seed}; findings go to {asked.out}", flush=True)
    with ThreadPoolExecutor(asked.at_once) as hunters:
        _go_round(hunters, asked, totals)
    return int(any(total["broken"] for total in totals.values()))


def _go_round(
    hunters: Executor, asked: argparse.Namespace, totals: dict[str, dict[str, Any]]
) -> None:
    """Give the next turn to the importer that had least, and tell of every round."""
    chance, under_way, turns = Random(asked.seed), dict[Future[dict[str, Any]], str](), 0
    given = dict.fromkeys(totals, 0.0)
    while True:
        while len(under_way) < asked.at_once and min(given.values()) < 60 * asked.minutes:
            name = min(given, key=lambda name: given[name])
            length = min(TURN, 60 * asked.minutes - given[name])
            turn = hunters.submit(_one_turn, name, chance.randrange(2**31), length, asked.out)
            under_way[turn], given[name] = name, given[name] + length
        if not under_way:
            break
        for turn in wait(under_way, return_when=FIRST_COMPLETED).done:
            _add(totals[under_way.pop(turn)], turn.result())
            turns += 1
            if turns % len(totals) == 0:
                _print(totals)
    if turns % len(totals):
        _print(totals)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument(
        "--minutes", type=float, default=1.0, help="of the processor, for each importer"
    )
    parser.add_argument("--at-once", type=int, default=1, help="importers hunted side by side")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="names of importers, with commas between them")
    parser.add_argument("--out", type=Path, default=Path("fuzz-out"), help="corpus and findings")
    parser.add_argument("--turn", choices=sorted(BY_NAME), help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=TURN, help=argparse.SUPPRESS)
    return parser.parse_args()


def _turn(asked: argparse.Namespace) -> int:
    """One importer's turn, in the child process: limits first, then the hunt."""
    from app.models.intake.limits import limit_this_process

    limit_this_process(MEMORY, int(asked.seconds * 2) + 60)
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
            timeout=seconds * PATIENCE + 120,
            check=False,
        )
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.TimeoutExpired, IndexError, ValueError):
        return {"broken": [f"the process died (seed {seed})"]}
    return found


def _nothing() -> dict[str, Any]:
    return {**dict.fromkeys(SUMS, 0), **dict.fromkeys(MOST, 0), "broken": []}


def _add(total: dict[str, Any], found: dict[str, Any]) -> None:
    for key in SUMS:
        total[key] += found.get(key, 0)
    for key in MOST:
        total[key] = max(total[key], found.get(key, 0))
    total["broken"] = sorted({*total["broken"], *found["broken"]})


def _print(totals: dict[str, dict[str, Any]]) -> None:
    rows: list[tuple[str, ...]] = [COLUMNS]
    for name, total in totals.items():
        numbers = (total[key] for key in ("runs", "taken", "refused"))
        rest = (f"{total['worst']:.2f}", total["lines"], total["kept"], len(total["broken"]))
        minutes = f"{total['seconds'] / 60:.1f}"
        rows.append((name, minutes, *map(str, numbers), *map(str, rest)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    for row in rows:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
    for name, total in totals.items():
        for what in total["broken"]:
            print(f"BROKEN {name}: {what}")
    print(flush=True)


if __name__ == "__main__":
    sys.exit(main())

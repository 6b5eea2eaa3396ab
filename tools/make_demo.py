"""Make ``resources/samples/demo.json`` from the texts under ``tools/demo``.

``python tools/make_demo.py`` writes the file anew, ``--check`` says whether it is as the texts
want it. The same texts give the same bytes, so a change of one sentence is a change of one line.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.models.intake.atelier_json import to_json  # noqa: E402
from app.models.plan import plan_of  # noqa: E402
from tools.demo_rows import demo_records  # noqa: E402

TARGET = ROOT / "resources" / "samples" / "demo.json"


def built(folder: Path) -> bytes:
    """The demo plan of the texts in ``folder``, people and all, in the open format."""
    return to_json(plan_of(demo_records(folder)), with_people=True)


def main() -> int:
    """Write the demo, or answer 1 where ``--check`` finds another one than the texts give."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    data = built(ROOT / "tools" / "demo")
    if parser.parse_args().check:
        same = TARGET.is_file() and TARGET.read_bytes() == data
        print("The demo is up to date." if same else "The demo differs from its texts.")
        return 0 if same else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(data)
    print(f"{TARGET.name}: {len(data):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())

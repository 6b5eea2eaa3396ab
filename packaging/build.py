"""Builds the bundle of this system into dist/, and lets it prove itself before it is handed on.

    .venv/bin/python packaging/build.py            build, prove, pack
    .venv/bin/python packaging/build.py --prove    prove the bundle that is there

Run ``python3 bootstrap.py`` once before. PyInstaller is put into .venv from its own hashed lock.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUNDLE = ROOT / "dist" / "Atelier"
PROGRAM = BUNDLE / ("atelier-cli.exe" if os.name == "nt" else "atelier-cli")


def main(arguments: list[str]) -> int:
    """Build unless only proof is asked for; answers the exit code."""
    if "--prove" not in arguments:
        build()
    prove()
    if "--prove" not in arguments:
        print(f"Packed: {pack()}")
    return 0


def build() -> None:
    """Make dist/Atelier anew."""
    hashed = ["--require-hashes", "--only-binary", ":all:", "--no-deps"]
    lock = str(HERE / "requirements-build.txt")
    run(sys.executable, "-m", "pip", "install", "-q", *hashed, "-r", lock)
    work = ["--workpath", str(ROOT / "build"), "--distpath", str(ROOT / "dist")]
    run(
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", *work, str(HERE / "app.spec")
    )


def prove() -> None:
    """Let the bundle make, check and export a plan, far from the source it was made of."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = str(folder / "démo plan.atelier")
        run(str(PROGRAM), "demo", "-o", plan, cwd=folder)
        run(str(PROGRAM), "check", plan, cwd=folder)
        for kind in ("docx", "pdf"):
            document = folder / f"plan.{kind}"
            choice = ("--document", "action-plan", "--format", kind, "-o", str(document))
            run(str(PROGRAM), "export", plan, *choice, cwd=folder)
            if document.stat().st_size < 10_000:
                sys.exit(f"The bundle wrote a {kind} of {document.stat().st_size} bytes.")
    print("The bundle has proved itself.")


def pack() -> Path:
    """Pack the bundle into one file that is named after version and system."""
    version = run(str(PROGRAM), "--version", capture=True).split()[-1]
    name = f"Atelier-{version}-{platform.system().lower()}-{platform.machine().lower()}"
    kind = "zip" if os.name == "nt" else "xztar"
    return Path(shutil.make_archive(str(ROOT / "dist" / name), kind, BUNDLE.parent, BUNDLE.name))


def run(*command: str, cwd: Path = ROOT, capture: bool = False) -> str:
    """Run a command; a red one ends the build."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    pipe = subprocess.PIPE if capture else None
    done = subprocess.run(command, cwd=cwd, env=clean, stdout=pipe, text=True, check=False)
    if done.returncode:
        sys.exit(f"Failed with {done.returncode}: {' '.join(command)}")
    return done.stdout or ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Sets a fresh machine up in this folder, then runs the demo, the program or the checks.

python3 bootstrap.py             set up, then the demo plan: in a window, or exported where
                                 there is no screen
python3 bootstrap.py run ...     set up, then the program with these arguments
python3 bootstrap.py test        set up with the test tools, then every check

Needs Python 3.11 or newer and nothing else. Everything is put into .venv beside this file; on
Linux, missing system libraries are installed when run as root with apt, else named.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
UNFINISHED = VENV / "unfinished"  # there from the first to the last moment of a set-up
LOCKS = {
    "run": ROOT / "packaging" / "requirements.txt",
    "test": ROOT / "packaging" / "requirements-dev.txt",
}

# What Qt loads from the system; the second row only for a real screen.
QT_LIBRARIES = (  # noqa: SIM905  as a list it would fill the screen
    "libGL.so.1 libEGL.so.1 libglib-2.0.so.0 libxkbcommon.so.0 libdbus-1.so.3 "
    "libfontconfig.so.1 libfreetype.so.6 libX11.so.6"
).split()
SCREEN_LIBRARIES = (  # noqa: SIM905  as a list it would fill the screen
    "libxcb-cursor.so.0 libxcb-icccm.so.4 libxcb-image.so.0 libxcb-keysyms.so.1 "
    "libxcb-randr.so.0 libxcb-render-util.so.0 libxcb-shape.so.0 libxcb-sync.so.1 "
    "libxcb-xfixes.so.0 libxcb-xkb.so.1 libX11-xcb.so.1 libxkbcommon-x11.so.0"
).split()
# Programs that some tests use as a reader or a screen; without one its tests are skipped by name.
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "lowriter": "libreoffice-writer",
    "localc": "libreoffice-calc",
    "pdftotext": "poppler-utils",
    "strace": "strace",
    "fc-list": "fontconfig",
}
APT_LINE = "sudo apt-get install --no-install-recommends"

# What pip may complain about, and the next step; the first row that matches is told.
PIP_ADVICE = {
    r"No space left|Errno 28|not enough space": (
        "The disk is full: about 700 MB are needed. Make room, then run the same command again."
    ),
    r"DO NOT MATCH THE HASHES": (
        "A downloaded file is not the one this project knows, so it was not installed. Run the "
        "same command again; if it stays so, the package mirror in use serves changed files."
    ),
    r"[Cc]onnection|Retrying|timed out|ProxyError|SSLError|no-index": (
        "The package index could not be reached. Connect to the internet (behind a proxy: set "
        "HTTPS_PROXY), then run the same command again; what has arrived is not fetched twice."
    ),
    r"No matching distribution|not a supported wheel": (
        "A part has no build for this system. Use a 64-bit Python 3.11, 3.12 or 3.13 from "
        "python.org or the system, on Windows 10, macOS 13, Debian 12, Ubuntu 22.04 or newer."
    ),
}


class StopError(Exception):
    """The set-up cannot go on; the text says what a person can do about it."""


def say(text: str) -> None:
    """Show one line of progress at once."""
    print(text, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Set up and run what the arguments ask for; answers the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036  an old system runs this file too, and is told so
        return go_on_with_newer_python(arguments)
    task, rest = (arguments[0], arguments[1:]) if arguments else ("demo", [])
    if task not in ("demo", "run", "test") or (rest and task != "run"):
        say(__doc__ or "")
        return 0 if task in ("-h", "--help", "help") else 2
    try:
        python = set_up("test" if task == "test" else "run")
        if task == "test":
            checks = [str(python), str(ROOT / "tools" / "checks.py")]
            return subprocess.call(checks, cwd=ROOT, env=clean_environment())
        return run_app(python, *rest) if task == "run" else show_demo(python)
    except StopError as stop:
        say(f"\nStopped: {stop}")
        return 3
    except KeyboardInterrupt:
        say("\nStopped by you. The same command takes it up again.")
        return 130


def go_on_with_newer_python(arguments: Sequence[str]) -> int:
    """Run this file again with a newer Python of this machine, or say that one is needed."""
    for name in ("python3.13", "python3.12", "python3.11"):
        found = shutil.which(name)
        if found:
            say(f"This is Python {sys.version.split()[0]}; going on with {found}.")
            return subprocess.call([found, __file__, *arguments])
    say(f"Atelier needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    say("Install one from python.org or your system, then run this file with it.")
    return 3


# --- the system -----------------------------------------------------------------------------


def has_screen() -> bool:
    """Whether a window would be seen here."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def is_missing(library: str) -> bool:
    """Whether the system's loader does not find this library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


def can_use_apt() -> bool:
    """Whether missing packages can be installed without asking anyone."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def check_libraries(needed: bool) -> None:
    """Find or install what Qt needs from a Linux system; where nothing is shown, only note it."""
    libraries = QT_LIBRARIES + (SCREEN_LIBRARIES if needed else [])
    missing = [name for name in libraries if is_missing(name)]
    if missing and not (can_use_apt() and apt_install([package_of(name) for name in missing])):
        if needed:
            raise StopError(f"system libraries are missing. {how_to_install(missing)}")
        say(f"  Note: the window lacks system libraries. {how_to_install(missing)}")


def check_test_tools() -> None:
    """Install the programs some tests use, where that is possible; else note what is skipped."""
    absent = [name for name in TEST_TOOLS if not shutil.which(name)]
    if absent and can_use_apt():
        packages = [TEST_TOOLS[name] for name in absent]
        if not apt_install(packages):
            for package in packages:
                apt_install([package])
        absent = [name for name in TEST_TOOLS if not shutil.which(name)]
    if absent:
        say(f"  Note: not here, so tests that use them are skipped: {', '.join(absent)}")


def package_of(library: str) -> str:
    """The Debian package of a library, by Debian's own naming rule."""
    stem, version = library.lower().split(".so.")
    if stem == "libglib-2.0":
        return "libglib2.0-0"
    return f"{stem}-{version}" if stem[-1].isdigit() else f"{stem}{version}"


def apt_install(wanted: Sequence[str]) -> bool:
    """Install Debian packages as root; answers whether that worked."""
    say(f"  Installing from the system's packages: {' '.join(wanted)}")
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=180"]
    listen(*apt, "update")
    code, said = listen(*apt, "install", "-y", "--no-install-recommends", *wanted)
    if code:
        say("  " + "\n  ".join(last_lines(said, 4)))
    return code == 0


def how_to_install(libraries: Sequence[str]) -> str:
    """The exact line that brings missing libraries to this system."""
    if shutil.which("apt-get"):
        line = f"sudo apt-get update && {APT_LINE} {' '.join(map(package_of, libraries))}"
    elif shutil.which("dnf"):
        line = "sudo dnf install " + " ".join(f"'{name}()(64bit)'" for name in libraries)
    else:
        return f"Install with your package manager what brings: {' '.join(libraries)}"
    return f"Run this, then the same command again:\n  {line}"


def listen(*command: str) -> tuple[int, str]:
    """Run a command quietly; answers its exit code and all it said."""
    try:
        done = subprocess.run(
            command,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as fault:
        return 127, str(fault)
    return done.returncode, done.stdout


# --- .venv ----------------------------------------------------------------------------------


def set_up(purpose: str) -> Path:
    """Make this folder ready for ``purpose`` ("run" or "test"); answers its Python."""
    start = time.monotonic()
    needs_qt = purpose == "test" or has_screen()
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    version = "" if UNFINISHED.exists() else version_of(python)
    ready = bool(version) and is_ready(purpose, version)
    if not ready:
        say("Setting up. This happens once and needs the internet.\n[1/3] System libraries")
    if sys.platform.startswith("linux") and (needs_qt or not ready):
        check_libraries(needs_qt)
    if ready:
        return python
    if sys.platform.startswith("linux") and purpose == "test":
        check_test_tools()
    say(f"[2/3] Python's own folder: {VENV}")
    version = version or make_venv(python)
    say("[3/3] The libraries, each checked against its known hash (a minute or so)")
    install(python, LOCKS[purpose])
    stamp_of(purpose).write_text(fingerprint(LOCKS[purpose], version), encoding="utf-8")
    UNFINISHED.unlink()
    say(f"Ready after {time.monotonic() - start:.0f} s.")
    return python


def stamp_of(purpose: str) -> Path:
    """The file that says what this .venv was made ready for, and with which lock."""
    return VENV / f"ready-to-{purpose}"


def fingerprint(lock: Path, version: str) -> str:
    """What must be the same for a finished set-up to be used again."""
    said = f"{version} {sys.platform} ".encode() + lock.read_bytes()
    return hashlib.sha256(said).hexdigest()


def is_ready(purpose: str, version: str) -> bool:
    """Whether .venv holds what ``purpose`` needs; what serves the tests serves the program."""
    for done in {purpose, "test"}:
        stamp = stamp_of(done)
        if stamp.exists() and stamp.read_text("utf-8") == fingerprint(LOCKS[done], version):
            return True
    return False


def clean_environment() -> dict[str, str]:
    """The environment without what would send Python or pip elsewhere than to .venv."""
    strays = ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__", "PIP_TARGET", "PIP_PREFIX")
    kept = {name: value for name, value in os.environ.items() if name not in strays}
    return {
        **kept,
        "DEBIAN_FRONTEND": "noninteractive",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_USER": "0",
    }


def version_of(python: Path) -> str:
    """The version of a Python that runs and is new enough, else ""."""
    ask = "import sys; print('%d.%d.%d' % sys.version_info[:3], sys.version_info >= (3, 11))"
    code, said = listen(str(python), "-I", "-c", ask)
    version, _, is_new = "".join(last_lines(said, 1)).partition(" ")
    return version if code == 0 and is_new == "True" else ""


def make_venv(python: Path) -> str:
    """Make .venv anew, whatever was there; answers the version of its Python."""
    try:
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        elif VENV.exists():
            shutil.rmtree(VENV)
        VENV.mkdir()
        UNFINISHED.touch()
    except OSError as fault:
        raise StopError(
            f"{VENV} cannot be made anew ({fault.strerror}). Close programs that use it, and "
            "see that this folder may be written to."
        ) from fault
    said = run_venv()
    version = version_of(python)
    if not version:
        raise StopError("\n".join(["Python could not make .venv:", *last_lines(said, 8)]))
    return version


def run_venv() -> str:
    """Run Python's venv module in the way this system allows; answers what it said."""
    how = [] if importlib.util.find_spec("ensurepip") else ["--without-pip"]
    if how and not importlib.util.find_spec("pip"):
        if not (can_use_apt() and apt_install(["python3-venv"])):
            line = f"sudo apt-get update && {APT_LINE} python3-venv"
            raise StopError(
                f"this Python can make no .venv. Run this, then the same command again:\n  {line}"
            )
        how = []
    return listen(sys.executable, "-m", "venv", *how, str(VENV))[1]


def pip_for(python: Path) -> list[str]:
    """The pip of .venv, or the system's own pip working on .venv."""
    own = [str(python), "-I", "-m", "pip"]
    if listen(*own, "--version")[0] == 0:
        return own
    return [sys.executable, "-m", "pip", "--python", str(python)]


def install(python: Path, lock: Path) -> None:
    """Put exactly the locked files into .venv, and this folder on its path."""
    UNFINISHED.touch()
    for stamp in VENV.glob("ready-to-*"):
        stamp.unlink()
    options = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "--progress-bar", "off"]
    code, said = listen(*pip_for(python), "install", "-q", *options, "-r", str(lock))
    if code:
        UNFINISHED.unlink()  # pip has put things back itself; nothing need be made anew
        raise StopError("\n".join(["pip failed:", *last_lines(said, 8), "", advice_for(said)]))
    put_on_path(python)


def put_on_path(python: Path) -> None:
    """Let .venv's Python find ``app`` from any working folder, also when isolated (-I)."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(*last_lines(listen(str(python), "-I", "-X", "utf8", "-c", ask)[1], 1))
    # Relative, hence plain ASCII: the folder above may have any name, and may be moved.
    (packages / "atelier.pth").write_text(os.path.relpath(VENV.parent, packages), encoding="ascii")


def advice_for(said: str) -> str:
    """The next step for what pip complained about."""
    for signs, advice in PIP_ADVICE.items():
        if re.search(signs, said):
            return advice
    return "Run the same command again; if it fails again, delete the folder .venv and run it anew."


def last_lines(text: str, count: int) -> list[str]:
    """The last lines of an output that say something."""
    return [line for line in text.splitlines() if line.strip()][-count:]


# --- what it was set up for -----------------------------------------------------------------


def run_app(python: Path, *arguments: str) -> int:
    """Run the program, whatever folder it was called from; answers its exit code."""
    command = [str(python), "-I", "-X", "utf8", "-m", "app", *arguments]
    return subprocess.call(command, env=clean_environment())


def show_demo(python: Path) -> int:
    """Open the demo plan in the window, or write it and its documents where there is no screen."""
    if has_screen():
        say("Opening the demo plan.")
        return run_app(python, "demo", "--open")
    say("No screen here, so the demo plan is written and exported instead of opened.")
    plan = ROOT / "demo" / "demo.atelier"
    plan.parent.mkdir(exist_ok=True)
    steps = {} if plan.exists() else {plan: ["demo", "-o"]}
    for name in ("docx", "pdf"):
        export = ["export", str(plan), "--document", "action-plan", "--format", name]
        export += ["--replace", "-o"]
        steps[plan.with_name(f"action-plan.{name}")] = export
    for written, command in steps.items():
        failed = run_app(python, *command, str(written))
        if failed:
            return failed
    say("\n  ".join(["The demo plan and its documents:", *map(str, sorted(plan.parent.iterdir()))]))
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a path may not fit an old console
    sys.exit(main(sys.argv[1:]))

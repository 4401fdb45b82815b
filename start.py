#!/usr/bin/env python3
"""Sets Steady up on a fresh machine and starts it; needs nothing but Python.

python3 start.py            start a session
python3 start.py test       install what the tests need and run all of them
python3 start.py ARGUMENTS  the same as: steady ARGUMENTS
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from ctypes.util import find_library
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)
TEST_PACKAGES = ["pulseaudio", "pulseaudio-utils", "libasound2-plugins", "libportaudio2", "strace"]
TEST_PROGRAMS = ["pulseaudio", "pactl", "pacat", "strace"]


class SetUpError(Exception):
    """Set-up cannot go on; the text says what to do."""


def main(arguments: list[str]) -> int:
    """Set up what is missing, then run the tests or hand over to Steady."""
    if sys.version_info < OLDEST:
        return told(
            "Steady needs Python 3.11 or newer. Install it from python.org, then try again."
        )
    testing = arguments[:1] == ["test"]
    try:
        make_environment()
        install("requirements.txt")
        if testing:
            install("requirements-test.txt")
            bring_test_programs()
        elif not bring_sound_library():
            say("Steady goes on without sound: typed only.")
    except SetUpError as fault:
        return told(str(fault))
    if testing:
        return run_tests(arguments[1:])
    return run([str(PYTHON), "-m", "assistant", *arguments])


def say(line: str) -> None:
    """Tell the person what happens; on stderr, so that --json output stays clean."""
    print(line, file=sys.stderr, flush=True)


def told(sentence: str) -> int:
    """Tell the person what went wrong; returns the exit code."""
    say(sentence)
    return 1


def run(command: list[str], **more: str) -> int:
    """Run a program in the project's folder and return its exit code."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    process = subprocess.Popen(command, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # Ctrl-C reaches the program too; let it end by itself


def make_environment() -> None:
    """Make .venv if it is missing or broken."""
    if PYTHON.exists() and subprocess.run([str(PYTHON), "-c", ""], check=False).returncode == 0:
        return
    say("Setting Steady up (once, about a minute) ...")
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True)
    except (OSError, subprocess.CalledProcessError):
        hint = " Try: apt-get install python3-venv" if shutil.which("apt-get") else ""
        raise SetUpError(f"Python could not make its environment in .venv.{hint}") from None


def install(name: str) -> None:
    """Install pinned, hash-checked packages, unless this very list is installed already."""
    wanted = ROOT / name
    stamp = VENV / f".{name}.sha256"
    digest = hashlib.sha256(wanted.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    count = sum(1 for line in wanted.read_text().splitlines() if "==" in line)
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--disable-pip-version-check",
        "--no-input",
        "--progress-bar",
        "off",
        "-r",
        str(wanted),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines = []
    seen = 0
    for line in process.stdout or ():
        lines.append(line)
        if line.startswith(("Collecting", "Requirement already")):
            seen += 1
            progress(f"Getting packages {min(seen, count)} of {count}")
        elif line.startswith("Installing"):
            progress("Installing packages ...")
    progress("")
    if process.wait() != 0:
        reason = next((line for line in reversed(lines) if line.startswith("ERROR")), "").strip()
        raise SetUpError(
            f"The packages could not be installed ({reason or 'pip stopped'}). "
            "Check the network connection and run this again; it goes on where it stopped."
        )
    stamp.write_text(digest)


def progress(line: str) -> None:
    """Show one line that is written over by the next."""
    if sys.stderr.isatty():
        print(f"\r{line:<60}", end="" if line else "\r", file=sys.stderr, flush=True)
    elif line.endswith("..."):
        say(line)


def bring_sound_library() -> bool:
    """Bring PortAudio, or name the one command that does; macOS and Windows have it inside."""
    if not sys.platform.startswith("linux") or find_library("portaudio"):
        return True
    return bring(["libportaudio2"], "The sound library PortAudio is missing.")


def bring_test_programs() -> None:
    """Bring the sound server with which the tests make a virtual sound card."""
    missing = [name for name in TEST_PROGRAMS if not shutil.which(name)]
    if not missing and find_library("portaudio"):
        return
    if not bring(TEST_PACKAGES, "The tests need a sound server."):
        raise SetUpError("The tests cannot run without a sound server and PortAudio.")


def bring(packages: list[str], why: str) -> bool:
    """Install system packages where that is allowed; else print the command."""
    install_command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    may = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if not may:
        say(f"{why} Install it with: sudo {' '.join(install_command)}")
        return False
    say(f"{why} Installing {' '.join(packages)} ...")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], install_command):
        done = subprocess.run(command, env=environment, check=False, **quiet)  # type: ignore[call-overload]
    if done.returncode != 0:
        say(f"That did not work. Try it by hand: {' '.join(install_command)}")
    return bool(done.returncode == 0)


def run_tests(arguments: list[str]) -> int:
    """Run every check and every test; the first fault decides the exit code."""
    if arguments:
        return run([str(PYTHON), "-m", "pytest", *arguments])
    checks = [
        ["ruff", "format", "--check", "--quiet", "."],
        ["ruff", "check", "--quiet", "."],
        ["mypy"],
        ["lint-imports"],
    ]
    for command in checks:
        say("Checking: " + " ".join(command))
        done = subprocess.run(
            [str(BIN / command[0]), *command[1:]],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            say(done.stdout + done.stderr)
            return done.returncode
    say("Testing:")
    os.chdir(ROOT)
    return run([str(PYTHON), "-m", "pytest"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

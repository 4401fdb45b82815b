"""The virtual card as a script: a command runs on it, and nothing is left afterwards."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.audio

COMMAND = "import os; print(os.environ['PULSE_SERVER']); raise SystemExit(7)"


def test_a_command_runs_on_a_card_of_its_own_and_keeps_its_exit_code() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.audio.virtual_card",
            "run",
            "--",
            sys.executable,
            "-c",
            COMMAND,
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 7
    socket = done.stdout.strip().removeprefix("unix:")
    running = subprocess.run(
        ["pgrep", "-f", socket.removesuffix("/run/native")], capture_output=True, check=False
    )
    assert running.stdout == b""


def test_a_wrong_call_shows_how_to_call_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.audio.virtual_card", "go"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "Usage" in done.stderr

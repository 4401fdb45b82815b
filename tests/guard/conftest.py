"""A guard cannot be taken down again, so each test puts it up in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

Guarded = Callable[..., str]


@pytest.fixture
def guarded() -> Guarded:
    """Run code after `put_up()` in a child; returns what it printed, fails if it fails."""

    def run(code: str, *arguments: str, put_up: str = "put_up()", **variables: str) -> str:
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                f"from assistant.guard import put_up\n{put_up}\n{code}",
                *arguments,
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env=os.environ | {"PYTHONPATH": "."} | variables,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run

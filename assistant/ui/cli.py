"""The command line."""

from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    return 0 if arguments is not None else 1

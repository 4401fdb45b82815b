"""Entry point: puts the guard up first, then hands over to the command line."""

import sys


def main() -> int:
    """Run `steady`; returns the exit code."""
    from assistant.guard import put_up  # noqa: PLC0415 - before numpy and the engines

    put_up()
    from assistant.ui.cli import run  # noqa: PLC0415

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

"""Entry point: puts the guard up first, then hands over to the command line."""

import sys

DOWNLOADER = ["models", "get"]
"""The one command with the network; its process can never open the vault."""


def main() -> int:
    """Run `steady`; returns the exit code."""
    from assistant.guard import put_up  # noqa: PLC0415 - before numpy and the engines

    put_up(allow_network=sys.argv[1:3] == DOWNLOADER)
    from assistant.ui.cli import run  # noqa: PLC0415

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

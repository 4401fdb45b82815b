"""Makes new files private to their owner and keeps the process out of dumps."""

import os


def put_up() -> None:
    """Put the guard up; call it before anything else is imported."""
    os.umask(0o077)

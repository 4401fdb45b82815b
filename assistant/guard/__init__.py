"""The first thing to run: private files, no dumps, no network."""

from assistant.guard.process import put_up

__all__ = ["put_up"]

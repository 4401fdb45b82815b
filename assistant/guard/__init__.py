"""The first thing to run: private files, no dumps, no network."""

from assistant.guard.process import Guard, guard, network_is_allowed, put_up

__all__ = ["Guard", "guard", "network_is_allowed", "put_up"]

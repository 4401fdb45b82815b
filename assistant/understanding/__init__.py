"""Understanding: what an utterance means, from text to `Meaning`."""

from assistant.understanding.understand import Understanding

__all__ = ["Understanding"]

"""Turns a typed line into the message that speech would have become."""

from assistant.hearing.pronunciations import words_of
from assistant.messages import Heard


def heard_from_typing(line: str) -> Heard:
    """Return the line as a recognizer would write it: lower case, no punctuation."""
    return Heard(text=" ".join(words_of(line)), confidence=1.0)

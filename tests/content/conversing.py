"""Runs the shipped scripts with somebody who answers, or with nobody."""

from collections.abc import Mapping, Sequence
from random import Random

from assistant.conversation.session import Plan, Session
from assistant.conversation.words import PersonalWords
from assistant.messages import Route
from tests.content.speech import intents, shipped
from tests.conversation.small import Person, Told, drive

MOMENTS = frozenset(
    [
        "urge_contact",
        "urge_reply",
        "urge_check",
        "missing",
        "doubting",
        "fantasy",
        "overwhelmed",
        "slip",
        "held",
    ]
)
SILENCES = 60
"""More than any script waits for in a row."""


def tell_shipped(
    answers: Sequence[str],
    words: PersonalWords | None = None,
    country: str = "US",
    during: Mapping[str, str] | None = None,
    first: str = "",
    seed: int = 1,
) -> Told:
    """Run a session on the shipped scripts; see `tests.conversation.small` for `answers`."""
    own = words or PersonalWords()
    scripts = {name: name for name in intents() if name in shipped().scripts}
    scripts |= {route.value: f"safety_{route.value.lower()}" for route in Route}
    session = Session(
        Plan(shipped(), lambda: own, scripts, MOMENTS, country, random=Random(seed))  # noqa: S311
    )
    return drive(session, Person(list(answers), dict(during or {})), first)


def say_all(script: str, country: str = "US") -> list[str]:
    """Return everything that a script says to somebody who never speaks."""
    return tell_shipped(["_"] * SILENCES, country=country, first=script).spoken

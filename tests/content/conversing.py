"""Runs a shipped script from its start while nobody speaks."""

from random import Random

from assistant.conversation.session import Plan, Session
from assistant.conversation.words import PersonalWords
from assistant.messages import Ask, Closed, End, Event, Finished, Play, Say, Silence
from tests.content.speech import shipped

MOST_EFFECTS = 300


def say_all(script: str, country: str = "US", words: PersonalWords | None = None) -> list[str]:
    """Return everything that is spoken until the session only listens."""
    own = words or PersonalWords()
    plan = Plan(shipped(), lambda: own, {}, frozenset(), country, random=Random(1))  # noqa: S311
    running = Session(plan).run(script)
    spoken: list[str] = []
    effect = next(running)
    for _ in range(MOST_EFFECTS):
        event: Event = Finished()
        if isinstance(effect, End):
            return spoken
        if isinstance(effect, Say | Ask) and effect.text:
            spoken.append(effect.text)
        if isinstance(effect, Play):
            spoken.append(effect.source)
        if isinstance(effect, Ask):
            event = Closed() if effect.source == "listening" else Silence()
        effect = running.send(event)
    raise AssertionError(f"{script} does not come to an end")

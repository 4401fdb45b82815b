"""A small hand-made library and a driver, so that a session can be told in a few lines.

`tell(...)` runs a session. Each string of `answers` is what the person says to a question:
`intent`, `intent|the words`, `?intent` (heard unsurely), `R2`, `rate 8`, `breathe box`, or "_"
for silence. When they are used up, input is over. `during` maps the source of something that is
carried out (a line, a pattern of breath, "wait") to what is said while it goes on, once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from assistant.content.library import NEEDED_LINES
from assistant.conversation import scripts as s
from assistant.conversation.interruptions import interrupts
from assistant.conversation.memory import Memory
from assistant.conversation.session import Plan, Session
from assistant.conversation.words import Entry, PersonalWords
from assistant.messages import (
    Ask,
    Breathe,
    Closed,
    Decision,
    Effect,
    End,
    Event,
    Finished,
    Keep,
    Kept,
    Meaning,
    Play,
    Route,
    Say,
    Silence,
    Spoken,
)
from assistant.private import Private

MOMENTS = frozenset({"urge_contact", "missing"})
PHASES_BEFORE_BREAKING_IN = 1
MOST_EFFECTS = 200
FILLED = {
    "did_you_mean": "did you mean {meant}",
    "person_number": "{person} at {number}",
    "help_call": "call {service} {number}",
    "help_again": "again {number}",
    "help_text": "text {service} {text}",
    "why_it_matters": "because {why}",
}
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
Steps = list[s.Step]
Scripts = dict[str, list[s.Step]]
AnEffect = TypeVar("AnEffect", bound=Effect)


def line(source: str, *variants: str) -> s.Line:
    return s.Line(source, variants or (source,))


def say(text: str) -> s.SayStep:
    return s.SayStep(line(text))


def ask(text: str, answers: Mapping[str, Sequence[s.Step]], into: str = "") -> s.AskStep:
    named = {key: tuple(steps) for key, steps in answers.items()}
    expects = tuple(key for key in named if key not in {"silence", "else"})
    return s.AskStep(line(text) if text else None, expects, named, into=into)


def library(scripts: Mapping[str, Sequence[s.Step]]) -> s.Library:
    they = ("they", "them", "their", "they_are", "they_have", "they_were")
    he = ("he", "him", "his", "he is", "he has", "he was")
    return s.Library(
        scripts={
            name: s.Script(name, "For a test.", tuple(steps)) for name, steps in scripts.items()
        },
        lines={key: line(f"lines/{key}", FILLED.get(key, f"<{key}>")) for key in NEEDED_LINES},
        patterns={
            "paced": s.BreathingPattern("paced", (("in", 4), ("out", 6)), 3, {"in": "in"}),
            "box": s.BreathingPattern(
                "box",
                (("in", 4), ("hold", 4), ("out", 4), ("rest", 4)),
                2,
                {"in": "in"},
                line("breathing/box", "<caution>"),
            ),
        },
        help_lines={
            "US": {"suicide": (s.HelpLine("a line", "98-8", "HOME to 741 741"),)},
            "other": {"suicide": (s.HelpLine("a site", note="See the site."),)},
        },
        activities={"activities": ("Walk.", "Tidy.", "Sing to {ex}.")},
        pronouns={
            "they": s.Pronoun(dict(zip(they, they, strict=True)), ("they", "them")),
            "he": s.Pronoun(dict(zip(they, he, strict=True)), ("he", "him")),
        },
        meant={"urge_contact": "reaching out", "breathe": "breathing"},
        names={"ex": "your ex", **{f"digit_{n}": word for n, word in enumerate(DIGITS)}},
    )


def entry(name: str, text: str, kind: str = "reason", **more: object) -> Entry:
    why = more.pop("why", None)
    phone = more.pop("number", None)
    return Entry(
        name,
        kind,
        Private(text),
        Private(str(why)) if why else None,
        Private(str(phone)) if phone else None,
        **more,  # type: ignore[arg-type]
    )


def meaning(said: str) -> Meaning:
    intent, _, words = said.partition("|")
    decision = Decision.ASK if intent.startswith("?") else Decision.ACT
    name, _, value = intent.removeprefix("?").partition(" ")
    slots = {"value" if name == "rate" else "pattern": value} if value else {}
    route = Route(name) if name in set(Route) else None
    if route is not None:
        name = "crisis_self"
    return Meaning(words or name, name, 0.9, slots=slots, route=route, decision=decision)


@dataclass
class Told:
    """What a session did, in order."""

    memory: Memory
    effects: list[Effect] = field(default_factory=list)

    @property
    def spoken(self) -> list[str]:
        return [
            effect.text for effect in self.effects if isinstance(effect, Say | Ask) and effect.text
        ]

    def of(self, kind: type[AnEffect]) -> list[AnEffect]:
        return [effect for effect in self.effects if isinstance(effect, kind)]


@dataclass
class Person:
    """Answers questions, and breaks into what goes on."""

    answers: list[str]
    during: dict[str, str]
    kept: bool = True
    fault: str = ""

    def event(self, effect: Effect) -> Event:
        if isinstance(effect, Keep):
            return Kept("9" if self.kept else "", self.fault)
        if isinstance(effect, Ask):
            if not self.answers:
                return Closed()
            said = self.answers.pop(0)
            return Silence() if said == "_" else Spoken(meaning(said))
        said = self.during.pop(_source(effect), "")
        if said and interrupts(effect, meaning(said)):
            return Spoken(meaning(said), PHASES_BEFORE_BREAKING_IN)
        return Finished()


def _source(effect: Effect) -> str:
    match effect:
        case Say(source=source) | Play(source=source):
            return source
        case Breathe(pattern=pattern):
            return pattern
        case _:
            return type(effect).__name__.lower()


def tell(
    scripts: Mapping[str, Sequence[s.Step]],
    answers: Sequence[str],
    during: Mapping[str, str] | None = None,
    words: PersonalWords | None = None,
    first: str = "",
    person: Person | None = None,
    **plan: object,
) -> Told:
    """Run a session to its end; `scripts` answers to intents and routes by their names."""
    own = words or PersonalWords()
    names = {name: name for name in scripts}
    session = Session(
        Plan(library(scripts), lambda: own, names, MOMENTS, random=Random(7), **plan)  # type: ignore[arg-type]  # noqa: S311
    )
    return drive(session, person or Person(list(answers), dict(during or {})), first)


def drive(session: Session, person: Person, first: str = "") -> Told:
    """Run a session to its end with somebody who answers."""
    told = Told(session.memory)
    running = session.run(first)
    effect = next(running)
    for _ in range(MOST_EFFECTS):
        told.effects.append(effect)
        if isinstance(effect, End):
            return told
        effect = running.send(person.event(effect))
    raise AssertionError("the session does not come to an end")

"""Plays a story: drives the real session on the shipped scripts, with a person made of text."""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from random import Random
from types import MappingProxyType

from assistant.conversation.interruptions import interrupts
from assistant.conversation.session import Plan, Session
from assistant.conversation.words import Entry, PersonalWords
from assistant.messages import (
    Adjust,
    Ask,
    Breathe,
    Closed,
    Effect,
    End,
    Event,
    Finished,
    Keep,
    Kept,
    Note,
    Play,
    Route,
    Say,
    Silence,
    Spoken,
    Wait,
)
from assistant.private import Private
from assistant.yamlfile import Node, read_yaml
from tests.content.speech import ROOT, shipped
from tests.stories.reading import Line, Story, StoryFault

MOST_EFFECTS = 600
FIRST_REQUEST_PRIORITY = 60
WORDS = ROOT / "tests" / "stories" / "words.yaml"
FULL = "The disk is full, so this could not be kept. Free some room and say it again."
REASONS = ("reason:", "hurt:", "misfit:")


@dataclass
class Person:
    """Her own words, as the vault of a story gives them; what is kept joins them."""

    words: PersonalWords
    full: bool = False

    def keep(self, what: Keep) -> Kept:
        if self.full or self.words.locked:
            return Kept("", FULL)
        number = str(100 + len(self.words.entries))
        why = what.detail.get("why", "")
        entry = Entry(number, what.kind, Private(what.text), Private(why) if why else None)
        self.words = PersonalWords((*self.words.entries, entry), self.words.facts)
        return Kept(number)

    def mark_heard(self, source: str) -> None:
        """Count an entry as heard now, as the vault does, by an ever later time."""
        _, _, number = source.partition(":")
        times = [entry.last_heard or 0.0 for entry in self.words.entries]
        entries = [
            replace(entry, last_heard=max(times) + 1.0) if entry.id == number else entry
            for entry in self.words.entries
        ]
        self.words = replace(self.words, entries=tuple(entries))


@dataclass
class Player:
    """Goes through a story line by line while the session runs."""

    story: Story
    person: Person
    waiting: list[Line] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """What happened, as a story would tell it; shown when it goes wrong."""
    sources: set[str] = field(default_factory=set)
    """Lines that were said."""
    texts: set[str] = field(default_factory=set)
    last_source: str = ""

    def event(self, effect: Effect) -> Event:
        """Return what comes of an effect."""
        self._tell(effect)
        self._meet(effect)
        line = self._next()
        if line and line.during and _is_meant(line.during, effect):
            return self._break_in(effect, line)
        if isinstance(effect, Say | Play):
            self.person.mark_heard(effect.source)
        if isinstance(effect, Keep):
            return self.person.keep(effect)
        if isinstance(effect, Ask):
            return self._answer(effect)
        return Finished()

    def check_end(self) -> None:
        """Refuse a story with lines left, or with words that were never to be said."""
        if self.waiting:
            raise self.fault(self.waiting[0], "the session was over before this line")
        for words in self.story.never:
            for said in self.told:
                if not said.startswith("she") and words.lower() in said.lower():
                    raise self.fault(None, f"'{words}' was never to happen, and did")

    def fault(self, line: Line | None, what: str) -> StoryFault:
        """Return the fault that shows what happened instead."""
        at = f"{line.at}" if line else "end"
        shown = line.text if line else ""
        history = "\n  ".join(self.told[-12:])
        return StoryFault(f"{self.story.name}.story:{at}: {what}: {shown}\n  {history}")

    def _next(self) -> Line | None:
        return self.waiting[0] if self.waiting else None

    def _tell(self, effect: Effect) -> None:
        text = getattr(effect, "text", "")
        source = getattr(effect, "source", "")
        if isinstance(effect, Say | Ask | Play):
            self._check_text(text)
            if text or isinstance(effect, Play):
                self.last_source = source
                self.sources.add(source)
                self.texts.add(text)
                self.told.append(f"steady ({source}): {text}")
        else:
            self.told.append(f"({_as_words(effect)})")

    def _check_text(self, text: str) -> None:
        if re.search(r"[{}]|  |\.\.", text):
            raise self.fault(None, f"this was not filled in well: {text}")

    def _meet(self, effect: Effect) -> None:
        line = self._next()
        if line and line.kind in {"steady", "effect"} and _fits(line, effect):
            self.waiting.pop(0)

    def _break_in(self, effect: Effect, line: Line) -> Event:
        assert line.meaning
        self.waiting.pop(0)
        self.told.append(f"she breaks in: {line.text}")
        if isinstance(effect, Ask) or not interrupts(effect, line.meaning):
            return Finished() if not isinstance(effect, Ask) else Spoken(line.meaning)
        return Spoken(line.meaning, phases_done=1)

    def _answer(self, ask: Ask) -> Event:
        line = self._next()
        if line is None:
            if self.last_source.startswith(REASONS):
                raise self.fault(None, "the last thing that was said was one of her reasons")
            return Closed()
        if line.kind == "silence":
            self.waiting.pop(0)
            self.told.append("(silence)")
            return Silence()
        if line.kind == "she" and line.meaning and not line.during:
            self.waiting.pop(0)
            self.told.append(f"she: {line.text}")
            return Spoken(line.meaning)
        raise self.fault(line, f"Steady waits for her at '{ask.source}', before this line")


def play(story: Story, seed: int = 1, person: Person | None = None) -> Player:
    """Play a story to its end; returns what happened. A `person` goes on from an earlier one.

    Raises:
        StoryFault: with the line at which it went another way, and what happened instead.

    """
    if person is None:
        person = Person(personal_words(story.headers.get("words", "none")))
    person.full = story.headers.get("vault") == "full"
    player = Player(story, person, list(story.lines))
    session = Session(
        Plan(
            shipped(),
            lambda: person.words,
            _answers(),
            _moments(),
            story.headers.get("country", "US"),
            random=Random(seed),  # noqa: S311
        )
    )
    running = session.run(story.headers.get("start", ""))
    effect = next(running)
    for _ in range(MOST_EFFECTS):
        if isinstance(effect, End):
            player._tell(effect)
            player._meet(effect)
            player.check_end()
            return player
        effect = running.send(player.event(effect))
    raise player.fault(player._next(), "the session does not come to an end")


def personal_words(name: str) -> PersonalWords:
    """Return a set of words.yaml."""
    table = read_yaml(WORDS).table()
    if name not in table:
        raise StoryFault(f"There are no words '{name}' in words.yaml.")
    parts = table[name].checked(set(), {"locked", "facts", "entries"})
    if "locked" in parts:
        return PersonalWords(locked=True)
    facts = {key: Private(node.text()) for key, node in parts["facts"].table().items()}
    entries = tuple(_entry(node) for node in parts["entries"].items())
    return PersonalWords(entries, MappingProxyType(facts))


def _entry(node: Node) -> Entry:
    parts = node.checked({"id", "kind", "text"}, {"why", "number", "clip"})
    return Entry(
        parts["id"].text(),
        parts["kind"].text(),
        Private(parts["text"].text()),
        Private(parts["why"].text()) if "why" in parts else None,
        Private(parts["number"].text()) if "number" in parts else None,
        clip=parts["clip"].text() if "clip" in parts else None,
        clip_seconds=3.0 if "clip" in parts else 0.0,
    )


@cache
def _intents() -> dict[str, dict[str, Node]]:
    table = read_yaml(ROOT / "intents" / "intents.yaml").table()["intents"].table()
    return {name: node.table() for name, node in table.items()}


def _answers() -> dict[str, str]:
    named = {
        name: parts["script"].text() for name, parts in _intents().items() if "script" in parts
    }
    scripts = {name: script for name, script in named.items() if script in shipped().scripts}
    return scripts | {route.value: f"safety_{route.value.lower()}" for route in Route}


def _moments() -> frozenset[str]:
    return frozenset(
        name
        for name, parts in _intents().items()
        if 0 < parts["priority"].number() < FIRST_REQUEST_PRIORITY
    )


def _fits(line: Line, effect: Effect) -> bool:
    if line.kind == "effect":
        return _as_words(effect).startswith(line.text)
    if not isinstance(effect, Say | Ask | Play):
        return False
    text = getattr(effect, "text", "")
    wanted = [part.strip() for part in line.text.split("|")]
    return any(_says(part, text, effect.source) for part in wanted)


def _says(part: str, text: str, source: str) -> bool:
    """Tell whether it is a source (`slip/*`, `reason:1`), or words that stand in the text."""
    if re.fullmatch(r"[a-z_0-9]+[/:](\w+|\*)", part):
        return re.fullmatch(part.replace("*", r".+"), source) is not None
    return part.lower() in text.lower()


def _as_words(effect: Effect) -> str:
    """Return an effect as a story writes it."""
    match effect:
        case Breathe(pattern, phases):
            breaths = sum(phase.kind == "out" for phase in phases)
            return f"breathing {pattern} {breaths}"
        case Wait():
            return "quiet company"
        case Keep(kind, text, detail):
            why = f", because {detail['why']}" if detail.get("why") else ""
            return f"keeps {kind}: {text}{why}"
        case Note(kind, value):
            return f"notes {kind} {value}"
        case Adjust(what, steps):
            return f"adjusts {what} {steps:+d}"
        case End():
            return "the end"
        case _:
            return ""


def _is_meant(during: str, effect: Effect) -> bool:
    """Tell whether she breaks into this effect: breathing, quiet company, or what is said."""
    if during in {"breathing", "quiet company"}:
        return _as_words(effect).startswith(during)
    if not isinstance(effect, Say | Play):
        return False
    return _says(during, getattr(effect, "text", ""), effect.source)

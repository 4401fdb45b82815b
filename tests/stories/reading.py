"""Reads a story: a whole session, written as text; the format is explained in README.md."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from assistant.messages import Decision, Meaning, Route

HEADERS = ("title", "words", "country", "vault", "start", "never")
_SAID = re.compile(r"(?:\(during (?P<during>[^)]+)\) )?she \[(?P<meaning>[^\]]+)\]: (?P<text>.+)")
_EVENT = re.compile(r"\((?P<event>[^)]+)\)")


class StoryFault(Exception):
    """The story cannot be read, or it went another way."""


@dataclass(frozen=True)
class Line:
    """One line of a story after its headers."""

    at: int
    kind: str
    """she, silence, next thing said (`steady`), or another effect (`effect`)."""
    text: str
    meaning: Meaning | None = None
    during: str = ""
    """What she breaks into; empty = she answers."""


@dataclass
class Story:
    """A whole session as text."""

    name: str
    headers: dict[str, str] = field(default_factory=dict)
    never: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def read_story(path: Path) -> Story:
    """Read one `.story` file."""
    story = Story(path.stem)
    for at, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = raw.strip()
        if not text or text.startswith("#"):
            continue
        key, colon, value = text.partition(": ")
        if colon and key == "never":
            story.never.append(value)
        elif colon and key in HEADERS and not story.lines:
            story.headers[key] = value
        else:
            story.lines.append(_line(path, at, text))
    if not story.headers.get("title", "").endswith((".", "?")):
        raise StoryFault(f"{path.name}: the title is missing, or is no sentence.")
    return story


def _line(path: Path, at: int, text: str) -> Line:
    if text.startswith("steady: "):
        return Line(at, "steady", text.removeprefix("steady: "))
    if said := _SAID.fullmatch(text):
        meaning = _meaning(said["meaning"], _as_recognized(said["text"]))
        return Line(at, "she", said["text"], meaning, said["during"] or "")
    if event := _EVENT.fullmatch(text):
        kind = "silence" if event["event"] == "silence" else "effect"
        return Line(at, kind, event["event"])
    raise StoryFault(f"{path.name}:{at}: this line is no line of a story: {text}")


def _as_recognized(text: str) -> str:
    """Return the words as a recognizer writes them: small letters, no stops."""
    return " ".join(re.sub(r"[^a-z0-9' ]", " ", text.lower().replace("’", "'")).split())  # noqa: RUF001


def _meaning(bracket: str, text: str) -> Meaning:
    """Read `intent`, `?intent`, `intent VALUE`, `intent + moment` or `intent ROUTE`."""
    first, _, context = bracket.partition(" + ")
    intent, _, rest = first.partition(" ")
    decision = Decision.ASK if intent.startswith("?") else Decision.ACT
    intent = intent.removeprefix("?")
    route = Route(rest) if rest in {route.value for route in Route} else None
    slot = {"rate": "value", "breathe": "pattern"}.get(intent, "what")
    slots = {slot: rest} if rest and route is None else {}
    return Meaning(
        text,
        intent,
        0.9,
        slots=slots,
        route=route,
        decision=decision,
        context=context or "none",
    )

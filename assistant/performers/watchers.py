"""Shows a session: plain lines for a person, or one JSON object a line for a program."""

import json
from collections.abc import Mapping
from typing import TextIO

from assistant.messages import (
    Ask,
    Breathe,
    BreathPhase,
    Effect,
    End,
    Meaning,
    Play,
    Say,
    Wait,
)


class JsonWatcher:
    """Writes the events of `steady talk --json`; their fields are fixed."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def heard(self, meaning: Meaning) -> None:
        """Write a `heard` event."""
        self._write(
            {
                "event": "heard",
                "text": meaning.text,
                "intent": meaning.intent,
                "score": round(meaning.score, 4),
                "slots": dict(meaning.slots),
            }
        )

    def effect(self, effect: Effect) -> None:
        """Write the event of an effect that can be seen or heard."""
        match effect:
            case Say(text, source):
                self._write({"event": "say", "text": text, "source": source})
            case Ask(text, source, expects) if text:
                expected = " ".join(expects) or "anything"
                self._write({"event": "ask", "text": text, "expects": expected, "source": source})
            case Play(clip, seconds, source):
                self._write({"event": "play", "clip": clip, "seconds": seconds, "source": source})
            case Wait(seconds):
                self._write({"event": "wait", "seconds": seconds})
            case End():
                self._write({"event": "end"})
            case _:
                pass

    def phase(self, pattern: str, phase: BreathPhase) -> None:
        """Write a `breathe` event."""
        self._write(
            {
                "event": "breathe",
                "pattern": pattern,
                "phase": phase.kind,
                "seconds": phase.seconds,
            }
        )

    def _write(self, event: Mapping[str, object]) -> None:
        self._out.write(json.dumps(event, ensure_ascii=False) + "\n")
        self._out.flush()


class PlainWatcher:
    """Writes what is said as plain lines, for eyes and for screen readers."""

    def __init__(self, out: TextIO, *, echo: bool) -> None:
        self._out = out
        self._echo = echo

    def heard(self, meaning: Meaning) -> None:
        """Write what was heard, unless the person typed it herself."""
        if self._echo and meaning.text:
            self._write(f"  > {meaning.text}")

    def effect(self, effect: Effect) -> None:
        """Write what is said."""
        match effect:
            case Say(text) | Ask(text) if text:
                self._write(text)
            case Breathe(pattern, phases):
                seconds = sum(phase.seconds for phase in phases)
                self._write(f"  ~ {pattern}, {seconds:.0f} s")
            case Play():
                self._write("  ~")
            case Wait(seconds):
                self._write(f"  ~ {seconds:.0f} s")
            case _:
                pass

    def phase(self, pattern: str, phase: BreathPhase) -> None:
        """Write the part of a breath that begins."""
        del pattern
        self._write(f"    {phase.kind} {phase.seconds:g}")

    def _write(self, line: str) -> None:
        self._out.write(line + "\n")
        self._out.flush()

"""The typed performer: what a program sees of a session."""

import io
import json

from assistant.conversation.words import PersonalWords
from assistant.messages import (
    Ask,
    Breathe,
    BreathPhase,
    Closed,
    End,
    Finished,
    Heard,
    Keep,
    Kept,
    Meaning,
    Note,
    Say,
    Silence,
    Spoken,
    Wait,
)
from assistant.performers.lines import LinesInBackground, LinesOnDemand
from assistant.performers.ports import NothingMore
from assistant.performers.typed import TextPerformer
from assistant.performers.watchers import JsonWatcher, PlainWatcher


class Notebook:
    """A keeper that remembers what it was told."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.kept: list[Keep] = []
        self.notes: list[Note] = []

    def words(self) -> PersonalWords:
        return PersonalWords()

    def keep(self, what: Keep) -> Kept:
        self.kept.append(what)
        return Kept("7")

    def note(self, note: Note) -> None:
        self.notes.append(note)

    def mark_heard(self, source: str) -> None:
        self.heard.append(source)

    def clip(self, name: str) -> tuple[bytes, int] | None:
        return None


class CountingClock:
    """Adds up the seconds that seemed to pass."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds


def understood(heard: Heard, expects: tuple[str, ...]) -> Meaning:
    """Take the first word for the intent."""
    return Meaning(heard.text, heard.text.split()[0], 0.9)


def performer(
    typed: str, *, fast: bool = True
) -> tuple[TextPerformer, io.StringIO, Notebook, CountingClock]:
    out, notebook, clock = io.StringIO(), Notebook(), CountingClock()
    lines = LinesOnDemand(io.StringIO(typed)) if fast else LinesInBackground(io.StringIO(typed))
    made = TextPerformer(lines, understood, notebook, JsonWatcher(out), clock, fast=fast)
    return made, out, notebook, clock


def events(out: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


PHASES = (BreathPhase("in", 4), BreathPhase("out", 6))


def test_each_effect_is_one_json_object_a_line() -> None:
    made, out, _, _ = performer("yes\n")
    for effect in (
        Say("Hello.", "lines/greeting"),
        Ask("Ready?", "x/1", ("yes", "no")),
        Breathe("paced", PHASES),
        Wait(60),
        End(),
    ):
        made.perform(effect)
    assert events(out) == [
        {"event": "say", "text": "Hello.", "source": "lines/greeting"},
        {"event": "ask", "text": "Ready?", "expects": "yes no", "source": "x/1"},
        {"event": "heard", "text": "yes", "intent": "yes", "score": 0.9, "slots": {}},
        {"event": "breathe", "pattern": "paced", "phase": "in", "seconds": 4},
        {"event": "breathe", "pattern": "paced", "phase": "out", "seconds": 6},
        {"event": "wait", "seconds": 60},
        {"event": "end"},
    ]


def test_fast_time_passes_on_the_given_clock_alone() -> None:
    made, _, _, clock = performer("")
    made.perform(Breathe("paced", PHASES))
    made.perform(Wait(60))
    assert clock.seconds == 70


def test_an_empty_line_is_a_silence() -> None:
    made, _, _, _ = performer("\n")
    assert made.perform(Ask("Ready?", "x/1")) == Silence()


def test_after_the_end_of_input_a_script_goes_on_and_open_listening_closes() -> None:
    made, _, _, _ = performer("")
    assert made.perform(Ask("Ready?", "x/1")) == Silence()
    assert made.perform(Ask("", "listening")) == Closed()


def test_a_reason_that_was_read_is_marked_as_heard() -> None:
    made, _, notebook, _ = performer("")
    made.perform(Say("Because.", "reason:3", private=True))
    assert notebook.heard == ["reason:3"]


def test_words_to_keep_reach_the_keeper() -> None:
    made, _, notebook, _ = performer("")
    assert made.perform(Keep("reason", "my words")) == Kept("7")
    assert notebook.kept == [Keep("reason", "my words")]


def test_a_typed_line_breaks_into_breathing_and_tells_how_far_it_was() -> None:
    made, _, _, _ = performer("stop\n", fast=False)
    event = made.perform(Breathe("paced", (BreathPhase("in", 20), BreathPhase("out", 20))))
    assert isinstance(event, Spoken)
    assert (event.meaning.intent, event.phases_done) == ("stop", 0)


def test_an_answer_without_a_question_does_not_break_in() -> None:
    made, _, _, _ = performer("yes\n", fast=False)
    assert made.perform(Wait(0.2)) in (Finished(), Closed())


def test_lines_in_the_background_end_with_the_input() -> None:
    lines = LinesInBackground(io.StringIO("one\n"))
    assert lines.take(5, ()) == Heard("one")
    assert lines.take(5, ()) == NothingMore()
    assert lines.take(5, ()) == NothingMore()


def test_a_person_sees_plain_lines() -> None:
    out = io.StringIO()
    watcher = PlainWatcher(out, echo=True)
    watcher.heard(Meaning("i want to text him", "urge_contact", 0.9))
    watcher.effect(Say("I hear you.", "x/1"))
    watcher.effect(Breathe("box", PHASES))
    watcher.phase("box", PHASES[0])
    assert out.getvalue() == "  > i want to text him\nI hear you.\n  ~ box, 10 s\n    in 4\n"

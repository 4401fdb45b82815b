"""Runs a script: turns its steps into effects and its answers into the next steps."""

import re
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress

from assistant.conversation import scripts as s
from assistant.conversation.breathing import timetable
from assistant.conversation.choosing import Variants, next_entries
from assistant.conversation.filling import digits, fill, is_private, name_values
from assistant.conversation.memory import Memory
from assistant.conversation.words import Entry, PersonalWords
from assistant.messages import (
    Ask,
    Breathe,
    Effect,
    End,
    Event,
    Finished,
    Keep,
    Kept,
    Note,
    Play,
    Say,
    Silence,
    Spoken,
    Wait,
)

Skill = Generator[Effect, Event, None]
"""What a skill is: it yields what to do and gets back what came of it."""

NUMBER = re.compile(r"\d[\d -]*\d")
"""A telephone number inside a phrase."""
DICTATION = "dictation"
_BARE_ANSWERS = frozenset({"yes", "no", "next"})
"""Answers whose words say nothing more; they are not remembered."""
QUIET_COMPANY_SECONDS = 60.0


class _LeaveLoop(Exception):
    """Leave the innermost loop, or the script."""


class _LeaveFor(Exception):
    """Leave the script for another one."""

    def __init__(self, script: str) -> None:
        self.script = script


class _GiveUp(Exception):
    """Nobody answers: leave all scripts and keep quiet company."""


class Interpreter:
    """Makes generators of scripts; holds no sound, no files, no clock."""

    def __init__(
        self,
        library: s.Library,
        words: Callable[[], PersonalWords],
        memory: Memory,
        variants: Variants,
        country: str,
        usual_pattern: str,
        answer_seconds: float,
    ) -> None:
        self._library = library
        self._words = words
        self._memory = memory
        self._variants = variants
        self._country = country
        self._usual_pattern = usual_pattern
        self._answer_seconds = answer_seconds

    def skill(self, name: str) -> Skill:
        """Return the generator of a script; going over to another script stays inside it."""
        try:
            while True:
                try:
                    yield from self._script(name)
                except _LeaveFor as other:
                    name = other.script
                else:
                    return
        except _GiveUp:
            yield self.say("quiet_company")
            yield Wait(QUIET_COMPANY_SECONDS)

    def say_line(self, line: s.Line) -> Say:
        """Return a line of a script, filled."""
        return self._say(line)

    def say(self, key: str, values: Mapping[str, str] | None = None) -> Say:
        """Return a shared line of lines.yaml, filled."""
        return self._say(self._library.lines[key], values)

    def ask(self, key: str, expects: tuple[str, ...], values: Mapping[str, str]) -> Ask:
        """Return a shared line of lines.yaml as a question."""
        return self._ask(self._library.lines[key], expects, None, values)

    def holds(self, condition: s.Condition) -> bool:
        """Tell whether a condition holds now."""
        memory, words, value = self._memory, self._words(), condition.value
        match condition.kind:
            case "has":
                return bool(words.of_kind(value))
            case "fact":
                return bool(words.fact(value))
            case "locked":
                return words.locked
            case "flag":
                return value in memory.flags
            case "moment":
                return memory.moment == value
            case "rating_at_least":
                latest = memory.ratings.get("after", memory.ratings.get("before"))
                return latest is not None and latest >= int(value)
            case "rating_fell":
                before, after = memory.ratings.get("before"), memory.ratings.get("after")
                return before is not None and after is not None and after < before
            case "rated":
                return value in memory.ratings
            case "done":
                return value in memory.done
            case "risk":
                return any(route.value == value for route in memory.risks)
            case "heard":
                said = f" {memory.heard} "
                return any(f" {word} " in said for word in condition.words)
            case "not":
                return not self.holds(condition.parts[0])
            case "any":
                return any(map(self.holds, condition.parts))
            case "all":
                return all(map(self.holds, condition.parts))

    # --- steps ---------------------------------------------------------------------------

    def _script(self, name: str) -> Skill:
        with suppress(_LeaveLoop):
            yield from self._steps(self._library.scripts[name].steps)
        self._memory.done.add(name)

    def _steps(self, steps: Sequence[s.Step]) -> Skill:
        for step in steps:
            yield from self._step(step)

    def _step(self, step: s.Step) -> Skill:
        match step:
            case s.SayStep(line):
                yield self._say(line)
            case s.AskStep():
                yield from self._question(step)
            case s.OwnStep():
                yield from self._own(step)
            case s.RateStep():
                yield from self._rate(step)
            case s.BreatheStep():
                yield from self._breathe(step)
            case s.WaitStep(seconds):
                yield Wait(seconds)
            case s.KeepStep():
                yield from self._keep(step)
            case s.IfStep(condition, then, otherwise):
                yield from self._steps(then if self.holds(condition) else otherwise)
            case s.RunStep(script, leave):
                if leave:
                    raise _LeaveFor(script)
                yield from self._script(script)
            case s.LoopStep():
                yield from self._loop(step)
            case s.LeaveStep():
                raise _LeaveLoop
            case s.ActivityStep(group):
                yield self._activity(group)
            case s.NumbersStep(need):
                yield from self._numbers(need)
            case s.NoteStep(kind, value):
                yield Note(kind, value)
            case s.FlagStep(name):
                self._memory.flags.add(name)
            case s.UnflagStep(name):
                self._memory.flags.discard(name)
            case s.RiskStep(route):
                self._memory.open_risk(route)
            case s.EndStep():
                yield End()

    def _loop(self, step: s.LoopStep) -> Skill:
        with suppress(_LeaveLoop):
            for _ in range(step.times):
                yield from self._steps(step.steps)

    def _question(self, step: s.AskStep) -> Skill:
        """Ask; one gentle second try for silence and for what was not understood."""
        before = self._memory.said.get(step.into, "") if step.more else ""
        if step.into:
            self._memory.said[step.into] = before
        again = False
        while True:
            event = yield self._ask(step.line, step.expects, step.wait_seconds)
            key = self._answer_key(step, event)
            if key is not None:
                if isinstance(event, Spoken):
                    self._memory.heard = event.meaning.text
                if step.into and isinstance(event, Spoken) and key not in _BARE_ANSWERS:
                    words = (before, event.meaning.text)
                    self._memory.said[step.into] = ". ".join(filter(None, words))
                yield from self._steps(step.answers[key])
                return
            if isinstance(event, Silence):
                if again:
                    raise _GiveUp
                yield self.say("nudge")
            elif again or not isinstance(event, Spoken):
                return
            else:
                yield self.say("not_understood")
            again = True

    def _answer_key(self, step: s.AskStep, event: Event) -> str | None:
        """Return the key of the answer that was given; None = ask once more."""
        keys: list[str] = []
        if isinstance(event, Silence | Finished):  # finished: "next" was said
            keys = ["silence"]
        elif isinstance(event, Spoken):
            meaning = event.meaning
            keys = [meaning.intent, meaning.route or "", DICTATION, "else"]
        return next((key for key in keys if key in step.answers), None)

    def _own(self, step: s.OwnStep) -> Skill:
        entries = [
            entry
            for entry in self._words().of_kind(step.kind)
            if not step.tag or step.tag in entry.tags
        ]
        for entry in next_entries(entries, step.count, self._memory.read):
            self._memory.read.add(entry.id)
            yield self._entry(entry)
            if step.with_why and entry.why:
                yield self.say("why_it_matters", {"why": entry.why.reveal()})

    def _entry(self, entry: Entry) -> Effect:
        source = f"{entry.kind}:{entry.id}"
        if entry.clip:
            return Play(entry.clip, entry.clip_seconds, source)
        text = entry.text.reveal()
        if entry.number:
            spoken = digits(entry.number.reveal(), self._library)
            line = self._library.lines["person_number"]
            text = fill(self._variants.of(line), {"person": text, "number": spoken})
        return Say(text, source, private=True)

    def _rate(self, step: s.RateStep) -> Skill:
        """Ask for a number; one that was given for an earlier urge does not count any more."""
        for time in ("before", "after") if step.when == "before" else ("after",):
            self._memory.ratings.pop(time, None)
        event = yield self._ask(step.line, ("rate", "no"), None)
        if isinstance(event, Spoken):
            value = event.meaning.slots.get("value", "")
            if event.meaning.intent == "rate" and value.isdecimal():
                self._memory.ratings[step.when] = int(value)
                yield Note("rating_before" if step.when == "before" else "rating_after", value)

    def _breathe(self, step: s.BreatheStep) -> Skill:
        name = step.pattern or self._memory.pattern or self._usual_pattern
        pattern = self._library.patterns[name]
        if pattern.caution and pattern.name not in self._memory.cautioned:
            self._memory.cautioned.add(pattern.name)
            yield self._say(pattern.caution)
        yield Breathe(name, timetable(pattern, step.cycles), words=pattern.words)

    def _keep(self, step: s.KeepStep) -> Skill:
        why = self._memory.said.get(step.why, "")
        text = self._memory.said.get(step.text, "")
        event = yield Keep(step.kind, text, {"why": why} if why else {})
        kept = isinstance(event, Kept) and bool(event.entry)
        if isinstance(event, Kept) and event.fault:
            yield Say(event.fault, "keep/fault")
        yield from self._steps(step.kept if kept else step.refused)

    def _activity(self, group: str) -> Say:
        own = self._words().of_kind("activity")
        fresh = [entry for entry in own if entry.id not in self._memory.offered]
        if fresh:
            entry = next_entries(fresh, 1, set())[0]
            self._memory.offered.add(entry.id)
            return Say(entry.text.reveal(), f"activity:{entry.id}", private=True)
        groups = [group] if group else list(self._library.activities)
        ideas = [idea for name in groups for idea in self._library.activities[name]]
        waiting = [idea for idea in ideas if idea not in self._memory.offered]
        if not waiting:
            self._memory.offered.difference_update(ideas)
            waiting = ideas
        line = s.Line(f"activities/{len(waiting)}", tuple(waiting))
        idea = self._variants.of(line)
        self._memory.offered.add(idea)
        text, private = self._filled_template(idea, None)
        return Say(text, "activities/" + (group or "any"), private)

    def _numbers(self, need: str) -> Skill:
        """Say each service, its number digit by digit, and the number once more."""
        country = self._library.help_lines.get(self._country, {})
        services = country.get(need) or self._library.help_lines["other"][need]
        for service in services:
            if service.call:
                number = digits(service.call, self._library)
                yield self.say("help_call", {"service": service.name, "number": number})
                yield self.say("help_again", {"number": number})
            if service.text:
                spoken = NUMBER.sub(lambda found: digits(found[0], self._library), service.text)
                yield self.say("help_text", {"service": service.name, "text": spoken})
            if service.note:
                yield Say(service.note, f"help_lines/{service.name}")

    # --- words ---------------------------------------------------------------------------

    def _say(self, line: s.Line, values: Mapping[str, str] | None = None) -> Say:
        text, private = self._filled(line, values)
        return Say(text, line.source, private, line.manner)

    def _ask(
        self,
        line: s.Line | None,
        expects: tuple[str, ...],
        wait_seconds: float | None,
        values: Mapping[str, str] | None = None,
    ) -> Ask:
        wait = wait_seconds or self._answer_seconds
        if line is None:
            return Ask("", "waiting", expects, wait)
        text, private = self._filled(line, values)
        return Ask(text, line.source, expects, wait, private, line.manner)

    def _filled(self, line: s.Line, values: Mapping[str, str] | None) -> tuple[str, bool]:
        return self._filled_template(self._variants.of(line), values)

    def _filled_template(self, template: str, values: Mapping[str, str] | None) -> tuple[str, bool]:
        words = self._words()
        known = {
            **name_values(self._library, words, self._memory.pronoun),
            **self._memory.said,
            **{key: str(value) for key, value in self._memory.ratings.items()},
            "count": str(len(words.of_kind("reason"))),
            "since": words.fact("since"),
            "days": words.fact("days"),
            "waves": words.fact("waves"),
            **(values or {}),
        }
        return fill(template, known), is_private(template, words)

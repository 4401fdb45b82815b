"""One session: listens, lets scripts run, and handles above them what no script may forget.

Danger, stop, pause, repeat, slower and the rest are settled here, so that a script never sees
them. The session is a generator: it yields effects and is sent events; it knows no clock,
no thread and no file, and so a whole evening runs in a test in milliseconds.
"""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal

from assistant.conversation.breathing import FASTER, SLOWER, paced, to_out_breath
from assistant.conversation.choosing import Variants
from assistant.conversation.filling import heard_pronoun
from assistant.conversation.interpreter import DICTATION, Interpreter, Skill
from assistant.conversation.interruptions import ANSWERS, CONTROL, interrupts
from assistant.conversation.memory import Memory
from assistant.conversation.scripts import Library
from assistant.conversation.words import PersonalWords
from assistant.messages import (
    NONE_INTENT,
    Adjust,
    Ask,
    Breathe,
    Closed,
    Decision,
    Effect,
    End,
    Event,
    Finished,
    Meaning,
    Note,
    Route,
    Say,
    Spoken,
    Wait,
)

Conversation = Generator[Effect, Event, None]
Settled = Generator[Effect, Event, Event]

LISTEN_SECONDS = 3600.0
PAUSE_SECONDS = 600.0
TOO_MANY_UNCLEAR = 2


class _Over(Exception):
    """The session ends."""


class _Jump(Exception):
    """Leave what runs and answer this instead."""

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning


class _Stop(Exception):
    """Leave what runs and listen."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a session needs to know before it starts."""

    library: Library
    words: Callable[[], PersonalWords]
    """Gives the person's own words as they are now."""
    answers: Mapping[str, str]
    """intent → script, and safety route → script."""
    moments: frozenset[str]
    """Intents that are moments, not requests."""
    country: str = "US"
    usual_pattern: str = "paced"
    answer_seconds: float = 8.0
    always_answer: bool = True
    """Typed and push-to-talk: each utterance is meant for us. On an open microphone, speech
    that is not understood twice in a row is taken for somebody else's and let pass."""
    random: Random = field(default_factory=Random)


class Session:
    """Runs one conversation; `run` is the generator that a performer drives."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.memory = Memory()
        variants = Variants(plan.random)
        self._scripts = Interpreter(
            plan.library,
            plan.words,
            self.memory,
            variants,
            plan.country,
            plan.usual_pattern,
            plan.answer_seconds,
        )
        self._script = ""
        self._last_said: Say | Ask | None = None
        self._before_that: Say | Ask | None = None
        self._unclear = 0

    def run(self, first: str = "") -> Conversation:
        """Yield effects until the session is over; `first` starts with a script."""
        skill: Skill | None = self._begin(first) if first else self._greeting()
        meaning: Meaning | None = None
        try:
            while True:
                try:
                    if skill is not None:
                        running, skill = skill, None
                        yield from self._perform(running)
                        self._script = ""
                    if meaning is None:
                        meaning = yield from self._listen()
                    answered, meaning = meaning, None
                    skill = yield from self._answer(answered)
                except _Jump as jump:
                    meaning = jump.meaning
                except _Stop:
                    self._script = ""
        except _Over:
            pass
        yield End()

    def _greeting(self) -> Skill:
        yield self._scripts.say("greeting")

    # --- listening and answering ---------------------------------------------------------

    def _listen(self) -> Generator[Effect, Event, Meaning]:
        while True:
            event = yield from self._settled(Ask("", "listening", (), LISTEN_SECONDS))
            if isinstance(event, Spoken):
                return event.meaning

    def _answer(self, meaning: Meaning) -> Generator[Effect, Event, Skill | None]:
        """Choose the script that answers; ask back when unsure."""
        if meaning.route is not None:
            return self._safety(meaning.route)
        if meaning.decision is Decision.ASK and meaning.intent in self._plan.library.meant:
            values = {"meant": self._plan.library.meant[meaning.intent]}
            question = self._scripts.ask("did_you_mean", ("yes", "no"), values)
            event = yield from self._settled(question)
            if not isinstance(event, Spoken) or event.meaning.intent != "yes":
                yield from self._settled(self._scripts.say("say_it_again"))
                return None
            meaning = replace(meaning, decision=Decision.ACT)
        script = self._plan.answers.get(meaning.intent)
        if script is None or meaning.decision is Decision.IGNORE:
            yield from self._not_understood(meaning)
            return None
        self._unclear = 0
        self._take_note_of(meaning)
        if meaning.intent in self._plan.moments:
            yield Note("moment", meaning.intent)
        else:
            yield Note("skill", meaning.intent)
        return self._begin(script)

    def _take_note_of(self, meaning: Meaning) -> None:
        memory = self.memory
        memory.heard = meaning.text
        memory.pronoun = heard_pronoun(self._plan.library, meaning.text) or memory.pronoun
        memory.pattern = meaning.slots.get("pattern", "")
        if memory.pattern not in self._plan.library.patterns:
            memory.pattern = ""
        for moment in (meaning.context, meaning.intent):
            if moment in self._plan.moments:
                memory.moment = moment

    def _not_understood(self, meaning: Meaning) -> Generator[Effect, Event, None]:
        if meaning.intent in ANSWERS and meaning.intent != NONE_INTENT:
            yield from self._settled(self._scripts.say("here_with_you"))
            return
        self._unclear += 1
        if self._plan.always_answer or self._unclear <= TOO_MANY_UNCLEAR:
            yield from self._settled(self._scripts.say("what_you_can_say"))

    def _safety(self, route: Route) -> Skill:
        """Choose the safety script; what was answered before is not asked again."""
        if route is Route.UNCLEAR and Route.SELF_HARM in self.memory.risks:
            route = Route.SELF_HARM
        script = self._plan.answers[route.value]
        if route in self.memory.risks and f"{script}_again" in self._plan.library.scripts:
            script = f"{script}_again"
        self.memory.open_risk(route)
        self._unclear = 0
        return self._begin(script)

    def _begin(self, script: str) -> Skill:
        self._script = script
        return self._scripts.skill(script)

    # --- above the scripts ---------------------------------------------------------------

    def _perform(self, skill: Skill) -> Conversation:
        try:
            effect = next(skill)
            while True:
                if isinstance(effect, End):
                    raise _Over
                effect = skill.send((yield from self._settled(effect)))
        except StopIteration:
            return

    def _settled(self, effect: Effect) -> Settled:
        """Carry an effect out until its script may go on; returns what came of it."""
        while True:
            self._remember(effect)
            event = yield effect
            if isinstance(event, Closed):
                raise _Over
            if not isinstance(event, Spoken):
                return event
            meaning = event.meaning
            if self._is_answer(effect, meaning):
                return event
            if meaning.route is not None:
                raise _Jump(meaning)
            if _is_control(meaning):
                effect_or_event = yield from self._control(effect, event)
                if not isinstance(effect_or_event, Effect):
                    return effect_or_event
                effect = effect_or_event
            elif self._is_request(effect, meaning):
                raise _Jump(meaning)
            elif isinstance(effect, Ask):
                return event

    def _remember(self, effect: Effect) -> None:
        if isinstance(effect, Say | Ask) and effect.text and effect is not self._last_said:
            self._before_that, self._last_said = self._last_said, effect

    def _is_answer(self, effect: Effect, meaning: Meaning) -> bool:
        """Tell whether an utterance answers the question that is being asked."""
        if not isinstance(effect, Ask):
            return False
        if meaning.route is not None:
            return self.memory.risk == meaning.route and meaning.route.value in effect.expects
        if meaning.intent in effect.expects:
            return True
        if DICTATION in effect.expects:
            return not (meaning.intent in CONTROL and meaning.decision is Decision.ACT)
        return effect.source == "listening" and not _is_control(meaning)

    def _is_request(self, effect: Effect, meaning: Meaning) -> bool:
        if meaning.intent in ANSWERS or meaning.intent not in self._plan.answers:
            return False
        return interrupts(effect, meaning) and meaning.decision is Decision.ACT

    def _control(self, effect: Effect, event: Spoken) -> Generator[Effect, Event, Effect | Event]:
        """Settle a control word: return the effect to carry on with, or what it came to."""
        match event.meaning.intent:
            case "stop":
                yield from self._stopped(effect, event)
                raise _Stop
            case "goodbye":
                yield from self._settled(self._scripts.say("goodbye"))
                raise _Over
            case "pause":
                yield from self._paused()
            case "repeat":
                yield from self._said_again(effect, self._last_said)
            case "back":
                yield from self._said_again(effect, self._before_that)
            case "next":
                return Finished()
            case "help":
                yield from self._settled(self._menu())
            case "slower" | "faster" as pace:
                return (yield from self._paced(effect, event, pace))
            case "louder" | "quieter" as volume:
                yield Adjust("volume", 1 if volume == "louder" else -1)
        return self._rest_of(effect, event)

    def _stopped(self, effect: Effect, event: Spoken) -> Conversation:
        """Fall silent at once; breathing ends on an out-breath, softly."""
        if isinstance(effect, Breathe):
            last = to_out_breath(effect.phases[event.phases_done :])
            if last and effect.phases[event.phases_done].kind != "out":
                yield from self._settled(replace(effect, phases=last, spoken_counts=False))
        yield from self._settled(self._scripts.say("stopped"))

    def _paused(self) -> Conversation:
        yield from self._settled(self._scripts.say("paused"))
        while True:
            event = yield Ask("", "paused", ("resume", "yes"), PAUSE_SECONDS)
            if isinstance(event, Closed):
                raise _Over
            if not isinstance(event, Spoken):
                continue
            meaning = event.meaning
            if meaning.intent in {"resume", "yes", "next", "repeat"}:
                return
            if meaning.intent == "stop":
                raise _Stop
            if meaning.intent == "goodbye":
                raise _Over
            if meaning.route is not None or meaning.intent in self._plan.answers:
                raise _Jump(meaning)

    def _said_again(self, effect: Effect, what: Say | Ask | None) -> Conversation:
        """Say again what was said; a question that waits is asked again by itself."""
        if what is not None and what is not effect:
            yield from self._settled(Say(what.text, what.source, what.private, what.manner))

    def _menu(self) -> Say:
        script = self._plan.library.scripts.get(self._script)
        if script is not None and script.menu is not None:
            return self._scripts.say_line(script.menu)
        return self._scripts.say("menu")

    def _paced(
        self, effect: Effect, event: Spoken, pace: Literal["slower", "faster"]
    ) -> Generator[Effect, Event, Effect]:
        rest = self._rest_of(effect, event)
        if isinstance(rest, Breathe):
            factor = SLOWER if pace == "slower" else FASTER
            return replace(rest, phases=paced(rest.phases, factor))
        yield Adjust("pace", 1 if pace == "faster" else -1)
        return rest

    def _rest_of(self, effect: Effect, event: Spoken) -> Effect:
        """Return what is left of an effect that was broken into."""
        if isinstance(effect, Breathe):
            return replace(effect, phases=effect.phases[event.phases_done :])
        if isinstance(effect, Wait):
            return effect
        return effect


def _is_control(meaning: Meaning) -> bool:
    """Tell whether an utterance is a control word; an unsure one counts only as stop."""
    sure = meaning.decision is Decision.ACT or meaning.intent == "stop"
    return meaning.intent in CONTROL and sure

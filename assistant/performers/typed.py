"""Carries a session out as text: nothing is heard or spoken, and time may be made to fly."""

from assistant.conversation.interruptions import interrupts
from assistant.messages import (
    Adjust,
    Ask,
    Breathe,
    Closed,
    Effect,
    End,
    Event,
    Finished,
    Heard,
    Keep,
    Note,
    Play,
    Say,
    Silence,
    Spoken,
    Wait,
)
from assistant.performers.ports import (
    Clock,
    Keeper,
    NothingMore,
    Understand,
    Utterances,
    Watcher,
)


class TextPerformer:
    """Shows what is said and takes typed lines.

    With `fast` time does not pass: a line answers the next question, an empty line is a silence,
    and nothing breaks in. Without it breathing and waiting take their time and a line breaks in.
    When the input ends, what has begun is carried to its end, unless `ends_at_once` (Ctrl-D).
    """

    def __init__(
        self,
        utterances: Utterances,
        understand: Understand,
        keeper: Keeper,
        watcher: Watcher,
        clock: Clock,
        *,
        fast: bool,
        ends_at_once: bool = False,
    ) -> None:
        self._utterances = utterances
        self._understand = understand
        self._keeper = keeper
        self._watcher = watcher
        self._clock = clock
        self._fast = fast
        self._ends_at_once = ends_at_once

    def perform(self, effect: Effect) -> Event:
        """Carry out an effect."""
        if not isinstance(effect, Breathe):
            self._watcher.effect(effect)
        match effect:
            case Ask():
                return self._ask(effect)
            case Breathe():
                return self._breathe(effect)
            case Wait(seconds) | Play(_, seconds):
                return self._listen(effect, seconds) or self._done(effect)
            case Say():
                return self._done(effect)
            case Keep():
                return self._keeper.keep(effect)
            case Note():
                self._keeper.note(effect)
                return Finished()
            case Adjust() | End():
                return Finished()

    def _done(self, effect: Say | Play | Wait) -> Event:
        if isinstance(effect, Say | Play):
            self._keeper.mark_heard(effect.source)
        return Finished()

    def _ask(self, effect: Ask) -> Event:
        seconds = float("inf") if self._fast else effect.wait_seconds
        heard = self._utterances.take(seconds, effect.expects)
        if isinstance(heard, NothingMore):
            return self._nothing_more(effect)
        if heard is None or not heard.text:
            return Silence()
        return self._spoken(heard, effect.expects)

    def _nothing_more(self, effect: Ask) -> Event:
        """End of input: the script that runs is still carried to its end, question by question."""
        if self._ends_at_once or effect.source == "listening":
            return Closed()
        return Silence()

    def _breathe(self, effect: Breathe) -> Event:
        for done, phase in enumerate(effect.phases):
            self._watcher.phase(effect.pattern, phase)
            event = self._listen(effect, phase.seconds)
            if isinstance(event, Spoken):
                return Spoken(event.meaning, phases_done=done)
            if event is not None:
                return event
        return Finished()

    def _listen(self, effect: Effect, seconds: float) -> Event | None:
        """Let time pass; a line that breaks in ends it early."""
        if self._fast:
            self._clock.sleep(seconds)
            return None
        heard = self._utterances.take(seconds, ())
        if isinstance(heard, NothingMore):
            if self._ends_at_once:
                return Closed()
            self._clock.sleep(seconds)
            return None
        if heard is None or not heard.text:
            return None
        event = self._spoken(heard, ())
        return event if interrupts(effect, event.meaning) else None

    def _spoken(self, heard: Heard, expects: tuple[str, ...]) -> Spoken:
        meaning = self._understand(heard, expects)
        self._watcher.heard(meaning)
        return Spoken(meaning)

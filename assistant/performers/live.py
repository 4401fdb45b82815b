"""Carries a session out on sound: speaks, breathes, listens, and falls silent when spoken to."""

from typing import Protocol

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
    Meaning,
    Note,
    Play,
    Say,
    Silence,
    Spoken,
    Wait,
)
from assistant.performers.ports import Clock, Keeper, NothingMore, Understand, Utterances, Watcher

STEP_SECONDS = 0.03
"""How often a performer looks up while something sounds."""
ECHO_SHARE = 0.6
"""An utterance heard while we speak is our own echo if this share of its words is ours."""
ECHO_WORDS = 3
"""Once we are silent, a shorter utterance may well be an answer that repeats our own word."""
KEY_STOP = Meaning("", "stop", 1.0)
"""What an empty line (the return key) means while something sounds."""


class Playing(Protocol):
    """Something that sounds."""

    @property
    def done(self) -> bool:
        """Whether it has sounded to its end, was stopped, or lost its device."""


class PlayingWords(Playing, Protocol):
    """A sentence or a recording that sounds."""

    @property
    def completed(self) -> bool:
        """Whether it was heard to its very end."""


class PlayingBreath(Playing, Protocol):
    """A breathing exercise that sounds."""

    @property
    def phases_done(self) -> int:
        """Phases heard to their end."""


class Voice(Protocol):
    """What speaks: see `assistant.speaking.mouth.Mouth`."""

    def say(self, text: str, manner: str) -> PlayingWords:
        """Speak."""

    def breathe(self, breath: Breathe) -> PlayingBreath:
        """Guide breaths."""

    def play(self, samples: bytes, sample_rate_hz: int) -> PlayingWords:
        """Play a recording: 16-bit mono."""

    def stop(self) -> None:
        """Fall silent within one block."""

    def adjust(self, what: str, steps: int) -> None:
        """Change pace or volume."""

    @property
    def alive(self) -> bool:
        """Whether the loudspeaker still takes sound."""


class ListeningUtterances(Utterances, Protocol):
    """Utterances from ears: they know while somebody speaks."""

    @property
    def speaking(self) -> bool:
        """Whether somebody is in the middle of an utterance."""


class LivePerformer:
    """Speaks through a `Voice` and listens to `ListeningUtterances`."""

    def __init__(
        self,
        utterances: ListeningUtterances,
        understand: Understand,
        keeper: Keeper,
        watcher: Watcher,
        voice: Voice,
        clock: Clock,
    ) -> None:
        self._utterances = utterances
        self._understand = understand
        self._keeper = keeper
        self._watcher = watcher
        self._voice = voice
        self._clock = clock

    def perform(self, effect: Effect) -> Event:
        """Carry out an effect."""
        self._watcher.effect(effect)
        match effect:
            case Say(text):
                return self._sounded(effect, self._voice.say(text, effect.manner))
            case Ask(text):
                if text:
                    event = self._sounded(effect, self._voice.say(text, effect.manner))
                    if not isinstance(event, Finished):
                        return event
                return self._listen(effect, effect.wait_seconds)
            case Play(clip):
                recording = self._keeper.clip(clip)
                if recording is None:
                    return Finished()
                return self._sounded(effect, self._voice.play(*recording))
            case Breathe():
                return self._breathed(effect)
            case Wait(seconds):
                event = self._listen(effect, seconds)
                return Finished() if isinstance(event, Silence) else event
            case Keep():
                return self._keeper.keep(effect)
            case Note():
                self._keeper.note(effect)
            case Adjust(what, steps):
                self._voice.adjust(what, steps)
            case End():
                self._voice.stop()
        return Finished()

    def _sounded(self, effect: Say | Ask | Play, playing: PlayingWords) -> Event:
        """Let something sound to its end, unless it is broken into."""
        while not playing.done:
            event = self._broken_into(effect)
            if event is not None:
                return event
        if playing.completed and not isinstance(effect, Ask):
            self._keeper.mark_heard(effect.source)
        return Finished()

    def _breathed(self, effect: Breathe) -> Event:
        playing = self._voice.breathe(effect)
        shown = -1
        while not playing.done:
            if playing.phases_done != shown and playing.phases_done < len(effect.phases):
                shown = playing.phases_done
                self._watcher.phase(effect.pattern, effect.phases[shown])
            event = self._broken_into(effect)
            if isinstance(event, Spoken):
                return Spoken(event.meaning, phases_done=max(0, shown))
            if event is not None:
                return event
        return Finished()

    def _broken_into(self, effect: Effect) -> Event | None:
        """Listen for a moment while something sounds; fall silent if that is asked for."""
        heard = self._utterances.take(STEP_SECONDS, _expected(effect))
        if heard is None:
            return None
        if isinstance(heard, NothingMore):
            # What is being said is said to its end; the next question finds out again.
            self._clock.sleep(STEP_SECONDS)
            return None
        if not heard.text:
            self._voice.stop()
            return Spoken(KEY_STOP)
        if _is_echo(heard, effect):
            return None
        meaning = self._understand(heard, _expected(effect))
        if not interrupts(effect, meaning) or (
            isinstance(effect, Ask) and meaning.intent == "none"
        ):
            return None
        self._voice.stop()
        self._watcher.heard(meaning)
        return Spoken(meaning)

    def _listen(self, effect: Effect, seconds: float) -> Event:
        """Wait for an utterance; somebody who has begun to speak is let finish."""
        left = seconds
        while left > 0 or self._utterances.speaking:
            heard = self._utterances.take(min(max(left, STEP_SECONDS), 0.5), _expected(effect))
            if isinstance(heard, NothingMore):
                return Closed()
            if heard is None or not heard.text:
                left -= 0.5
                continue
            if len(heard.text.split()) >= ECHO_WORDS and _is_echo(heard, effect):
                continue
            meaning = self._understand(heard, _expected(effect))
            if interrupts(effect, meaning):
                self._watcher.heard(meaning)
                return Spoken(meaning)
        return Silence()


def _expected(effect: Effect) -> tuple[str, ...]:
    return effect.expects if isinstance(effect, Ask) else ()


def _is_echo(heard: Heard, effect: Effect) -> bool:
    """Tell whether an utterance is what we are saying ourselves, come back to the microphone."""
    if not isinstance(effect, Say | Ask):
        return False
    own = {word.strip(".,;:!?'").lower() for word in effect.text.split()}
    words = heard.text.split()
    return bool(words) and sum(word in own for word in words) / len(words) >= ECHO_SHARE

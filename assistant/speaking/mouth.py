"""Speaks sentences, guides breaths and plays recordings, all through one mixing output."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from assistant.messages import Breathe, BreathPhase
from assistant.speaking.cues import Cues
from assistant.speaking.loudspeaker import Output, Playback, resampled
from assistant.speaking.profiles import DEFAULT
from assistant.speaking.synthesizer import Sound, Synthesizer, VoiceProfile

PACE_STEP = 1.12
LEAST_PACE, MOST_PACE = 0.6, 1.6
VOLUME_STEP = 0.15
LEAST_VOLUME = 0.15
LEAD_SECONDS = 0.25
"""A breath is scheduled so far ahead, so that its first tone is not cut by a block."""
WORD_GAINS = (0.8, 0.5, 0.25)
"""Words of the first breaths, ever softer; afterwards the tones alone guide."""
COUNT_GAINS = (0.4, 0.2)
"""Seconds counted in the first breaths, softer than the words."""
COUNTED_FROM_SECONDS = 3.0
"""Shorter parts of a breath are not counted."""


class BreathPlayback:
    """A breathing exercise on its way to the ear."""

    def __init__(
        self, output: Output, ends: Sequence[int], sounds: Sequence[Playback], last: Playback
    ) -> None:
        self._output = output
        self._ends = ends
        self._sounds = sounds
        self._last = last

    @property
    def done(self) -> bool:
        """Whether it was heard to its end, or stopped."""
        return self._last.done

    @property
    def phases_done(self) -> int:
        """Phases heard to their end."""
        heard = self._output.heard_position
        return sum(1 for end in self._ends if heard >= end)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it is done; False if `timeout` seconds passed or the device was lost."""
        return self._last.wait(timeout)

    def stop(self) -> None:
        """End the exercise within one block; other sounds play on."""
        for sound in (*self._sounds, self._last):
            sound.stop()


class Mouth:
    """The voice of a session; pace and volume stay as the person set them."""

    def __init__(
        self,
        synthesizer: Synthesizer,
        output: Output,
        profiles: Mapping[str, VoiceProfile],
        cues: Cues,
        usual: str = DEFAULT,
    ) -> None:
        self._synthesizer = synthesizer
        self._output = output
        self._profiles = profiles
        self._cues = cues
        self._usual = usual if usual in profiles else DEFAULT
        self._pace = 1.0
        self._ready: dict[tuple[str, str, float], Sound] = {}
        self._soft: dict[tuple[str, VoiceProfile], Sound] = {}
        self._lock = threading.Lock()

    @property
    def alive(self) -> bool:
        """Whether the output still takes sound."""
        return self._output.alive

    def say(self, text: str, manner: str = DEFAULT) -> Playback:
        """Speak in a manner (a profile's name) and return at once."""
        sound = self._taken(text, manner)
        return self._output.play(sound, self._synthesizer.sample_rate_hz)

    def prepare(self, text: str, manner: str = DEFAULT) -> None:
        """Synthesize what will be said next, so that `say` starts at once; any thread."""
        key = (text, manner, self._pace)
        with self._lock:
            if key in self._ready:
                return
        sound = self._synthesizer.synthesize(text, self._profile(manner))
        with self._lock:
            self._ready = {key: sound}

    def breathe(self, breath: Breathe) -> BreathPlayback:
        """Schedule every phase of an exercise, exact to the sample, and return at once.

        Words and counts are mixed in softly during the first breaths; a short sign ends it.
        """
        rate = self._output.sample_rate_hz
        soft = self._soft_words(breath)
        position = self._output.mixer.position + round(LEAD_SECONDS * rate)
        ends: list[int] = []
        sounds: list[Playback] = []
        tones: dict[BreathPhase, Sound] = {}
        times: dict[str, int] = {}
        for phase in breath.phases:
            if phase not in tones:
                tones[phase] = self._cues.breath[phase.kind].sound(phase.seconds, rate)
            sounds.append(self._output.play(tones[phase], rate, at=position))
            time = times.get(phase.kind, 0)
            times[phase.kind] = time + 1
            for second, sound, gain in _softly(breath, phase, time, soft, rate):
                at = position + round(second * rate)
                sounds.append(self._output.play(sound, rate, at=at, gain=gain))
            position += round(phase.seconds * rate)
            ends.append(position)
        end = self._cues.signs["end"]
        last = self._output.play(end.sound(end.seconds, rate), rate, at=position)
        return BreathPlayback(self._output, ends, sounds, last)

    def play(self, samples: bytes, sample_rate_hz: int) -> Playback:
        """Play a recording: 16-bit mono."""
        sound = np.frombuffer(samples, dtype="<i2").astype(np.float32) / np.float32(32768)
        return self._output.play(sound, sample_rate_hz)

    def sign(self, name: str) -> Playback:
        """Play a short sign: listening, end."""
        cue = self._cues.signs[name]
        rate = self._output.sample_rate_hz
        return self._output.play(cue.sound(cue.seconds, rate), rate)

    def stop(self) -> None:
        """Fall silent within one block."""
        self._output.mixer.stop()

    def adjust(self, what: str, steps: int) -> None:
        """Change the pace (+1 faster) or the volume (+1 louder) of what follows."""
        if what == "pace":
            self._pace = min(MOST_PACE, max(LEAST_PACE, self._pace * PACE_STEP**steps))
            return
        mixer = self._output.mixer
        mixer.volume = max(LEAST_VOLUME, mixer.volume + VOLUME_STEP * steps)

    def _profile(self, manner: str) -> VoiceProfile:
        name = self._usual if manner == DEFAULT else manner
        profile = self._profiles.get(name, self._profiles[DEFAULT])
        words = round(profile.words_per_minute * self._pace)
        return replace(profile, words_per_minute=words)

    def _taken(self, text: str, manner: str) -> Sound:
        with self._lock:
            ready = self._ready.pop((text, manner, self._pace), None)
        if ready is not None:
            return ready
        return self._synthesizer.synthesize(text, self._profile(manner))

    def _soft_words(self, breath: Breathe) -> dict[str, Sound]:
        """Return the words and numbers of an exercise as sound, at the rate of the output."""
        if not breath.spoken_counts:
            return {}
        longest = max((phase.seconds for phase in breath.phases), default=0.0)
        numbers = [str(number) for number in range(2, int(longest) + 1)]
        if longest < COUNTED_FROM_SECONDS:
            numbers = []
        profile = replace(self._profile("low"), pause_seconds=0.0)
        for word in (*breath.words.values(), *numbers):
            key = (word, profile)
            if key not in self._soft:
                self._soft[key] = resampled(
                    self._synthesizer.synthesize(word, profile),
                    self._synthesizer.sample_rate_hz,
                    self._output.sample_rate_hz,
                )
        return {word: sound for (word, made), sound in self._soft.items() if made == profile}


def _softly(
    breath: Breathe, phase: BreathPhase, time: int, soft: Mapping[str, Sound], rate: int
) -> Iterator[tuple[float, Sound, float]]:
    """Give what is said during a part of a breath: second, sound, gain; only what fits in."""
    word = soft.get(breath.words.get(phase.kind, ""))
    if word is not None and time < len(WORD_GAINS) and len(word) <= phase.seconds * rate:
        yield 0.0, word, WORD_GAINS[time]
    if phase.seconds < COUNTED_FROM_SECONDS or time >= len(COUNT_GAINS):
        return
    spoken_until = 0.0 if word is None else len(word) / rate
    for second in range(1, int(phase.seconds)):
        sound = soft.get(str(second + 1))
        if sound is not None and second >= spoken_until and len(sound) <= rate:
            yield float(second), sound, COUNT_GAINS[time]

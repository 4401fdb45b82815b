"""Speaks sentences, guides breaths and plays recordings, all through one mixing output."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from assistant.messages import Breathe
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
        """Schedule every phase of an exercise, exact to the sample, and return at once."""
        rate = self._output.sample_rate_hz
        position = self._output.mixer.position + round(LEAD_SECONDS * rate)
        ends: list[int] = []
        sounds: list[Playback] = []
        made: dict[tuple[str, float], Sound] = {}
        spoken: dict[str, int] = {}
        for phase in breath.phases:
            key = (phase.kind, phase.seconds)
            if key not in made:
                made[key] = self._cues.breath[phase.kind].sound(phase.seconds, rate)
            sounds.append(self._output.play(made[key], rate, at=position))
            self._say_softly(breath, phase.kind, spoken, position)
            position += round(phase.seconds * rate)
            ends.append(position)
        tail = self._output.play(np.zeros(1, dtype=np.float32), rate, at=position)
        return BreathPlayback(self._output, ends, sounds, tail)

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

    def _say_softly(
        self, breath: Breathe, kind: str, spoken: dict[str, int], position: int
    ) -> None:
        """Mix the word of a phase in, ever softer."""
        times = spoken.get(kind, 0)
        spoken[kind] = times + 1
        word = breath.words.get(kind, "")
        if not breath.spoken_counts or not word or times >= len(WORD_GAINS):
            return
        profile = replace(self._profile("low"), pause_seconds=0.0)
        sound = self._synthesizer.synthesize(word, profile)
        rate = self._output.sample_rate_hz
        at_rate = resampled(sound, self._synthesizer.sample_rate_hz, rate)
        self._output.play(at_rate, rate, at=position, gain=WORD_GAINS[times])

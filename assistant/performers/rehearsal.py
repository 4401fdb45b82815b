"""A session with bundled recordings in place of a person: what `steady demo` runs.

The sound goes the same way as live: into the ears, and out through a mixing output, which may
be a loudspeaker, or a sound in memory on which time passes as fast as it is rendered.
"""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import soundfile

from assistant.conversation.words import PersonalWords
from assistant.errors import UsageFault
from assistant.hearing.ears import Ears
from assistant.hearing.recognizer import SAMPLE_RATE_HZ, Samples
from assistant.messages import Heard, Keep, Kept, Note
from assistant.performers.ports import NothingMore
from assistant.speaking.loudspeaker import Output, Playback, resampled
from assistant.speaking.mixer import Mixer
from assistant.speaking.synthesizer import Sound

MEMORY_RATE_HZ = 22_050
STEP_SECONDS = 0.02
THINKING_SECONDS = 0.5
"""A person leaves about so much before an answer."""


class MemoryOutput:
    """An `Output` that keeps what would be heard; `advance` lets its time pass."""

    alive = True
    sample_rate_hz = MEMORY_RATE_HZ

    def __init__(self) -> None:
        self.mixer = Mixer(MEMORY_RATE_HZ)
        self._blocks: list[Sound] = []

    @property
    def heard_position(self) -> int:
        """Samples rendered so far."""
        return self.mixer.position

    def play(
        self, sound: Sound, rate_hz: int, at: int | None = None, gain: float = 1.0
    ) -> Playback:
        """Play a sound, starting at sample `at` of the mix, or now."""
        track = self.mixer.play(resampled(sound, rate_hz, MEMORY_RATE_HZ), at, gain)
        return Playback(track, self)

    def advance(self, seconds: float) -> None:
        """Render the next stretch of sound."""
        self._blocks.append(self.mixer.render(round(seconds * MEMORY_RATE_HZ)))

    def close(self) -> bool:
        """End."""
        return True

    def sound(self) -> Sound:
        """Return all that was heard: shape (n,)."""
        return np.concatenate(self._blocks) if self._blocks else np.zeros(0, dtype=np.float32)

    def write(self, folder: Path) -> Path:
        """Write what was heard to `folder`/demo.wav."""
        file = folder / "demo.wav"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            soundfile.write(file, self.sound(), MEMORY_RATE_HZ, subtype="PCM_16")
        except (OSError, soundfile.SoundFileError) as error:
            raise UsageFault(f"{file} cannot be written. Choose another folder.") from error
        return file


class RecordedPerson:
    """Utterances from recordings: an opening, then to each question an answer that fits it."""

    def __init__(
        self,
        ears: Ears,
        output: Output,
        opening: Samples,
        answers: Mapping[str, Sequence[Samples]],
    ) -> None:
        self._ears = ears
        self._output = output
        self._opening: Samples | None = opening
        self._answers = {intent: list(sounds) for intent, sounds in answers.items()}

    speaking = False

    def take(self, seconds: float, expects: tuple[str, ...]) -> Heard | NothingMore | None:
        """Stay quiet while something sounds; else say what answers the question."""
        if not self._output.mixer.idle:
            self._pass(min(seconds, STEP_SECONDS))
            return None
        said = self._next(expects)
        if said is None:
            self._pass(min(seconds, THINKING_SECONDS))
            return None if expects else NothingMore()
        self._pass(THINKING_SECONDS)
        self._output.play((said / 32768).astype(np.float32), SAMPLE_RATE_HZ)
        while not self._output.mixer.idle and self._output.alive:
            self._pass(STEP_SECONDS)
        return self._ears.hear_file(said)

    def _next(self, expects: tuple[str, ...]) -> Samples | None:
        if self._opening is not None:
            said, self._opening = self._opening, None
            return said
        for intent in expects:
            if self._answers.get(intent):
                return self._answers[intent].pop(0)
        return None

    def _pass(self, seconds: float) -> None:
        if isinstance(self._output, MemoryOutput):
            self._output.advance(seconds)
        else:
            time.sleep(seconds)


class ExampleKeeper:
    """A `Keeper` of example words; nothing is stored."""

    def __init__(self, words: PersonalWords) -> None:
        self._words = words

    def words(self) -> PersonalWords:
        """Return the examples."""
        return self._words

    def keep(self, what: Keep) -> Kept:
        """Keep nothing."""
        del what
        return Kept("")

    def note(self, note: Note) -> None:
        """Note nothing."""

    def mark_heard(self, source: str) -> None:
        """Count nothing."""

    def clip(self, name: str) -> tuple[bytes, int] | None:
        """Have no recordings."""
        del name
        return None

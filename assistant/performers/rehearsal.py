"""A session with bundled recordings in place of a person: what `steady demo` runs.

The sound goes the same way as live: into the ears, and out through a mixing output, which may
be a loudspeaker, or a sound in memory on which time passes as fast as it is rendered.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
import soundfile

from assistant.conversation.words import Entry, PersonalWords
from assistant.errors import UsageFault
from assistant.hearing.ears import Ears
from assistant.hearing.recognizer import SAMPLE_RATE_HZ, Samples
from assistant.hearing.sound_files import read_sound_file
from assistant.messages import Heard, Keep, Kept, Note
from assistant.performers.listening import Grammars
from assistant.performers.ports import NothingMore
from assistant.private import Private
from assistant.speaking.loudspeaker import Output, Playback, resampled
from assistant.speaking.mixer import Mixer
from assistant.speaking.synthesizer import Sound
from assistant.yamlfile import read_yaml

MEMORY_RATE_HZ = 22_050
STEP_SECONDS = 0.02
THINKING_SECONDS = 0.5
"""A person leaves about so much before an answer."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo plays and reads: see voices/en/demo.yaml."""

    opening: Samples
    answers: Mapping[str, Sequence[Samples]]
    """intent → recordings that answer a question for it, in order."""
    words: PersonalWords
    """Example reasons."""


def load_demo(folder: Traversable) -> Demo:
    """Read demo.yaml and its recordings from a language's folder of voices/."""
    root = read_yaml(folder / "demo.yaml", "demo.yaml")
    table = root.checked({"opening", "answers", "reasons"}, set())
    entries = tuple(
        Entry(str(number), "reason", Private(text))
        for number, text in enumerate(table["reasons"].texts(), start=1)
    )
    answers = {
        intent: [_recording(folder, text) for text in node.texts()]
        for intent, node in table["answers"].table().items()
    }
    return Demo(_recording(folder, table["opening"].text()), answers, PersonalWords(entries))


def _recording(folder: Traversable, text: str) -> Samples:
    file = folder / "demo" / (text.replace(" ", "-") + ".flac")
    with as_file(file) as path:
        return read_sound_file(path)


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

    def __init__(self, ears: Ears, output: Output, demo: Demo, grammars: Grammars) -> None:
        self._ears = ears
        self._output = output
        self._opening: Samples | None = demo.opening
        self._answers = {intent: list(sounds) for intent, sounds in demo.answers.items()}
        self._grammars = grammars

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
        return self._ears.hear_file(said, self._grammars(expects))

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

"""Hears sound files the way a session hears: the same ears, the same understanding."""

from pathlib import Path

from assistant.hearing.ears import Ears
from assistant.hearing.recognizer import Grammar, Samples
from assistant.hearing.sound_files import read_sound_file
from assistant.messages import Heard, Meaning
from assistant.understanding.understand import Understanding


class FileHearing:
    """Ears and understanding for whole files."""

    def __init__(
        self,
        ears: Ears,
        understanding: Understanding,
        grammar: Grammar | None,
        expects: tuple[str, ...],
    ) -> None:
        self._ears = ears
        self._understanding = understanding
        self._grammar = grammar
        self._expects = expects

    def hear(self, file: Path) -> tuple[Heard, Meaning]:
        """Hear one file.

        Raises:
            SoundFileFault: if it is no sound file, empty or cut off.

        """
        return self.hear_samples(read_sound_file(file))

    def hear_samples(self, samples: Samples) -> tuple[Heard, Meaning]:
        """Hear sound that is in memory: mono, 16 kHz."""
        heard = self._ears.hear_file(samples, self._grammar)
        return heard, self._understanding.understand(heard, self._expects)

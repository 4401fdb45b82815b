"""What the benchmark drives: from an utterance to the first sound of its reply, two ways."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import soundfile
import soxr

from assistant.conversation.session import Session
from assistant.hearing.recognizer import SAMPLE_RATE_HZ, Samples
from assistant.messages import Ask, End, Event, Finished, Heard, Say, Spoken
from assistant.speaking.choose import choose_synthesizer
from assistant.speaking.synthesizer import VoiceProfile
from assistant.understanding.understand import Understanding

VOICES = ("en-us+f3", "en-us+m3", "en-gb-x-rp", "en-us")
"""Voices of the spoken examples: espeak-ng's, since they need no recording."""
SPEAKING_LEVEL = 0.02
"""Sound below this is silence around an example."""


class Pipeline:
    """Understands, answers, and makes the first sound."""

    def __init__(
        self,
        understanding: Understanding,
        new_session: Callable[[], Session],
        *,
        whole_reply: bool,
    ) -> None:
        self._understanding = understanding
        self._new_session = new_session
        self._whole_reply = whole_reply
        self._voice = choose_synthesizer()
        self._profile = VoiceProfile("bench")

    def first_sound(self, heard: Heard) -> None:
        """Return when the first sound of the reply could be played."""
        sentences = self._reply(heard)
        if not self._whole_reply:
            self._voice.synthesize(sentences[0], self._profile)
            return
        sound = self._voice.synthesize(" ".join(sentences), self._profile)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "reply.wav"
            soundfile.write(file, sound, self._voice.sample_rate_hz)
            soundfile.read(file)

    def _reply(self, heard: Heard) -> list[str]:
        """Return what is said until the next question; the first alone unless all is wanted."""
        conversation = self._new_session().run()
        effect = next(conversation)
        sentences: list[str] = []
        answered = False
        while not isinstance(effect, End):
            event: Event = Finished()
            if isinstance(effect, Ask):
                if answered:
                    sentences += [effect.text] if effect.text else []
                    break
                event = Spoken(self._understanding.understand(heard))
                answered = True
            elif isinstance(effect, Say) and answered:
                sentences.append(effect.text)
                if not self._whole_reply:
                    break
            effect = conversation.send(event)
        conversation.close()
        return sentences or [""]


def spoken_examples(texts: Sequence[str]) -> list[Samples]:
    """Return texts spoken by several voices, without silence around: mono, 16 kHz."""
    synthesizer = choose_synthesizer("espeak")
    spoken = []
    for number, text in enumerate(texts):
        voice = VoiceProfile("example", voice=VOICES[number % len(VOICES)])
        sound = synthesizer.synthesize(text, voice)
        loud = np.flatnonzero(np.abs(sound) > SPEAKING_LEVEL)
        trimmed = sound[loud[0] : loud[-1] + 1]
        at_rate = soxr.resample(trimmed, synthesizer.sample_rate_hz, SAMPLE_RATE_HZ)
        spoken.append((np.clip(at_rate, -1, 1) * 32767 * 0.5).astype(np.int16))
    return spoken

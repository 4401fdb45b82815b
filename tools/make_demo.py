"""Makes the recordings of the demo from the texts in voices/en/demo.yaml.

Usage: python tools/make_demo.py
They are made by espeak-ng and no human, so that they can be shipped and made again.
"""

from pathlib import Path

import numpy as np
import soundfile
import soxr

from assistant.speaking.espeak import EspeakSynthesizer
from assistant.speaking.synthesizer import VoiceProfile
from assistant.yamlfile import read_yaml

ROOT = Path(__file__).resolve().parents[1]
VOICE = VoiceProfile("demo", words_per_minute=165, pitch=50, voice="en-us+f5")
RATE_HZ = 16_000


def file_name(text: str) -> str:
    """Return the name of a text's recording."""
    return text.replace(" ", "-") + ".flac"


def main() -> None:
    """Write one FLAC file a text."""
    root = read_yaml(ROOT / "voices" / "en" / "demo.yaml").table()
    answers = root["answers"].table().values()
    texts = [root["opening"].text(), *(text for node in answers for text in node.texts())]
    synthesizer = EspeakSynthesizer()
    folder = ROOT / "voices" / "en" / "demo"
    folder.mkdir(exist_ok=True)
    for text in texts:
        sound = synthesizer.synthesize(text, VOICE)
        at_rate = soxr.resample(sound, synthesizer.sample_rate_hz, RATE_HZ)
        samples = (np.clip(at_rate, -1, 1) * 20_000).astype(np.int16)
        soundfile.write(folder / file_name(text), samples, RATE_HZ)


if __name__ == "__main__":
    main()

"""Makes the tones that guide breathing and listening: told apart with eyes closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import numpy as np

from assistant.speaking.synthesizer import Sound
from assistant.yamlfile import Node, read_yaml

BREATH_KINDS = ("in", "sip", "hold", "out", "rest")
SIGNS = ("listening", "end")
_NEEDED = {"from_hz", "to_hz", "level", "attack", "release", "partials"}


@dataclass(frozen=True, slots=True)
class Cue:
    """One tone: how it glides, how it fades, how bright it is."""

    from_hz: float
    to_hz: float
    level: float
    """Peak, 0 to 1."""
    attack: float
    """Seconds of fading in."""
    release: float
    """Seconds of fading out."""
    partials: tuple[float, ...]
    """Strength of the tone and its overtones."""
    seconds: float = 0.0
    """Length; 0 where the part of the breath sets it."""

    def sound(self, seconds: float, sample_rate_hz: int) -> Sound:
        """Return the tone: shape (round(seconds * rate),), float32, silent at both ends."""
        count = round(seconds * sample_rate_hz)
        time = np.arange(count) / sample_rate_hz
        # The pitch glides evenly to the ear, that is by a constant ratio.
        glide = (self.to_hz / self.from_hz) ** (np.arange(count) / max(1, count))
        phase = 2 * np.pi * np.cumsum(self.from_hz * glide) / sample_rate_hz
        tone = sum(
            strength * np.sin(number * phase)
            for number, strength in enumerate(self.partials, start=1)
        )
        fade_in = np.clip(time / max(self.attack, 1e-3), 0, 1)
        fade_out = np.clip((seconds - time) / max(self.release, 1e-3), 0, 1)
        # Raised cosines: no corner, so no click.
        envelope = np.sin(0.5 * np.pi * fade_in) ** 2 * np.sin(0.5 * np.pi * fade_out) ** 2
        scale = self.level / sum(map(abs, self.partials))
        sound: Sound = (scale * envelope * tone).astype(np.float32)
        return sound


@dataclass(frozen=True, slots=True)
class Cues:
    """All tones of voices/cues.yaml."""

    breath: Mapping[str, Cue]
    signs: Mapping[str, Cue]


def load_cues(voices: Traversable) -> Cues:
    """Read voices/cues.yaml; raises `DataFault` with file, line and fix."""
    root = read_yaml(voices / "cues.yaml", "voices/cues.yaml").checked({"breath", "signs"}, set())
    breath = {
        name: _cue(node, set())
        for name, node in root["breath"].checked(set(BREATH_KINDS), set()).items()
    }
    signs = {
        name: _cue(node, {"seconds"})
        for name, node in root["signs"].checked(set(SIGNS), set()).items()
    }
    return Cues(breath, signs)


def _cue(node: Node, more: set[str]) -> Cue:
    table = node.checked(_NEEDED | more, set())
    numbers = {key: part.number() for key, part in table.items() if key != "partials"}
    if not min(numbers["from_hz"], numbers["to_hz"]) >= 20:
        raise node.fault("A tone below 20 Hz cannot be heard.", "Raise from_hz or to_hz.")
    if not 0 <= numbers["level"] <= 1:
        raise node.fault("The level is not between 0 and 1.", "Write for example 0.2.")
    for key in ("attack", "release", "seconds"):
        if not 0 <= numbers.get(key, 0) <= 10:
            raise table[key].fault(f"{key} is out of range.", "Write 0 to 10 seconds.")
    partials = tuple(item.number() for item in table["partials"].items())
    if not any(partials):
        raise node.fault("A tone without partials is silent.", "Write for example [1, 0.3].")
    return Cue(partials=partials, **numbers)

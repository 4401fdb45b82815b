"""Reads voices/voices.yaml: the ways in which Steady can speak."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable

from assistant.speaking.synthesizer import VoiceProfile
from assistant.yamlfile import Node, read_yaml

DEFAULT = "calm"
_LIMITS = {
    "words_per_minute": (80, 260),
    "pitch": (0, 99),
    "volume": (0, 1),
    "pause_seconds": (0, 3),
}


def load_profiles(voices: Traversable) -> Mapping[str, VoiceProfile]:
    """Read the profiles by name; raises `DataFault` with file, line and fix."""
    root = read_yaml(voices / "voices.yaml", "voices/voices.yaml")
    profiles = {name: _profile(name, node) for name, node in root.table().items()}
    if DEFAULT not in profiles:
        raise root.fault(f"The profile '{DEFAULT}' is missing.", "Add it: it is the usual voice.")
    return profiles


def _profile(name: str, node: Node) -> VoiceProfile:
    table = node.checked(set(_LIMITS) | {"voice"}, set())
    numbers = {}
    for key, (least, most) in _LIMITS.items():
        numbers[key] = table[key].number()
        if not least <= numbers[key] <= most:
            raise table[key].fault(f"{key} is out of range.", f"Write {least} to {most}.")
    return VoiceProfile(
        name,
        int(numbers["words_per_minute"]),
        int(numbers["pitch"]),
        numbers["volume"],
        numbers["pause_seconds"],
        table["voice"].text(),
    )

"""Picks the voice engine: the one that was asked for, or the best that works here."""

import sys
from collections.abc import Callable

from assistant.errors import SynthesizerFault, UsageFault
from assistant.speaking.espeak import EspeakSynthesizer
from assistant.speaking.pyttsx3_engine import Pyttsx3Synthesizer
from assistant.speaking.synthesizer import Synthesizer

ENGINES: dict[str, Callable[[], Synthesizer]] = {
    "espeak": EspeakSynthesizer,
    "pyttsx3": Pyttsx3Synthesizer,
}


def choose_synthesizer(setting: str = "auto", platform: str = sys.platform) -> Synthesizer:
    """Return a working synthesizer.

    Args:
        setting: A name in `ENGINES`, or `auto`: espeak-ng first on Linux; on macOS and Windows
            the system's own voice first.
        platform: As `sys.platform`.

    Raises:
        UsageFault: if there is no engine of that name.
        SynthesizerFault: if the engine, or with `auto` each of them, cannot be used here.

    """
    if setting in ENGINES:
        return ENGINES[setting]()
    if setting != "auto":
        names = ", ".join(("auto", *ENGINES))
        raise UsageFault(f"There is no synthesizer called '{setting}'; choose one of: {names}.")
    order = ("pyttsx3", "espeak") if platform in ("darwin", "win32") else ("espeak", "pyttsx3")
    for name in order:
        try:
            return ENGINES[name]()
        except SynthesizerFault:
            continue
    raise SynthesizerFault(
        "No voice works on this computer, so replies are only shown; "
        "install the package 'espeakng-loader' to hear them."
    )

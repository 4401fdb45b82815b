"""Words and routes that a script branches on are checked when it is read."""

from pathlib import Path

import pytest

from assistant.content.library import load_library
from assistant.errors import DataFault
from tests.content.speech import changed, intents

HEAD = "purpose: A script for this test.\nsteps:\n"


def made(folder: Path, condition: str) -> Path:
    steps = f"- if: {{{condition}}}\n  then: []\n"
    return changed(folder, "scripts/made_up.yaml", "", HEAD + steps)


@pytest.mark.parametrize("word", ["Weak", "weak!", "8", "half  smile", ""])
def test_a_word_that_no_recognizer_writes_is_refused(tmp_path: Path, word: str) -> None:
    with pytest.raises(DataFault, match=r"scripts/made_up\.yaml:3: .* can never be heard"):
        load_library(made(tmp_path, f"heard: ['{word}']"), "en", intents())


def test_plain_words_and_short_phrases_are_taken(tmp_path: Path) -> None:
    voices = made(tmp_path, 'heard: [weak, half smile, "i don\'t know"]')
    assert load_library(voices, "en", intents()).scripts["made_up"]


def test_a_route_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFault, match=r"Unknown route 'R9'\. Write R1 to R8\."):
        load_library(made(tmp_path, "risk: R9"), "en", intents())

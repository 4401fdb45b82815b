"""Each intent is recognised from sayings that are none of its phrases, and keeps its own."""

from pathlib import Path

import pytest

from assistant.messages import NONE_INTENT
from assistant.resources import data_folder
from assistant.understanding import Understanding
from assistant.understanding.catalogue import Catalogue
from assistant.yamlfile import read_yaml

FOLDER = Path(__file__).parent / "en"
CATALOGUE = Catalogue.load(data_folder("intents"))
STRICT = ("crisis_self", "crisis_danger", NONE_INTENT)
"""Intents of which no saying may be missed."""


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding.load(data_folder("intents"))


def test_every_intent_has_sayings() -> None:
    assert {file.stem for file in FOLDER.glob("*.yaml")} == set(CATALOGUE.intents)


@pytest.mark.parametrize("intent", CATALOGUE.intents)
def test_sayings_are_recognised(intent: str, understanding: Understanding) -> None:
    said = read_yaml(FOLDER / f"{intent}.yaml").checked({"says"}, set())["says"].texts()
    wrong = {text: understanding.understand(text).intent for text in said}
    wrong = {text: found for text, found in wrong.items() if found != intent}
    allowed = 0 if intent in STRICT else 1
    assert len(wrong) <= allowed, wrong


@pytest.mark.parametrize("intent", CATALOGUE.intents)
def test_no_phrase_is_stolen(intent: str, understanding: Understanding) -> None:
    """A phrase of one intent never goes to another; a crisis phrase raises its script."""
    for phrase in CATALOGUE.of(intent).phrases:
        meaning = understanding.understand(phrase.text)
        assert meaning.intent == intent, f"{phrase.file}:{phrase.line} goes to {meaning.intent}"


@pytest.mark.parametrize("intent", CATALOGUE.intents)
def test_near_misses_do_not_match(intent: str, understanding: Understanding) -> None:
    for miss in CATALOGUE.of(intent).near_misses:
        assert understanding.understand(miss.text).intent != intent, f"{miss.file}:{miss.line}"

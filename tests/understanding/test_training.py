"""The weights that ship come from the phrases that ship, and training is repeatable."""

import numpy as np
import pytest

from assistant.resources import data_folder
from assistant.understanding.catalogue import Catalogue
from assistant.understanding.features import Blocks
from assistant.understanding.model import Model
from assistant.understanding.reading import featured, prepared
from assistant.understanding.structure import People
from tools.train_linear import Linear, Vocabulary

CATALOGUE = Catalogue.load(data_folder("intents"))


@pytest.fixture(scope="module")
def rows() -> list[Blocks]:
    return [
        featured(prepared(phrase.text, CATALOGUE), CATALOGUE, People())
        for phrase in CATALOGUE.phrases()
    ]


def test_the_shipped_features_are_those_of_the_phrases(rows: list[Blocks]) -> None:
    built, shipped = Vocabulary(rows), Model.load(CATALOGUE.home).blocks
    for hashes, block in zip(built.hashes, shipped, strict=True):
        assert np.array_equal(hashes, block.hashes)


def test_training_twice_gives_the_same_weights(rows: list[Blocks]) -> None:
    labels = np.array([phrase.intent for phrase in CATALOGUE.phrases()])[::40]
    once, again = (Linear(rows[::40], labels).packed() for _ in range(2))
    for first, second in zip(once, again, strict=True):
        assert first.keys() == second.keys()
        for name, values in first.items():
            assert np.array_equal(values, second[name]), name


def test_every_intent_can_be_recognised() -> None:
    assert set(Model.load(CATALOGUE.home).labels) == set(CATALOGUE.intents)

import math
from pathlib import Path

import pocketsphinx
import pytest

from assistant.hearing.language_model import END, START, build_arpa
from tests.hearing.conftest import PHRASES

GENERAL = {"the": 0.5, "him": 0.2, "table": 0.3}
SENTENCES = [tuple(phrase.split()) for phrase in PHRASES]
Table = dict[tuple[str, ...], tuple[float, float]]


def parsed(arpa: str) -> Table:
    """Each gram with its probability and backoff weight."""
    table: Table = {}
    for line in arpa.splitlines():
        cells = line.split("\t")
        if len(cells) >= 2:
            backoff = float(cells[2]) if len(cells) > 2 else 0.0
            table[tuple(cells[1].split(" "))] = (float(cells[0]), backoff)
    return table


def log10(table: Table, gram: tuple[str, ...]) -> float:
    """Back off as the ARPA format defines it."""
    if gram in table:
        return table[gram][0]
    return table.get(gram[:-1], (0.0, 0.0))[1] + log10(table, gram[1:])


@pytest.mark.parametrize("general", [GENERAL, {}])
@pytest.mark.parametrize("sentences", [SENTENCES, SENTENCES * 3, SENTENCES[:1]])
def test_probabilities_after_any_history_add_up_to_one(
    general: dict[str, float], sentences: list[tuple[str, ...]]
) -> None:
    table = parsed(build_arpa(sentences, general))
    words = [gram[0] for gram in table if len(gram) == 1 and gram[0] != START]
    for history in [(), ("i",), (START,), ("i", "want"), (START, "i"), ("the", "him"), ("to",)]:
        if all((word,) in table for word in history):
            total = sum(10 ** log10(table, (*history, word)) for word in words)
            assert math.isclose(total, 1.0, abs_tol=0.01), history


def test_what_the_phrases_say_is_likelier_than_other_words() -> None:
    table = parsed(build_arpa(SENTENCES, GENERAL))
    assert log10(table, ("want", "to", "text")) > log10(table, ("want", "to", "table")) + 1
    assert log10(table, ("text", "him", END)) > log10(table, ("text", "him", "the")) + 0.5


def test_everyday_words_are_possible_everywhere() -> None:
    table = parsed(build_arpa(SENTENCES, GENERAL))
    assert log10(table, (START, "the")) > -4
    assert log10(table, ("read", "my", "table")) > -4


def test_pocketsphinx_reads_the_model_with_the_same_probabilities(tmp_path: Path) -> None:
    arpa = build_arpa(SENTENCES, GENERAL)
    path = tmp_path / "phrases.lm"
    path.write_text(arpa)
    logs = pocketsphinx.LogMath()
    config = pocketsphinx.Config(hmm=None, lm=None, dict=None)
    model = pocketsphinx.NGramModel(config, logs, str(path))
    table = parsed(arpa)
    for gram in [("text",), ("to", "text"), ("want", "to", "text"), ("read", "my", "table")]:
        theirs = math.log10(logs.exp(model.prob(list(reversed(gram)))))
        assert math.isclose(theirs, log10(table, gram), abs_tol=0.01)

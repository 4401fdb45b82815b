"""A word outside the dictionary is given phones that the recognizer can use."""

from collections.abc import Sequence
from pathlib import Path

import pocketsphinx
import pytest

from assistant.speaking.pronouncing import EspeakPronouncer

COMMON = (  # noqa: SIM905 - easier to read and to add to
    "the and want text him her my ex call reasons breathe calm stop pause message phone love "
    "miss lonely contact reply check profile block family together promise listen again water "
    "better hurt yesterday number something another people because through friend music"
).split()


@pytest.fixture(scope="module")
def dictionary() -> dict[str, list[list[str]]]:
    file = Path(pocketsphinx.get_model_path()) / "en-us" / "cmudict-en-us.dict"
    entries: dict[str, list[list[str]]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        word, *phones = line.split()
        entries.setdefault(word.split("(")[0], []).append(phones)
    return entries


def edits(left: Sequence[str], right: Sequence[str]) -> int:
    """Levenshtein distance over phones."""
    previous = list(range(len(right) + 1))
    for row, one in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            change = previous[column - 1] + (one != other)
            current.append(min(previous[column] + 1, current[-1] + 1, change))
        previous = current
    return previous[-1]


def error_rate(words: Sequence[str], dictionary: dict[str, list[list[str]]]) -> float:
    spoken = EspeakPronouncer().pronounce(words)
    wrong = total = 0
    for word in words:
        best, length = min(
            (edits(reading.split(), known), len(known))
            for reading in spoken[word]
            for known in dictionary[word]
        )
        wrong += best
        total += length
    return wrong / total


def test_common_words_are_pronounced_as_in_the_recognizers_dictionary(
    dictionary: dict[str, list[list[str]]],
) -> None:
    assert error_rate(COMMON, dictionary) < 0.03


def test_words_at_large_are_pronounced_much_as_in_the_dictionary(
    dictionary: dict[str, list[list[str]]],
) -> None:
    """Every 60th entry: 2,000 words, most of them rare names."""
    words = [word for word in dictionary if word.isalpha()][::60]
    assert error_rate(words, dictionary) < 0.12


def test_only_phones_of_the_acoustic_model_are_used(
    dictionary: dict[str, list[list[str]]],
) -> None:
    known = {phone for readings in dictionary.values() for reading in readings for phone in reading}
    words = [word for word in dictionary if word.isalpha()][::60]
    used = {
        phone
        for readings in EspeakPronouncer().pronounce(words).values()
        for reading in readings
        for phone in reading.split()
    }
    assert used <= known


def test_words_the_dictionary_lacks_get_a_pronunciation() -> None:
    spoken = EspeakPronouncer().pronounce(["unblock", "zoë", "dialled", "i'm"])
    assert spoken["unblock"][0] == "AH N B L AA K"
    assert spoken["zoë"] == ("Z OW IY",)
    assert spoken["i'm"] == ("AY M",)
    assert spoken["dialled"][0].startswith("D AY")


def test_what_has_no_letter_is_left_out() -> None:
    assert EspeakPronouncer().pronounce(["--", "", "…"]) == {}

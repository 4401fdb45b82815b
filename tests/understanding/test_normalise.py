"""What is said is read in one form, however it is written."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.resources import data_folder
from assistant.understanding.normalise import MAX_CHARACTERS, Words, core, plain, tokens

WORDS = Words.load(Path(str(data_folder("intents"))) / "en" / "_words.yaml")


def read(text: str) -> tuple[str, ...]:
    return core(tokens(text, WORDS), WORDS)


@pytest.mark.parametrize(
    "written",
    ["I'm gonna text him", "i\u2019m gonna text him", "im gonna text him", "i m gonna text him",
     "I AM GOING TO TEXT HIM!!", "um i'm uh going to text him", "i'm i'm gonna text him",
     "i'm gonna text text him", "i am going to text him..."],
)  # fmt: skip
def test_one_sentence_has_one_form(written: str) -> None:
    assert read(written) == ("i", "am", "going", "to", "text", "him")


def test_words_that_lose_their_apostrophe_are_opened_by_what_follows() -> None:
    assert read("he'll kill me") == read("hell kill me") == ("he", "will", "kill", "me")
    assert read("what the hell") == ("what", "the", "hell")
    assert read("i feel ill") == ("i", "feel", "ill")


def test_what_is_no_english_text_is_nothing() -> None:
    for text in ("", "   ", "🙂🙂", "привет", "\x00\x07\x1b", "…!?", "日本語"):
        assert read(text) == ()


def test_accents_are_read_as_plain_letters() -> None:
    assert plain("café naïve") == "cafe naive"


def test_fillers_alone_are_kept() -> None:
    assert read("um") == ("um",)


@settings(max_examples=300)
@given(st.text(max_size=200))
def test_any_text_becomes_plain_words(text: str) -> None:
    assert all(word.isascii() and word.isalnum() for word in tokens(text, WORDS))


def test_a_very_long_text_is_cut() -> None:
    assert len(plain("word " * 100_000)) <= MAX_CHARACTERS

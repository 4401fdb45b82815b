import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.errors import RecognizerFault
from assistant.hearing import domain_model as module
from assistant.hearing.domain_model import DomainModel, domain_model, everyday_words
from assistant.hearing.pronunciations import look_up, words_of
from tests.hearing.conftest import PHRASES


class OneWord:
    """Knows how to say one word, and says nonsense for another."""

    def pronounce(self, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
        known = {"zyx": ("Z IH K S",), "qqq": ("not phones",)}
        return {word: known[word] for word in words if word in known}


def built(phrases: Sequence[str], cache: Path) -> DomainModel:
    return domain_model(phrases, cache, OneWord(), everyday_words=50)


def inode(model: DomainModel) -> int:
    return model.language_model.stat().st_ino


def test_phrases_are_split_as_a_recognizer_writes() -> None:
    assert words_of("I Don\u2019t want-to, text HIM!") == [
        "i",
        "don't",
        "want",
        "to",
        "text",
        "him",
    ]
    assert words_of("  ") == []


def test_a_word_has_all_the_pronunciations_of_the_dictionary() -> None:
    assert look_up(["read"]).by_word["read"] == ("R EH D", "R IY D")


def test_the_owners_form_is_made_from_its_stem() -> None:
    said = look_up(["duck's", "cat's", "fish's"]).by_word
    assert said["duck's"] == ("D AH K S",)
    assert said["fish's"][0].endswith("IH Z")


def test_missing_words_are_asked_for_and_else_reported() -> None:
    said = look_up(["text", "zyx", "qqq", "xxqx"], OneWord())
    assert said.by_word["zyx"] == ("Z IH K S",)
    assert said.unknown_words == ("qqq", "xxqx")
    assert look_up(["zyx"]).unknown_words == ("zyx",)


def test_unknown_words_are_named_also_when_they_come_from_the_cache(tmp_path: Path) -> None:
    phrases = [*PHRASES, "call xxqx"]
    assert built(phrases, tmp_path).unknown_words == ("unblocked", "xxqx")
    assert built(phrases, tmp_path).unknown_words == ("unblocked", "xxqx")


def test_the_same_phrases_are_not_built_twice_and_others_are(tmp_path: Path) -> None:
    first = built(PHRASES, tmp_path)
    kept = inode(first)
    again = built(list(reversed(PHRASES)), tmp_path)
    assert (again, inode(again)) == (first, kept)
    assert built([*PHRASES, "one more"], tmp_path) != first


def test_a_change_of_the_program_builds_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built(PHRASES, tmp_path)
    monkeypatch.setattr(module, "VERSION", 999)
    assert built(PHRASES, tmp_path) != first


@pytest.mark.parametrize("name", ["words.dict", "phrases.lm", "record.json"])
@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_a_damaged_cache_is_rebuilt(tmp_path: Path, name: str, damage: str) -> None:
    model = built(PHRASES, tmp_path)
    path = model.dictionary.parent / name
    good = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(good[: len(good) // 2] if damage == "cut" else b"\xff" + good[1:])
    assert built(PHRASES, tmp_path) == model
    assert path.read_bytes() == good


def test_the_cache_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    model = built(PHRASES, tmp_path / "cache")
    for path in model.dictionary.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(model.dictionary.parent.stat().st_mode) == 0o700


def test_a_cache_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "cache"
    blocked.write_text("a file in the place of the folder")
    with pytest.raises(RecognizerFault, match="cannot be written"):
        built(PHRASES, blocked)


def test_the_everyday_words_are_the_commonest() -> None:
    words = everyday_words(200)
    assert len(words) == 200
    assert {"the", "and", "you", "is"} <= set(words)
    assert "zebra" not in words

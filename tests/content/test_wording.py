"""How it speaks: short, plain, kind, and never twice the same."""

import re
import statistics

import pytest
import textstat

from assistant.content.script_reader import FEWEST_VARIANTS
from assistant.yamlfile import read_yaml
from tests.content.speech import ROOT, SENTENCE_END, Sentence, lines, sentences, shipped

DATA = ROOT / "tests" / "content" / "data"
FORBIDDEN = {
    pattern: why.text() for pattern, why in read_yaml(DATA / "forbidden_words.yaml").table().items()
}
HARDEST_GRADE = 6.0
MOST_SENTENCES = 2
MOST_WORDS = 26


def test_the_rules_look_at_all_that_can_be_said() -> None:
    assert len(sentences(shipped())) > 500


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_no_forbidden_word_is_spoken(pattern: str) -> None:
    found = [
        f"{sentence.source}: {sentence.text}"
        for sentence in sentences(shipped()).values()
        if re.search(pattern, sentence.text, re.IGNORECASE)
    ]
    assert not found, FORBIDDEN[pattern]


def test_nothing_is_longer_than_two_short_sentences() -> None:
    long = [
        f"{sentence.source}: {sentence.text}"
        for sentence in sentences(shipped()).values()
        if len(SENTENCE_END.findall(sentence.text)) > MOST_SENTENCES
        or len(sentence.text.split()) > MOST_WORDS
    ]
    assert not long


def test_every_sentence_ends() -> None:
    open_ended = [
        sentence.text
        for sentence in sentences(shipped()).values()
        if not re.search(r"[.?!]$|\{\w+\}$", sentence.text)
    ]
    assert not open_ended


def test_every_line_has_three_variants_unless_its_wording_is_fixed() -> None:
    for line, fixed in lines(shipped()):
        assert len(line.variants) >= (1 if fixed else FEWEST_VARIANTS), line.source


def grade(sentence: Sentence) -> float:
    return float(textstat.flesch_kincaid_grade(sentence.plain))


def test_no_sentence_is_harder_than_grade_six() -> None:
    """Flesch-Kincaid grade; exceptions are listed as data, and stay only while needed."""
    excused = set(read_yaml(DATA / "readability_exceptions.yaml").table())
    hard = {
        sentence.text
        for sentence in sentences(shipped()).values()
        if not sentence.fixed and grade(sentence) > HARDEST_GRADE
    }
    assert hard == excused


def test_safety_scripts_are_read_as_easily_on_the_whole() -> None:
    fixed = [grade(sentence) for sentence in sentences(shipped()).values() if sentence.fixed]
    assert statistics.mean(fixed) < 4
    assert max(fixed) < 8


def test_options_are_few() -> None:
    """At two in the morning, nobody keeps more than three options in mind."""
    for sentence in sentences(shipped()).values():
        if sentence.text.endswith("?") or "say " in sentence.text.lower():
            assert len(re.findall(r"\bor\b", sentence.text)) <= 2, sentence.text


def test_the_ex_is_named_by_placeholder_alone() -> None:
    for sentence in sentences(shipped()).values():
        assert not re.search(r"\b(your|an|the) ex\b|\bhis\b|\bhers?\b|\bhim\b", sentence.text), (
            sentence.text
        )

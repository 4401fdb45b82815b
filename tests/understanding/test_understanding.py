"""Meanings: who did what to whom decides, not words alone."""

import random
from pathlib import Path

import pytest

from assistant.conversation.words import Entry, PersonalWords
from assistant.messages import Decision, Heard, Meaning
from assistant.private import Private
from assistant.resources import data_folder
from assistant.understanding import Understanding

PAIRS = {
    "I texted my boss": "none",
    "I nearly rang him and put the phone down": "held",
    "I didn't text him": "held",
    "I want to text him": "urge_contact",
    "I texted him": "slip",
    "he texted me": "urge_reply",
    "my sister texted me": "none",
    "I want to look at his profile": "urge_check",
    "I miss him": "missing",
    "I miss the old bus timetable": "none",
}


@pytest.mark.parametrize("text", PAIRS)
def test_minimal_pairs_part_by_structure(text: str, understanding: Understanding) -> None:
    assert understanding.understand(text).intent == PAIRS[text]


@pytest.mark.parametrize(
    ("text", "request_", "moment"),
    [
        ("I want to text him, read my reasons", "check_facts", "urge_contact"),
        ("I miss her so much can you do the breathing with me", "breathe", "missing"),
        ("I texted him last night let me write it down in my journal", "journal", "slip"),
    ],
)
def test_in_a_compound_the_request_wins_and_the_moment_is_kept(
    text: str, request_: str, moment: str, understanding: Understanding
) -> None:
    meaning = understanding.understand(text)
    assert meaning.intent == request_
    assert meaning.context in (moment, "none")


def test_a_compound_never_seen_keeps_its_moment(understanding: Understanding) -> None:
    meaning = understanding.understand("I really want to ring him so read me all my reasons again")
    assert (meaning.intent, meaning.context) == ("check_facts", "urge_contact")


@pytest.mark.parametrize(
    ("text", "value"),
    [("seven", "7"), ("about an eight", "8"), ("nine out of ten", "9"), ("pretty bad", "7"),
     ("I'd say a 4", "4"), ("it was a nine now it's a three", "3"), ("skip that", "skip"),
     ("ten", "10"), ("zero", "0")],
)  # fmt: skip
def test_an_expected_rating_is_a_number(
    text: str, value: str, understanding: Understanding
) -> None:
    meaning = understanding.understand(text, ["rate"])
    assert (meaning.intent, meaning.slots.get("value")) == ("rate", value)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [("box breathing please", "box"), ("do the four seven eight", "478"),
     ("let's do the physiological sigh", "sigh")],
)  # fmt: skip
def test_a_breathing_pattern_is_named(
    text: str, pattern: str, understanding: Understanding
) -> None:
    meaning = understanding.understand(text)
    assert (meaning.intent, meaning.slots.get("pattern")) == ("breathe", pattern)


@pytest.mark.parametrize("text", ["yeah go on", "yes", "okay then", "sure why not"])
def test_a_yes_is_a_yes_when_asked(text: str, understanding: Understanding) -> None:
    assert understanding.understand(text, ["yes", "no"]).intent == "yes"


def test_danger_is_heard_whatever_was_asked(understanding: Understanding) -> None:
    for expects in (["rate"], ["yes", "no"], ["dictation"], ["breathe", "distract"]):
        assert understanding.understand("he's outside my door", expects).route is not None


def personal(*entries: tuple[str, str], **facts: str) -> PersonalWords:
    return PersonalWords(
        tuple(
            Entry(f"p{i}", "phrase", Private(text), why=Private(intent))
            for i, (text, intent) in enumerate(entries)
        ),
        {key: Private(value) for key, value in facts.items()},
    )


def test_a_persons_own_phrase_is_obeyed_at_once(understanding: Understanding) -> None:
    mine = understanding.knowing(personal(("the dragon is awake again", "surf")))
    assert understanding.understand("the dragon is awake again").intent != "surf"
    assert mine.understand("The dragon is awake again!").intent == "surf"
    assert mine.understand("the dragons awake again um").decision is not None
    assert mine.understand("the dragoon is awake again").intent == "surf"


def test_a_persons_own_phrase_never_hides_danger(understanding: Understanding) -> None:
    mine = understanding.knowing(personal(("i want to die", "distract")))
    assert mine.understand("i want to die").route is not None


def test_a_phrase_for_an_unknown_intent_is_left_out(understanding: Understanding) -> None:
    mine = understanding.knowing(personal(("purple kangaroo", "no_such_intent")))
    assert mine.understand("purple kangaroo").intent == "none"


def test_the_exs_name_is_the_ex(understanding: Understanding) -> None:
    mine = understanding.knowing(personal(ex_name="Zbigniew"))
    assert mine.understand("I want to text Zbigniew").intent == "urge_contact"


def test_another_reading_of_the_recognizer_is_asked_about(understanding: Understanding) -> None:
    meaning = understanding.understand(Heard("a one two tech sim", 0.3, ("i want to text him",)))
    assert (meaning.intent, meaning.decision) == ("urge_contact", Decision.ASK)


def test_low_confidence_asks_first(understanding: Understanding) -> None:
    assert understanding.understand(Heard("i want to text him", 0.1)).decision is Decision.ASK


@pytest.mark.parametrize(
    "text", ["", "   ", "🙂", "привет как дела", "\x00\x1b[2J", "日本語です", "..."]
)
def test_what_is_no_speech_is_none(text: str, understanding: Understanding) -> None:
    meaning = understanding.understand(text)
    assert (meaning.intent, meaning.decision) == ("none", Decision.IGNORE)


def test_ten_thousand_words_are_none_in_bounded_time(understanding: Understanding) -> None:
    assert understanding.understand("lorem ipsum dolor " * 3_400).route is None


def test_every_meaning_is_sound(understanding: Understanding) -> None:
    """Random and mutated utterances: no exception, scores in range, a route only with a crisis."""
    dice = random.Random(7)  # noqa: S311 - not for secrets
    phrases = [phrase.text for phrase in understanding.catalogue.phrases()]
    for _ in range(1_500):
        meaning = understanding.understand(_mutated(dice.choice(phrases), phrases, dice))
        _sound(meaning)


def _mutated(text: str, phrases: list[str], dice: random.Random) -> str:
    words = text.split()
    for _ in range(dice.randint(1, 3)):
        place = dice.randrange(len(words) + 1)
        kind = dice.randrange(5)
        if kind == 0 and len(words) > 1:
            del words[min(place, len(words) - 1)]
        elif kind == 1:
            words.insert(place, dice.choice(dice.choice(phrases).split()))
        elif kind == 2:
            words.insert(place, "".join(chr(dice.randrange(1, 0x2FFF)) for _ in range(5)))
        elif kind == 3:
            dice.shuffle(words)
        else:
            words += dice.choice(phrases).split()
    return " ".join(words)


def _sound(meaning: Meaning) -> None:
    assert 0.0 <= meaning.score <= 1.0
    assert (meaning.route is not None) == meaning.intent.startswith("crisis")
    if meaning.decision is Decision.IGNORE:
        assert meaning.intent == "none"


def test_the_weights_are_small() -> None:
    home = Path(str(data_folder("intents"))) / "en"
    for file in home.iterdir():
        assert file.stat().st_size <= 2_000_000, file.name

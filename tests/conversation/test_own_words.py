"""The person's own words: read back word for word, in turn, kept only when she says so."""

from itertools import pairwise
from random import Random

import pytest

from assistant.conversation import scripts as s
from assistant.conversation.choosing import Variants, next_entries
from assistant.conversation.words import Entry, PersonalWords
from assistant.messages import Ask, Breathe, Keep, Note, Play, Say
from assistant.private import Private
from tests.conversation.small import Person, Scripts, Steps, ask, entry, line, say, tell


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [item.id for item in entries]


# --- what comes next ----------------------------------------------------------------------


def test_the_reason_heard_longest_ago_comes_first() -> None:
    entries = [entry("a", "A", last_heard=30.0), entry("b", "B", last_heard=10.0)]
    assert ids(next_entries(entries, 2, set())) == ["b", "a"]


def test_a_reason_never_heard_comes_before_all_others() -> None:
    entries = [entry("a", "A", last_heard=1.0), entry("b", "B")]
    assert ids(next_entries(entries, 1, set())) == ["b"]


def test_among_equals_the_more_important_and_then_the_older_comes_first() -> None:
    entries = [
        entry("a", "A", importance=3, created=1.0),
        entry("b", "B", importance=5, created=9.0),
        entry("c", "C", importance=3, created=0.0),
    ]
    assert ids(next_entries(entries, 3, set())) == ["b", "c", "a"]


def test_what_was_read_in_this_session_comes_again_only_when_nothing_else_is_left() -> None:
    entries = [entry("a", "A"), entry("b", "B", last_heard=5.0)]
    assert ids(next_entries(entries, 1, {"a"})) == ["b"]
    assert ids(next_entries(entries, 1, {"a", "b"})) == ["a"]


def test_reasons_rotate_within_a_session() -> None:
    words = PersonalWords(tuple(entry(name, name.upper()) for name in "abcd"))
    told = tell({"why": [s.OwnStep("reason", 2)]}, ["why", "why", "why"], words=words)
    assert told.spoken[1:5] == ["A", "B", "C", "D"]
    assert len(told.spoken) == 7


# --- variants -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(20))
def test_no_variant_comes_twice_before_all_have_come_and_never_twice_in_a_row(seed: int) -> None:
    variants, one = Variants(Random(seed)), line("x", "a", "b", "c")  # noqa: S311
    said = [variants.of(one) for _ in range(12)]
    for start in range(0, 12, 3):
        assert set(said[start : start + 3]) == {"a", "b", "c"}
    assert all(before != after for before, after in pairwise(said))


def test_lines_of_different_places_take_turns_by_themselves() -> None:
    variants = Variants(Random(1))  # noqa: S311
    assert {variants.of(line("x", "a", "b")), variants.of(line("x", "a", "b"))} == {"a", "b"}
    assert variants.of(line("y", "a")) == "a"


# --- reading back -------------------------------------------------------------------------


def test_a_reason_is_read_word_for_word_and_marked_as_private() -> None:
    words = PersonalWords((entry("7", "he {sold} my cat ok"),))
    said = tell({"why": [s.OwnStep("reason", 1)]}, ["why"], words=words).of(Say)[-1]
    assert (said.text, said.source, said.private) == ("he {sold} my cat ok", "reason:7", True)


def test_why_it_matters_follows_its_reason() -> None:
    words = PersonalWords((entry("7", "A", why="it hurt"),))
    steps: Steps = [s.OwnStep("reason", 1, with_why=True)]
    assert tell({"why": steps}, ["why"], words=words).spoken[1:] == ["A", "Because it hurt"]


def test_a_recording_is_played_in_place_of_the_text() -> None:
    words = PersonalWords((entry("7", "A", clip="c1", clip_seconds=4.0),))
    told = tell({"why": [s.OwnStep("reason", 1)]}, ["why"], words=words)
    assert told.of(Play) == [Play("c1", 4.0, "reason:7")]


def test_a_persons_number_is_read_digit_by_digit() -> None:
    words = PersonalWords((entry("7", "Ana", kind="person", number="07 12"),))
    told = tell({"who": [s.OwnStep("person", 1)]}, ["who"], words=words)
    assert told.spoken[-1] == "Ana at zero, seven; one, two"


def test_only_entries_with_the_tag_are_read() -> None:
    words = PersonalWords((entry("1", "A"), entry("2", "B", tags=("reply",))))
    steps: Steps = [s.OwnStep("reason", 5, tag="reply")]
    assert tell({"why": steps}, ["why"], words=words).spoken[1:] == ["B"]


def test_the_name_that_she_uses_is_spoken_and_private() -> None:
    words = PersonalWords(facts={"ex_name": Private("Sam"), "ex_pronoun": Private("he")})
    said = tell({"talk": [say("{ex}. {they}, {them}.")]}, ["talk"], words=words).of(Say)[-1]
    assert (said.text, said.private) == ("Sam. He, him.", True)


def test_the_pronoun_is_taken_from_what_she_said() -> None:
    scripts: Scripts = {"missing": [say("About {them}.")]}
    told = tell(scripts, ["missing|i miss him", "missing|i miss this"])
    assert told.spoken[1:] == ["About him.", "About him."]


# --- keeping ------------------------------------------------------------------------------

ADD: Scripts = {
    "add": [
        ask(
            "Words?",
            {
                "dictation": [
                    ask(
                        "I heard: {heard}. Keep?",
                        {
                            "yes": [
                                ask("Why?", {"dictation": [], "no": [], "silence": []}, into="why"),
                                s.KeepStep(
                                    "reason", "heard", "why", (say("Kept."),), (say("Not kept."),)
                                ),
                            ],
                            "no": [say("Gone.")],
                        },
                    )
                ]
            },
            into="heard",
        )
    ]
}


def test_dictated_words_are_read_back_and_kept_on_yes() -> None:
    told = tell(ADD, ["add", "none|he lied", "yes", "none|it hurt"])
    assert "I heard: he lied. Keep?" in told.spoken
    assert told.of(Keep) == [Keep("reason", "he lied", {"why": "it hurt"})]
    assert told.spoken[-1] == "Kept."


def test_the_question_that_reads_them_back_is_private() -> None:
    told = tell(ADD, ["add", "none|he lied", "no"])
    assert [asked.private for asked in told.of(Ask) if asked.text] == [False, True]


def test_a_no_keeps_nothing() -> None:
    told = tell(ADD, ["add", "none|he lied", "no"])
    assert not told.of(Keep)
    assert told.spoken[-1] == "Gone."


def test_words_that_sound_like_a_request_are_dictation_where_dictation_is_asked_for() -> None:
    told = tell({**ADD, "breathe": []}, ["add", "breathe|i could not breathe", "no"])
    assert "I heard: i could not breathe. Keep?" in told.spoken


@pytest.mark.parametrize("skip", ["_", "no", "next"])
def test_why_may_be_skipped(skip: str) -> None:
    told = tell(ADD, ["add", "none|he lied", "yes", skip])
    assert told.of(Keep) == [Keep("reason", "he lied", {})]


def test_the_why_of_an_earlier_reason_is_not_taken_for_a_later_one() -> None:
    first = ["add", "none|he lied", "yes", "none|it hurt"]
    told = tell(ADD, [*first, "add", "none|he left", "yes", "_"])
    assert told.of(Keep)[1] == Keep("reason", "he left", {})


def test_what_could_not_be_kept_is_said_with_its_cause() -> None:
    person = Person(["add", "none|he lied", "yes", "_"], {}, kept=False, fault="The disk is full.")
    told = tell(ADD, [], person=person)
    assert told.spoken[-2:] == ["The disk is full.", "Not kept."]


# --- numbers ------------------------------------------------------------------------------

RATE: Steps = [
    s.RateStep("before", line("Before?")),
    s.IfStep(s.Condition("rating_at_least", "9"), (say("High."),)),
    s.RateStep("after", line("After?")),
    s.IfStep(
        s.Condition("rated", "after"),
        (s.IfStep(s.Condition("rating_fell", "any"), (say("Fell."),), (say("Stayed."),)),),
    ),
]


def test_two_numbers_are_noted_and_compared() -> None:
    told = tell({"talk": RATE}, ["talk", "rate 9", "rate 4"])
    assert told.spoken[1:] == ["Before?", "High.", "After?", "Fell."]
    assert told.of(Note)[1:] == [Note("rating_before", "9"), Note("rating_after", "4")]


@pytest.mark.parametrize("skip", ["no", "next", "_", "none"])
def test_a_number_may_be_skipped_in_any_way(skip: str) -> None:
    assert tell({"talk": RATE}, ["talk", skip, skip]).spoken[1:] == ["Before?", "After?"]


def test_the_numbers_of_an_earlier_urge_do_not_count_in_a_later_one() -> None:
    told = tell({"talk": RATE}, ["talk", "rate 9", "rate 4", "talk", "rate 9", "rate 9"])
    assert told.spoken[-4:] == ["Before?", "High.", "After?", "Stayed."]


# --- breath, things to do, help lines, loops ----------------------------------------------


def test_the_pattern_that_was_asked_for_is_breathed() -> None:
    told = tell({"breathe": [s.BreatheStep("")]}, ["breathe box", "breathe"])
    assert [breath.pattern for breath in told.of(Breathe)] == ["box", "paced"]


def test_a_caution_comes_before_holds_and_once_in_a_session() -> None:
    told = tell({"breathe": [s.BreatheStep("box"), s.BreatheStep("box")]}, ["breathe", "breathe"])
    assert told.spoken == ["<greeting>", "<caution>"]
    assert isinstance(told.effects[told.effects.index(told.of(Breathe)[0]) - 1], Say)


def test_her_own_things_to_do_come_first_and_none_twice() -> None:
    words = PersonalWords((entry("1", "Call the cat.", kind="activity"),))
    steps: Steps = [s.LoopStep(4, (s.ActivityStep(),))]
    told = tell({"distract": steps}, ["distract"], words=words)
    assert told.spoken[1] == "Call the cat."
    assert set(told.spoken[2:]) == {"Walk.", "Tidy.", "Sing to your ex."}


def test_a_number_is_said_twice_and_a_text_is_offered() -> None:
    told = tell({"talk": [s.NumbersStep("suicide")]}, ["talk"])
    assert told.spoken[1:] == [
        "Call a line nine, eight; eight",
        "Again nine, eight; eight",
        "Text a line HOME to seven, four, one; seven, four, one",
    ]


def test_a_country_without_an_entry_has_the_general_one() -> None:
    told = tell({"talk": [s.NumbersStep("suicide")]}, ["talk"], country="NZ")
    assert told.spoken[1:] == ["See the site."]


def test_a_loop_ends_after_its_times_or_when_it_is_left() -> None:
    steps: Steps = [s.LoopStep(3, (ask("More?", {"yes": [say("More.")], "no": [s.LeaveStep()]}),))]
    told = tell({"talk": [*steps, say("End.")]}, ["talk", "yes", "no"])
    assert told.spoken[1:] == ["More?", "More.", "More?", "End."]
    assert tell({"talk": steps}, ["talk", "yes", "yes", "yes"]).spoken.count("More.") == 3


def test_a_script_that_is_run_comes_back_and_one_gone_to_does_not() -> None:
    scripts: Scripts = {"in": [say("In.")], "run": [s.RunStep("in", leave=False), say("Back.")]}
    scripts["go"] = [s.RunStep("in", leave=True), say("Back.")]
    assert tell(scripts, ["run"]).spoken[1:] == ["In.", "Back."]
    assert tell(scripts, ["go"]).spoken[1:] == ["In."]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (s.Condition("has", "reason"), True),
        (s.Condition("has", "person"), False),
        (s.Condition("fact", "since"), True),
        (s.Condition("locked", "words"), False),
        (s.Condition("flag", "seen"), True),
        (s.Condition("done", "talk"), False),
        (s.Condition("moment", "missing"), False),
        (s.Condition("not", parts=(s.Condition("flag", "seen"),)), False),
        (s.Condition("any", parts=(s.Condition("flag", "x"), s.Condition("flag", "seen"))), True),
        (s.Condition("all", parts=(s.Condition("flag", "x"), s.Condition("flag", "seen"))), False),
    ],
)
def test_conditions(condition: s.Condition, holds: bool) -> None:
    words = PersonalWords((entry("1", "A"),), {"since": Private("2026-01-01")})
    steps: Steps = [s.FlagStep("seen"), s.IfStep(condition, (say("Yes."),), (say("No."),))]
    assert tell({"talk": steps}, ["talk"], words=words).spoken[-1] == ("Yes." if holds else "No.")


def test_a_flag_can_be_taken_down() -> None:
    steps: Steps = [
        s.FlagStep("x"),
        s.UnflagStep("x"),
        s.IfStep(s.Condition("flag", "x"), (say("Up."),), (say("Down."),)),
    ]
    assert tell({"talk": steps}, ["talk"]).spoken[-1] == "Down."

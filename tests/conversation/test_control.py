"""Stop, pause, repeat, back, next, slower and the rest work at every point of every script."""

import pytest

from assistant.conversation import scripts as s
from assistant.messages import Adjust, Ask, Breathe, Keep, Say, Wait
from tests.conversation.small import Scripts, Steps, ask, say, tell

TALK: Scripts = {"talk": [say("One."), say("Two."), ask("Three?", {"yes": [say("Four.")]})]}
BREATH: Scripts = {"breathe": [s.BreatheStep("paced"), say("Done.")]}


def phases(breath: Breathe) -> list[str]:
    return [phase.kind for phase in breath.phases]


# --- stop ---------------------------------------------------------------------------------


def test_stop_while_speaking_leaves_the_script_and_listens() -> None:
    told = tell(TALK, ["talk"], {"One.": "stop"})
    assert told.spoken == ["<greeting>", "One.", "<stopped>"]


def test_stop_at_a_question_leaves_the_script_and_listens() -> None:
    told = tell(TALK, ["talk", "stop", "talk"])
    assert told.spoken[3:6] == ["Three?", "<stopped>", "One."]


def test_stop_while_breathing_in_ends_on_one_out_breath_and_no_word_more() -> None:
    told = tell({"breathe": [s.BreatheStep("box"), say("Done.")]}, ["breathe"], {"box": "stop"})
    first, last = told.of(Breathe)
    assert phases(first)[:2] == ["in", "hold"]
    assert phases(last) == ["out"]
    assert not last.spoken_counts
    assert told.spoken[-1] == "<stopped>"


def test_stop_while_breathing_out_is_silent_at_once() -> None:
    told = tell(BREATH, ["breathe"], {"paced": "stop"})
    assert len(told.of(Breathe)) == 1
    assert told.spoken[-1] == "<stopped>"


def test_stop_in_quiet_company_is_obeyed() -> None:
    told = tell({"sit": [s.WaitStep(60), say("After.")]}, ["sit"], {"wait": "stop"})
    assert told.spoken == ["<greeting>", "<stopped>"]


def test_stop_in_dictation_keeps_nothing() -> None:
    steps: Steps = [ask("Words?", {"dictation": [s.KeepStep("reason", "heard")]}, into="heard")]
    told = tell({"add": steps}, ["add", "stop"])
    assert not told.of(Keep)
    assert told.spoken[-1] == "<stopped>"


# --- pause --------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["resume", "yes", "next"])
def test_pause_while_speaking_waits_and_says_the_sentence_anew(word: str) -> None:
    told = tell(TALK, ["talk", word], {"One.": "pause"})
    assert told.spoken == ["<greeting>", "One.", "<paused>", "One.", "Two.", "Three?"]


def test_pause_at_a_question_comes_back_to_the_question() -> None:
    told = tell(TALK, ["talk", "pause", "resume", "yes"])
    assert told.spoken[3:] == ["Three?", "<paused>", "Three?", "Four."]


def test_pause_while_breathing_goes_on_with_the_breath_that_is_left() -> None:
    told = tell(BREATH, ["breathe", "resume"], {"paced": "pause"})
    whole, rest = told.of(Breathe)
    assert phases(rest) == phases(whole)[1:]
    assert told.spoken[-1] == "Done."


def test_silence_never_ends_a_pause() -> None:
    told = tell(TALK, ["talk", "_", "_", "_", "_", "resume"], {"One.": "pause"})
    assert told.spoken[-1] == "Three?"


def test_a_pause_can_be_left_by_stop_goodbye_or_another_request() -> None:
    scripts: Scripts = {**TALK, "sit": [say("Sitting.")]}
    assert "Two." not in tell(scripts, ["talk", "stop"], {"One.": "pause"}).spoken
    assert "Two." not in tell(scripts, ["talk", "goodbye"], {"One.": "pause"}).spoken
    assert tell(scripts, ["talk", "sit"], {"One.": "pause"}).spoken[-1] == "Sitting."


# --- repeat, back, next -------------------------------------------------------------------


def test_repeat_while_speaking_says_the_sentence_anew() -> None:
    assert tell(TALK, ["talk"], {"Two.": "repeat"}).spoken[1:4] == ["One.", "Two.", "Two."]


def test_repeat_at_a_question_asks_it_once_more() -> None:
    assert tell(TALK, ["talk", "repeat", "yes"]).spoken[3:] == ["Three?", "Three?", "Four."]


def test_repeat_while_listening_says_the_last_sentence() -> None:
    told = tell({"talk": [say("One."), say("Two.")]}, ["talk", "repeat"])
    assert told.spoken == ["<greeting>", "One.", "Two.", "Two."]


def test_repeat_while_breathing_says_what_came_before_and_breathes_on() -> None:
    told = tell({"breathe": [say("Sit."), *BREATH["breathe"]]}, ["breathe"], {"paced": "repeat"})
    assert told.spoken == ["<greeting>", "Sit.", "Sit.", "Done."]
    assert len(told.of(Breathe)) == 2


def test_back_says_the_sentence_before_and_then_this_one() -> None:
    assert tell(TALK, ["talk"], {"Two.": "back"}).spoken[1:5] == ["One.", "Two.", "One.", "Two."]


def test_next_while_speaking_goes_on() -> None:
    assert tell(TALK, ["talk"], {"One.": "next"}).spoken[:3] == ["<greeting>", "One.", "Two."]


def test_next_at_a_question_leaves_it_without_a_second_asking() -> None:
    steps: Steps = [ask("One?", {"yes": []}), say("Two.")]
    assert tell({"talk": steps}, ["talk", "next"]).spoken == ["<greeting>", "One?", "Two."]


def test_next_at_a_question_takes_the_way_of_silence_if_there_is_one() -> None:
    steps: Steps = [ask("One?", {"yes": [], "silence": [say("Fine.")]}), say("Two.")]
    assert tell({"talk": steps}, ["talk", "next"]).spoken[1:] == ["One?", "Fine.", "Two."]


def test_next_ends_breathing() -> None:
    told = tell(BREATH, ["breathe"], {"paced": "next"})
    assert len(told.of(Breathe)) == 1
    assert told.spoken[-1] == "Done."


def test_a_question_may_have_its_own_answer_to_a_control_word() -> None:
    steps: Steps = [ask("One?", {"next": [say("Another.")], "repeat": [say("The number.")]})]
    assert tell({"talk": steps}, ["talk", "next"]).spoken[-1] == "Another."
    assert tell({"talk": steps}, ["talk", "repeat"]).spoken[-1] == "The number."


# --- slower, faster, louder, quieter ------------------------------------------------------


def test_slower_while_breathing_lengthens_the_breaths_that_are_left() -> None:
    told = tell(BREATH, ["breathe"], {"paced": "slower"})
    whole, rest = told.of(Breathe)
    assert phases(rest) == phases(whole)[1:]
    pairs = zip(rest.phases, whole.phases[1:], strict=True)
    assert all(new.seconds > old.seconds for new, old in pairs)
    assert not told.of(Adjust)


def test_faster_while_breathing_shortens_them() -> None:
    whole, rest = tell(BREATH, ["breathe"], {"paced": "faster"}).of(Breathe)
    assert rest.phases[0].seconds < whole.phases[1].seconds


def test_slower_while_speaking_changes_the_pace_and_says_it_anew() -> None:
    told = tell(TALK, ["talk"], {"One.": "slower"})
    assert told.of(Adjust) == [Adjust("pace", -1)]
    assert told.spoken[1:3] == ["One.", "One."]


def test_slower_at_a_question_changes_the_pace_and_asks_again() -> None:
    told = tell(TALK, ["talk", "slower", "yes"])
    assert told.of(Adjust) == [Adjust("pace", -1)]
    assert told.spoken[3:] == ["Three?", "Three?", "Four."]


@pytest.mark.parametrize(("word", "steps"), [("louder", 1), ("quieter", -1)])
def test_loudness_changes_at_any_point(word: str, steps: int) -> None:
    assert tell(TALK, ["talk"], {"One.": word}).of(Adjust) == [Adjust("volume", steps)]
    assert tell(TALK, ["talk", word, "yes"]).of(Adjust) == [Adjust("volume", steps)]
    assert tell(BREATH, ["breathe"], {"paced": word}).of(Adjust) == [Adjust("volume", steps)]


# --- help, goodbye, end of input ----------------------------------------------------------


def test_help_says_what_can_be_said_and_comes_back() -> None:
    told = tell(TALK, ["talk", "help", "yes"])
    assert told.spoken[3:] == ["Three?", "<menu>", "Three?", "Four."]


def test_goodbye_ends_from_anywhere() -> None:
    assert tell(TALK, ["talk"], {"One.": "goodbye"}).spoken[-1] == "<goodbye>"
    assert tell(TALK, ["talk", "goodbye", "yes"]).spoken[-1] == "<goodbye>"
    assert tell(BREATH, ["breathe"], {"paced": "goodbye"}).spoken[-1] == "<goodbye>"


def test_the_end_of_input_ends_the_session_without_a_word() -> None:
    assert tell(TALK, []).spoken == ["<greeting>"]


def test_a_session_may_start_with_a_script_and_no_greeting() -> None:
    assert tell(TALK, ["yes"], first="talk").spoken == ["One.", "Two.", "Three?", "Four."]


def test_an_answer_without_a_question_does_not_break_in() -> None:
    told = tell(TALK, ["talk", "yes"], {"One.": "yes", "Two.": "rate 5"})
    assert told.spoken == ["<greeting>", "One.", "Two.", "Three?", "Four."]


def test_effects_that_are_not_broken_into_come_once() -> None:
    told = tell({"sit": [say("One."), s.WaitStep(5), say("Two.")]}, ["sit"])
    assert told.of(Wait) == [Wait(5)]
    assert [effect.text for effect in told.of(Say)] == ["<greeting>", "One.", "Two."]
    assert all(not effect.text for effect in told.of(Ask))

"""Silence, unsure hearing and a changed mind are met without an error and without pressing."""

from assistant.conversation import scripts as s
from assistant.messages import Note, Wait
from tests.conversation.small import Scripts, Steps, ask, say, tell

SCRIPTS: Scripts = {
    "talk": [ask("One?", {"yes": [say("Yes.")], "no": [say("No.")]}), say("After.")],
    "urge_contact": [say("The urge."), ask("More?", {"yes": [], "breathe": [say("In answer.")]})],
    "breathe": [s.BreatheStep(""), say("Breathed.")],
    "missing": [say("About {them}.")],
}


def test_silence_is_nudged_once_and_then_kept_company() -> None:
    told = tell(SCRIPTS, ["talk", "_", "_"])
    assert told.spoken == ["<greeting>", "One?", "<nudge>", "One?", "<quiet_company>"]
    assert told.of(Wait)


def test_after_quiet_company_it_still_listens() -> None:
    told = tell(SCRIPTS, ["talk", "_", "_", "_", "missing"])
    assert told.spoken[-1] == "About them."


def test_silence_gives_up_scripts_that_lie_around_it_too() -> None:
    outer: Steps = [s.RunStep("talk", leave=False), say("Outer.")]
    assert "Outer." not in tell({**SCRIPTS, "outer": outer}, ["outer", "_", "_"]).spoken


def test_an_answer_after_the_nudge_counts() -> None:
    assert tell(SCRIPTS, ["talk", "_", "yes"]).spoken[-2:] == ["Yes.", "After."]


def test_a_question_may_have_its_own_way_for_silence() -> None:
    steps: Steps = [ask("One?", {"yes": [], "silence": [say("Fine.")]})]
    assert tell({"talk": steps}, ["talk", "_"]).spoken == ["<greeting>", "One?", "Fine."]


def test_what_was_not_understood_is_asked_once_more_and_then_let_go() -> None:
    told = tell(SCRIPTS, ["talk", "none", "none"])
    assert told.spoken[1:] == ["One?", "<not_understood>", "One?", "After."]


def test_a_question_may_take_anything() -> None:
    steps: Steps = [ask("One?", {"yes": [], "else": [say("Thank you.")]})]
    assert tell({"talk": steps}, ["talk", "none|whatever"]).spoken[-1] == "Thank you."


def test_unsure_hearing_is_asked_back() -> None:
    told = tell(SCRIPTS, ["?urge_contact", "yes", "yes"])
    assert told.spoken[1:] == ["did you mean reaching out".capitalize(), "The urge.", "More?"]


def test_a_no_to_did_you_mean_asks_for_other_words() -> None:
    told = tell(SCRIPTS, ["?urge_contact", "no", "talk"])
    assert told.spoken[1:] == ["Did you mean reaching out", "<say_it_again>", "One?"]


def test_silence_at_did_you_mean_starts_nothing() -> None:
    assert "The urge." not in tell(SCRIPTS, ["?urge_contact", "_"]).spoken


def test_another_request_at_did_you_mean_is_taken() -> None:
    assert tell(SCRIPTS, ["?urge_contact", "missing"]).spoken[-1] == "About them."


def test_another_request_leaves_what_runs() -> None:
    assert tell(SCRIPTS, ["talk", "missing"]).spoken[-1] == "About them."
    assert "More?" not in tell(SCRIPTS, ["urge_contact"], {"The urge.": "missing"}).spoken


def test_a_request_that_the_question_offers_is_its_answer() -> None:
    assert tell(SCRIPTS, ["urge_contact", "breathe"]).spoken[-1] == "In answer."


def test_a_request_in_the_middle_of_breathing_is_taken() -> None:
    told = tell(SCRIPTS, ["breathe"], {"paced": "missing"})
    assert told.spoken[-1] == "About them."
    assert "Breathed." not in told.spoken


def test_a_request_heard_unsurely_does_not_break_into_breathing() -> None:
    assert tell(SCRIPTS, ["breathe"], {"paced": "?missing"}).spoken[-1] == "Breathed."


def test_ten_requests_in_a_row_each_leave_the_one_before() -> None:
    told = tell(SCRIPTS, ["talk", *["urge_contact", "talk"] * 5, "yes"])
    assert told.spoken[-1] == "After."


def test_speech_that_means_nothing_is_told_what_can_be_said() -> None:
    assert tell(SCRIPTS, ["none|the weather"]).spoken[-1] == "<what_you_can_say>"


def test_on_an_open_microphone_other_peoples_talk_is_let_pass_after_twice() -> None:
    told = tell(SCRIPTS, ["none"] * 5 + ["missing", "none"], always_answer=False)
    assert told.spoken == [
        "<greeting>",
        *["<what_you_can_say>"] * 2,
        "About them.",
        told.spoken[-1],
    ]
    assert told.spoken[-1] == "<what_you_can_say>"


def test_a_yes_out_of_nowhere_is_met_kindly() -> None:
    assert tell(SCRIPTS, ["yes"]).spoken[-1] == "<here_with_you>"


def test_moments_and_skills_are_offered_to_the_log() -> None:
    told = tell(SCRIPTS, ["missing", "breathe"])
    assert told.of(Note) == [Note("moment", "missing"), Note("skill", "breathe")]

"""Danger is answered first, from anywhere, and is not forgotten when it is taken back."""

import pytest

from assistant.conversation import scripts as s
from assistant.messages import Breathe, Keep, Route
from tests.conversation.small import Scripts, ask, say, tell

SAFE: Scripts = {
    "R1": [say("First of all.")],
    "R2": [say("Glad you said it."), ask("Thoughts?", {"yes": [say("Help.")], "no": []})],
    "R8": [ask("Do you mean it?", {"yes": [s.RunStep("R2", leave=True)], "no": []})],
}
SCRIPTS: Scripts = {
    **SAFE,
    "talk": [say("One."), ask("Two?", {"yes": []}), say("Three.")],
    "breathe": [s.BreatheStep("paced"), say("Done.")],
    "add": [
        ask("Words?", {"dictation": [s.KeepStep("reason", "heard")]}, into="heard"),
        say("Kept."),
    ],
    "sit": [s.WaitStep(60), say("After.")],
}


@pytest.mark.parametrize(
    ("answers", "during"),
    [
        (["R1"], {}),
        (["talk"], {"One.": "R1"}),
        (["talk", "R1"], {}),
        (["breathe"], {"paced": "R1"}),
        (["add", "R1"], {}),
        (["sit"], {"wait": "R1"}),
        (["talk", "R1"], {"One.": "pause"}),
        (["?urge_contact", "R1"], {}),
    ],
    ids=["listening", "speech", "question", "breath", "dictation", "quiet", "pause", "unsure"],
)
def test_danger_is_answered_at_once_from_anywhere(
    answers: list[str], during: dict[str, str]
) -> None:
    told = tell({**SCRIPTS, "urge_contact": [say("No.")]}, answers, during)
    assert told.spoken[-1] == "First of all."
    assert told.memory.risk is Route.DANGER_NOW


def test_danger_in_the_middle_of_breathing_ends_the_breathing() -> None:
    told = tell(SCRIPTS, ["breathe"], {"paced": "R1"})
    assert len(told.of(Breathe)) == 1
    assert "Done." not in told.spoken


def test_danger_in_the_middle_of_dictation_is_not_kept_as_a_reason() -> None:
    told = tell(SCRIPTS, ["add", "R2|i do not want to live", "yes"])
    assert not told.of(Keep)
    assert told.spoken[-3:] == ["Glad you said it.", "Thoughts?", "Help."]


def test_a_denial_does_not_close_the_risk() -> None:
    told = tell(SCRIPTS, ["R2", "no", "talk", "yes"])
    assert told.spoken[-1] == "Three."
    assert told.memory.risk is Route.SELF_HARM
    assert "risk" in told.memory.flags


def test_said_again_it_takes_the_shorter_script() -> None:
    scripts: Scripts = {**SCRIPTS, "R2_again": [say("Still here.")]}
    assert tell(scripts, ["R2", "no", "R2"]).spoken[-1] == "Still here."


def test_the_shorter_script_is_also_taken_after_another_danger_between() -> None:
    scripts: Scripts = {**SCRIPTS, "R2_again": [say("Still here.")]}
    assert tell(scripts, ["R2", "no", "R1", "R2"]).spoken[-1] == "Still here."


def test_unclear_words_after_a_disclosure_are_not_questioned_anew() -> None:
    scripts: Scripts = {**SCRIPTS, "R2_again": [say("Still here.")]}
    told = tell(scripts, ["R2", "no", "R8"])
    assert told.spoken[-1] == "Still here."
    assert told.memory.risk is Route.SELF_HARM


def test_unclear_words_lead_on_through_a_question() -> None:
    told = tell(SCRIPTS, ["R8", "yes", "yes"])
    assert told.spoken[1:] == ["Do you mean it?", "Glad you said it.", "Thoughts?", "Help."]


def test_a_script_may_name_the_risk_that_it_went_over_to() -> None:
    scripts: Scripts = {
        **SCRIPTS,
        "R2": [s.RiskStep(Route.SELF_HARM), say("Glad.")],
        "R2_again": [say("!")],
    }
    told = tell(scripts, ["R8", "yes", "R2"])
    assert told.memory.risks == {Route.UNCLEAR, Route.SELF_HARM}
    assert told.spoken[-1] == "!"


def test_a_disclosure_that_a_safety_question_expects_is_its_answer() -> None:
    question = ask("Thoughts?", {"yes": [], "R2": [say("I hear you.")]})
    assert tell({"R2": [question]}, ["R2", "R2"]).spoken[-1] == "I hear you."


def test_a_graver_danger_leaves_a_safety_question() -> None:
    question = ask("Thoughts?", {"yes": [], "R2": [], "R1": []})
    told = tell({**SAFE, "R2": [question]}, ["R2", "R1"])
    assert told.spoken[-1] == "First of all."


def test_a_request_leaves_a_silent_wait_of_a_safety_script() -> None:
    waiting = ask("", {"yes": [say("Here.")], "else": [say("Here.")]})
    told = tell({**SCRIPTS, "R1": [waiting]}, ["R1", "breathe"])
    assert told.of(Breathe)

"""A script may go one way or the other by a word that was said, in a request or an answer."""

import pytest

from assistant.conversation import scripts as s
from tests.conversation.small import ask, say, tell

WEAK = s.Condition("heard", words=("weak", "half smile"))
SPLIT: list[s.Step] = [s.IfStep(WEAK, (say("Yes."),), (say("No."),))]


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ("i feel weak tonight", "Yes."),
        ("weak", "Yes."),
        ("teach me the half smile", "Yes."),
        ("last week was hard", "No."),
        ("i smile half the time", "No."),
        ("weakness", "No."),
    ],
)
def test_the_words_of_the_request_decide(said: str, way: str) -> None:
    assert tell({"talk": SPLIT}, [f"talk|{said}"]).spoken[-1] == way


def test_the_words_of_the_latest_answer_decide() -> None:
    steps: list[s.Step] = [ask("Which?", {"else": []}), *SPLIT]
    assert tell({"talk": steps}, ["talk|hello", "none|rather weak"]).spoken[-1] == "Yes."
    assert tell({"talk": steps}, ["talk|weak", "none|fine"]).spoken[-1] == "No."


def test_a_silence_leaves_what_was_said_before() -> None:
    steps: list[s.Step] = [ask("Which?", {"silence": []}), *SPLIT]
    assert tell({"talk": steps}, ["talk|weak", "_"]).spoken[-1] == "Yes."


def test_a_route_that_was_disclosed_decides_for_the_rest_of_the_session() -> None:
    told_of = s.Condition("risk", "R3")
    scripts: dict[str, list[s.Step]] = {
        "talk": [s.IfStep(told_of, (say("Yes."),), (say("No."),))],
        "R2": [say("Two.")],
        "R3": [say("Three.")],
    }
    assert tell(scripts, ["talk"]).spoken[-1] == "No."
    assert tell(scripts, ["R2", "talk"]).spoken[-1] == "No."
    assert tell(scripts, ["R3", "R2", "talk"]).spoken[-1] == "Yes."

"""What is dictated piece by piece is kept as one, and nothing of an earlier dictation with it."""

from assistant.conversation import scripts as s
from assistant.messages import Keep
from tests.conversation.small import line, tell


def listen(*, more: bool) -> s.AskStep:
    answers: dict[str, tuple[s.Step, ...]] = {"dictation": (), "no": (), "silence": ()}
    return s.AskStep(line(f"more {more}"), ("dictation",), answers, into="heard", more=more)


STEPS: list[s.Step] = [listen(more=False), listen(more=True), s.KeepStep("note", "heard")]


def test_pieces_are_joined() -> None:
    told = tell({"talk": STEPS}, ["talk", "none|it was a long day", "none|i am tired"])
    assert [keep.text for keep in told.of(Keep)] == ["it was a long day. i am tired"]


def test_a_no_or_a_silence_adds_nothing() -> None:
    for answer in ("no", "_"):
        told = tell({"talk": STEPS}, ["talk", "none|it was a long day", answer])
        assert [keep.text for keep in told.of(Keep)] == ["it was a long day"]


def test_a_second_dictation_starts_anew() -> None:
    said = ["talk", "none|old words", "no", "talk", "none|new words", "no"]
    told = tell({"talk": STEPS}, said)
    assert told.of(Keep)[-1].text == "new words"

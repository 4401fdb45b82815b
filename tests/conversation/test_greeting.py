"""Whoever speaks during the greeting is heard."""

from tests.conversation.small import say, tell


def test_danger_during_the_greeting_is_answered() -> None:
    told = tell({"R2": [say("here is help")]}, [], during={"lines/greeting": "R2"})
    assert told.spoken[:2] == ["<greeting>", "Here is help"]


def test_stop_and_goodbye_during_the_greeting_are_obeyed() -> None:
    assert tell({}, [], during={"lines/greeting": "stop"}).spoken == ["<greeting>", "<stopped>"]
    assert tell({}, [], during={"lines/greeting": "goodbye"}).spoken[1:] == ["<goodbye>"]


def test_danger_while_it_tells_that_it_has_stopped_is_answered() -> None:
    during = {"lines/greeting": "stop", "lines/stopped": "R2"}
    assert tell({"R2": [say("here is help")]}, [], during=during).spoken[-1] == "Here is help"

"""Logs hold no words, whoever writes them."""

import io
import logging
from collections.abc import Iterator

import pytest

from assistant.guard.logs import keep_words_out
from assistant.private import Private

CANARY = "CANARY"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any logger writes, in full, through an ordinary handler."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    make, root = logging.getLogRecordFactory(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    keep_words_out()
    yield written
    root.removeHandler(handler)
    root.setLevel(level)
    logging.setLogRecordFactory(make)


def test_our_fixed_text_and_numbers_stay_and_words_go(log: io.StringIO) -> None:
    logging.getLogger("assistant.vault").info("kept %s as %d in %.1f s", CANARY, 7, 0.25)
    assert log.getvalue() == "INFO assistant.vault kept <private> as 7 in 0.2 s\n"


@pytest.mark.parametrize("value", [CANARY, CANARY.encode(), [CANARY], Private(CANARY), object()])
def test_whatever_is_filled_in_is_withheld(log: io.StringIO, value: object) -> None:
    logging.getLogger("assistant").warning("heard %r", value)
    logging.getLogger("assistant").warning("heard %(what)s", {"what": value})
    assert log.getvalue().count("<private>") == 2
    assert CANARY not in log.getvalue()


def test_other_libraries_keep_level_and_place_only(log: io.StringIO) -> None:
    logging.getLogger("comtypes.speech").debug("speaking: " + CANARY)  # noqa: G003
    logging.getLogger("other").error(ValueError(CANARY))
    assert CANARY not in log.getvalue()
    assert "DEBUG comtypes.speech message of test_logs.py:" in log.getvalue()


def test_a_traceback_shrinks_to_kind_and_place(log: io.StringIO) -> None:
    def stumble() -> None:
        raise ValueError(CANARY)

    try:
        stumble()
    except ValueError:
        logging.getLogger("assistant").exception("could not keep it", stack_info=True)
    assert CANARY not in log.getvalue()
    assert "could not keep it [ValueError " in log.getvalue()
    assert "stumble:" in log.getvalue()


def test_putting_it_in_twice_changes_nothing(log: io.StringIO) -> None:
    before = logging.getLogRecordFactory()
    keep_words_out()
    assert logging.getLogRecordFactory() is before

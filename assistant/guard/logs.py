"""Keeps words out of logs, whoever writes them: what a record may hold is counted, not trusted.

Our own records keep their fixed text and numbers; text that is filled in is withheld. Records
of other libraries keep name, level and place only, since their text may quote anything.
Tracebacks shrink to the kind of error and the places it passed.
"""

import logging
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any

OURS = "assistant"
WITHHELD = "<private>"
_SAFE = (bool, int, float, type(None))


class WordlessFilter(logging.Filter):
    """A filter for a handler; it changes each record in place and lets it pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take everything out of the record that could be someone's words."""
        if record.name.split(".")[0] == OURS and isinstance(record.msg, str):
            record.args = _wordless(record.args)
        else:
            record.msg = f"message of {record.filename}:{record.lineno} withheld"
            record.args = ()
        if record.exc_info:
            record.msg = f"{record.msg} [{_place(record.exc_info)}]"
        record.exc_info = None
        record.exc_text = None
        record.stack_info = None
        return True


def keep_words_out() -> None:
    """Apply the filter to every record of every logger, also of handlers added later."""
    make = logging.getLogRecordFactory()
    if getattr(make, "wordless", False):
        return
    wordless = WordlessFilter()

    def wordless_record(*arguments: Any, **named: Any) -> logging.LogRecord:
        record = make(*arguments, **named)
        wordless.filter(record)
        return record

    wordless_record.wordless = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(wordless_record)


def _wordless(arguments: object) -> Any:
    if isinstance(arguments, Mapping):
        return {key: _safe(value) for key, value in arguments.items()}
    if isinstance(arguments, tuple):
        return tuple(_safe(value) for value in arguments)
    return () if arguments is None else _safe(arguments)


def _safe(value: object) -> object:
    return value if type(value) in _SAFE else WITHHELD


def _place(
    found: tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None],
) -> str:
    kind, _, trace = found
    places = [f"{frame.f_code.co_name}:{line}" for frame, line in traceback.walk_tb(trace)]
    return " ".join([kind.__name__ if kind else "no error", *places])

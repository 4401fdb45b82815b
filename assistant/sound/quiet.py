"""Keeps the error output of native sound libraries off the terminal while a device is open.

ALSA, PortAudio and libpulse write to file descriptor 2 whenever they like. While someone is
inside `quiet`, that descriptor leads to a pipe that drops what does not fit (64 KiB on Linux),
and Python's own `sys.stderr` goes on to the terminal.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from typing import TextIO

_NATIVE_STDERR = 2
_MOST_BYTES = 65_536


class _Redirection:
    """What must be put back; made by the first to enter, undone by the last to leave."""

    def __init__(self) -> None:
        self._terminal = os.dup(_NATIVE_STDERR)
        self._reading, writing = os.pipe()
        os.set_blocking(self._reading, False)
        os.set_blocking(writing, False)
        sys.stderr.flush()
        os.dup2(writing, _NATIVE_STDERR)
        os.close(writing)
        self._python_before: TextIO | None = None
        self._python_now: TextIO | None = None
        if _descriptor_of(sys.stderr) == _NATIVE_STDERR:
            self._python_before = sys.stderr
            self._python_now = os.fdopen(
                os.dup(self._terminal), "w", encoding=sys.stderr.encoding, errors="backslashreplace"
            )
            self._python_now.reconfigure(line_buffering=True)
            sys.stderr = self._python_now

    def noise(self) -> str:
        try:
            return os.read(self._reading, _MOST_BYTES).decode("utf-8", "replace")
        except BlockingIOError:
            return ""

    def undo(self) -> None:
        os.dup2(self._terminal, _NATIVE_STDERR)
        os.close(self._terminal)
        os.close(self._reading)
        if self._python_now is not None and self._python_before is not None:
            if sys.stderr is self._python_now:
                sys.stderr = self._python_before
            self._python_now.close()


_lock = threading.Lock()
_inside = 0
_redirection: _Redirection | None = None


def enter() -> None:
    """Begin; may be nested. Without a file descriptor 2 (a window application) it does nothing."""
    global _inside, _redirection  # noqa: PLW0603 - file descriptor 2 is one to a process
    with _lock:
        _inside += 1
        if _inside == 1 and os.name == "posix":
            with contextlib.suppress(OSError, AttributeError):
                _redirection = _Redirection()


def leave() -> None:
    """End one `enter`."""
    global _inside, _redirection  # noqa: PLW0603
    with _lock:
        _inside -= 1
        if _inside == 0 and _redirection is not None:
            _redirection.undo()
            _redirection = None


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Be inside for a block of code."""
    enter()
    try:
        yield
    finally:
        leave()


def noise() -> str:
    """Return what the libraries wrote since the last call, at most 64 KiB; for diagnosis."""
    with _lock:
        return _redirection.noise() if _redirection is not None else ""


def _descriptor_of(stream: TextIO) -> int | None:
    try:
        return stream.fileno()
    except (OSError, ValueError, AttributeError):
        return None

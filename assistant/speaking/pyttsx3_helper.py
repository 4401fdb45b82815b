"""The child process in which pyttsx3 speaks one sentence into a file, and then ends.

It says `{"ok"}` when it is ready, reads one line of JSON, `{"text", "file", "rate", "pitch",
"volume", "voice"}`, and says `{"ok"}` again when the file is complete. It runs apart because the
engine's loop can hang and cannot be interrupted from within; it takes one sentence only because
pyttsx3 2.99 loses changes of rate, and on some platforms the sound, from the second one on.
"""

import contextlib
import ctypes
import json
import logging
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

_POLL_SECONDS = 0.005
_COMPLETE_SECONDS = 20.0
_OPEN_FILES_MASK = 0o077


def main(folder: Path) -> None:
    """Answer one request, or none if standard input ends; leave nothing behind in that case."""
    os.umask(_OPEN_FILES_MASK)
    logging.disable(logging.CRITICAL)  # drivers log what they say
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    _silence_standard_output()
    try:
        engine = _engine()
        _answer(answers, ok=True)
        request = sys.stdin.readline()
        if request:
            _answer(answers, ok=_save(engine, json.loads(request)))
            sys.stdin.read()  # the parent closes it once the file is read, or by its own end
    except Exception:  # noqa: BLE001 - whatever a driver raises, the parent is told and goes on
        with contextlib.suppress(OSError):
            _answer(answers, ok=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _silence_standard_output() -> None:
    """Let the engine's own prints, which name files, go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _engine() -> Any:
    """Return pyttsx3's engine, on the bundled espeak-ng where the system has none."""
    with contextlib.suppress(Exception):
        import espeakng_loader  # noqa: PLC0415 - optional

        # pyttsx3 asks for the library's file name; one that is loaded already serves it
        ctypes.CDLL(f"{espeakng_loader.get_library_path()}.1", mode=ctypes.RTLD_GLOBAL)
        data = Path(espeakng_loader.get_data_path())
        os.environ.setdefault("ESPEAK_DATA_PATH", str(data.parent))
    import pyttsx3  # noqa: PLC0415 - after the library is in place

    return pyttsx3.init()


def _save(engine: Any, request: dict[str, Any]) -> bool:
    file = Path(request["file"])
    for name, value in (
        ("voice", request["voice"]),
        ("rate", request["rate"]),
        ("volume", request["volume"]),
        ("pitch", request["pitch"]),
    ):
        # an engine without that voice or property keeps its default
        with contextlib.suppress(Exception):
            engine.setProperty(name, value)
    engine.save_to_file(request["text"], str(file))
    engine.runAndWait()
    return _complete(file)


def _complete(file: Path) -> bool:
    """Wait until the file is there and has stopped growing."""
    deadline = time.monotonic() + _COMPLETE_SECONDS
    before = -1
    while time.monotonic() < deadline:
        size = file.stat().st_size if file.exists() else -1
        if size > 0 and size == before:
            return True
        before = size
        time.sleep(_POLL_SECONDS)
    return False


def _answer(answers: Any, *, ok: bool) -> None:
    answers.write(json.dumps({"ok": ok}) + "\n")
    answers.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

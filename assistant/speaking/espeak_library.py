"""Binds espeak-ng's C library: text to samples and text to phonemes, in memory.

The library comes with the `espeakng-loader` wheel; where that is missing, the system's own is
used. Reference for names and numbers: espeak-ng's `speak_lib.h`.
"""

import contextlib
import ctypes
import ctypes.util
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.errors import SynthesizerFault

DEFAULT_VOICE = "en-us"

_SYNCHRONOUS = 2
_BUFFER_MS = 20
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_ASCII_PHONEMES = 0
_SEPARATOR = "_"
_OK = 0

# espeak_PARAMETER
_RATE, _VOLUME, _PITCH, _RANGE = 1, 2, 3, 4
_VOLUME_FULL = 100
_PITCH_RANGE = 50

_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)

_SYSTEM_NAMES = ("libespeak-ng.so.1", "libespeak-ng.1.dylib", "libespeak-ng.dll")
_MISSING = (
    "The speech library espeak-ng is missing; install the package 'espeakng-loader', "
    "or your system's 'espeak-ng'."
)


@dataclass(frozen=True, slots=True)
class EspeakVoice:
    """The engine's settings for one call."""

    name: str = DEFAULT_VOICE
    words_per_minute: int = 150
    """80 to 450."""
    pitch: int = 50
    """0 to 99, 50 is the middle."""


class EspeakLibrary:
    """The loaded library; one to a process, since its state is global. Get it by `espeak`.

    Every call takes one lock, so that any thread may call.
    """

    def __init__(self, library: ctypes.CDLL, data: bytes | None) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._chunks: list[bytes] = []
        self._keep_on: Callable[[], bool] | None = None
        _declare(library)
        rate = library.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, data, _DO_NOT_EXIT)
        if rate <= 0:
            raise SynthesizerFault(
                "The speech library espeak-ng has no voice data; install 'espeakng-loader' again."
            )
        self.sample_rate_hz = rate
        self.version = library.espeak_Info(None).decode("ascii", "replace")
        # ctypes keeps no reference to a callback that C holds
        self._callback = _CALLBACK(self._take)
        library.espeak_SetSynthCallback(self._callback)

    def has_voice(self, name: str) -> bool:
        """Return whether the library knows a voice by this name ("en-us", "en-us+f3")."""
        with self._lock:
            return self._set_voice(name)

    def speak(
        self, text: str, voice: EspeakVoice, keep_on: Callable[[], bool] | None = None
    ) -> NDArray[np.int16]:
        """Return `text` as samples, shape (n,), mono, at `sample_rate_hz`.

        Args:
            text: What to say.
            voice: How; an unknown voice name becomes `DEFAULT_VOICE`.
            keep_on: Asked every 20 ms of sound; False ends early with what there is.

        Raises:
            SynthesizerFault: if the library refuses.

        """
        encoded = text.replace("\0", " ").encode("utf-8", "replace") + b"\0"
        with self._lock:
            if not self._set_voice(voice.name):
                self._set_voice(DEFAULT_VOICE)
            for parameter, value in (
                (_RATE, voice.words_per_minute),
                (_PITCH, voice.pitch),
                (_RANGE, _PITCH_RANGE),
                (_VOLUME, _VOLUME_FULL),
            ):
                self._library.espeak_SetParameter(parameter, value, 0)
            self._chunks, self._keep_on = [], keep_on
            try:
                status = self._library.espeak_Synth(
                    encoded, len(encoded), 0, 1, 0, _UTF8, None, None
                )
                sound = b"".join(self._chunks)
            finally:
                self._chunks, self._keep_on = [], None
        if status != _OK:
            raise SynthesizerFault("The voice could not speak that sentence; try it again.")
        return np.frombuffer(sound, dtype=np.int16)

    def phonemes(self, text: str, voice: str = DEFAULT_VOICE) -> tuple[str, ...]:
        """Return how `text` is spoken, as espeak's own phoneme names with their stress marks.

        Reference: espeak-ng, `docs/phonemes.md`.
        """
        buffer = ctypes.create_string_buffer(text.replace("\0", " ").encode("utf-8", "replace"))
        pointer = ctypes.c_void_p(ctypes.addressof(buffer))
        mode = _ASCII_PHONEMES | (ord(_SEPARATOR) << 8)
        found: list[str] = []
        with self._lock:
            if not self._set_voice(voice):
                self._set_voice(DEFAULT_VOICE)
            while pointer.value:
                clause = self._library.espeak_TextToPhonemes(ctypes.byref(pointer), _UTF8, mode)
                words = (clause or b"").decode("utf-8", "replace").split()
                found += [name for word in words for name in word.split(_SEPARATOR) if name]
        return tuple(found)

    def _set_voice(self, name: str) -> bool:
        encoded = name.encode("utf-8", "replace")
        return bool(self._library.espeak_SetVoiceByName(encoded) == _OK)

    def _take(self, samples: "ctypes._Pointer[ctypes.c_short]", count: int, _: int | None) -> int:
        if samples and count > 0:
            self._chunks.append(ctypes.string_at(samples, count * 2))
        return 1 if self._keep_on is not None and not self._keep_on() else 0


@cache
def _loaded() -> EspeakLibrary:
    return EspeakLibrary(*_find())


_loading = threading.Lock()


def espeak() -> EspeakLibrary:
    """Return the process's one espeak-ng, loaded at first use.

    Raises:
        SynthesizerFault: if there is none on this machine, or it has no voices.

    """
    with _loading:
        return _loaded()


def _find() -> tuple[ctypes.CDLL, bytes | None]:
    """Return the library and its data folder (None: the one it was built with)."""
    try:
        import espeakng_loader  # noqa: PLC0415 - optional: the system's library does as well

        return (
            ctypes.CDLL(espeakng_loader.get_library_path()),
            str(espeakng_loader.get_data_path()).encode(),
        )
    except (ImportError, OSError, AttributeError):
        pass
    for name in _SYSTEM_NAMES:
        with contextlib.suppress(OSError):
            return ctypes.CDLL(name), None
    if found := ctypes.util.find_library("espeak-ng"):
        with contextlib.suppress(OSError):
            return ctypes.CDLL(found), None
    raise SynthesizerFault(_MISSING)


def _declare(library: ctypes.CDLL) -> None:
    """Tell ctypes the C signatures."""
    integer, text = ctypes.c_int, ctypes.c_char_p
    signatures: dict[str, tuple[list[object], object]] = {
        "espeak_Initialize": ([integer, integer, text, integer], integer),
        "espeak_SetSynthCallback": ([_CALLBACK], None),
        "espeak_SetVoiceByName": ([text], integer),
        "espeak_SetParameter": ([integer, integer, integer], integer),
        "espeak_Synth": (
            [
                ctypes.c_char_p,
                ctypes.c_size_t,
                ctypes.c_uint,
                integer,
                ctypes.c_uint,
                ctypes.c_uint,
                ctypes.POINTER(ctypes.c_uint),
                ctypes.c_void_p,
            ],
            integer,
        ),
        "espeak_TextToPhonemes": ([ctypes.POINTER(ctypes.c_void_p), integer, integer], text),
        "espeak_Info": ([ctypes.c_void_p], text),
    }
    for name, (arguments, result) in signatures.items():
        function = getattr(library, name)
        function.argtypes, function.restype = arguments, result

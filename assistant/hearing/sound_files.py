"""Reads sound files of any common kind as the samples that the recognizers take."""

from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from assistant.errors import SoundFileFault
from assistant.hearing.recognizer import SAMPLE_RATE_HZ, Samples

LONGEST_SECONDS = 30 * 60
"""Longer files are refused: 30 minutes of speech take 58 MB here."""
_RATES_HZ = range(4_000, 400_000)
_BLOCK_FRAMES = 1 << 16
_CANCELLED = 0.1
"""Channels that sum to less than this share of the louder one are out of phase (-20 dB)."""


def read_sound_file(path: Path) -> Samples:
    """Read a WAV, FLAC, OGG, MP3 or AIFF file of any rate, channels and sample format.

    A file that is cut off is read as far as it goes.

    Args:
        path: The file.

    Returns:
        Mono sound: shape (n,), 16 kHz, int16. A silent file gives zeros.

    Raises:
        SoundFileFault: if the file is missing, empty, no sound, or longer than 30 minutes.

    """
    _check_file(path)
    sound, rate_hz = _decode(path)
    if rate_hz not in _RATES_HZ:
        raise SoundFileFault(
            f"'{path}' has a sample rate of {rate_hz} Hz; please save it with 16000 Hz."
        )
    if not len(sound):
        raise SoundFileFault(f"'{path}' is empty: it holds no sound. Please record it again.")
    return _as_samples(_as_mono(sound), rate_hz)


def _check_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise SoundFileFault(f"'{path}' is a folder; please name a sound file in it.")
        if not path.exists():
            raise SoundFileFault(f"There is no file '{path}'; please check its name.")
        if not path.is_file():
            raise SoundFileFault(f"'{path}' is not a file; please name a sound file.")
        if not path.stat().st_size:
            raise SoundFileFault(f"'{path}' is empty (0 bytes). Please record it again.")
    except (OSError, ValueError):
        raise SoundFileFault(
            f"'{path}' cannot be opened; please check that you may read it."
        ) from None


def _decode(path: Path) -> tuple[NDArray[np.float32], int]:
    """Return frames of shape (n, channels) and their rate; stops where a file is cut off."""
    blocks: list[NDArray[np.float32]] = []
    frames = 0
    try:
        with path.open("rb") as stream, soundfile.SoundFile(stream) as file:
            rate_hz = int(file.samplerate)
            while True:
                block = _next_block(file)
                if not len(block):
                    break
                frames += len(block)
                if frames > LONGEST_SECONDS * rate_hz:
                    raise SoundFileFault(
                        f"'{path}' is longer than {LONGEST_SECONDS // 60} minutes; "
                        "please cut it into shorter files."
                    )
                blocks.append(block)
            empty = np.zeros((0, file.channels), dtype=np.float32)
    except PermissionError as error:
        raise SoundFileFault(
            f"'{path}' cannot be opened; please check that you may read it."
        ) from error
    except (soundfile.SoundFileError, OSError, TypeError, ValueError) as error:
        raise SoundFileFault(
            f"'{path}' is not a sound file that can be read; please save it as WAV or FLAC."
        ) from error
    return (np.concatenate(blocks) if blocks else empty), rate_hz


def _next_block(file: soundfile.SoundFile) -> NDArray[np.float32]:
    try:
        block: NDArray[np.float32] = file.read(_BLOCK_FRAMES, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError:
        # A compressed file that is cut off: what came before is still good.
        return np.zeros((0, file.channels), dtype=np.float32)
    return block


def _as_mono(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    sound = np.nan_to_num(sound, nan=0.0, posinf=1.0, neginf=-1.0)
    mono: NDArray[np.float32] = sound.mean(axis=1, dtype=np.float32)
    if sound.shape[1] > 1:
        energies = np.square(sound, dtype=np.float64).mean(axis=0)
        loudest = int(energies.argmax())
        if np.square(mono, dtype=np.float64).mean() < _CANCELLED**2 * energies[loudest]:
            mono = sound[:, loudest]
    return mono


def _as_samples(mono: NDArray[np.float32], rate_hz: int) -> Samples:
    peak = float(np.abs(mono).max(initial=0.0))
    if peak > 1.0:  # float files may hold more than full scale
        mono = mono / np.float32(peak)
    if rate_hz != SAMPLE_RATE_HZ:
        mono = soxr.resample(mono, rate_hz, SAMPLE_RATE_HZ)
    samples: Samples = np.clip(np.rint(mono * 32767.0), -32768, 32767).astype(np.int16)
    return samples

"""Opens and closes streams of the sound card; the one place that calls sounddevice.

Measured on PulseAudio 16 and PortAudio 19.6: closing needs `abort` and a time limit, a stream
whose server died raises nothing, and PortAudio's list of devices is made once, at its start.
"""

import atexit
import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal

from assistant.errors import DeviceFault
from assistant.sound import quiet

Direction = Literal["input", "output"]

BLOCK_SECONDS = 0.02
OUTPUT_LATENCY_SECONDS = 0.1
"""No underflow was seen from here on, with both cores busy; 0.04 s had four in two minutes."""
COMMON_RATES_HZ = (48_000, 44_100, 16_000)
START_GRACE_SECONDS = 3.0
"""A device may take this long to give its first block."""
STALE_SECONDS = 0.5
"""Without a callback for so long, the device is lost."""

_OPEN_SECONDS = 8.0
_CALLED = {"input": "microphone", "output": "loudspeaker"}
_NO_LIBRARY = (
    "The sound library PortAudio is missing; install it (on Debian or Ubuntu: "
    "'apt install libportaudio2') and start again."
)

_streams_lock = threading.Lock()
_open_streams = 0


@dataclass(frozen=True, slots=True)
class Device:
    """One entry of the sound card's list."""

    name: str
    direction: Direction
    default: bool


@dataclass(slots=True)
class Pulse:
    """When a stream last called back; written by the callback, read by the watchdog."""

    opened: float
    last: float | None = None
    ended: bool = False

    def beat(self) -> None:
        """Note a callback."""
        self.last = time.monotonic()

    def end(self) -> None:
        """Note that the stream ended by itself."""
        self.ended = True

    @property
    def age_seconds(self) -> float:
        """Seconds since the last callback, or since the opening."""
        return time.monotonic() - (self.opened if self.last is None else self.last)

    @property
    def fresh(self) -> bool:
        """The stream still calls back as it should."""
        limit = START_GRACE_SECONDS if self.last is None else STALE_SECONDS
        return not self.ended and self.age_seconds < limit


@dataclass(slots=True)
class Stream:
    """An open stream with what it turned out to be."""

    raw: Any
    sample_rate_hz: int
    channels: int
    latency_seconds: float
    pulse: Pulse
    closed: bool = False

    @property
    def alive(self) -> bool:
        """It runs, and has called back lately."""
        if self.closed or not self.pulse.fresh:
            return False
        try:
            return bool(self.raw.active)
        except Exception:  # noqa: BLE001 - PortAudio raises several things for a dead stream
            return False

    def close(self, timeout: float = 2.0) -> bool:
        """Close it; False if the sound library did not answer in time. May be called twice."""
        if self.closed:
            return True
        self.closed = True

        def work() -> None:
            with contextlib.suppress(Exception):
                self.raw.abort()
            with contextlib.suppress(Exception):
                self.raw.close()

        finished = _in_time(work, timeout)
        if finished:
            _count(-1)
            quiet.leave()
        else:
            # PortAudio's thread may now write to the terminal for ever, and its own ending at
            # exit would wait for that thread for ever: leave both as they are.
            _forget_ending()
        return finished


def open_stream(
    direction: Direction,
    device_name: str,
    make_callback: Callable[[int, int, Pulse], Callable[..., None]],
    *,
    dtype: str,
) -> Stream:
    """Open and start a mono stream, or a stereo one where the device has no mono.

    Args:
        direction: Which way.
        device_name: Name of the device or part of it; empty for the system's default.
        make_callback: Called with the rate, the channels and the pulse before each try;
            returns the callback, which must call `pulse.beat`.
        dtype: Sample format; input is raw bytes, output an array.

    Raises:
        DeviceFault: if there is no such device, or it cannot be opened.

    """
    quiet.enter()
    try:
        stream = _open_within_time(direction, device_name, make_callback, dtype)
    except BaseException:
        quiet.leave()
        raise
    _count(+1)
    return stream


def devices() -> tuple[Device, ...]:
    """Return the devices as they were when PortAudio started; see `refresh`.

    Raises:
        DeviceFault: if there is no PortAudio.

    """
    with quiet.quiet():
        library = _library()
        found: list[Device] = []
        for direction in ("input", "output"):
            default = _default_index(library, direction)
            found += [
                Device(entry["name"], direction, entry["index"] == default)
                for entry in library.query_devices()
                if entry[f"max_{direction}_channels"] > 0
            ]
        return tuple(found)


def refresh() -> bool:
    """Make PortAudio look for devices again; False, and nothing done, while a stream is open."""
    with _streams_lock:
        if _open_streams:
            return False
        with quiet.quiet():
            library = _library()
            with contextlib.suppress(Exception):
                library._terminate()  # noqa: SLF001 - the only way there is
            with contextlib.suppress(Exception):
                library._initialize()  # noqa: SLF001
        return True


def _open_within_time(
    direction: Direction,
    device_name: str,
    make_callback: Callable[[int, int, Pulse], Callable[..., None]],
    dtype: str,
) -> Stream:
    result: list[Stream | BaseException] = []
    given_up = threading.Event()

    def work() -> None:
        try:
            stream = _open(direction, device_name, make_callback, dtype)
        except BaseException as error:  # noqa: BLE001 - carried over to the caller's thread
            result.append(error)
            return
        result.append(stream)
        if given_up.is_set():
            stream.raw.close()

    if not _in_time(work, _OPEN_SECONDS):
        given_up.set()
        raise DeviceFault(
            f"The {_CALLED[direction]} does not answer; unplug it and plug it in again, "
            "or choose another one in the settings."
        )
    if isinstance(result[0], BaseException):
        raise result[0]
    return result[0]


def _open(
    direction: Direction,
    device_name: str,
    make_callback: Callable[[int, int, Pulse], Callable[..., None]],
    dtype: str,
) -> Stream:
    library = _library()
    with _our_faults(library, direction):
        index = _find(library, direction, device_name)
        preferred = round(library.query_devices(index, direction)["default_samplerate"])
        kind = library.RawInputStream if direction == "input" else library.OutputStream
        rates = dict.fromkeys((preferred, *COMMON_RATES_HZ))
        tries = [(rate, channels) for channels in (1, 2) for rate in rates]
        for number, (rate, channels) in enumerate(tries):
            pulse = Pulse(time.monotonic())
            try:
                raw = kind(
                    samplerate=rate,
                    channels=channels,
                    dtype=dtype,
                    device=index,
                    blocksize=round(rate * BLOCK_SECONDS),
                    latency="low" if direction == "input" else OUTPUT_LATENCY_SECONDS,
                    callback=make_callback(rate, channels, pulse),
                    finished_callback=pulse.end,
                )
            except (library.PortAudioError, ValueError):
                if number == len(tries) - 1:
                    raise
                continue
            raw.start()
            return Stream(raw, rate, channels, float(raw.latency), pulse)
    raise AssertionError  # the last try returned or raised


@contextlib.contextmanager
def _our_faults(library: ModuleType, direction: Direction) -> Iterator[None]:
    """Turn what PortAudio raises into one plain sentence."""
    called = _CALLED[direction]
    try:
        yield
    except (library.PortAudioError, ValueError) as error:
        if _default_index(library, direction) is None:
            raise DeviceFault(
                f"No {called} was found; plug one in or switch it on, or go on without it."
            ) from error
        raise DeviceFault(
            f"The {called} cannot be opened; check that it is plugged in and allowed for this "
            "program, and that no other program holds it."
        ) from error


def _find(library: ModuleType, direction: Direction, name: str) -> int | None:
    """Return the index of a device by its name, or by a part of it; None means the default."""
    if not name:
        return None
    wanted = name.casefold()
    there = [
        entry
        for entry in library.query_devices()
        if entry[f"max_{direction}_channels"] > 0 and wanted in entry["name"].casefold()
    ]
    if not there:
        raise DeviceFault(
            f"No {_CALLED[direction]} is called '{name}'; plug it in, or choose another one in "
            "the settings."
        )
    exact = [entry for entry in there if entry["name"].casefold() == wanted]
    return int((exact or there)[0]["index"])


def _default_index(library: ModuleType, direction: str) -> int | None:
    try:
        return int(library.query_devices(kind=direction)["index"])
    except (library.PortAudioError, ValueError):
        return None


def _library() -> ModuleType:
    """Import sounddevice at first use: importing it starts PortAudio and looks for devices."""
    try:
        import sounddevice  # noqa: PLC0415
    except OSError as error:
        raise DeviceFault(_NO_LIBRARY) from error
    library: ModuleType = sounddevice
    return library


def _forget_ending() -> None:
    """Let the process end without PortAudio's clean-up, which would hang on a stuck stream."""
    with contextlib.suppress(AttributeError):
        atexit.unregister(_library()._exit_handler)  # noqa: SLF001 - sounddevice offers no other way


def _in_time(work: Callable[[], None], timeout: float) -> bool:
    thread = threading.Thread(target=work, name="sound card", daemon=True)
    thread.start()
    thread.join(timeout)
    return not thread.is_alive()


def _count(change: int) -> None:
    global _open_streams  # noqa: PLW0603 - PortAudio is one to a process
    with _streams_lock:
        _open_streams += change

"""Puts the guard up: private files, no memory dumps, no network; first of all that runs."""

import ctypes
import os
import sys
from contextlib import suppress
from dataclasses import dataclass

from assistant.guard import network, seccomp

_PR_GET_DUMPABLE = 3
_PR_SET_DUMPABLE = 4
PRIVATE_UMASK = 0o077


@dataclass(frozen=True, slots=True)
class Guard:
    """What was put up in this process."""

    network_allowed: bool
    """True in the downloader's process only, which may not open the vault."""
    kernel_filter: bool
    """Whether the kernel refuses network sockets, also from C code and children."""


_guard: Guard | None = None


def put_up(*, allow_network: bool = False) -> Guard:
    """Put the guard up before anything else is imported; a second call changes nothing.

    Args:
        allow_network: For the command that fetches speech models, in a process of its own.
            Decided once, here: a guard cannot be taken down again, and a process that may use
            the network can never open the vault.

    """
    global _guard  # noqa: PLW0603 - one process, one guard
    if _guard is not None:
        return _guard
    os.umask(PRIVATE_UMASK)
    _forbid_dumps()
    held = False
    if not allow_network:
        network.refuse_network()
        held = seccomp.install()
    _guard = Guard(allow_network, held)
    return _guard


def guard() -> Guard | None:
    """Return what was put up, or None if nothing was."""
    return _guard


def network_is_allowed() -> bool:
    """Whether this is the downloader's process, in which no vault may be opened."""
    return _guard is not None and _guard.network_allowed


def is_dumpable() -> bool | None:
    """Whether other programs of this account may read this process; None if unknown."""
    if sys.platform != "linux":
        return None
    return bool(ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0))


def _forbid_dumps() -> None:
    """No core file, and on Linux no debugger and no reading of memory by the same account."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - absent on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

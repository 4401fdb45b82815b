"""Proves the guard by trying to get past it, so that a person can see it hold."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from assistant.guard import process, seccomp
from assistant.guard.seccomp import AF_UNIX

_AF_INET = 2
_STREAM = 1
_IO_URING_SETUP = 425
_CHILD_SECONDS = 20
_CHILD = """
import ctypes, sys
libc = ctypes.CDLL(None)
sys.exit(3 if libc.socket(2, 1, 0) >= 0 else 0)
"""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried."""

    name: str
    holds: bool | None
    """Whether the guard held; None where this system has no such thing to try."""
    detail: str
    """One sentence on what was tried and what came of it."""


def report() -> tuple[Check, ...]:
    """Try each way out and return what came of it, in reading order."""
    return tuple(try_it() for try_it in _TRIES)


def _python_socket() -> Check:
    import socket  # noqa: PLC0415 - only the report needs it

    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    except OSError:
        return Check("socket from Python", True, "A network socket was asked for and refused.")
    return Check("socket from Python", False, "A network socket was asked for and given.")


def _name_lookup() -> Check:
    import socket  # noqa: PLC0415

    try:
        socket.getaddrinfo("localhost", 80)
    except (OSError, UnicodeError):
        return Check("name look-up", True, "A look-up of a name was asked for and refused.")
    return Check("name look-up", False, "A look-up of a name was asked for and answered.")


def _c_socket() -> Check:
    name = "socket from C"
    if sys.platform == "win32":
        return Check(name, None, "This system has no filter for programs written in C.")
    descriptor = ctypes.CDLL(None).socket(_AF_INET, _STREAM, 0)
    if descriptor < 0:
        return Check(name, True, "C code asked for a network socket and was refused.")
    os.close(descriptor)
    return Check(name, False, "C code asked for a network socket and was given one.")


def _child_socket() -> Check:
    name = "socket from a child"
    if sys.platform == "win32":
        return Check(name, None, "This system has no filter that children inherit.")
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _CHILD],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_CHILD_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return Check(name, None, "No child process could be started to try it.")
    if done.returncode == 0:
        return Check(name, True, "A child process asked for a network socket and was refused.")
    if done.returncode == 3:
        return Check(name, False, "A child process asked for a network socket and was given one.")
    return Check(name, None, "The child process ended before it could try.")


def _io_uring() -> Check:
    name = "io_uring"
    if seccomp.table_of_this_machine() is None:
        return Check(name, None, "This system has no io_uring, or the filter does not know it.")
    parameters = ctypes.create_string_buffer(120)
    descriptor = ctypes.CDLL(None).syscall(_IO_URING_SETUP, 1, parameters)
    if descriptor < 0:
        return Check(name, True, "The way around socket calls was asked for and refused.")
    os.close(descriptor)
    return Check(name, False, "The way around socket calls was asked for and given.")


def _local_socket() -> Check:
    name = "local socket"
    if sys.platform == "win32":
        return Check(name, None, "Sound needs no local socket on this system.")
    descriptor = ctypes.CDLL(None).socket(AF_UNIX, _STREAM, 0)
    if descriptor < 0:
        return Check(name, False, "A local socket was refused, so sound may not work.")
    os.close(descriptor)
    return Check(name, True, "A local socket, which sound needs, was asked for and given.")


def _kernel_filter() -> Check:
    held = process.guard()
    if held is not None and held.kernel_filter:
        return Check("kernel filter", True, "The kernel refuses network sockets to all threads.")
    if seccomp.table_of_this_machine() is None:
        return Check("kernel filter", None, "The filter exists on Linux x86_64 and aarch64 only.")
    return Check("kernel filter", False, "The kernel's filter is not in place.")


def _private_files() -> Check:
    old = os.umask(process.PRIVATE_UMASK)
    os.umask(old)
    if os.name == "nt":
        return Check("private files", None, "File permissions are left to this system's accounts.")
    if old & process.PRIVATE_UMASK == process.PRIVATE_UMASK:
        return Check("private files", True, "New files are readable by this account only.")
    return Check("private files", False, "New files may be readable by other accounts.")


def _no_core_file() -> Check:
    try:
        import resource  # noqa: PLC0415 - absent on Windows
    except ImportError:
        return Check("no memory dump", None, "Crash dumps are left to this system's settings.")
    if resource.getrlimit(resource.RLIMIT_CORE) == (0, 0):
        return Check("no memory dump", True, "A crash leaves no copy of the memory.")
    return Check("no memory dump", False, "A crash may leave a copy of the memory.")


def _not_readable() -> Check:
    dumpable = process.is_dumpable()
    name = "memory not readable"
    if dumpable is None:
        return Check(name, None, "Who may read the memory is left to this system.")
    if dumpable:
        return Check(name, False, "Other programs of this account may read the memory.")
    return Check(name, True, "Other programs of this account may not read the memory.")


_TRIES: tuple[Callable[[], Check], ...] = (
    _kernel_filter,
    _python_socket,
    _name_lookup,
    _c_socket,
    _child_socket,
    _io_uring,
    _local_socket,
    _private_files,
    _no_core_file,
    _not_readable,
)

"""The Linux filter that leaves this process and its children no socket but a local one.

A classic BPF program for seccomp(2): every socket family but AF_UNIX is refused with EACCES in
this process, in all its threads and in every child, from Python and from C alike. It cannot be
taken off again. io_uring is refused since it can open sockets past the filter; so are the x32
numbers and foreign call tables, under which the same calls have other numbers.
"""

import ctypes
import errno
import os
import struct
import sys
from dataclasses import dataclass

AF_UNIX = 1

# linux/filter.h, linux/seccomp.h, linux/prctl.h
_LOAD_WORD = 0x20
_JUMP_EQUAL = 0x15
_JUMP_ANY_BIT = 0x45
_RETURN = 0x06
_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_AT_NUMBER, _AT_TABLE, _AT_FIRST_ARGUMENT = 0, 4, 16
_PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER = 1
_ALL_THREADS = 1
_X32_BIT = 0x40000000
_IO_URING = (425, 426, 427)

REFUSED = _ERRNO | errno.EACCES
ABSENT = _ERRNO | errno.ENOSYS
ALLOWED = _ALLOW


@dataclass(frozen=True, slots=True)
class CallTable:
    """The numbers of one kind of processor: linux/audit.h and its asm/unistd.h."""

    audit_name: int
    socket: int
    socketpair: int
    seccomp: int
    has_x32: bool


TABLES = {
    "x86_64": CallTable(0xC000003E, socket=41, socketpair=53, seccomp=317, has_x32=True),
    "aarch64": CallTable(0xC00000B7, socket=198, socketpair=199, seccomp=277, has_x32=False),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def table_of_this_machine() -> CallTable | None:
    """Return the call table, or None where the filter is not known to work."""
    if sys.platform != "linux" or sys.maxsize < 2**32:
        return None
    return TABLES.get(os.uname().machine)


def program(table: CallTable) -> bytes:
    """Return the filter: 8 bytes a step, jumps counted from the step after."""
    steps: list[tuple[int, int, int, int]] = [
        (_LOAD_WORD, 0, 0, _AT_TABLE),
        (_JUMP_EQUAL, 1, 0, table.audit_name),
        (_RETURN, 0, 0, REFUSED),
        (_LOAD_WORD, 0, 0, _AT_NUMBER),
    ]
    if table.has_x32:
        steps += [(_JUMP_ANY_BIT, 0, 1, _X32_BIT), (_RETURN, 0, 0, ABSENT)]
    for number in _IO_URING:
        steps += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, ABSENT)]
    steps += [
        (_JUMP_EQUAL, 2, 0, table.socket),
        (_JUMP_EQUAL, 1, 0, table.socketpair),
        (_RETURN, 0, 0, ALLOWED),
        (_LOAD_WORD, 0, 0, _AT_FIRST_ARGUMENT),
        (_JUMP_EQUAL, 0, 1, AF_UNIX),
        (_RETURN, 0, 0, ALLOWED),
        (_RETURN, 0, 0, REFUSED),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def install() -> bool:
    """Put the filter up for all threads; returns whether it holds.

    False on other systems and processors, and where a kernel or a sandbox refuses it.
    """
    table = table_of_this_machine()
    if table is None:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    code = program(table)
    filters = _Program(len(code) // 8, code)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return bool(
        libc.syscall(table.seccomp, _SET_MODE_FILTER, _ALL_THREADS, ctypes.byref(filters)) == 0
    )

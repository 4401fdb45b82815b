"""The tripwire for sockets on every system: Python code that reaches for the network is refused.

An audit hook sees Python's own socket calls only, so it gives a readable error and covers
systems without the kernel's filter; it proves nothing about C code.
"""

import errno
import sys
from typing import Any

AF_UNIX = 1
"""The same number on Linux, macOS and Windows; importing `socket` would cost start time."""

_CREATE = "socket.__new__"
_USE = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
_LOOK_UP = frozenset(
    {
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.getnameinfo",
    }
)


class NetworkRefused(PermissionError):
    """Something in this process reached for the network."""

    def __init__(self) -> None:
        super().__init__(
            errno.EACCES, "Steady works without the network, so this connection was refused."
        )


def refuse_network() -> None:
    """Refuse every socket family but AF_UNIX and every name look-up from Python code on."""
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if not event.startswith("socket."):
        return
    if event == _CREATE:
        refused = arguments[1] != AF_UNIX
    elif event in _USE:
        refused = int(arguments[0].family) != AF_UNIX
    else:
        refused = event in _LOOK_UP
    if refused:
        raise NetworkRefused

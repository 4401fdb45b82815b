"""Nothing in the process, in C code, in threads or in children gets a network socket."""

import errno
import struct
import sys

import pytest

from assistant.guard import seccomp
from assistant.guard.seccomp import ABSENT, ALLOWED, REFUSED, TABLES, CallTable
from tests.guard.conftest import Guarded

linux_only = pytest.mark.skipif(
    seccomp.table_of_this_machine() is None, reason="the filter is for Linux x86_64 and aarch64"
)

TRY_C = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def tried(family, kind=1):
    got = libc.socket(family, kind, 0)
    if got >= 0:
        os.close(got)
        return "given"
    return os.strerror(ctypes.get_errno())
"""


def test_without_the_guard_these_tries_do_succeed(guarded: Guarded) -> None:
    """Else the tests below would prove nothing about the guard."""
    code = TRY_C + "import socket; socket.socket().close(); print(tried(2), tried(16, 3))"
    assert guarded(code, put_up="") == "given given"


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_NETLINK", "AF_BLUETOOTH"])
def test_python_gets_no_socket_but_a_local_one(guarded: Guarded, family: str) -> None:
    code = f"""
import socket
try:
    socket.socket(getattr(socket, "{family}", 16), socket.SOCK_STREAM)
except PermissionError as error:
    print(error.strerror)
"""
    assert guarded(code) == "Steady works without the network, so this connection was refused."


@pytest.mark.parametrize(
    "use",
    [
        "socket.getaddrinfo('localhost', 80)",
        "socket.gethostbyname('localhost')",
        "socket.create_connection(('127.0.0.1', 9))",
        "__import__('_socket').socket()",
        "socket.socket(fileno=adopted)",
        "__import__('urllib.request').request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_python_cannot_look_up_connect_or_adopt(guarded: Guarded, use: str) -> None:
    code = f"""
import socket, os
adopted = os.dup(0)
try:
    {use}
except OSError as error:
    print("without the network" in str(error))
"""
    assert guarded(code) == "True"


@linux_only
@pytest.mark.parametrize("family", [2, 10, 16, 17, 31, 40, 0xFFFF])
def test_c_code_gets_no_socket_but_a_local_one(guarded: Guarded, family: int) -> None:
    assert guarded(f"{TRY_C}print(tried({family}), tried(1))") == "Permission denied given"


@linux_only
def test_children_get_no_network_socket(guarded: Guarded) -> None:
    code = f"""
import subprocess, sys
child = {TRY_C!r} + "print(tried(2), tried(1))"
print(subprocess.run([sys.executable, "-I", "-c", child], capture_output=True, text=True).stdout)
"""
    assert guarded(code) == "Permission denied given"


@linux_only
def test_threads_that_ran_before_the_guard_are_covered_too(guarded: Guarded) -> None:
    before = f"""
import threading
{TRY_C}
up, done = threading.Event(), []
def work():
    up.wait()
    done.append(tried(2))
thread = threading.Thread(target=work)
thread.start()
put_up()
up.set()
thread.join()
print(done)
"""
    assert guarded("", put_up=before) == "['Permission denied']"


@linux_only
def test_the_ways_round_socket_calls_are_closed(guarded: Guarded) -> None:
    table = seccomp.table_of_this_machine()
    assert table is not None
    code = f"""
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def call(*arguments):
    got = libc.syscall(*arguments)
    return os.strerror(ctypes.get_errno()) if got < 0 else "given"
parameters = ctypes.create_string_buffer(120)
print(call(425, 1, parameters))
print(call({0x40000000 + 41 if table.has_x32 else 425}, 2, 1, 0))
pair = (ctypes.c_int * 2)()
print(call({table.socketpair}, 2, 1, 0, pair), call({table.socketpair}, 1, 1, 0, pair))
"""
    assert guarded(code).splitlines() == [
        "Function not implemented",
        "Function not implemented",
        "Permission denied given",
    ]


@linux_only
def test_a_second_call_cannot_open_the_network_again(guarded: Guarded) -> None:
    code = TRY_C + "print(put_up(allow_network=True).network_allowed, tried(2))"
    assert guarded(code) == "False Permission denied"


def test_the_downloader_alone_may_use_the_network(guarded: Guarded) -> None:
    code = """
import socket
from assistant.guard import network_is_allowed
socket.socket().close()
print(network_is_allowed())
"""
    assert guarded(code, put_up="put_up(allow_network=True)") == "True"


def test_the_command_line_gives_the_network_to_the_downloader_alone(guarded: Guarded) -> None:
    code = """
import sys
import assistant.__main__ as start
import assistant.guard as guard
seen = []
guard.put_up = lambda **named: seen.append(named["allow_network"])
import types
sys.modules["assistant.ui.cli"] = types.SimpleNamespace(run=lambda arguments: 0)
for line in ("models get", "models list", "reasons get", "", "talk models get", "models"):
    sys.argv = ["steady", *line.split()]
    start.main()
print(seen)
"""
    assert guarded(code, put_up="") == "[True, False, False, False, False, False]"


# --- the filter's program, also for the processor that this is not ------------------------------


def decided(program: bytes, table: int, number: int, argument: int = 0) -> int:
    """Run the program as the kernel does, on struct seccomp_data."""
    data = struct.pack("=IIQQ", number & 0xFFFFFFFF, table, 0, argument & 0xFFFFFFFFFFFFFFFF)
    steps = list(struct.iter_unpack("=HBBI", program))
    at, held = 0, 0
    while True:
        code, if_true, if_false, value = steps[at]
        at += 1
        if code == 0x20:
            (held,) = struct.unpack_from("=I", data, value)
        elif code == 0x15:
            at += if_true if held == value else if_false
        elif code == 0x45:
            at += if_true if held & value else if_false
        else:
            assert code == 0x06
            return int(value)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_the_program_decides_rightly_on_each_processor(table: CallTable) -> None:
    program = seccomp.program(table)
    for call in (table.socket, table.socketpair):
        assert decided(program, table.audit_name, call, 1) == ALLOWED
        for family in (0, 2, 3, 10, 16, 17, 31, 40, 45, 2**31, 2**32 - 1, 2 + 2**32):
            assert decided(program, table.audit_name, call, family) == REFUSED
    for ring in (425, 426, 427):
        assert decided(program, table.audit_name, ring) == ABSENT
    for other in (0, 1, 2, 3, 59, 200, 221, 257, 281, 424, 428, 435, 500):
        assert decided(program, table.audit_name, other, 2) == ALLOWED


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_other_call_tables_are_refused_whole(table: CallTable) -> None:
    program = seccomp.program(table)
    for foreign in (0x40000003, 0x40000028, *(other.audit_name for other in TABLES.values())):
        if foreign != table.audit_name:
            for number in (1, table.socket, 102, 359):
                assert decided(program, foreign, number, 1) == REFUSED
    if table.has_x32:
        assert decided(program, table.audit_name, 0x40000000 + 41, 1) == ABSENT
        assert decided(program, table.audit_name, 0xFFFFFFFF, 1) == ABSENT


def test_refusals_are_errors_that_programs_know() -> None:
    assert REFUSED & 0xFFFF == errno.EACCES
    assert ABSENT & 0xFFFF == errno.ENOSYS


def test_where_the_filter_is_unknown_it_says_so_rather_than_pretend(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not seccomp.install()

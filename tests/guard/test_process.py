"""Private files, no memory dumps, wordless logs; and all that Steady needs still works."""

import os
import sys
from pathlib import Path

import pytest

from tests.guard.conftest import Guarded

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
def test_new_files_are_private(guarded: Guarded, tmp_path: Path) -> None:
    guarded(
        "import os, sys; open(sys.argv[1], 'w').close(); os.mkdir(sys.argv[1] + 'd')",
        str(tmp_path / "file"),
    )
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "filed").stat().st_mode & 0o777 == 0o700


@linux_only
def test_a_crash_leaves_no_core_file_and_no_debugger_may_attach(
    guarded: Guarded, tmp_path: Path
) -> None:
    code = """
import ctypes, os, resource, signal, sys
os.chdir(sys.argv[1])
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
child = os.fork()
if not child:
    os.abort()
print(os.WCOREDUMP(os.waitpid(child, 0)[1]))
"""
    assert guarded(code, str(tmp_path)).splitlines() == ["(0, 0) 0", "False"]
    assert list(tmp_path.iterdir()) == []


def test_the_guard_loads_nothing_but_the_standard_library_and_little_of_that(
    guarded: Guarded,
) -> None:
    code = """
import sys
heavy = {"numpy", "socket", "ssl", "logging", "subprocess", "asyncio", "assistant.errors"}
print(sorted(heavy & set(sys.modules)))
"""
    assert guarded(code) == "[]"


def test_the_report_holds_under_the_guard(guarded: Guarded) -> None:
    code = """
from assistant.guard.report import report
for check in report():
    print(check.holds, check.name)
"""
    lines = guarded(code).splitlines()
    assert len(lines) == 10
    assert not [line for line in lines if line.startswith("False")]
    if sys.platform == "linux":
        assert {line for line in lines if line.startswith("True")} >= {
            f"True {name}"
            for name in ("socket from Python", "socket from C", "socket from a child")
        }


def test_the_report_tells_when_nothing_holds(guarded: Guarded) -> None:
    code = """
import os
os.umask(0o022)
from assistant.guard.report import report
print(sorted(check.name for check in report() if check.holds is False))
"""
    names = guarded(code, put_up="")
    for name in ("socket from Python", "name look-up", "private files"):
        assert name in names
    if sys.platform == "linux":
        for name in ("socket from C", "socket from a child", "memory not readable"):
            assert name in names


@pytest.mark.skipif(not hasattr(__import__("socket"), "AF_UNIX"), reason="no local sockets")
def test_a_local_server_such_as_the_sound_server_is_reached(
    guarded: Guarded, tmp_path: Path
) -> None:
    code = """
import socket, sys, threading
server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[1])
server.listen()
def serve():
    connection, _ = server.accept()
    connection.sendall(connection.recv(5)[::-1])
threading.Thread(target=serve).start()
client = socket.socket(socket.AF_UNIX)
client.connect(sys.argv[1])
client.sendall(b"sound")
print(client.recv(5))
print(socket.socketpair()[0].family.name)
"""
    path = os.path.relpath(tmp_path / "native")  # local socket names are short
    assert guarded(code, path).splitlines() == ["b'dnuos'", "AF_UNIX"]


@pytest.mark.parametrize("module", ["numpy", "pocketsphinx", "soundfile", "soxr", "apsw"])
def test_what_steady_is_made_of_loads_under_the_guard(guarded: Guarded, module: str) -> None:
    assert guarded(f"import {module}; print({module}.__name__)") == module


def test_the_vault_works_under_the_guard(guarded: Guarded, tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from assistant.private import Private
from assistant.vault import Vault
with Vault.open(Path(sys.argv[1]), Private("six plain words")) as vault:
    vault.add("reason", "x")
    print(len(vault.words().entries))
"""
    assert guarded(code, str(tmp_path / "kept")) == "1"


def test_child_programs_run_under_the_guard(guarded: Guarded) -> None:
    code = """
import subprocess, sys
print(subprocess.run([sys.executable, "-c", "print(6 * 7)"], capture_output=True, text=True).stdout)
"""
    assert guarded(code) == "42"

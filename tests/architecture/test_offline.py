"""The program works without a network: no process of it opens a connection or asks for a name."""

from __future__ import annotations

import pytest

from tests.architecture.processes import OFFLINE, loading_all_of, run


@pytest.mark.parametrize("package", ["crossfoot", "crossfoot_gui", "crossfoot_resources"])
def test_loading_the_program_uses_no_network(package: str) -> None:
    done = run(loading_all_of(package), first=OFFLINE)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c',"
        " 'import socket; socket.create_server((\"127.0.0.1\", 0))']).returncode)",
    ],
)
def test_the_process_of_this_test_really_refuses_sockets(code: str) -> None:
    assert "the program used the network: socket." in run(code, first=OFFLINE).stderr

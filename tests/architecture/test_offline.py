"""The program works without a network: no process of it opens a connection or asks for a name."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.places import REPOSITORY

OFFLINE = str(REPOSITORY / "tests" / "architecture" / "offline")
LOAD_EVERYTHING = """
import importlib, pkgutil
import {package}
for each in pkgutil.walk_packages({package}.__path__, "{package}."):
    importlib.import_module(each.name)
"""


def run_offline(code: str) -> subprocess.CompletedProcess[str]:
    """Run `code` in a process that raises when a socket is used, in itself and in its children."""
    environment = {**os.environ, "PYTHONPATH": OFFLINE, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("package", ["crossfoot", "crossfoot_gui", "crossfoot_resources"])
def test_loading_the_program_uses_no_network(package: str) -> None:
    done = run_offline(LOAD_EVERYTHING.format(package=package))
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
    assert "the program used the network: socket." in run_offline(code).stderr

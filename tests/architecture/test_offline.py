"""The program works without a network: no process of it opens a connection or asks for a name."""

from __future__ import annotations

from pathlib import Path

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


RUN = """
import sys
from pathlib import Path
from crossfoot import content
from crossfoot.cli.main import main
audit = str(Path(sys.argv[1], "offline.crossfoot"))
workbook = str(next(Path(content.file_path("samples")).glob("*officers*.xlsx")))
for command in [
    ["new", audit, "--title", "Offline", "--as-of", "2018-03-31"],
    ["inspect", workbook],
    ["import", audit, workbook],
    ["tables", audit],
    ["misfits", audit],
]:
    if main(command) != 0:
        sys.exit(f"{command} did not pass")
"""


@pytest.mark.slow
def test_an_import_uses_no_network_in_any_of_its_processes(tmp_path: Path) -> None:
    done = run(RUN, str(tmp_path), first=OFFLINE)
    assert done.returncode == 0, done.stderr
    assert "officers" in done.stdout

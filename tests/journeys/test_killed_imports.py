"""Killing the import at any moment leaves the whole import or none of it, and the audit opens without a question."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import open_audit
from crossfoot.auditfile.history import broken_link
from crossfoot.auditfile.lookups import tables

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx
from tests.journeys.command_line import command

KILLS = int(os.environ.get("CROSSFOOT_KILLS", "12"))
ROWS = 6_000


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a POSIX signal")
def test_a_killed_import_leaves_all_or_nothing(tmp_path: Path) -> None:
    few = [agreement_row(f"Old Agency {i}") for i in range(100)]
    many = [
        agreement_row(f"Agency {i}", signed="05/082017" if i % 50 == 0 else "2017-02-01") for i in range(ROWS)
    ]
    old = write_xlsx(tmp_path / "old.xlsx", {"Agreements": [AGREEMENT_HEADERS, *few]})
    new = write_xlsx(tmp_path / "new.xlsx", {"Agreements": [AGREEMENT_HEADERS, *many]})
    with new_audit(tmp_path) as audit:
        load(audit, old)
        path = audit.path
    whole = path.read_bytes()
    started = time.monotonic()
    subprocess.run(command("import", path, new, "--as-list", "new"), check=True, capture_output=True)
    usual = time.monotonic() - started
    chance, all_of_it, nothing = random.Random(2018), 0, 0
    for _ in range(KILLS):
        path.write_bytes(whole)
        process = subprocess.Popen(
            command("import", path, new, "--as-list", "new"),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        time.sleep(chance.uniform(0.1, 1.0) * usual)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        with open_audit(path) as audit:
            rows = {t.record_type: t.rows for t in tables(audit)}["agreements"]
            misfits = audit.rows("SELECT count(*) AS n FROM cf_misfit")[0]["n"]
            sources = audit.rows("SELECT count(*) AS n FROM cf_source")[0]["n"]
            assert audit.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
            assert broken_link(audit.connection) is None
        assert (rows, misfits, sources) in ((100, 0, 1), (100 + ROWS, ROWS // 50, 2))
        all_of_it, nothing = all_of_it + (rows > 100), nothing + (rows == 100)
        assert not [
            p for p in tmp_path.iterdir() if ".import-" in p.name or p.name.endswith(("-wal", "-shm"))
        ]
    assert nothing, "no kill came early enough to prove anything"

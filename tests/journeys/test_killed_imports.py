"""Killing or cancelling an import at any moment leaves all of it or nothing; the audit opens without a question."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit, open_audit
from crossfoot.auditfile.history import broken_link
from crossfoot.auditfile.importing.import_plan import ImportChoices, plan_import
from crossfoot.auditfile.importing.imports import load_workbook_rows
from crossfoot.auditfile.lookups import tables
from crossfoot.errors import Cancelled

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx
from tests.journeys.command_line import command

CANCELS = 6
MOST_SECONDS_TO_CANCEL = 1.0
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


def contents(audit: Audit) -> list[str]:
    """All that the audit file holds."""
    return list(audit.connection.iterdump())


@pytest.mark.slow
def test_cancel_ends_an_import_anywhere_within_a_second(tmp_path: Path) -> None:
    few = [agreement_row(f"Old Agency {i}") for i in range(100)]
    many = [agreement_row(f"Agency {i}") for i in range(ROWS // 2)]
    old = write_xlsx(tmp_path / "old.xlsx", {"Agreements": [AGREEMENT_HEADERS, *few]})
    new = write_xlsx(tmp_path / "new.xlsx", {"Agreements": [AGREEMENT_HEADERS, *many]})
    pressed_at = 0.0

    def watch_the_button(done: int, total: int, note: str) -> None:
        if time.monotonic() >= pressed_at:
            raise Cancelled

    def do_import(audit: Audit) -> None:
        plan = plan_import(audit, new, ImportChoices(as_list="new"), watch_the_button)
        load_workbook_rows(audit, plan, progress=watch_the_button)

    with new_audit(tmp_path) as audit:
        load(audit, old)
        before = contents(audit)
        path = audit.path
    chance = random.Random(1938)
    copy = tmp_path / "copy.crossfoot"
    copy.write_bytes(path.read_bytes())
    with open_audit(copy) as audit:
        started, pressed_at = time.monotonic(), time.monotonic() + 3600
        do_import(audit)
        usual = time.monotonic() - started
    for number in range(CANCELS):
        wait = chance.uniform(0, 0.9) * usual
        cancelled = False
        while (
            not cancelled
        ):  # an import that was quicker than the usual one is cancelled earlier the next time
            again = tmp_path / f"again {number}.crossfoot"
            again.write_bytes(path.read_bytes())
            with open_audit(again) as audit:
                pressed_at = time.monotonic() + wait
                try:
                    do_import(audit)
                except Cancelled:
                    cancelled = True
                    assert time.monotonic() - pressed_at < MOST_SECONDS_TO_CANCEL
            assert cancelled or wait > 0.01, "Cancel was not heard"
            wait /= 2
        with open_audit(again) as audit:
            assert contents(audit) == before
        assert not [one for one in tmp_path.iterdir() if ".import-" in one.name]

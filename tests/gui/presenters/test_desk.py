"""The desk holds one audit, and whatever goes wrong comes to the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.auditfile.connection import SCHEMA_VERSION
from crossfoot.errors import Cancelled, ReportError
from crossfoot_gui.presenters.trouble import trouble_of

from tests.builders import new_audit
from tests.gui.presenters.desks import Bench, bench_with_audit


def test_known_trouble_is_shown_in_its_own_words(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)

    def work(audit: object, progress: object) -> None:
        raise ReportError("The report cannot be built.", "Run a check first.")

    bench.desk.run("Building", work, lambda _: None)
    assert [(t.message, t.hint, t.is_our_bug) for t in bench.troubles] == [
        ("The report cannot be built.", "Run a check first.", False)
    ]


def test_anything_else_is_called_our_mistake_and_has_details_to_copy(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    bench.desk.run("Counting", lambda audit, progress: 1 // 0, lambda _: None)
    (trouble,) = bench.troubles
    assert trouble.is_our_bug
    assert "ZeroDivisionError" in trouble.details
    assert "Traceback" in trouble.details


def test_cancelling_is_no_trouble_and_is_said_in_the_status_bar(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)

    def work(audit: object, progress: object) -> None:
        raise Cancelled

    bench.desk.run("Importing list.xlsx", work, lambda _: None)
    assert bench.troubles == []
    assert bench.desk.message == "Cancelled: Importing list.xlsx. Nothing of it was kept."


def test_a_second_job_is_refused_while_one_is_under_way(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    ran: list[str] = []
    bench.jobs.running = "Importing"
    bench.desk.run("Building", lambda audit, progress: ran.append("second"), lambda _: None)
    assert ran == []
    assert "still busy: Importing" in bench.troubles[0].message


def test_an_audit_that_cannot_be_opened_leaves_the_open_one_in_place(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    other = tmp_path / "letter.crossfoot"
    other.write_text("Dear auditor, " * 20)
    assert not bench.desk.open(other)
    assert bench.desk.audit.path.name == "test.crossfoot"


@pytest.mark.parametrize("damage", ["not one", "missing", "cut", "newer"])
def test_a_file_that_is_no_good_audit_gives_one_clear_message_with_what_to_do(
    tmp_path: Path, damage: str
) -> None:
    with new_audit(tmp_path) as audit:
        path = audit.path
    whole = path.read_bytes()
    said = {
        "not one": ("not a Crossfoot audit file", b"PK\x03\x04" + bytes(200)),
        "missing": ("There is no audit file", None),
        "cut": ("is damaged", whole[: len(whole) // 2]),
        "newer": ("newer version", whole[:60] + (SCHEMA_VERSION + 1).to_bytes(4, "big") + whole[64:]),
    }
    sentence, content = said[damage]
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    bench = Bench()
    assert not bench.desk.open(path)
    (trouble,) = bench.troubles
    assert sentence in trouble.message
    assert trouble.hint
    assert not trouble.is_our_bug
    assert content is None or path.read_bytes() == content


def test_trouble_of_a_mistake_never_hides_what_was_raised() -> None:
    assert "KeyError" in trouble_of(KeyError("row")).message

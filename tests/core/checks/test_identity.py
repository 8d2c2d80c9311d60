"""An exception keeps its id, and its digest changes with its facts alone."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from tests.core.checks.modules import SELECT, agreement, audit_with_agreements, module, run_text


def exceptions(folder: Path, *rows: dict[str, Any], text: str = "") -> dict[str, tuple[str, str]]:
    """By entity: the id and the digest of its facts."""
    folder.mkdir()
    with audit_with_agreements(folder, *rows) as audit:
        run_text(audit, text or module())
        found = audit.rows("SELECT entity, exception_id, facts_digest FROM cf_exception WHERE present = 1")
    return {row["entity"]: (row["exception_id"], row["facts_digest"]) for row in found}


def test_the_id_is_made_of_check_entity_and_kind(tmp_path: Path) -> None:
    found = exceptions(tmp_path / "a", agreement("Oak"))
    wanted = hashlib.sha256(b"test-check\x1fTX|oak\x1fA").hexdigest()[:16]
    assert found["TX|oak"][0] == wanted


def test_another_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    rows = [agreement("Oak"), agreement("Elm"), agreement("Ash")]
    assert exceptions(tmp_path / "a", *rows) == exceptions(tmp_path / "b", *reversed(rows))


def test_a_column_that_is_no_fact_changes_nothing(tmp_path: Path) -> None:
    before = exceptions(tmp_path / "a", agreement("Oak", county="Oak County"))
    assert exceptions(tmp_path / "b", agreement("Oak", county="Other County", status="active")) == before


def test_a_fact_that_changed_keeps_the_id_and_changes_the_digest(tmp_path: Path) -> None:
    before = exceptions(tmp_path / "a", agreement("Oak"))["TX|oak"]
    after = exceptions(tmp_path / "b", agreement("Oak", signed_on="2017-02-02"))["TX|oak"]
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_another_kind_of_the_same_unit_is_another_exception(tmp_path: Path) -> None:
    before = exceptions(tmp_path / "a", agreement("Oak"))["TX|oak"]
    other = module(SELECT.replace("'A'", "'B'"))
    assert exceptions(tmp_path / "b", agreement("Oak"), text=other)["TX|oak"][0] != before[0]


def test_an_exception_that_is_gone_stays_on_record_as_not_present(tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path, agreement("Oak"), agreement("Elm")) as audit:
        run_text(audit, module())
        run_text(audit, module(SELECT + " WHERE agency = 'Elm'"))
        found = audit.rows("SELECT entity, present FROM cf_exception ORDER BY entity")
    assert [tuple(row.values()) for row in found] == [("TX|elm", 1), ("TX|oak", 0)]

"""What may mislead is decided by a person, with a reason; a later decision takes its place, nothing is overwritten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import events
from crossfoot.auditfile.importing.hazard_decisions import (
    OPEN_AGAIN,
    decide_hazard,
    hazard_history,
    list_hazards,
    open_hazards,
)
from crossfoot.auditfile.importing.withdraw import withdraw_import
from crossfoot.cli.main import main
from crossfoot.errors import AuditFileError
from crossfoot.mapping.model import SkippedRows

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx

ROWS = [agreement_row("Hall"), agreement_row("Bay"), agreement_row("Lee"), agreement_row("Dade")]
COUNT, NOT_OF_LIST = "they count", "they do not belong to the list"


def workbook(folder: Path, name: str, *hidden_rows: int) -> Path:
    return write_xlsx(folder / name, {"List": [AGREEMENT_HEADERS, *ROWS]}, hidden_rows=hidden_rows)


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    """Import 1 has a hidden row 3."""
    with new_audit(tmp_path) as audit:
        load(audit, workbook(tmp_path, "may.xlsx", 3), as_list="Agreements")
        yield audit


def decided(audit: Audit, decision: str = COUNT, import_id: int = 1) -> None:
    decide_hazard(audit, import_id, "hidden-rows", None, decision, "The agency says so.")


def next_version(audit: Audit, folder: Path, *hidden_rows: int) -> None:
    load(audit, workbook(folder, f"{len(hidden_rows)}.xlsx", *hidden_rows), new_version_of="Agreements")


def test_a_hazard_that_must_be_decided_is_open_until_it_is(audit: Audit) -> None:
    (hidden,) = open_hazards(audit)
    assert (hidden.code, hidden.place, hidden.count) == ("hidden-rows", "List, row 3", 1)
    assert hidden.choices == (COUNT, NOT_OF_LIST)
    decided(audit)
    assert open_hazards(audit) == []
    (hidden,) = [line for line in list_hazards(audit) if line.code == "hidden-rows"]
    made = hidden.decision
    assert made is not None
    assert (made.decision, made.reason, made.actor) == (COUNT, "The agency says so.", "tester")


def test_a_decision_stands_in_the_history_with_what_it_is_about(audit: Audit) -> None:
    decided(audit)
    event = list(events(audit.connection))[-1]
    body = event.body
    assert event.kind == "hazard.decided"
    assert {name: body[name] for name in ("code", "place", "count", "decision", "reason", "before")} == {
        "code": "hidden-rows",
        "place": "List, row 3",
        "count": 1,
        "decision": COUNT,
        "reason": "The agency says so.",
        "before": None,
    }


def test_a_later_decision_takes_the_place_of_an_earlier_one_and_both_are_kept(audit: Audit) -> None:
    decided(audit)
    decided(audit, NOT_OF_LIST)
    (hidden,) = [line for line in list_hazards(audit) if line.code == "hidden-rows"]
    assert hidden.decision is not None
    assert hidden.decision.decision == NOT_OF_LIST
    history = hazard_history(audit, 1, "hidden-rows", "List, row 3")
    assert [made.decision for made in history] == [COUNT, NOT_OF_LIST]


def test_a_decision_is_taken_back_by_opening_the_hazard_again(audit: Audit) -> None:
    decided(audit)
    decided(audit, OPEN_AGAIN)
    assert [line.code for line in open_hazards(audit)] == ["hidden-rows"]
    with pytest.raises(AuditFileError, match="open already"):
        decided(audit, OPEN_AGAIN)


def test_rows_decided_not_to_belong_to_the_list_are_in_it_until_it_is_imported_without_them(
    audit: Audit, tmp_path: Path
) -> None:
    decided(audit, NOT_OF_LIST)
    assert [line.still_loaded for line in list_hazards(audit) if line.code == "hidden-rows"] == [True]
    without = (SkippedRows(3, 3, "Hidden: not of the list."),)
    load(audit, tmp_path / "may.xlsx", new_version_of="Agreements", skipped=without)
    (hidden,) = [line for line in list_hazards(audit) if line.code == "hidden-rows"]
    assert (hidden.import_id, hidden.open, hidden.still_loaded) == (2, False, False)


@pytest.mark.parametrize(
    ("skipped", "still_loaded"),
    [([(2, 8)], False), ([(2, 6)], True), ([(2, 4), (6, 9)], True), ([], True)],
    ids=["all of them", "fewer than there are", "not the fifth", "none"],
)
def test_rows_are_out_of_the_list_when_all_that_are_named_and_as_many_as_are_counted_are_skipped(
    tmp_path: Path, skipped: list[tuple[int, int]], still_loaded: bool
) -> None:
    many = {"A, row 9": [AGREEMENT_HEADERS, *(agreement_row(f"Agency {n}") for n in range(9))]}
    with new_audit(tmp_path) as audit:
        path = write_xlsx(tmp_path / "many.xlsx", many, hidden_rows=range(2, 9))
        rows = tuple(SkippedRows(first, last, "Hidden.") for first, last in skipped)
        load(audit, path, sheet="A, row 9", skipped=rows)
        decided(audit, NOT_OF_LIST)
        (hidden,) = [line for line in list_hazards(audit) if line.code == "hidden-rows"]
    assert hidden.place == "A, row 9, rows 2, 3, 4, 5, 6 and 2 more"
    assert hidden.still_loaded is still_loaded


def test_a_new_version_takes_the_decision_over_where_the_hazard_is_the_same(
    audit: Audit, tmp_path: Path
) -> None:
    decided(audit)
    next_version(audit, tmp_path, 3)
    (hidden,) = [line for line in list_hazards(audit) if line.code == "hidden-rows"]
    assert (hidden.import_id, hidden.open, hidden.carried) == (2, False, True)
    assert hidden.decision is not None
    assert hidden.decision.import_id == 1


@pytest.mark.parametrize("hidden_rows", [(4,), (3, 4)], ids=["another place", "another count"])
def test_in_a_new_version_a_hazard_that_changed_is_open_again(
    audit: Audit, tmp_path: Path, hidden_rows: tuple[int, ...]
) -> None:
    decided(audit)
    next_version(audit, tmp_path, *hidden_rows)
    assert [(line.import_id, line.code) for line in open_hazards(audit)] == [(2, "hidden-rows")]


def test_more_rows_at_the_places_that_are_shown_are_another_hazard(audit: Audit, tmp_path: Path) -> None:
    decided(audit)
    next_version(audit, tmp_path, 3)
    with audit.write() as db:
        db.conn.execute("UPDATE cf_hazard SET count = 2 WHERE import_id = 2")
    assert [line.code for line in open_hazards(audit)] == ["hidden-rows"]


def test_opening_it_again_in_the_new_version_leaves_the_old_decision(audit: Audit, tmp_path: Path) -> None:
    decided(audit)
    next_version(audit, tmp_path, 3)
    decided(audit, OPEN_AGAIN, import_id=2)
    assert [line.import_id for line in open_hazards(audit)] == [2]
    assert [line.open for line in list_hazards(audit, 1) if line.code == "hidden-rows"] == [False]


def test_a_withdrawn_import_has_nothing_to_decide(audit: Audit) -> None:
    withdraw_import(audit, 1, "The wrong list.")
    assert open_hazards(audit) == []
    assert [line.code for line in list_hazards(audit, 1) if line.must_decide] == ["hidden-rows"]


def test_what_asks_for_no_decision_can_be_noted(tmp_path: Path) -> None:
    rows = [AGREEMENT_HEADERS, agreement_row("Hall "), *ROWS]
    with new_audit(tmp_path) as audit:
        load(audit, write_xlsx(tmp_path / "a.xlsx", {"List": rows}))
        assert open_hazards(audit) == []
        line = decide_hazard(audit, 1, "trailing-spaces", "List!B2", "Noted", "Blanks do not matter here.")
        assert line.decision is not None
        assert line.decision.decision == "noted"


@pytest.mark.parametrize(
    ("code", "place", "decision", "reason", "said"),
    [
        ("hidden-rows", None, COUNT, " ", "only with a reason"),
        ("hidden-rows", None, "perhaps", "R", "'perhaps' is no decision for hidden-rows"),
        ("hidden-rows", "List, row 9", COUNT, "R", "not at 'List, row 9'"),
        ("total-rows", None, COUNT, "R", "has no hazard 'total-rows'"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_one_sentence(
    audit: Audit, code: str, place: str | None, decision: str, reason: str, said: str
) -> None:
    with pytest.raises(AuditFileError, match=said):
        decide_hazard(audit, 1, code, place, decision, reason)
    assert [line.open for line in list_hazards(audit) if line.code == "hidden-rows"] == [True]


def test_an_import_that_is_not_there_is_said(audit: Audit) -> None:
    with pytest.raises(AuditFileError, match="no import 7"):
        decide_hazard(audit, 7, "hidden-rows", None, COUNT, "R")


def test_the_command_lists_and_decides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with new_audit(tmp_path) as audit:
        load(audit, workbook(tmp_path, "may.xlsx", 3))
    file = str(audit.path)
    assert main(["hazards", file, "--open"]) == 0
    assert "OPEN. Decide: they count / they do not belong to the list" in capsys.readouterr().out
    decide = [
        "--import",
        "1",
        "--decide",
        "hidden-rows",
        "--as",
        NOT_OF_LIST,
        "--reason",
        "Old.",
        "--by",
        "Ada",
    ]
    assert main(["hazards", file, *decide]) == 0
    out = capsys.readouterr().out
    assert "Decided: they do not belong to the list (Ada, " in out
    assert "still in the list: import it again" in out
    assert main(["hazards", file, "--open"]) == 0
    assert capsys.readouterr().out == "Nothing is left to decide.\n"
    assert main(["hazards", file, "--json"]) == 0
    (hidden,) = [one for one in json.loads(capsys.readouterr().out) if one["code"] == "hidden-rows"]
    assert (hidden["decision"], hidden["by"], hidden["open"]) == (NOT_OF_LIST, "Ada", False)
    assert main(["hazards", file, "--decide", "hidden-rows"]) == 2

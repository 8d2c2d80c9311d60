"""A correction stands beside the raw value, has a reason, is listed, and can be taken back to the letter."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit, open_audit
from crossfoot.auditfile.corrections.override_list import Override, corrections_of, list_overrides
from crossfoot.auditfile.corrections.overrides import set_override, withdraw_override
from crossfoot.auditfile.corrections.rows_as_loaded import digest_as_loaded, rows_as_loaded_differ
from crossfoot.auditfile.history import events
from crossfoot.auditfile.importing.imports import settle_rows
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.auditfile.lookups import misfits
from crossfoot.checks.runner import run_checks
from crossfoot.errors import AuditFileError
from crossfoot.review.exceptions import rows_behind

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx

BECAUSE = "Read off the signed agreement."


ROWS = (
    agreement_row("Alpha SO", signed="7/72025"),  # row 2 of the sheet; the date stands in column F
    agreement_row("Beta SO", signed="7/72025"),
    agreement_row("Gamma SO", signed="7/72025 "),
    agreement_row("Delta SO", state="TX", county="unknown"),
    agreement_row("Echo SO", state="UTAHJ", signed=None),
    agreement_row("Echo SO", state="UTAH", signed="unknown", moa=None),
    agreement_row("Alpha SO", signed="2017-03-01", moa="https://a.example/b"),
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The audit file into which the list of ROWS was imported."""
    folder = tmp_path_factory.mktemp("overrides")
    path = write_xlsx(
        folder / "list.xlsx", {"Agreements": [AGREEMENT_HEADERS, *ROWS]}, links={"G3": "https://a.example/c"}
    )
    with new_audit(folder) as audit:
        load(audit, path)
    return audit.path


@pytest.fixture
def audit(loaded: Path, tmp_path: Path) -> Iterator[Audit]:
    """The same, for one test to change."""
    with open_audit(Path(shutil.copy(loaded, tmp_path / "test.crossfoot")), actor="tester") as audit:
        yield audit


def signed(audit: Audit) -> dict[int, Any]:
    """The dates of rows 2 to 5."""
    rows = audit.rows("SELECT row_no, signed_on FROM agreements WHERE row_no < 6")
    return {row["row_no"]: row["signed_on"] for row in rows}


def everything(audit: Audit) -> list[dict[str, Any]]:
    return audit.rows("SELECT * FROM cf_rows_agreements ORDER BY row_id") + audit.rows(
        "SELECT * FROM cf_entity ORDER BY entity_id"
    )


def test_a_correction_by_raw_value_holds_for_every_cell_that_stores_exactly_that_text(audit: Audit) -> None:
    done = set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="7/72025")
    assert signed(audit) == {2: "2025-07-07", 3: "2025-07-07", 4: None, 5: "2017-02-01"}
    assert done.cells == 2
    assert [m.raw for m in misfits(audit) if m.field == "signed_on"] == [
        "7/72025", "7/72025", "7/72025 ", "unknown",
    ], "the ledger stays"  # fmt: skip


def test_text_that_was_read_is_corrected_by_what_the_cell_says_not_by_what_it_became(audit: Audit) -> None:
    abbreviated = set_override(audit, "agreements", "state", "Utah", BECAUSE, raw="TX")
    assert abbreviated.cells == 1
    withdraw_override(audit, abbreviated.uid, "It is in Texas.")
    assert set_override(audit, "agreements", "state", "Utah", BECAUSE, raw="TEXAS").cells == 4
    assert audit.rows("SELECT state, agency_ref FROM agreements WHERE row_no IN (2, 5)") == [
        {"state": "UT", "agency_ref": "UT|alpha so"},
        {"state": "TX", "agency_ref": "TX|delta so"},
    ]


@pytest.mark.parametrize(
    ("field", "loaded", "raw", "used", "after"),
    [
        ("positions_enacted", 1250, "1250", "12", 12),
        ("positions_enacted", 1250, "1,250", "12", None),
        ("enacted", 125000, "1250", "12.50", 1250),
        ("enacted", 1250, "12.5", "$0.10", 10),
        ("enacted", 1250, "12.50 USD", "0.10", None),
    ],
)
def test_a_number_cell_is_found_by_the_number_that_it_stores(
    tmp_path: Path, field: str, loaded: int, raw: str, used: str, after: int | None
) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "budget", [{field: loaded}])
        if after is None:
            with pytest.raises(AuditFileError, match="holds exactly"):
                set_override(audit, "budget", field, used, BECAUSE, raw=raw)
        else:
            set_override(audit, "budget", field, used, BECAUSE, raw=raw)
        assert audit.rows(f"SELECT {field} AS v FROM budget") == [{"v": after or loaded}]


def test_a_correction_of_one_cell_wins_over_one_by_raw_value_whichever_came_first(audit: Audit) -> None:
    def correct_row_2() -> Override:
        return set_override(audit, "agreements", "signed_on", "2025-01-01", BECAUSE, import_id=1, row_no=2)

    cell = correct_row_2()
    raw = set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="7/72025")
    assert (signed(audit)[2], signed(audit)[3]) == ("2025-01-01", "2025-07-07")
    withdraw_override(audit, cell.uid, "It was the raw value after all.")
    assert (signed(audit)[2], signed(audit)[3]) == ("2025-07-07", "2025-07-07")
    cell = correct_row_2()
    assert (signed(audit)[2], signed(audit)[3]) == ("2025-01-01", "2025-07-07")
    assert (cell.ref, cell.stood) == ("F2", "7/72025")
    withdraw_override(audit, raw.uid, "Wrong.")
    assert (signed(audit)[2], signed(audit)[3]) == ("2025-01-01", None)
    withdraw_override(audit, cell.uid, "Wrong.")
    assert (signed(audit)[2], signed(audit)[3]) == (None, None)


def test_a_second_correction_replaces_the_first_only_when_that_is_said(audit: Audit) -> None:
    first = set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="7/72025")
    with pytest.raises(AuditFileError, match="in force already"):
        set_override(audit, "agreements", "signed_on", "2025-07-08", BECAUSE, raw="7/72025")
    second = set_override(
        audit, "agreements", "signed_on", "2025-07-08", BECAUSE, raw="7/72025", replace=True
    )
    assert signed(audit)[2] == "2025-07-08"
    assert [o.uid for o in list_overrides(audit)] == [second.uid]
    assert [(o.uid, o.withdrawn) for o in list_overrides(audit, withdrawn=True)] == [
        (first.uid, True),
        (second.uid, False),
    ]


@pytest.mark.parametrize(
    ("field", "used", "reason", "where", "sentence"),
    [
        (
            "signed_on",
            "July 2025",
            BECAUSE,
            {"raw": "7/72025"},
            "cannot be used for signed on: text, not a date",
        ),
        ("state", "UTAHJ", BECAUSE, {"raw": "TEXAS"}, "not a known value of state"),
        ("signed_on", "2025-07-07", "  ", {"raw": "7/72025"}, "only with a reason"),
        ("signed_on", "2025-07-07", BECAUSE, {"raw": "7/72026"}, "holds exactly '7/72026'"),
        ("signed_on", "2025-07-07", BECAUSE, {}, "either of a raw value or of one cell"),
        ("signed_on", "2025-07-07", BECAUSE, {"import_id": 1, "row_no": 99}, "has no data in row 99"),
        ("signed_on", "2025-07-07", BECAUSE, {"import_id": 7, "row_no": 2}, "Import 7 is no current list"),
        ("agency", "Delta SO", BECAUSE, {"raw": "Delta SO"}, "already read as Delta SO"),
        ("colour", "red", BECAUSE, {"raw": "x"}, "has no field 'colour'"),
    ],
)
def test_a_correction_that_cannot_hold_is_refused_in_one_sentence_and_changes_nothing(
    audit: Audit, field: str, used: str, reason: str, where: dict[str, Any], sentence: str
) -> None:
    before = everything(audit)
    with pytest.raises(AuditFileError) as refused:
        set_override(audit, "agreements", field, used, reason, **where)
    assert sentence in refused.value.message
    assert refused.value.hint
    assert "not a known value" not in sentence or "Use one of: AL, AK, " in refused.value.hint
    assert everything(audit) == before
    assert list_overrides(audit, withdrawn=True) == []


def test_a_correction_that_would_use_a_near_value_asks_whether_it_was_meant(audit: Audit) -> None:
    with pytest.raises(AuditFileError) as refused:
        set_override(audit, "agreements", "state", "UTAHJ", BECAUSE, raw="TEXAS")
    assert "Did you mean UT?" in refused.value.hint


def test_a_value_can_be_taken_for_none_and_a_blank_cell_be_filled(audit: Audit) -> None:
    set_override(audit, "agreements", "county", "", BECAUSE, raw="unknown")
    filled = set_override(audit, "agreements", "signed_on", "2017-05-01", BECAUSE, import_id=1, row_no=6)
    assert audit.rows("SELECT county, signed_on FROM agreements WHERE row_no IN (5, 6)") == [
        {"county": None, "signed_on": "2017-02-01"},
        {"county": "Example County", "signed_on": "2017-05-01"},
    ]
    assert (filled.ref, filled.stood) == ("F6", "")


def test_a_second_cell_of_the_same_address_is_not_what_a_correction_by_raw_value_means(
    tmp_path: Path,
) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(
            audit, "agreements", [{"agency": "Alpha SO", "state": "TX", "signed_on": "2017-01-01"}]
        )
        audit.connection.execute(
            "INSERT INTO cf_misfit (import_id, row_no, ref, field, raw, cell_type, reason) "
            "VALUES (1, 2, 'C2', 'signed_on', '7/72025', 'text', 'a second cell with the same address')"
        )
        with pytest.raises(AuditFileError, match="No cell of"):
            set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="7/72025")


def test_a_correction_can_make_a_row_repeat_another_and_its_withdrawal_ends_that(tmp_path: Path) -> None:
    def repeats(audit: Audit) -> list[Any]:
        return [row["repeats"] for row in audit.rows("SELECT repeats FROM officers ORDER BY row_id")]

    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "officers", [{"officer_id": "OF-1"}, {"officer_id": "OF-I"}])
        done = set_override(audit, "officers", "officer_id", "OF-1", BECAUSE, raw="OF-I")
        assert repeats(audit) == [None, 1]
        withdraw_override(audit, done.uid, "They are two.")
        assert repeats(audit) == [None, None]


def test_a_row_number_that_stands_twice_tells_no_cell(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "agreements", [{"agency": "Alpha SO"}, {"agency": "Alpha SO"}])
        audit.connection.execute("UPDATE cf_rows_agreements SET row_no = 2")
        with pytest.raises(AuditFileError, match="row 2 more than once"):
            set_override(audit, "agreements", "agency", "Beta SO", BECAUSE, import_id=1, row_no=2)
        with pytest.raises(AuditFileError, match="No cell of"):
            set_override(audit, "agreements", "agency", "Beta SO", BECAUSE, raw="Alpha SO")


def test_a_corrected_misfit_is_neither_unreadable_nor_missing_for_the_checks(tmp_path: Path) -> None:
    def counts(audit: Audit) -> list[tuple[str, int]]:
        (outcome,) = run_checks(audit, ["dr-completeness"])
        named = {"missing", "unreadable"}
        return [
            (f.name, f.value)
            for f in outcome.figures
            if f.group == "agreements.signed_on" and f.name in named
        ]

    odd = {"misfit": "7/72025", "reason": "text, not a date"}
    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "agreements", [{"agency": "Alpha SO", "state": "TX", "signed_on": odd}])
        before = counts(audit)
        set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="7/72025")
        used = counts(audit)
        set_override(audit, "agreements", "signed_on", "2025-07-08", BECAUSE, raw="7/72025", replace=True)
        assert audit.rows("SELECT raw, overridden FROM misfit_cells") == [{"raw": "7/72025", "overridden": 1}]
    assert ("unreadable", 1) in before
    assert ("unreadable", 1) not in used
    assert ("missing", 1) not in used


def test_the_next_version_of_a_list_is_corrected_by_raw_value_and_never_by_cell(
    audit: Audit, tmp_path: Path
) -> None:
    raw = set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="7/72025")
    set_override(audit, "agreements", "signed_on", "2016-01-01", BECAUSE, import_id=1, row_no=4)
    again = write_xlsx(tmp_path / "next.xlsx", {"Agreements": [AGREEMENT_HEADERS, *ROWS[::-1]]})
    assert load(audit, again, new_version_of="agreements").imports[0].corrected == 2
    found = audit.rows("SELECT agency, signed_on FROM agreements WHERE row_no IN (6, 7, 8)")
    assert [tuple(row.values()) for row in found] == [
        ("Gamma SO", None),
        ("Beta SO", "2025-07-07"),
        ("Alpha SO", "2025-07-07"),
    ]
    (event,) = [event for event in events(audit.connection) if event.kind == "import.loaded"][1:]
    assert event.body["overrides"] == [{"override": raw.uid, "field": "signed_on", "cells": 2}]
    assert [(o.raw, o.cells) for o in list_overrides(audit)] == [("7/72025", 2), (None, 0)]


def test_the_history_tells_who_set_and_who_took_back_what_and_why(audit: Audit) -> None:
    done = set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, import_id=1, row_no=2)
    withdraw_override(audit, done.uid[:8], "The agency corrected its list.")
    was_set, taken_back = list(events(audit.connection))[-2:]
    assert (was_set.kind, taken_back.kind) == ("override.set", "override.withdrawn")
    assert was_set.object == taken_back.object == f"override:{done.uid}"
    assert {k: was_set.body[k] for k in ("field", "ref", "sheet", "used", "reason", "cells")} == {
        "field": "signed_on", "ref": "F2", "sheet": "Agreements", "used": "2025-07-07", "reason": BECAUSE, "cells": 1,
    }  # fmt: skip
    assert taken_back.body["reason"] == "The agency corrected its list."


def test_a_correction_is_withdrawn_once_with_a_reason_and_by_a_name_that_is_clear(audit: Audit) -> None:
    uid = set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="7/72025").uid
    for asked, reason, sentence in (
        (uid, "", "only with a reason"),
        (uid[:2], "Wrong.", "No correction is called"),
        ("ffff", "Wrong.", "No correction is called"),
    ):
        with pytest.raises(AuditFileError, match=sentence):
            withdraw_override(audit, asked, reason)
    withdraw_override(audit, uid, "Wrong.")
    with pytest.raises(AuditFileError, match="withdrawn before"):
        withdraw_override(audit, uid, "Wrong.")


def test_a_corrected_cell_tells_what_stood_what_is_used_why_and_by_whom(audit: Audit) -> None:
    set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="2017-02-01")
    ((cell,),) = corrections_of(audit, [(1, 5), (1, 4)]).values()
    assert (cell.field, cell.ref, cell.stood, cell.used) == ("signed_on", "F5", "2017-02-01", "2025-07-07")
    assert cell.sentence.startswith(f"used 2025-07-07 because: {BECAUSE} (tester, ")


def test_a_row_behind_an_exception_shows_what_stands_beside_what_is_used(audit: Audit) -> None:
    set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="7/72025")
    set_override(audit, "agreements", "moa_status", "linked", BECAUSE, import_id=1, row_no=2)
    ids = [row["row_id"] for row in audit.rows("SELECT row_id FROM agreements WHERE row_no = 2")]
    (row,) = rows_behind(audit, "agreements", ids)
    shown = {cell.field: cell for cell in row.cells if cell.correction}
    assert (shown["signed_on"].value, shown["signed_on"].raw) == ("2025-07-07", "7/72025")
    assert (shown["moa_status"].value, shown["moa_status"].raw) == ("linked", "link pending")
    assert set(shown) == {"signed_on", "moa_status"}, "no other cell is corrected"


def test_the_digest_of_the_rows_as_loaded_is_found_again_through_the_corrections(audit: Audit) -> None:
    sealed = audit.rows("SELECT digest FROM cf_import")[0]["digest"]
    assert digest_as_loaded(audit, 1) == sealed
    set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="7/72025")
    set_override(audit, "agreements", "state", "UT", BECAUSE, import_id=1, row_no=5)
    set_override(audit, "agreements", "moa_status", "unlinked", BECAUSE, import_id=1, row_no=3)
    assert digest_as_loaded(audit, 1) == sealed
    assert not rows_as_loaded_differ(audit, 1)
    audit.connection.execute("UPDATE cf_rows_agreements SET county = 'Elsewhere' WHERE row_no = 3")
    assert rows_as_loaded_differ(audit, 1)


@pytest.mark.parametrize("seed", range(12))
def test_after_any_sequence_withdrawing_all_gives_back_what_was_loaded(audit: Audit, seed: int) -> None:
    chance, before = random.Random(seed), everything(audit)
    raws = {
        "state": ["TEXAS", "TX", "UTAHJ", "UT"],
        "signed_on": ["7/72025", "2017-02-01", "unknown", "2025-07-07"],
        "agency": ["Alpha SO", "Echo SO", "Gamma SO"],
        "moa_status": ["link pending", "https://a.example/b", "https://a.example/c"],
    }
    to_use = {
        "state": ["UT", "TX", ""],
        "signed_on": ["2025-07-07", "2017-02-01", ""],
        "agency": ["Gamma SO", "Alpha SO", ""],
        "moa_status": ["linked", "pending", ""],
    }
    for _ in range(25):
        in_force = list_overrides(audit)
        if in_force and chance.random() < 0.3:
            withdraw_override(audit, chance.choice(in_force).uid, "Withdrawn.")
            continue
        field = chance.choice(sorted(raws))
        by_cell: dict[str, Any] = {"import_id": 1, "row_no": chance.randrange(2, 9)}
        where = by_cell if chance.random() < 0.5 else {"raw": chance.choice(raws[field])}
        used, replace = chance.choice(to_use[field]), chance.random() < 0.5
        with suppress(AuditFileError):  # what cannot hold is refused and changes nothing
            set_override(audit, "agreements", field, used, "Set.", replace=replace, **where)
        assert not rows_as_loaded_differ(audit, 1)
    corrected = everything(audit)
    settle_rows(audit, {"agreements"})
    assert everything(audit) == corrected, "agencies and repeats are settled after every step"
    left = list_overrides(audit)
    assert left, "the sequence must leave something to withdraw"
    for override in chance.sample(left, len(left)):
        withdraw_override(audit, override.uid, "All back.")
    assert everything(audit) == before


@pytest.mark.parametrize("seed", range(4))
def test_what_the_checks_read_does_not_depend_on_the_order_of_the_corrections(
    audit: Audit, seed: int
) -> None:
    corrections: list[dict[str, Any]] = [
        {"field": "signed_on", "used": "2025-07-07", "raw": "7/72025"},
        {"field": "signed_on", "used": "2025-07-08", "import_id": 1, "row_no": 3},
        {"field": "state", "used": "UT", "raw": "TEXAS"},
        {"field": "state", "used": "TX", "raw": "UTAH"},
        {"field": "agency", "used": "Alpha SO", "import_id": 1, "row_no": 7},
        {"field": "agency", "used": "Delta SO", "raw": "Alpha SO"},
    ]
    random.Random(seed).shuffle(corrections)
    for correction in corrections:
        where = {name: correction[name] for name in ("raw", "import_id", "row_no") if name in correction}
        set_override(audit, "agreements", correction["field"], correction["used"], BECAUSE, **where)
    found = audit.rows("SELECT row_no, agency, state, signed_on FROM agreements")
    assert [tuple(row.values()) for row in found] == [
        (2, "Delta SO", "UT", "2025-07-07"),
        (3, "Beta SO", "UT", "2025-07-08"),
        (4, "Gamma SO", "UT", None),
        (5, "Delta SO", "TX", "2017-02-01"),
        (6, "Echo SO", None, None),
        (7, "Alpha SO", "TX", None),
        (8, "Delta SO", "UT", "2017-03-01"),
    ]

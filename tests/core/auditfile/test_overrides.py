"""A correction stands beside the raw value, has a reason, is listed, and can be taken back to the letter."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import events
from crossfoot.auditfile.lookups import misfits
from crossfoot.auditfile.override_list import corrections_of, list_overrides
from crossfoot.auditfile.overrides import set_override, withdraw_override
from crossfoot.auditfile.plain_rows import load_plain_rows
from crossfoot.auditfile.rows_as_loaded import digest_as_loaded, rows_as_loaded_differ
from crossfoot.errors import AuditFileError

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx

BECAUSE = "Read off the signed agreement."


def workbook(folder: Path, *rows: tuple[Any, ...], name: str = "list.xlsx", **more: Any) -> Path:
    return write_xlsx(folder / name, {"Agreements": [AGREEMENT_HEADERS, *rows]}, **more)


def signed(audit: Audit) -> dict[str, Any]:
    return {row["agency"]: row["signed_on"] for row in audit.rows("SELECT agency, signed_on FROM agreements")}


def everything(audit: Audit) -> list[dict[str, Any]]:
    return audit.rows("SELECT * FROM cf_rows_agreements ORDER BY row_id") + audit.rows(
        "SELECT * FROM cf_entity ORDER BY entity_id"
    )


def test_a_correction_by_raw_value_holds_for_every_cell_that_stores_exactly_that_text(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        agreement_row("Alpha SO", signed="7/72025"),
        agreement_row("Beta SO", signed="7/72025"),
        agreement_row("Gamma SO", signed="7/72025 "),
        agreement_row("Delta SO", signed="2017-02-01"),
    )
    with new_audit(tmp_path) as audit:
        load(audit, path)
        done = set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="7/72025")
        assert signed(audit) == {
            "Alpha SO": "2025-07-07",
            "Beta SO": "2025-07-07",
            "Gamma SO": None,
            "Delta SO": "2017-02-01",
        }
        assert done.cells == 2
        assert [m.raw for m in misfits(audit)] == ["7/72025", "7/72025", "7/72025 "], "the ledger stays"


def test_text_that_was_read_is_corrected_by_what_the_cell_says_not_by_what_it_became(tmp_path: Path) -> None:
    path = workbook(tmp_path, agreement_row("Alpha SO", state="TEXAS"), agreement_row("Beta SO", state="TX"))
    with new_audit(tmp_path) as audit:
        load(audit, path)
        set_override(audit, "agreements", "state", "Utah", BECAUSE, raw="TEXAS")
        assert audit.rows("SELECT agency, state, agency_ref FROM agreements") == [
            {"agency": "Alpha SO", "state": "UT", "agency_ref": "UT|alpha so"},
            {"agency": "Beta SO", "state": "TX", "agency_ref": "TX|beta so"},
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


def test_a_correction_of_one_cell_wins_over_one_by_raw_value_whichever_came_first(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, agreement_row("Alpha SO", signed="7/72025"), agreement_row("Beta SO", signed="7/72025")
    )
    with new_audit(tmp_path) as audit:
        number = load(audit, path).imports[0].import_id
        cell = set_override(
            audit, "agreements", "signed_on", "2025-01-01", BECAUSE, import_id=number, row_no=2
        )
        raw = set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="7/72025")
        assert signed(audit) == {"Alpha SO": "2025-01-01", "Beta SO": "2025-07-07"}
        withdraw_override(audit, cell.uid, "It was the raw value after all.")
        assert signed(audit) == {"Alpha SO": "2025-07-07", "Beta SO": "2025-07-07"}
        cell = set_override(
            audit, "agreements", "signed_on", "2025-01-01", BECAUSE, import_id=number, row_no=2
        )
        assert signed(audit) == {"Alpha SO": "2025-01-01", "Beta SO": "2025-07-07"}
        assert (cell.ref, cell.stood) == ("F2", "7/72025")
        withdraw_override(audit, raw.uid, "Wrong.")
        assert signed(audit) == {"Alpha SO": "2025-01-01", "Beta SO": None}
        withdraw_override(audit, cell.uid, "Wrong.")
        assert signed(audit) == {"Alpha SO": None, "Beta SO": None}


def test_a_second_correction_replaces_the_first_only_when_that_is_said(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load(audit, workbook(tmp_path, agreement_row("Alpha SO", signed="7/72025")))
        first = set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="7/72025")
        with pytest.raises(AuditFileError, match="in force already"):
            set_override(audit, "agreements", "signed_on", "2025-07-08", BECAUSE, raw="7/72025")
        second = set_override(
            audit, "agreements", "signed_on", "2025-07-08", BECAUSE, raw="7/72025", replace=True
        )
        assert signed(audit) == {"Alpha SO": "2025-07-08"}
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
        ("agency", "Alpha SO", BECAUSE, {"raw": "Alpha SO"}, "already read as Alpha SO"),
        ("colour", "red", BECAUSE, {"raw": "x"}, "has no field 'colour'"),
    ],
)
def test_a_correction_that_cannot_hold_is_refused_in_one_sentence_and_changes_nothing(
    tmp_path: Path, field: str, used: str, reason: str, where: dict[str, Any], sentence: str
) -> None:
    with new_audit(tmp_path) as audit:
        load(audit, workbook(tmp_path, agreement_row("Alpha SO", signed="7/72025")))
        before = everything(audit)
        with pytest.raises(AuditFileError) as refused:
            set_override(audit, "agreements", field, used, reason, **where)
        assert sentence in refused.value.message
        assert refused.value.hint
        assert everything(audit) == before
        assert list_overrides(audit, withdrawn=True) == []


def test_a_correction_that_would_use_a_near_value_asks_whether_it_was_meant(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load(audit, workbook(tmp_path, agreement_row("Alpha SO")))
        with pytest.raises(AuditFileError) as refused:
            set_override(audit, "agreements", "state", "UTAHJ", BECAUSE, raw="TEXAS")
        assert "Did you mean UT?" in refused.value.hint


def test_a_value_can_be_taken_for_none_and_a_blank_cell_be_filled(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, agreement_row("Alpha SO", county="unknown"), agreement_row("Beta SO", signed=None)
    )
    with new_audit(tmp_path) as audit:
        number = load(audit, path).imports[0].import_id
        set_override(audit, "agreements", "county", "", BECAUSE, raw="unknown")
        filled = set_override(
            audit, "agreements", "signed_on", "2017-05-01", BECAUSE, import_id=number, row_no=3
        )
        assert audit.rows("SELECT county, signed_on FROM agreements") == [
            {"county": None, "signed_on": "2017-02-01"},
            {"county": "Example County", "signed_on": "2017-05-01"},
        ]
        assert filled.stood == ""


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


def test_the_next_version_of_a_list_is_corrected_by_raw_value_and_never_by_cell(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        rows = (agreement_row("Alpha SO", signed="7/72025"), agreement_row("Beta SO", signed="no date"))
        number = load(audit, workbook(tmp_path, *rows)).imports[0].import_id
        raw = set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="7/72025")
        set_override(audit, "agreements", "signed_on", "2016-01-01", BECAUSE, import_id=number, row_no=3)
        again = (agreement_row("Beta SO", signed="no date"), agreement_row("Alpha SO", signed="7/72025"))
        load(audit, workbook(tmp_path, *again, name="next.xlsx"), new_version_of="agreements")
        assert signed(audit) == {"Alpha SO": "2025-07-07", "Beta SO": None}
        loaded = [event for event in events(audit.connection) if event.kind == "import.loaded"]
        assert loaded[-1].body["overrides"] == [{"override": raw.uid, "field": "signed_on", "cells": 1}]
        assert [(o.raw, o.cells) for o in list_overrides(audit)] == [("7/72025", 1), (None, 0)]


def test_the_history_tells_who_set_and_who_took_back_what_and_why(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        number = (
            load(audit, workbook(tmp_path, agreement_row("Alpha SO", signed="7/72025"))).imports[0].import_id
        )
        done = set_override(
            audit, "agreements", "signed_on", "2025-07-07", BECAUSE, import_id=number, row_no=2
        )
        withdraw_override(audit, done.uid[:8], "The agency corrected its list.")
        was_set, taken_back = list(events(audit.connection))[-2:]
    assert (was_set.kind, taken_back.kind) == ("override.set", "override.withdrawn")
    assert was_set.object == taken_back.object == f"override:{done.uid}"
    assert {k: was_set.body[k] for k in ("field", "ref", "sheet", "used", "reason", "cells")} == {
        "field": "signed_on", "ref": "F2", "sheet": "Agreements", "used": "2025-07-07", "reason": BECAUSE, "cells": 1,
    }  # fmt: skip
    assert taken_back.body["reason"] == "The agency corrected its list."


def test_a_correction_is_withdrawn_once_with_a_reason_and_by_a_name_that_is_clear(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load(audit, workbook(tmp_path, agreement_row("Alpha SO", signed="7/72025")))
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


def test_a_corrected_cell_tells_what_stood_what_is_used_why_and_by_whom(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        number = load(audit, workbook(tmp_path, agreement_row("Alpha SO"))).imports[0].import_id
        set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="2017-02-01")
        ((cell,),) = corrections_of(audit, [(number, 2), (number, 3)]).values()
    assert (cell.field, cell.ref, cell.stood, cell.used) == ("signed_on", "F2", "2017-02-01", "2025-07-07")
    assert cell.sentence.startswith(f"used 2025-07-07 because: {BECAUSE} (tester, ")


def test_the_digest_of_the_rows_as_loaded_is_found_again_through_the_corrections(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        agreement_row("Alpha SO", signed="7/72025"),
        agreement_row("Beta SO"),
        links={"G2": "https://a.example/b"},
    )
    with new_audit(tmp_path) as audit:
        done = load(audit, path).imports[0]
        sealed = done.certificate["rows_digest"]
        assert digest_as_loaded(audit, done.import_id) == sealed
        set_override(audit, "agreements", "signed_on", "2025-07-07", BECAUSE, raw="7/72025")
        set_override(audit, "agreements", "state", "UT", BECAUSE, import_id=done.import_id, row_no=3)
        set_override(
            audit, "agreements", "moa_status", "unlinked", BECAUSE, import_id=done.import_id, row_no=2
        )
        assert digest_as_loaded(audit, done.import_id) == sealed
        assert not rows_as_loaded_differ(audit, done.import_id)
        audit.connection.execute("UPDATE cf_rows_agreements SET county = 'Elsewhere' WHERE row_no = 3")
        assert rows_as_loaded_differ(audit, done.import_id)


@pytest.mark.parametrize("seed", range(12))
def test_after_any_sequence_withdrawing_all_gives_back_what_was_loaded(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    states, dates = ("TEXAS", "TX", "UTAHJ", "UTAH", None), ("7/72025", "2017-02-01", "unknown", None)
    rows = [
        agreement_row(
            chance.choice(("Alpha SO", "Beta SO")),
            signed=chance.choice(dates),
            state=chance.choice(states),
            moa=chance.choice(("link pending", "https://a.example/b", None)),
        )
        for _ in range(8)
    ]
    with new_audit(tmp_path) as audit:
        number = load(audit, workbook(tmp_path, *rows)).imports[0].import_id
        loaded = everything(audit)
        raws = {
            "state": ["TEXAS", "TX", "UTAHJ", "UT"],
            "signed_on": ["7/72025", "2017-02-01", "unknown", "2025-07-07"],
            "agency": ["Alpha SO", "Beta SO", "Gamma SO"],
            "moa_status": ["link pending", "https://a.example/b"],
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
            where: dict[str, Any] = {"raw": chance.choice(raws[field])}
            if chance.random() < 0.5:
                where = {"import_id": number, "row_no": chance.randrange(2, 10)}
            try:
                set_override(
                    audit, "agreements", field, chance.choice(to_use[field]), "Set.",
                    replace=chance.random() < 0.5, **where,
                )  # fmt: skip
            except AuditFileError:
                continue
            assert not rows_as_loaded_differ(audit, number)
        left = list_overrides(audit)
        assert left, "the sequence must leave something to withdraw"
        for override in chance.sample(left, len(left)):
            withdraw_override(audit, override.uid, "All back.")
        assert everything(audit) == loaded

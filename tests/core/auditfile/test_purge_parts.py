"""A column, a row, a value of one field, a workbook, a piece of evidence: each leaves with what was made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.source_cells import cells_around
from crossfoot.auditfile.purging.purge import purge
from crossfoot.auditfile.purging.purge_model import Purged, PurgeRequest
from crossfoot.auditfile.verify import verify
from crossfoot.errors import AuditFileError

from tests.builders import day, load, new_audit, write_xlsx
from tests.core.auditfile import quillfeather
from tests.core.auditfile.bytes_of import leaks
from tests.core.auditfile.quillfeather import AGENCY, OFFICER, PERSON

WHY = {"reason": "It should not have been sent.", "authority": "Privacy Office"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quillfeather.built_once(tmp_path_factory)


@pytest.fixture
def audit(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Audit:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return quillfeather.copy_of(built, tmp_path)


def purged(audit: Audit, **asked: object) -> Purged:
    head = verify(audit).head
    done = purge(audit, PurgeRequest(**WHY, **asked))  # type: ignore[arg-type]
    assert verify(audit, head).differences == ()
    return done


def import_of(audit: Audit, record_type: str) -> int:
    return int(
        audit.rows("SELECT import_id FROM cf_import WHERE record_type = ?", (record_type,))[0]["import_id"]
    )


def test_a_column_of_texts_holds_tokens_that_stay_alike(audit: Audit) -> None:
    done = purged(audit, import_id=import_of(audit, "officers"), column="last_name")
    names = [row["last_name"] for row in audit.rows("SELECT last_name FROM officers")]
    assert all(name.lower().startswith("[purged:") for name in names)
    assert len(set(names)) == 5
    assert any("--everywhere" in note for note in done.notes), (
        "the name stands in decisions and interviews too"
    )
    assert leaks(audit.path, "Name 3") == []


def test_a_column_leaves_everywhere_where_that_is_asked(audit: Audit) -> None:
    purged(audit, import_id=import_of(audit, "officers"), column="last_name", everywhere=True)
    assert leaks(audit.path, PERSON) == []


def test_a_column_of_dates_is_empty_and_counts_as_left_out(audit: Audit) -> None:
    number = import_of(audit, "officers")
    purged(audit, import_id=number, column="separated_on")
    assert audit.rows("SELECT count(separated_on) AS n FROM officers") == [{"n": 0}]
    treated = audit.rows(
        "SELECT treatment FROM cf_import_column WHERE import_id = ? AND field = 'separated_on'", (number,)
    )
    assert treated == [{"treatment": "left out"}]


def test_a_column_of_a_workbook_leaves_the_kept_copy_the_misfits_and_the_corrections(audit: Audit) -> None:
    purged(audit, import_id=import_of(audit, "agreements"), column="signed_on")
    assert audit.rows("SELECT count(signed_on) AS n FROM agreements") == [{"n": 0}]
    assert leaks(audit.path, "05/082017") == []
    around = cells_around(audit, import_of(audit, "agreements"), 2)
    assert (around.cell("B2").raw, around.cell("F2")) == ("Alder County", None), (
        "the other cells are shown as before"
    )


def test_a_workbook_of_which_a_row_leaves_is_kept_by_its_fingerprint_only(audit: Audit) -> None:
    purged(audit, row=(import_of(audit, "agreements"), 3))
    with pytest.raises(AuditFileError, match="only their fingerprint"):
        cells_around(audit, import_of(audit, "agreements"), 2)


def test_a_row_stays_as_a_row_without_values(audit: Audit) -> None:
    number = import_of(audit, "officers")
    (row,) = audit.rows("SELECT row_no FROM cf_rows_officers WHERE officer_id = ?", (OFFICER,))
    purged(audit, row=(number, row["row_no"]), everywhere=True)
    (left,) = audit.rows("SELECT * FROM cf_rows_officers WHERE row_no = ?", (row["row_no"],))
    assert left["officer_id"].lower().startswith("[purged:")
    assert (left["authorized_on"], left["separated_on"]) == (None, None)
    assert audit.rows("SELECT count(*) AS n FROM officers") == [{"n": 5}]
    assert audit.rows("SELECT count(*) AS n FROM officers JOIN training_completions USING (officer_id)") == [
        {"n": 2}
    ]
    assert leaks(audit.path, OFFICER) == leaks(audit.path, PERSON) == []


def test_a_date_leaves_one_field_only(audit: Audit) -> None:
    purged(audit, value="2017-06-01", field="separated_on")
    assert audit.rows("SELECT count(separated_on) AS n FROM officers") == [{"n": 0}]
    assert audit.rows("SELECT count(authorized_on) AS n FROM officers") == [{"n": 5}]


def test_a_workbook_leaves_with_its_rows(audit: Audit) -> None:
    purged(audit, source="list.xlsx")
    assert audit.rows("SELECT count(*) AS n FROM cf_rows_agreements") == [{"n": 0}]
    assert audit.rows("SELECT state FROM cf_import WHERE record_type = 'agreements'") == [
        {"state": "withdrawn"}
    ]
    assert leaks(audit.path, "Cedar County") == []


def test_evidence_leaves_with_its_bytes_its_words_and_its_quotes(audit: Audit) -> None:
    (quote,) = audit.rows("SELECT quote FROM cf_citation")
    done = purged(audit, evidence="E-1")
    assert {"attached files: data", "citations: quote", "evidence: title"} <= {
        place.place for place in done.places
    }
    assert leaks(audit.path, quote["quote"]) == []
    assert leaks(audit.path, f"Memo on {AGENCY}") == []
    assert "What E-1 held was purged, and 1 citation still rests on it." in verify(audit).notices


def test_an_interview_leaves_with_its_paragraphs_and_who_was_heard(audit: Audit) -> None:
    purged(audit, evidence="2")
    assert leaks(audit.path, "never signed") == []
    assert all(
        row["text"].lower().startswith("[purged:")
        for row in audit.rows("SELECT text FROM cf_interview_paragraph")
    )


def test_no_total_of_the_certificate_gives_a_purged_number_back(tmp_path: Path) -> None:
    headers = ("Order ID", "Agency ID", "Requested On", "Cost")
    path = write_xlsx(
        tmp_path / "orders.xlsx",
        {
            "Equipment": [
                headers,
                *((f"Q{cost % 1000}", "A-1", day("2017-05-01"), cost) for cost in (1200, 3400, 98765)),
            ]
        },
    )
    with new_audit(tmp_path) as audit:
        load(audit, path, record_type="equipment")
        before = audit.rows("SELECT certificate FROM cf_import")[0]["certificate"]
        assert '"103365' in before, "the sum of the column"
        purged(audit, value="98765", field="cost")
        assert audit.rows("SELECT cost FROM equipment ORDER BY row_no") == [
            {"cost": 120000},
            {"cost": 340000},
            {"cost": None},
        ]
        after = audit.rows("SELECT certificate FROM cf_import")[0]["certificate"]
        assert "103365" not in after
        assert "98765" not in after
        assert leaks(audit.path, "98765") == []

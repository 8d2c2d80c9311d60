"""A workbook is taken over whole or not at all, and every non-empty cell is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.auditfile.audit import open_audit
from crossfoot.auditfile.history import events
from crossfoot.auditfile.importing.import_plan import plan_import
from crossfoot.auditfile.importing.imports import load_workbook_rows
from crossfoot.auditfile.importing.source_store import write_source
from crossfoot.auditfile.importing.withdraw import withdraw_import
from crossfoot.auditfile.lookups import misfits, tables
from crossfoot.errors import AuditFileError, Cancelled, MappingError, WorkbookError
from crossfoot.workbook.format import fingerprint

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx


def agreements(folder: Path, *rows: tuple[object, ...], name: str = "list.xlsx", **more: object) -> Path:
    return write_xlsx(folder / name, {"Agreements": [AGREEMENT_HEADERS, *rows]}, **more)  # type: ignore[arg-type]


def test_every_non_empty_cell_is_typed_a_misfit_kept_or_ignored(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "list.xlsx",
        {
            "Agreements": [
                ["A title above the table"],
                [*AGREEMENT_HEADERS, "REMARKS"],
                [*agreement_row("Alpha County SO"), "seen"],
                [*agreement_row("Beta County SO", signed="05/082017"), None],
                [*agreement_row("Gamma County SO", county="#N/A"), None, None, "a stray note"],
            ]
        },
    )
    with new_audit(tmp_path) as audit:
        done = load(audit, path).imports[0]
    assert (done.rows, done.cells, done.typed, done.misfits, done.kept) == (3, 22, 19, 2, 1)
    assert done.ignored == 1 + 8 + 1, "the title, the header row and the stray note"


def test_a_row_of_nothing_but_blanks_is_no_data_row_and_its_cells_are_ignored(tmp_path: Path) -> None:
    path = agreements(
        tmp_path, agreement_row("Alpha County SO"), ("  ", None, " "), agreement_row("Beta County SO")
    )
    with new_audit(tmp_path) as audit:
        done = load(audit, path).imports[0]
    assert (done.rows, done.plan.sheet.data_rows) == (2, 2)
    assert done.ignored == 7 + 2, "the header row and the two cells of blanks"


def test_a_misfit_keeps_the_cell_as_it_stood_and_its_row_still_loads(tmp_path: Path) -> None:
    path = agreements(tmp_path, agreement_row("Alpha County SO", signed="05/082017"))
    with new_audit(tmp_path) as audit:
        load(audit, path)
        ledger = misfits(audit)
        stored = audit.rows("SELECT agency, signed_on FROM agreements")
    assert [(m.sheet, m.ref, m.field, m.raw, m.suggestion) for m in ledger] == [
        ("Agreements", "F2", "signed_on", "05/082017", "2017-05-08")
    ]
    assert stored == [{"agency": "Alpha County SO", "signed_on": None}]


def test_hidden_rows_are_loaded_and_marked(tmp_path: Path) -> None:
    path = agreements(
        tmp_path, agreement_row("Alpha County SO"), agreement_row("Beta County SO"), hidden_rows=[3]
    )
    with new_audit(tmp_path) as audit:
        assert load(audit, path).imports[0].hidden_rows == 1
        assert audit.rows("SELECT agency FROM agreements WHERE hidden = 1") == [{"agency": "Beta County SO"}]


def test_a_hyperlink_decides_that_an_agreement_is_linked_whatever_the_cell_says(tmp_path: Path) -> None:
    rows = (
        agreement_row("Alpha County SO"),
        agreement_row("Beta County SO"),
        agreement_row("Gamma SO", moa="lost"),
    )
    path = agreements(tmp_path, *rows, links={"G2": "https://moa.example/alpha.pdf"})
    with new_audit(tmp_path) as audit:
        load(audit, path)
        found = audit.rows("SELECT agency, moa_status, moa_link FROM agreements ORDER BY row_no")
    assert [(f["moa_status"], f["moa_link"]) for f in found] == [
        ("linked", "https://moa.example/alpha.pdf"),
        ("pending", None),
        ("unlinked", None),
    ]


def test_the_source_can_be_written_out_again_byte_for_byte(tmp_path: Path) -> None:
    path = agreements(tmp_path, agreement_row("Alpha County SO"))
    with new_audit(tmp_path) as audit:
        load(audit, path)
        write_source(audit.connection, fingerprint(path), tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_a_second_list_of_one_kind_must_say_what_it_is(tmp_path: Path) -> None:
    first = agreements(tmp_path, agreement_row("Alpha County SO"), name="first.xlsx")
    second = agreements(tmp_path, agreement_row("Beta County SO"), name="second.xlsx")
    with new_audit(tmp_path) as audit:
        load(audit, first)
        with pytest.raises(MappingError) as refused:
            load(audit, second)
        assert "already holds a list of agreements" in refused.value.message
        assert "--new-version-of 'agreements'" in refused.value.hint
        load(audit, second, as_list="pending at year end")
        load(audit, second, new_version_of="agreements")
        assert [t.rows for t in tables(audit) if t.record_type == "agreements"] == [2], (
            "the first is superseded"
        )


def test_a_withdrawn_import_no_longer_counts_and_stays_in_the_file(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        done = load(audit, agreements(tmp_path, agreement_row("Alpha County SO")))
        with pytest.raises(AuditFileError, match="only with a reason"):
            withdraw_import(audit, done.imports[0].import_id, " ")
        withdraw_import(audit, done.imports[0].import_id, "The agency sent the wrong list.")
        assert tables(audit) == []
        assert audit.rows("SELECT count(*) AS n FROM cf_rows_agreements") == [{"n": 1}]
        assert [e.kind for e in events(audit.connection)] == [
            "audit.created",
            "import.loaded",
            "import.withdrawn",
        ]


def test_cancelling_leaves_the_audit_as_it_was_and_no_side_file(tmp_path: Path) -> None:
    path = agreements(tmp_path, *(agreement_row(f"Agency {i}") for i in range(50)))

    def stop(done: int, total: int, note: str) -> None:
        raise Cancelled

    with new_audit(tmp_path) as audit:
        plan = plan_import(audit, path)
        with pytest.raises(Cancelled):
            load_workbook_rows(audit, plan, progress=stop)
        assert tables(audit) == []
        assert [p.name for p in tmp_path.iterdir() if ".import-" in p.name] == []


def test_a_workbook_that_changes_after_it_was_looked_at_is_refused(tmp_path: Path) -> None:
    path = agreements(tmp_path, agreement_row("Alpha County SO"))
    with new_audit(tmp_path) as audit:
        plan = plan_import(audit, path)
        agreements(tmp_path, agreement_row("Alpha County SO"), agreement_row("Slipped In SO"))
        with pytest.raises(WorkbookError, match=r"changed while it was being read"):
            load_workbook_rows(audit, plan)
        assert tables(audit) == []


@pytest.mark.parametrize(
    ("sheets", "choices", "sentence"),
    [
        ({"Empty": []}, {}, "No sheet of list.xlsx can be loaded"),
        ({"Agreements": [AGREEMENT_HEADERS]}, {"sheet": "Officers"}, "has no sheet called 'Officers'"),
        ({"X": [["COLOUR", "TASTE"], ["red", "sweet"]]}, {}, "No sheet of list.xlsx can be loaded"),
        (
            {"X": [["COLOUR", "TASTE"], ["red", "sweet"]]},
            {"record_type": "officers"},
            "no column was found for",
        ),
        ({"A": [AGREEMENT_HEADERS, agreement_row("A")]}, {"record_type": "ships"}, "ships"),
    ],
)
def test_what_cannot_be_loaded_is_said_in_one_sentence(
    tmp_path: Path, sheets: dict[str, list[tuple[object, ...]]], choices: dict[str, str], sentence: str
) -> None:
    path = write_xlsx(tmp_path / "list.xlsx", sheets)
    with new_audit(tmp_path) as audit, pytest.raises((MappingError, WorkbookError)) as refused:
        load(audit, path, **choices)
    assert sentence in refused.value.message
    assert refused.value.hint


def test_a_side_file_of_a_killed_import_is_removed_when_the_audit_is_opened(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        path = audit.path
    leftover = path.with_name(f"{path.name}.import-999999999")
    leftover.write_bytes(b"half written")
    open_audit(path).close()
    assert not leftover.exists()

"""A column that names persons waits for the auditor: it is left out, or kept for a reason as keyed pseudonyms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.rows_as_loaded import rows_as_loaded_differ
from crossfoot.auditfile.importing.import_plan import ImportChoices, plan_import
from crossfoot.auditfile.importing.imports import ImportResult, load_workbook_rows
from crossfoot.auditfile.importing.source_cells import cells_around
from crossfoot.auditfile.pseudonyms import find_tokens, reveal, token_of
from crossfoot.cli.main import main
from crossfoot.errors import AuditFileError, MappingError
from crossfoot.mapping.saved import mapping_from_toml, mapping_to_toml

from tests.builders import new_audit, write_xlsx
from tests.leaks import places_of

SSN = "987-65-4321"
ENCOUNTERS = [
    ["Encounter ID", "Officer ID", "Agency", "State", "Date of encounter", "Person"],
    ["E1", "D1", "Example County", "TX", "2017-05-01", SSN],
    ["E2", "D1", "Example County", "TX", "2017-05-02", "987-65-4322"],
    ["E3", "D1", "Example County", "TX", "2017-05-03", f" {SSN}"],
]
KEEP = {"F": "matched with the court list"}


def load(audit: Audit, path: Path, **choices: object) -> ImportResult:
    plan = plan_import(audit, path, ImportChoices(record_type="encounters", **choices))  # type: ignore[arg-type]
    return load_workbook_rows(audit, plan)


def workbook(folder: Path) -> Path:
    return write_xlsx(folder / "list.xlsx", {"List": ENCOUNTERS})


@pytest.mark.parametrize("text", ["123-45-6789", "A12345678", "a123456789", "A-012345678", "A012-345-678"])
@pytest.mark.parametrize("rows", [3, 1_500])
def test_a_column_of_such_numbers_is_refused_in_a_short_and_in_a_long_list(
    tmp_path: Path, text: str, rows: int
) -> None:
    path = write_xlsx(
        tmp_path / "list.xlsx", {"List": [["Name", "Person"], *[[f"n{i}", text] for i in range(rows)]]}
    )
    with new_audit(tmp_path) as audit:
        plan = plan_import(audit, path, ImportChoices(record_type="other_table"))
        with pytest.raises(
            MappingError, match="Column B \"Person\" of sheet 'List' holds numbers that name persons"
        ):
            load_workbook_rows(audit, plan)


@pytest.mark.parametrize(
    "text", ["A1234567", "A1234567890", "123-456-789", "C123456789", "2017-05-01", "A 12345678 B"]
)
def test_other_numbers_are_none(tmp_path: Path, text: str) -> None:
    path = write_xlsx(tmp_path / "list.xlsx", {"List": [["Name", "Case"], ["n", text], ["m", text]]})
    with new_audit(tmp_path) as audit:
        assert load_workbook_rows(
            audit, plan_import(audit, path, ImportChoices(record_type="other_table"))
        ).imports


def test_a_column_left_out_is_no_obstacle(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load(audit, workbook(tmp_path), left_out={"F": "not needed"})
        assert places_of(audit.path, SSN) == []


def test_kept_for_a_reason_it_is_stored_as_pseudonyms_and_only_the_key_list_holds_the_numbers(
    tmp_path: Path,
) -> None:
    with new_audit(tmp_path) as audit:
        done = load(audit, workbook(tmp_path), keep_identifiers=KEEP)
        assert done.kept == "reduced"
        raw = [
            row["raw"]
            for row in audit.rows("SELECT raw FROM cf_restricted_cell WHERE ref LIKE 'F%' ORDER BY ref")
        ]
        assert raw[0] == raw[2] != raw[1]
        assert all(find_tokens(one) == [one] for one in raw)
        assert [place for place in places_of(audit.path, SSN) if not place.startswith("bytes")] == [
            "text of cf_pseudonym"
        ]
        assert not rows_as_loaded_differ(audit, 1)
        (column,) = audit.rows("SELECT reason FROM cf_import_column WHERE letter = 'F'")
        assert column["reason"] == "matched with the court list"


def test_a_mapped_field_becomes_pseudonyms_too_and_its_digest_is_taken_over_them(tmp_path: Path) -> None:
    rows = [["Encounter ID", *ENCOUNTERS[0][1:5]], *[[f"A00000000{n}", *ENCOUNTERS[n][1:5]] for n in (1, 2)]]
    path = write_xlsx(tmp_path / "list.xlsx", {"List": rows})
    with new_audit(tmp_path) as audit:
        done = load(audit, path, keep_identifiers={"A": "the key of the list"})
        found = [
            row["encounter_id"] for row in audit.rows("SELECT encounter_id FROM encounters ORDER BY row_no")
        ]
        assert reveal(audit, found[0], "Traced for the referencer.") == "A000000001"
        assert found[0] != found[1]
        assert not rows_as_loaded_differ(audit, 1)
        (kept,) = audit.rows("SELECT digest, certificate FROM cf_import")
        assert json.loads(kept["certificate"])["rows_digest"] == kept["digest"]
        (event,) = audit.rows("SELECT body FROM cf_event WHERE kind = 'import.loaded'")
        assert json.loads(event["body"])["digest"] == kept["digest"]
        assert done.imports[0].certificate["verdict"] == "agree"
        around = cells_around(audit, 1, 2)
        column = around.not_kept_of("A2")
        assert around.cell("A2") is None
        assert column is not None
        assert column.said == 'Column A "Encounter ID" is stored as pseudonyms: the key of the list'


def test_a_number_field_cannot_be_kept_as_pseudonyms(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit, pytest.raises(MappingError, match="only a text can be stored"):
        load(audit, workbook(tmp_path), keep_identifiers={**KEEP, "E": "no"})


def test_the_key_is_of_this_audit_file_alone(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with new_audit(tmp_path) as audit, new_audit(tmp_path / "other") as other:
        found = []
        for one in (audit, other):
            with one.write():
                found += [
                    token_of(one.connection, SSN, "third_person"),
                    token_of(one.connection, f"{SSN} ", "third_person"),
                ]
        assert found[0] == found[1]
        assert found[2] == found[3]
        assert found[0] != found[2]


def test_a_token_is_revealed_only_with_a_reason_and_the_history_tells_who_asked_but_not_the_value(
    tmp_path: Path,
) -> None:
    with new_audit(tmp_path) as audit:
        with audit.write():
            token = token_of(audit.connection, SSN, "third_person")
        with pytest.raises(AuditFileError, match="only with a reason"):
            reveal(audit, token, " ")
        with pytest.raises(AuditFileError, match="no token R-0"):
            reveal(audit, "R-0", "Why.")
        assert reveal(audit, token, "Traced for the referencer.") == SSN
        (event,) = audit.rows("SELECT object, body FROM cf_event WHERE kind = 'restricted.revealed'")
        assert event == {"object": f"token:{token}", "body": '{"reason":"Traced for the referencer."}'}


def test_a_mapping_file_and_the_next_version_keep_the_pseudonyms(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    with new_audit(tmp_path) as audit:
        load(audit, path, keep_identifiers=KEEP)
        again = plan_import(audit, path, ImportChoices(new_version_of="encounters")).sheets[0]
        assert [c.letter for c in again.mapping.columns if c.pseudonyms] == ["F"]
        text = mapping_to_toml(again.mapping)
        stated = mapping_from_toml(text, again.sheet, audit.types)
        assert [c.letter for c in stated.columns if c.pseudonyms] == ["F"]


def test_the_command_refuses_it_and_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook(tmp_path)
    with new_audit(tmp_path) as audit:
        file = str(audit.path)
    assert main(["import", file, str(path), "--as", "encounters"]) == 2
    assert '--leave-out "F:not needed"' in capsys.readouterr().err
    assert main(["import", file, str(path), "--as", "encounters", "--keep-identifiers", "F"]) == 2
    assert "does not say why" in capsys.readouterr().err
    assert main(["import", file, str(path), "--as", "encounters", "--keep-identifiers", "F:court list"]) == 0
    assert "pseudonyms" in capsys.readouterr().out

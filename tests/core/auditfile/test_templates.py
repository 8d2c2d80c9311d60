"""A list is read as it was read before: by the steps of its last version, or by a template that has its headers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import events
from crossfoot.auditfile.importing.import_mappings import steps_of_import
from crossfoot.auditfile.importing.import_plan import ImportChoices, plan_import, propose_import
from crossfoot.auditfile.importing.templates import (
    recognise,
    save_template,
    template_from_toml,
    templates,
    withdraw_template,
)
from crossfoot.errors import MappingError
from crossfoot.mapping.edit import with_field
from crossfoot.mapping.model import Mapping, SkippedRows

from tests.builders import load, new_audit, write_xlsx

HEADERS = ("Where", "Whose", "How", "From when", "Remarks")
ROWS = [
    ["TEXAS", "Alpha County SO", "Jail Enforcement Model", "2017-02-01", "x"],
    ["FLORIDA", "Beta County SO", "Task Force Model", "2017-03-01", "y"],
]
STATED = """
record_type = "agreements"
[[columns]]
header = "Where"
field = "state"
[[columns]]
header = "Whose"
field = "agency"
[[columns]]
header = "How"
field = "model"
[[columns]]
header = "From when"
field = "signed_on"
date_format = "%Y-%m-%d"
[[columns]]
header = "Remarks"
left_out = true
"""


def strange_list(folder: Path, name: str = "list.xlsx", above: int = 0, headers: Any = HEADERS) -> Path:
    """A list whose headers nobody knows; its header stands below `above` rows of titles."""
    titles = [[f"Title {n}"] for n in range(above)]
    return write_xlsx(folder / name, {"List": [*titles, headers, *ROWS]})


def fields(mapping: Mapping) -> list[str | None]:
    return [column.field for column in mapping.columns]


def stated(audit: Audit, folder: Path) -> Mapping:
    return plan_import(audit, strange_list(folder), ImportChoices(mapping_toml=STATED)).sheets[0].mapping


def test_a_list_is_recognised_by_its_headers_in_any_order_and_the_reason_says_by_what(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        saved = save_template(audit, "Strange", stated(audit, tmp_path))
        turned = tuple(reversed(HEADERS))
        plan = plan_import(
            audit, write_xlsx(tmp_path / "b.xlsx", {"B": [turned, ["x", None, "m", "a", "s"]]})
        )
        (sheet,) = plan.sheets
        assert fields(sheet.mapping) == [None, "signed_on", "model", "agency", "state"]
        assert [c.left_out for c in sheet.mapping.columns] == [True, False, False, False, False]
        assert sheet.mapping.reason == f'As in template "Strange", saved by tester on {saved.at[:10]}.'
        assert sheet.mapping.columns[1].date_format == "%Y-%m-%d"
        assert recognise(audit, sheet.sheet) == sheet.mapping


def test_the_headers_of_a_template_are_found_where_they_stand_this_time(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        save_template(audit, "Strange", stated(audit, tmp_path))
        (sheet,) = plan_import(audit, strange_list(tmp_path, "later.xlsx", above=45)).sheets
        assert (sheet.mapping.header_row, sheet.sheet.data_rows) == (46, 2)


def test_a_new_version_is_read_by_the_saved_steps_whatever_the_templates_say(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        done = load(audit, strange_list(tmp_path), mapping_toml=STATED, skipped=(SkippedRows(3, 3, "no"),))
        assert (done.imports[0].rows, done.imports[0].kept) == (1, 0)
        mapping = steps_of_import(audit, done.imports[0].import_id).mapping
        assert mapping == done.imports[0].plan.mapping
        save_template(audit, "Other", with_field(mapping, "E", "county", audit.types["agreements"]))
        choices = ImportChoices(new_version_of="agreements")
        (sheet,) = plan_import(audit, strange_list(tmp_path, "v2.xlsx", above=3), choices).sheets
        assert fields(sheet.mapping) == ["state", "agency", "model", "signed_on", None]
        assert sheet.mapping.columns[4].left_out
        assert sheet.mapping.skipped == ()
        assert sheet.mapping.header_row == 4
        assert "Rows left out then are not left out now: 3 to 3 (no)." in sheet.mapping.reason
        assert sheet.supersedes == done.imports[0].import_id


def test_the_headers_of_the_version_before_are_found_where_they_stand_this_time(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load(audit, strange_list(tmp_path), mapping_toml=STATED)
        choices = ImportChoices(new_version_of="agreements")
        (sheet,) = plan_import(audit, strange_list(tmp_path, "v2.xlsx", above=45), choices).sheets
        assert (sheet.mapping.header_row, sheet.sheet.data_rows) == (46, 2)


def test_the_sheet_of_a_new_version_is_the_one_with_its_columns(tmp_path: Path) -> None:
    known = ["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED"]
    two = write_xlsx(tmp_path / "two.xlsx", {"Known": [known, ROWS[0][:4]], "List": [HEADERS, *ROWS]})
    with new_audit(tmp_path) as audit:
        load(audit, strange_list(tmp_path), mapping_toml=STATED)
        plan = plan_import(audit, two, ImportChoices(new_version_of="agreements"))
        assert [sheet.sheet.name for sheet in plan.sheets] == ["List"]
        assert [(s.sheet, s.reason) for s in plan.skipped] == [
            ("Known", "It does not have the columns of the list 'agreements'.")
        ]


def test_a_mapping_that_is_stated_wins_over_a_template(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        mapping = stated(audit, tmp_path)
        save_template(audit, "Strange", with_field(mapping, "E", "county", audit.types["agreements"]))
        assert stated(audit, tmp_path).columns[4].field is None


def test_a_template_goes_from_one_audit_to_another_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with new_audit(tmp_path / "one") as audit:
        toml = save_template(audit, "Strange", stated(audit, tmp_path)).toml
    with new_audit(tmp_path / "two") as audit:
        template_from_toml(audit, "From there", toml)
        (sheet,) = plan_import(audit, strange_list(tmp_path)).sheets
        assert fields(sheet.mapping)[:4] == ["state", "agency", "model", "signed_on"]


def test_a_withdrawn_template_recognises_nothing_and_its_name_can_be_used_again(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        mapping = stated(audit, tmp_path)
        save_template(audit, "Strange", mapping)
        with pytest.raises(
            MappingError, match="There is a template called 'Strange' already, saved by tester"
        ):
            save_template(audit, "Strange", mapping)
        with pytest.raises(MappingError, match="only with a reason"):
            withdraw_template(audit, "Strange", " ")
        withdraw_template(audit, "Strange", "The list has changed.")
        assert templates(audit) == []
        assert [one.withdrawn for one in templates(audit, withdrawn=True)] == [True]
        with pytest.raises(MappingError, match=r"No sheet of list\.xlsx can be loaded"):
            plan_import(audit, strange_list(tmp_path))
        save_template(audit, "Strange", mapping)
        assert [one.name for one in templates(audit)] == ["Strange"]
        kinds = [event.kind for event in events(audit.connection) if event.kind.startswith("template.")]
        assert kinds == ["template.saved", "template.withdrawn", "template.saved"]


def test_a_mapping_file_without_headers_is_no_template(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        with pytest.raises(MappingError, match="names no header"):
            template_from_toml(audit, "X", 'record_type = "agreements"\n[[columns]]\ncolumn = "A"')
        with pytest.raises(MappingError, match='the field "nothing", which Agreements does not have'):
            template_from_toml(
                audit, "X", 'record_type = "agreements"\n[[columns]]\nheader = "A"\nfield = "nothing"'
            )


def test_a_proposal_does_not_ask_where_the_list_would_go(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load(audit, strange_list(tmp_path), mapping_toml=STATED)
        save_template(audit, "Strange", stated_again(audit))
        (found,) = propose_import(audit, strange_list(tmp_path, "v2.xlsx"))
        assert found.mapping.record_type == "agreements"


def stated_again(audit: Audit) -> Mapping:
    return steps_of_import(audit, 1).mapping

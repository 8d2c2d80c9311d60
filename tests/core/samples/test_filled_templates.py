"""The fictitious agency fills in the templates of a request, and the checks say what they say of its workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from crossfoot import content
from crossfoot.auditfile.audit import create_audit
from crossfoot.checks.catalogue import load_checks
from crossfoot.checks.model import CheckOutcome
from crossfoot.checks.parameters import set_parameter
from crossfoot.checks.runner import run_checks
from crossfoot.demo import prepare_demonstration
from crossfoot.errors import WorkbookError
from crossfoot.plan.load import load_model_plan
from crossfoot.request.compose import compose_request
from crossfoot.request.receive import Received, receive_files
from crossfoot.request.receive_list import LoadChoice
from crossfoot.request.write import DATASETS, write_request
from crossfoot.review.criteria import load_pack_criteria, load_sample_criteria
from crossfoot.samples.filled_templates import FilledTemplates, write_filled_templates
from openpyxl import load_workbook

from tests.builders import day, write_xlsx
from tests.core.samples.committed import expected, records

RELIABILITY = {
    "dr-edited-after-notice": {"exceptions"},
    "dr-completeness": {"fields_lacking", "totals_differing", "lists_with_gaps", "exceptions"},
    "dr-key-integrity": {
        "repeated_keys", "identical_rows", "two_dates", "orphan_rows", "early_completions", "apostrophe_twins",
        "repeated_by_list", "exceptions",
    },
    "dr-validity": {
        "unreadable", "impossible_year", "not_in_list", "too_early", "in_future", "out_of_range", "wrong_order",
        "invalid", "exceptions",
    },
}  # fmt: skip
"""These tell of sheets, columns and cell addresses as well: a template hides no row, has only the columns that were
asked for, and brings its totals on a statement instead of in a list. Of them, what is said of the rows is compared."""
AUDIT = {
    "title": "Templates", "as_of": day("2018-03-31"), "period_start": day("2016-10-01"), "fictitious": True,
    "auditee": "Bureau of Delegated Examples",
}  # fmt: skip


@dataclass(frozen=True)
class Returned:
    filled: FilledTemplates
    received: list[Received]
    outcomes: dict[str, CheckOutcome]


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Returned]:
    folder = tmp_path_factory.mktemp("returned")
    facts: dict[str, Any] = AUDIT
    with create_audit(folder / "a.crossfoot", actor="tester", **facts) as audit:
        load_model_plan(audit)
        load_pack_criteria(audit)
        load_sample_criteria(audit)
        said = content.read_toml(content.root() / "samples" / "demonstration.toml")
        catalogue = load_checks(content.pack(), audit.types)
        for entry in said["parameters"]:
            set_parameter(
                audit, catalogue.check(entry["check"]), entry["name"], entry["value"], entry["source"]
            )
        compose_request(audit, asked_on=day("2018-04-02"), due_on=day("2018-04-30"))
        write_request(audit, folder / "out")
        filled = write_filled_templates(folder / "out" / DATASETS, folder / "back")
        came = receive_files(
            audit, filled.files, received_on=day("2018-04-20"), choice=LoadChoice(certify=False)
        )  # fmt: skip
        yield Returned(filled, came, {one.check: one for one in run_checks(audit)})


@pytest.fixture(scope="module")
def of_the_workbooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CheckOutcome]:
    path = tmp_path_factory.mktemp("workbooks") / "w.crossfoot"
    with prepare_demonstration(path) as audit:
        return {one.check: one for one in run_checks(audit)}


def figures(outcome: CheckOutcome) -> dict[str, str]:
    found = {figure.id.partition(".")[2]: figure.text for figure in outcome.figures}
    return {
        **found,
        "exceptions": str(outcome.exceptions),
        "tested": str(outcome.tested),
        "status": outcome.status,
    }


def of(names: set[str], said: dict[str, str]) -> dict[str, str]:
    """The figures of these names, of whatever group."""
    return {name: text for name, text in said.items() if name.partition("@")[0] in names}


@pytest.mark.slow
def test_every_template_is_received_and_imported_without_a_question(returned: Returned) -> None:
    rows = {one.item.wanted.record_type: one.rows for one in returned.received}
    control = expected()["control"]
    assert rows == {name: control[name]["rows"] for name in control if name != "control_totals"}
    lacking = {
        one.item.wanted.record_type: [gap.field for gap in one.missing]
        for one in returned.received
        if one.state == "partial"
    }
    assert lacking == {"agreements": ["supervising_position"]}  # the workbooks do not have it either
    assert all(one.listed is not None and one.listed.loaded is not None for one in returned.received)
    (differing,) = [total for one in returned.received for total in one.totals.differing]
    assert (differing.total.list_name, differing.total.measure) == ("training_completions", "rows")
    assert (differing.expected, differing.found, differing.difference) == ("1,686", "1,684", "-2")
    assert not any(one.totals.notes for one in returned.received)
    misfits = {one.item.wanted.record_type: one.listed.loaded.misfits for one in returned.received}  # type: ignore[union-attr]
    assert {name: count for name, count in misfits.items() if count} == expected()["misfits"]


@pytest.mark.slow
def test_the_checks_say_of_the_templates_what_they_say_of_the_workbooks(
    returned: Returned, of_the_workbooks: dict[str, CheckOutcome]
) -> None:
    assert set(returned.outcomes) == set(of_the_workbooks)
    differing = {
        check: (figures(outcome), figures(returned.outcomes[check]))
        for check, outcome in of_the_workbooks.items()
        if check not in RELIABILITY and figures(outcome) != figures(returned.outcomes[check])
    }
    assert differing == {}
    for check, names in RELIABILITY.items():
        theirs, ours = figures(of_the_workbooks[check]), figures(returned.outcomes[check])
        assert names <= {name.partition("@")[0] for name in theirs}, check
        assert of(names, ours) == of(names, theirs), check


@pytest.mark.slow
def test_the_agency_keeps_no_list_of_what_its_workbooks_do_not_hold(returned: Returned) -> None:
    assert set(returned.filled.not_kept) == {"absences", "agencies", "course_equivalents", "exemptions"}


def test_planted_rows_stand_in_a_template_as_in_the_workbook(tmp_path: Path) -> None:
    facts: dict[str, Any] = AUDIT
    with create_audit(tmp_path / "a.crossfoot", **facts) as audit:
        compose_request(audit, asked_on=day("2018-04-02"), due_on=day("2018-04-30"))
        write_request(audit, tmp_path / "out")
    forms = tmp_path / "forms"
    forms.mkdir()
    (name,) = [path for path in (tmp_path / "out" / DATASETS).iterdir() if "agreements" in path.name]
    (forms / name.name).write_bytes(name.read_bytes())
    first = write_filled_templates(forms, tmp_path / "one").files[0]
    assert first.read_bytes() == write_filled_templates(forms, tmp_path / "two").files[0].read_bytes()
    data = load_workbook(first)["Data"]
    places = {cell.value: cell.column for cell in data[1]}
    agencies = [data.cell(row, places["Agency"]).value for row in range(2, data.max_row + 1)]
    assert [name for name in agencies if name] == [
        row["LAW ENFORCEMENT AGENCY"] for row in records("agreements")
    ]
    signed = {data.cell(row, places["Signed on"]).value for row in range(2, data.max_row + 1)}
    assert "05/082017" in signed
    links = [data.cell(row, places["MOA link"]).hyperlink for row in range(2, data.max_row + 1)]
    assert sum(link is not None for link in links) == sum(bool(row["links"]) for row in records("agreements"))
    assert "Termination reason" not in places


def test_a_folder_without_templates_is_refused(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "other.xlsx", {"Sheet": [["no template"]]})
    with pytest.raises(WorkbookError, match="There is no template in"):
        write_filled_templates(tmp_path, tmp_path / "back")
    with pytest.raises(WorkbookError, match="There is no template in"):
        write_filled_templates(tmp_path / "nowhere", tmp_path / "back")

"""The lists that the agency really published in 2025, by the command line. Figures: domain.md section 10.3."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.journeys.command_line import crossfoot
from tests.places import needs_real_workbooks, shared_data

pytestmark = needs_real_workbooks


def ice(folder: str, name: str) -> Path:
    return shared_data("ice-287g", folder, name)


def audit_of(folder: Path, *workbooks: Path, as_of: str) -> Path:
    path = folder / "ice.crossfoot"
    crossfoot("new", path, "--title", "Real lists", "--as-of", as_of)
    for workbook in workbooks:
        assert crossfoot("import", path, workbook).code == 0
    return path


def test_the_list_of_18_july_imports_whole(tmp_path: Path) -> None:
    path = tmp_path / "ice.crossfoot"
    crossfoot("new", path, "--title", "Real lists", "--as-of", "2025-07-18")
    done = crossfoot("import", path, ice("2025-07-18", "participatingAgencies07182025pm.xlsx"), "--json").json
    (loaded,) = done["imports"]
    assert (loaded["record_type"], loaded["rows"], loaded["hidden_rows"], loaded["header_row"]) == (
        "agreements",
        832,
        0,
        1,
    )
    assert loaded["cells"] == loaded["typed"] + loaded["misfits"] + loaded["kept"]
    tables = {table["record_type"]: table["rows"] for table in crossfoot("tables", path, "--json").json}
    assert tables == {"agencies": 685, "agreements": 832}
    ledger = crossfoot("misfits", path, "--json").json
    assert [(m["ref"], m["raw"], m["suggestion"]) for m in ledger if m["field"] == "signed_on"] == [
        ("F639", "1141572", ""),
        ("F775", "7/72025", "2025-07-07"),
        ("F785", "05/082025", "2025-05-08"),
    ]
    assert sum(m["reason"] == "error value #N/A" for m in ledger) == 227
    (growth,) = crossfoot("check", path, "growth-agency-count", "--json").json
    assert growth["figures"]["listed"] == 832
    assert growth["figures"]["by_model"] == {"TFM": 415, "WSO": 300, "JEM": 117}
    assert growth["figures"]["by_status"] == {"linked": 603, "pending": 229}
    assert growth["figures"]["growth_rate"] is None, "no agency of this list was there in January 2017"


def test_the_list_of_9_july_says_that_408_of_its_rows_are_hidden(tmp_path: Path) -> None:
    path = tmp_path / "ice.crossfoot"
    crossfoot("new", path, "--title", "Real lists", "--as-of", "2025-07-09")
    done = crossfoot("import", path, ice("2025-07-09", "participatingAgencies07092025am.xlsx"), "--json").json
    (loaded,) = done["imports"]
    assert (loaded["rows"], loaded["hidden_rows"]) == (807, 408)
    hidden = [h for h in loaded["hazards"] if h["code"] == "hidden-rows"]
    assert [(h["count"], "408 of 807" in h["message"]) for h in hidden] == [(408, True)]


def test_two_files_of_one_name_are_told_apart_by_their_bytes(tmp_path: Path) -> None:
    name = "participatingAgencies07032025pm.xlsx"
    path = audit_of(tmp_path, ice("2025-07-03", name), as_of="2025-07-04")
    again = crossfoot(
        "import", path, ice("2025-07-04", name), "--new-version-of", "agreements", "--json"
    ).json
    assert again["imports"][0]["supersedes"] == 1
    loads = [
        event["body"]
        for event in crossfoot("history", path, "--json").json_lines
        if event["kind"] == "import.loaded"
    ]
    assert [(load["file"], load["rows"]) for load in loads] == [(name, 753), (name, 777)]
    assert len({load["sha256"] for load in loads}) == 2


@pytest.mark.slow
def test_real_lists_alone_run_what_they_can_say_what_they_cannot_and_print_a_report(tmp_path: Path) -> None:
    day = "2025-07-18"
    lists = ("participatingAgencies07182025pm.xlsx", "pendingAgencies07182025pm.xlsx")
    path = audit_of(tmp_path, *(ice(day, name) for name in lists), as_of=day)
    outcomes = {o["id"]: o for o in crossfoot("check", path, "--json").json}
    ran = {name for name, o in outcomes.items() if o["status"] in ("clean", "flagged", "measured")}
    reliability = {"dr-completeness", "dr-key-integrity", "dr-reconcile", "dr-validity"}
    assert ran == {"growth-agency-count", "moa-document-missing", "application-aging", *reliability}
    of_the_audit = {"dr-edited-after-notice", "dr-trace"}  # they want a request and a sample, not a list
    for name in set(outcomes) - ran - of_the_audit:
        assert outcomes[name]["status"] == "not_tested"
        assert "The audit holds no" in outcomes[name]["not_tested_because"]
    pending = outcomes["moa-document-missing"]["figures"]
    assert pending["pending"] == 229
    crossfoot("audit", path, "--no-marking-because", "the lists are published")
    printed = crossfoot("report", path, tmp_path / "report.pdf", "--json").json
    assert printed["pages"] >= 5
    assert (tmp_path / "report.pdf").stat().st_size > 50_000


def test_the_command_cells_agrees_with_openpyxl_on_every_cell(tmp_path: Path) -> None:
    path = ice("2025-07-09", "participatingAgencies07092025am.xlsx")
    said = {(cell["sheet"], cell["ref"]): cell for cell in crossfoot("cells", path).json_lines}
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            ours = said.pop((sheet.title, cell.coordinate))
            assert ours["value"] == (cell.value.date().isoformat() if cell.is_date else cell.value)
            assert ours["number_format"] == cell.number_format
            assert ours["link"] == (cell.hyperlink.target if cell.hyperlink else None)
            assert (ours["type"] == "error") == (cell.data_type == "e")
            assert ours["hidden"] == bool(sheet.row_dimensions[cell.row].hidden)
    assert not said, "no cell that openpyxl does not know"

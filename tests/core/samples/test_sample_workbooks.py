"""What the committed sample workbooks hold, read cell by cell with openpyxl."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from itertools import combinations
from pathlib import Path
from zipfile import ZipFile

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.samples.build import build_samples
from crossfoot.values import fold
from rapidfuzz import fuzz

from tests.core.samples.committed import SAMPLES, book, expected, page, planted, records

AS_OF = dt.date(2018, 3, 31)
BASE = dt.date(2017, 1, 25)
DATASETS = sorted(expected()["control"])


def usable(day: object) -> bool:
    return isinstance(day, dt.date) and day <= AS_OF


def counted_agreements() -> dict[tuple[str, str, str, object], dict[str, object]]:
    """Agreements with a usable date, one per state, folded name, model and day; of repeats the first row."""
    found: dict[tuple[str, str, str, object], dict[str, object]] = {}
    for row in records("agreements"):
        key = (row["STATE"], fold(row["LAW ENFORCEMENT AGENCY"]), fold(row["SUPPORT TYPE"]), row["SIGNED"])
        if usable(row["SIGNED"]):
            found.setdefault(key, row)
    return found


def test_building_again_gives_the_committed_bytes(tmp_path: Path) -> None:
    built = build_samples(tmp_path)
    assert {path.name for path in built} >= {path.name for path in SAMPLES.glob("BDE *.xlsx")}
    assert len(built) == len({control["workbook"] for control in expected()["control"].values()}) + 2
    for path in built:
        assert path.read_bytes() == (SAMPLES / path.name).read_bytes(), path.name


def test_nothing_in_a_workbook_tells_when_it_was_built(tmp_path: Path) -> None:
    for path in build_samples(tmp_path):
        if path.suffix == ".xlsx":
            with ZipFile(path) as package:
                assert {entry.date_time for entry in package.infolist()} == {(2018, 4, 2, 9, 0, 0)}
                assert package.read("docProps/core.xml").count(b"2018-04-02T09:00:00Z") == 2


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way")
    with pytest.raises(WorkbookError, match="a file") as caught:
        build_samples(tmp_path / "a file")
    assert "Choose a folder" in caught.value.hint


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_sheet_says_in_its_first_cell_that_it_is_fictitious(dataset: str) -> None:
    assert page(dataset)["A1"].value == "Bureau of Delegated Examples - FICTITIOUS DATA for demonstration"


def test_the_training_sheets_say_that_their_rates_are_invented() -> None:
    sentence = "Rates of training non-completion are invented; OIG-18-77 states only that completion was not monitored."
    assert {page("training_courses")["A3"].value, page("training_completions")["A3"].value} == {sentence}


@pytest.mark.parametrize("dataset", DATASETS)
def test_rows_cells_and_blanks_are_the_control_totals(dataset: str) -> None:
    control = expected()["control"][dataset]
    rows = records(dataset)
    headers = control["headers"]
    assert [page(dataset).cell(control["header_row"], n + 1).value for n in range(len(headers))] == headers
    assert (rows[0]["row"], rows[-1]["row"]) == (control["first_data_row"], control["last_data_row"])
    assert len(rows) == control["rows"]
    assert sum(row["hidden"] for row in rows) == control["hidden_rows"]
    blanks = {header: sum(row[header] is None for row in rows) for header in headers}
    assert {header: blank for header, blank in blanks.items() if blank} == control["blank_cells"]
    assert len(headers) * len(rows) - sum(blanks.values()) == control["cells"]


@pytest.mark.parametrize("number", range(len(planted())))
def test_what_is_planted_stands_where_the_table_says(number: int) -> None:
    plant = planted()[number]
    sheet = book(plant["workbook"])[plant["sheet"]]
    headers = {str(cell.value): cell.column_letter for cell in sheet[4] if cell.value is not None}
    letter = headers.get(plant["column"], plant["column"])
    value = sheet[f"{letter}{plant['row']}"].value
    text = value.date().isoformat() if isinstance(value, dt.datetime) else "" if value is None else str(value)
    assert text == plant["value"]
    assert plant["effect"]


def test_the_defects_of_the_agreements_are_planted_in_the_decided_numbers() -> None:
    found = Counter(plant["defect"] for plant in planted() if plant["dataset"] == "agreements")
    assert found == {
        "exact repeat of an earlier row": 3,
        "curly apostrophe twin of an agency": 1,
        "date as text that is no date": 1,
        "year 5025": 1,
        "trailing space": 2,
        "hidden row": 12,
        "stray cell right of the data": 1,
        "blank row in the middle": 1,
        "'link pending' that carries a hyperlink": 1,
        "'link pending' for more than 30 days": 3,
        "no federal signature": 2,
        "signed later than listed": 2,
        "term ended before the as-of date": 2,
        "term ends on the as-of date": 1,
        "term that an addendum extended": 2,
        "no review within 36 months": 4,
        "reviewed exactly 36 months ago": 1,
        "no first meeting": 2,
        "first meeting after more than a year": 1,
        "no meeting for more than a year": 4,
        "no inspection within 24 months": 4,
        "deficiencies open too long": 3,
        "officers and no order": 11,
    }


def test_hidden_rows_are_those_that_the_filter_left_on_does_not_show() -> None:
    sheet = page("agreements")
    shown = set(sheet.auto_filter.filterColumn[0].filters.filter)
    assert {row["row"] for row in records("agreements") if row["hidden"]} == {
        row["row"] for row in records("agreements") if row["STATE"] not in shown
    }
    assert sheet.auto_filter.filterColumn[0].filters.blank


def test_agreements_grow_from_36_to_76_agencies() -> None:
    signed = [key[3] for key in counted_agreements()]
    assert len(records("agreements")) == 82
    assert sum(not usable(row["SIGNED"]) for row in records("agreements")) == 2
    assert (sum(day <= BASE for day in signed), len(signed)) == (36, 76)
    assert len({key[:2] for key in counted_agreements()}) == 76
    assert {dt.date(2017, 1, 24), dt.date(2017, 1, 26), AS_OF} <= set(signed)
    assert BASE not in signed


def test_three_rows_repeat_another_cell_by_cell_and_one_only_by_its_folded_name() -> None:
    def cells(row: dict[str, object]) -> tuple[object, ...]:
        headers = expected()["control"]["agreements"]["headers"]
        return (*(row[header] for header in headers), str(row["links"]))

    whole = Counter(cells(row) for row in records("agreements"))
    keys = Counter(
        (row["STATE"], fold(row["LAW ENFORCEMENT AGENCY"]), fold(row["SUPPORT TYPE"]), row["SIGNED"])
        for row in records("agreements")
    )
    assert sorted(whole.values())[-3:] == [2, 2, 2]
    assert (sum(whole.values()) - len(whole), sum(keys.values()) - len(keys)) == (3, 4)
    assert sum("\u2019" in row["LAW ENFORCEMENT AGENCY"] for row in records("agreements")) == 1


def test_of_the_76_agreements_73_are_linked_and_three_pending_for_more_than_30_days() -> None:
    rows = list(counted_agreements().values())
    linked = [row for row in rows if row["links"]]
    pending = [row for row in rows if not row["links"]]
    addresses = [row["links"]["MOA"] for row in linked]  # type: ignore[index]
    assert (len(linked), len(pending)) == (73, 3)
    assert [row["MOA"] for row in linked].count("link pending") == 1
    assert {row["MOA"] for row in pending} == {"link pending"}
    days = sorted((AS_OF - row["SIGNED"]).days for row in pending)  # type: ignore[operator]
    assert days == expected()["moa-document-missing"]["pending_days"]
    assert days[0] == 31
    assert len(set(addresses)) == 73
    assert all(str(address).startswith("https://moa.example/") for address in addresses)


def test_no_two_agencies_of_one_state_have_names_that_could_be_confused() -> None:
    names: dict[str, set[str]] = {}
    for dataset in ("agreements", "applications"):
        for row in records(dataset):
            names.setdefault(row["STATE"], set()).add(fold(row["LAW ENFORCEMENT AGENCY"]))
    assert sum(len(found) for found in names.values()) == 84
    closest = max(
        max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b))
        for found in names.values()
        for a, b in combinations(found, 2)
    )
    assert closest < 90


def test_forty_applications_were_approved_and_none_had_all_four_plans() -> None:
    plans = {
        "NEEDS ASSESSMENT DATE": 12,
        "STAFFING PLAN DATE": 0,
        "IT PLAN DATE": 5,
        "TRAINING PLAN DATE": 9,
    }
    approved = [row for row in records("applications") if row["DECISION"] == "Approved"]
    assert (len(approved), len(records("applications"))) == (40, 46)
    assert all(
        dt.date(2016, 10, 1) <= row["DECIDED"] <= AS_OF and row["RECEIVED"] < row["DECIDED"]
        for row in approved
    )
    in_time = {
        plan: sum(row[plan] is not None and row[plan] <= row["DECIDED"] for row in approved) for plan in plans
    }
    assert in_time == plans
    stated = expected()["approval-resource-plan"]
    for plan, name in zip(
        plans, ("needs_assessment", "staffing_plan", "it_plan", "training_plan"), strict=True
    ):
        assert (stated[f"{name}_in_time"], stated[f"{name}_missing_or_late"]) == (
            plans[plan],
            40 - plans[plan],
        )
    new = {key[1] for key in counted_agreements() if key[3] > BASE}  # type: ignore[operator]
    assert {fold(row["LAW ENFORCEMENT AGENCY"]) for row in approved} == new


def test_of_24_installs_of_fiscal_year_2017_twelve_took_over_200_and_sixteen_over_180_days() -> None:
    orders = records("equipment")
    installs = [r for r in orders if r["DATE INSTALLED"] and r["DATE INSTALLED"] <= dt.date(2017, 9, 30)]
    days = sorted((r["DATE INSTALLED"] - r["DATE REQUESTED"]).days for r in installs if r["DATE REQUESTED"])
    assert (len(orders), len(installs), len(days)) == (37, 26, 24)
    assert days == [
        *(60, 90, 120, 150, 165, 172, 179, 180),
        *(181, 188, 195, 200),
        *(201, 205, 210, 215, 220, 228, 240, 255, 270, 290, 310, 365),
    ]
    stated = expected()["equipment-install-timeliness"]
    nearest_rank = {percent: days[math.ceil(24 * percent / 100) - 1] for percent in (50, 75, 90)}
    assert stated["days"] == days
    assert nearest_rank == {percent: stated[f"days_{percent}th_percentile"] for percent in (50, 75, 90)}
    assert {dt.date(2016, 10, 1), dt.date(2017, 9, 30)} <= {r["DATE INSTALLED"] for r in installs}
    assert sum(r["DATE INSTALLED"] is None for r in orders) == 5
    assert all(
        r["DATE REQUESTED"] <= r["DATE SHIPPED"] for r in orders if r["DATE REQUESTED"] and r["DATE SHIPPED"]
    )


def test_twenty_managers_are_filled_and_look_after_76_agencies() -> None:
    positions = records("positions")
    filled = [
        r for r in positions if r["DATE FILLED"] and (r["DATE VACATED"] is None or r["DATE VACATED"] > AS_OF)
    ]
    titles = Counter(row["POSITION TITLE"] for row in filled)
    assert titles == {"Program Manager": 20, "IT Support": 2, "Field Office Director": 3}
    assert len(positions) - len(filled) == 7
    assert all((row in filled) == (row["POSITION STATUS"] == "Filled") for row in positions)
    managers = {row["POSITION NO"] for row in filled if row["POSITION TITLE"] == "Program Manager"}
    present = [row for row in records("assignments") if row["END DATE"] is None or row["END DATE"] >= AS_OF]
    load = Counter(row["POSITION NO"] for row in present if row["POSITION NO"] in managers)
    assert set(load) == managers
    assert sum(load.values()) == 72


def test_no_equipment_is_requested_before_the_agency_signed() -> None:
    signed = {fold(row["LAW ENFORCEMENT AGENCY"]): row["SIGNED"] for row in counted_agreements().values()}  # type: ignore[arg-type]
    for order in records("equipment"):
        first = order["DATE REQUESTED"] or order["DATE INSTALLED"]
        assert first >= signed[fold(order["LAW ENFORCEMENT AGENCY"])], order


def test_every_agency_named_by_another_list_has_an_agreement() -> None:
    agreements = {key[:2] for key in counted_agreements()}
    for dataset in ("officers", "equipment", "assignments"):
        named = {(row["STATE"], fold(row["LAW ENFORCEMENT AGENCY"])) for row in records(dataset)}
        assert named <= agreements, dataset
    assert len({row["LAW ENFORCEMENT AGENCY"] for row in records("assignments")}) == 76


def test_the_presidents_budget_of_2018_asks_for_no_position_above_the_year_before() -> None:
    lines = records("budget")
    asked = {
        row["BUDGET LINE"]: row["POSITIONS REQUESTED"]
        for row in lines
        if (row["FISCAL YEAR"], row["BUDGET STAGE"]) == (2018, "President's budget")
    }
    enacted = {
        row["BUDGET LINE"]: row["POSITIONS ENACTED"]
        for row in lines
        if (row["FISCAL YEAR"], row["BUDGET STAGE"]) == (2017, "Enacted") and row["BUDGET LINE"] in asked
    }
    assert asked == enacted == {"Program management": 27, "IT support": 2, "Training": 0}

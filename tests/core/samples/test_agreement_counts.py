"""What is planted in agreements, meetings, inspections and equipment: counted in the workbooks, and found by checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from crossfoot.auditfile.audit import create_audit
from crossfoot.checks.model import CheckOutcome
from crossfoot.checks.runner import run_checks
from crossfoot.review.criteria import load_pack_criteria, load_sample_criteria
from crossfoot.values import fold

from tests.builders import load
from tests.core.samples.committed import SAMPLES, expected, records

AS_OF = dt.date(2018, 3, 31)
CHECKS = (
    "equipment-open-aging",
    "equipment-missing-active",
    "equipment-isa-missing",
    "equipment-it-workload",
    "moa-currency",
    "moa-annual-meeting",
    "moa-inspection-cycle",
)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, CheckOutcome]]:
    """The checks on all sample workbooks, under the fictitious policies."""
    path = tmp_path_factory.mktemp("agreements") / "samples.crossfoot"
    with create_audit(
        path, title="Samples", as_of=AS_OF, period_start=dt.date(2016, 10, 1), fictitious=True, actor="tester"
    ) as audit:
        load_pack_criteria(audit)
        load_sample_criteria(audit)
        for workbook in sorted(SAMPLES.glob("*.xlsx")):
            load(audit, workbook)
        yield {outcome.check: outcome for outcome in run_checks(audit, list(CHECKS))}


def found(outcome: CheckOutcome) -> dict[str, Any]:
    """The figures of an outcome as they are printed; those of one name with groups as a table."""
    texts: dict[str, Any] = {"excluded": str(sum(part.count for part in outcome.excluded))}
    for figure in outcome.figures:
        if figure.group and figure.name != "excluded":
            texts.setdefault(figure.name, {})[figure.group] = figure.text
        elif not figure.group:
            texts[figure.name] = figure.text
    return texts


@pytest.mark.parametrize("check", CHECKS)
def test_the_check_gives_the_figures_that_are_planted(check: str, outcomes: dict[str, CheckOutcome]) -> None:
    said, planted = found(outcomes[check]), expected()[check]
    for name, value in planted.items():
        if isinstance(value, dict):
            assert said[name] == {group: str(number) for group, number in value.items()}, name
        else:
            assert said[name].removesuffix(".0") == str(value), name


def agreements() -> list[dict[str, Any]]:
    """The 76 agreements that count: with a usable date, repeats left out."""
    seen: dict[str, dict[str, Any]] = {}
    for row in records("agreements"):
        if isinstance(row["SIGNED"], dt.date) and row["SIGNED"] <= AS_OF:
            seen.setdefault(fold(row["LAW ENFORCEMENT AGENCY"]), row)
    return list(seen.values())


def months_later(day: dt.date, months: int) -> dt.date:
    """For whole years, and no 29 February."""
    return day.replace(year=day.year + months // 12)


def test_ten_agreements_have_one_open_point_each() -> None:
    extended = {row["AGREEMENT NO"]: row["NEW EXPIRATION DATE"] for row in records("agreement_addenda")[:2]}
    points = []
    for row in agreements():
        last = row["FEDERAL SIGNATURE DATE"]
        ends = extended.get(row["AGREEMENT NO"], row["EXPIRATION DATE"])
        points.append(
            (
                last is None,
                last is not None and max(last, row["DATE AGENCY SIGNED"]) != row["SIGNED"],
                ends is not None and ends < AS_OF,
                months_later(max(row["SIGNED"], row["LAST REVIEW"] or row["SIGNED"]), 36) < AS_OF,
            )
        )
    assert [sum(column) for column in zip(*points, strict=True)] == [2, 2, 2, 4]
    assert sum(any(point) for point in points) == expected()["moa-currency"]["exceptions"]


def test_seven_agreements_lack_a_first_or_a_yearly_meeting() -> None:
    held: dict[str, list[dt.date]] = {}
    for row in records("meetings"):
        held.setdefault(fold(row["LAW ENFORCEMENT AGENCY"]), []).append(row["MEETING DATE"])
    first = yearly = 0
    for row in agreements():
        start = row["OPERATIONAL DATE"] or row["SIGNED"]
        days = [(day - start).days for day in held.get(fold(row["LAW ENFORCEMENT AGENCY"]), [])]
        due = row["OPERATIONAL DATE"] is not None and (AS_OF - start).days >= 395
        first += due and not any(0 < day <= 395 for day in days)
        yearly += (AS_OF - start).days - max([0, *days]) > 395
    planted = expected()["moa-annual-meeting"]
    assert (first, yearly) == (planted["no_first_review"], planted["no_meeting"])


def test_four_agreements_are_outside_the_cycle_and_three_have_deficiencies_open_too_long() -> None:
    inspected = {fold(row["LAW ENFORCEMENT AGENCY"]): row for row in records("inspections")}
    outside = 0
    for row in agreements():
        inspection = inspected.get(fold(row["LAW ENFORCEMENT AGENCY"]))
        start = row["OPERATIONAL DATE"] or row["SIGNED"]
        last = max(start, inspection["INSPECTION DATE"]) if inspection else start
        outside += months_later(last, 24) < AS_OF
    still_open = [
        (AS_OF - row["REPORT DATE"]).days
        for row in inspected.values()
        if row["NUMBER OF DEFICIENCIES"] and row["CLOSURE DATE"] is None
    ]
    planted = expected()["moa-inspection-cycle"]
    assert (outside, len(still_open)) == (planted["outside_cycle"], planted["deficient"])
    assert sum(days > 90 for days in still_open) == planted["open_too_long"]
    assert sorted(still_open)[:2] == [90, 91]


def test_seven_installations_lack_a_security_agreement_in_force() -> None:
    kinds = [0, 0, 0]
    for row in records("equipment"):
        if row["DATE INSTALLED"]:
            signed, last = row["ISA SIGNED DATE"], row["ISA EXPIRATION DATE"]
            kinds[0] += signed is None
            kinds[1] += signed is not None and signed > row["DATE INSTALLED"]
            kinds[2] += last is not None and last < AS_OF
    planted = expected()["equipment-isa-missing"]
    assert kinds == [planted["missing"], planted["signed_after"], planted["expired"]]


def test_eleven_agencies_have_officers_and_no_order_of_equipment() -> None:
    with_officers = {fold(row["LAW ENFORCEMENT AGENCY"]) for row in records("officers")}
    with_orders = {fold(row["LAW ENFORCEMENT AGENCY"]) for row in records("equipment")}
    assert len(with_officers) == expected()["equipment-missing-active"]["tested"]
    assert len(with_officers - with_orders) == expected()["equipment-missing-active"]["without_order"]

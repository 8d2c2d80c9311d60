from __future__ import annotations

import pytest
from crossfoot.errors import MappingError
from crossfoot.mapping.left_out import leave_out
from crossfoot.mapping.model import Mapping, SkippedRows
from crossfoot.workbook.model import Hazard

MAPPING = Mapping("List", "officers", 1, ())


def test_the_rows_of_a_hazard_are_skipped_for_the_reason_given() -> None:
    totals = Hazard("total-rows", "List, rows 5, 8, 9", 3, "...", True, ((5, 5), (8, 9)))
    left = leave_out(MAPPING, totals, "Totals are no officers.")
    assert left.skipped == (
        SkippedRows(5, 5, "Totals are no officers."),
        SkippedRows(8, 9, "Totals are no officers."),
    )


def test_a_hazard_of_cells_has_no_rows_to_leave_out() -> None:
    errors = Hazard("error-cells", "List!B2", 1, "...")
    with pytest.raises(MappingError, match="about no rows"):
        leave_out(MAPPING, errors, "R")


def test_rows_in_too_many_places_are_said() -> None:
    hidden = Hazard("hidden-rows", "List, rows 3, 5, 7, 9, 11 and 395 more", 400, "...", True)
    with pytest.raises(MappingError, match="400 rows of hidden-rows lie in too many places"):
        leave_out(MAPPING, hidden, "R")

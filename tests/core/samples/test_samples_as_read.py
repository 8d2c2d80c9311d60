"""The sample workbooks on their way in: every header is known, and only what is planted does not fit."""

from __future__ import annotations

from functools import cache

import pytest
from crossfoot.mapping.model import Mapping
from crossfoot.mapping.propose import header_score, propose_mapping
from crossfoot.mapping.record_types import record_types
from crossfoot.staging.model import StagedChunk
from crossfoot.staging.stage import stage_rows
from crossfoot.workbook.inspection.inspect import inspect_workbook
from crossfoot.workbook.model import SheetInfo

from tests.core.samples.committed import SAMPLES, expected, planted

DATASETS = sorted(expected()["control"])


@cache
def inspected(dataset: str) -> SheetInfo:
    control = expected()["control"][dataset]
    info = inspect_workbook(
        SAMPLES / control["workbook"], header_score=lambda headers: header_score(headers, record_types())
    )
    sheet = info.sheet(control["sheet"])
    assert sheet is not None
    return sheet


@cache
def proposed(dataset: str) -> Mapping:
    return propose_mapping(inspected(dataset), record_types())


def staged(dataset: str) -> list[StagedChunk]:
    path = SAMPLES / expected()["control"][dataset]["workbook"]
    return list(stage_rows(path, inspected(dataset), proposed(dataset), record_types()[dataset]))


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_header_row_is_found_below_the_title_and_rows_are_counted(dataset: str) -> None:
    control, sheet = expected()["control"][dataset], inspected(dataset)
    assert (sheet.header_row, sheet.data_rows) == (control["header_row"], control["rows"])
    assert sheet.hidden_rows == control["hidden_rows"]


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_column_is_known_by_its_header(dataset: str) -> None:
    assert proposed(dataset).record_type == dataset
    assert {column.kind for column in proposed(dataset).columns} == {"synonym"}
    assert proposed(dataset).missing_required == ()


@pytest.mark.parametrize("dataset", DATASETS)
def test_only_the_two_unusable_signing_dates_do_not_fit(dataset: str) -> None:
    control, chunks = expected()["control"][dataset], staged(dataset)
    dates = {"date as text that is no date", "year 5025"}
    unusable = {int(plant["row"]) for plant in planted() if plant["defect"] in dates}
    misfits = [misfit for chunk in chunks for misfit in chunk.misfits]
    assert {misfit.row for misfit in misfits} == (unusable if dataset == "agreements" else set())
    assert len(misfits) == expected()["misfits"].get(dataset, 0)
    assert sum(chunk.cells for chunk in chunks) == control["cells"]
    assert (
        sum(chunk.ignored for chunk in chunks) == control["cells_above_data"] + control["cells_beside_data"]
    )

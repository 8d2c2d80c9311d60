"""All hazards of a sheet, from its tally after its rows were read once."""

from __future__ import annotations

from crossfoot.workbook.inspection.hazards.cells import CELLS
from crossfoot.workbook.inspection.hazards.found import Finder, found
from crossfoot.workbook.inspection.hazards.hidden import HIDDEN
from crossfoot.workbook.inspection.hazards.structure import STRUCTURE
from crossfoot.workbook.inspection.hazards.whole_file import WHOLE_FILE
from crossfoot.workbook.inspection.sheet_tally import SheetTally
from crossfoot.workbook.model import Hazard

FINDERS: tuple[Finder, ...] = (*HIDDEN, *CELLS, *STRUCTURE, *WHOLE_FILE)


def find_hazards(sheet: SheetTally) -> tuple[Hazard, ...]:
    """All hazards of the sheet, in the order of the finders."""
    return tuple(hazard for find in FINDERS for hazard in find(sheet))


def missing_cells(sheet: str) -> Hazard:
    """The hazard of a sheet that the workbook lists without holding its cells."""
    return found(
        "sheet-without-its-cells", sheet, 1, "The workbook lists this sheet but does not hold its cells."
    )

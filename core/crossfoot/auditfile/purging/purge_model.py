"""What is asked of a purge, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crossfoot.auditfile.custody import Copy
from crossfoot.auditfile.purging.needle import Standing

InsideWords = Literal["remove", "leave"]


@dataclass(frozen=True, slots=True)
class PurgeRequest:
    """What is to leave the audit file: exactly one of a value (of one field), a source, evidence, a column, a row.

    `source` is the name or the beginning of the sha256 of a workbook; `evidence` is 'E-7', '7' or a uid; `column` is a
    letter or a field of import `import_id`; `row` is (import, row number of the sheet). `inside_words` says what
    becomes of a value that is a part of longer words. `everywhere`: the values of the column or row are removed
    wherever else they stand, too.
    """

    reason: str
    authority: str
    value: str = ""
    field: str = ""
    source: str = ""
    evidence: str = ""
    import_id: int | None = None
    column: str = ""
    row: tuple[int, int] | None = None
    inside_words: InsideWords | None = None
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How many cells of one place held what was looked for, and how it stood in them."""

    place: str
    standing: Standing
    cells: int


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge found and did; with `dry_run` nothing was changed.

    `events` counts the events that say less than before; `imports` the imports whose rows changed; `recall` lists the
    copies that left the file before, which must be called back by hand; `notes` are sentences for the auditor.
    """

    what: str
    token: str
    dry_run: bool
    places: tuple[PlaceCount, ...]
    events: int
    imports: int
    exceptions: int
    recall: tuple[Copy, ...]
    notes: tuple[str, ...]

    @property
    def cells(self) -> int:
        """All cells that held it."""
        return sum(place.cells for place in self.places)

"""What a reduced copy is to hold: which sheets, and which columns are cut out of them."""

from __future__ import annotations

from dataclasses import dataclass

REDUCIBLE = ("xlsx", "xlsm", "csv")
"""The formats of which a reduced copy can be written; of any other only the fingerprint is kept."""


@dataclass(frozen=True, slots=True)
class SheetCut:
    """One sheet of the copy. `columns` (1 is A) lose all their cells but those of the `header` rows.

    The words of a header say what was left out; they are in the audit file anyway.
    """

    sheet: str
    columns: tuple[int, ...]
    header: tuple[int, ...]

    def drops(self, row: int, column: int) -> bool:
        """Whether the cell does not go into the copy."""
        return column in self.columns and row not in self.header

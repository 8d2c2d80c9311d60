"""What a person corrected in a row, as the commands that show rows say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossfoot.review.exceptions import SourceRow


def corrected_cells(row: SourceRow) -> Iterator[str]:
    """One line per corrected cell: what stands there, what is used, why, who said so and when."""
    for cell in row.cells:
        if cell.correction:
            stands = f"stands as {cell.raw!r}" if cell.raw else "is blank"
            yield f"{cell.ref} ({cell.field.replace('_', ' ')}) {stands}, {cell.correction}"

"""Cells to typed values, or to a misfit that keeps the cell as it stood."""

"""The pass over a workbook before its import: header, columns, and what may mislead."""

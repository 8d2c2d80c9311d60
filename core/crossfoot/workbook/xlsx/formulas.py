"""The formula of a cell as its text: also for cells that share one formula, for arrays and data tables."""

from __future__ import annotations

import re
from typing import Any

_OTHER_WORKBOOK = re.compile(r"""'[^'\[\]]*\[[^'\[\]]+\](?:[^']|'')*'!|(?<![\w\]\[])\[[^'\[\]]+\][\w.]*!""")

UNKNOWN = "="
"""A formula of which no text is known: it shares one that is not stored, or that cannot be moved."""
_LONGEST = 8_192
"""Letters of a formula in Excel."""


class Formulas:
    """The shared formulas of one sheet while it is read from top to bottom."""

    def __init__(self) -> None:
        self._shared: dict[str, Any] = {}

    def text(self, attributes: dict[str, str], text: str, ref: str) -> str:
        """The formula of the cell at `ref`, with its leading `=`.

        A cell that shares a formula gets the formula moved to its place. The moving is openpyxl's, imported only
        when a workbook needs it. Where it cannot be moved the cell has a formula without text (`UNKNOWN`).
        """
        kind = attributes.get("t")
        if kind == "shared":
            return self._shared_text(attributes.get("si", ""), text, ref)
        if kind == "dataTable" and not text:
            cells = [attributes[key] for key in ("r1", "r2") if key in attributes]
            return f"=TABLE({','.join(cells)})"
        return "=" + text

    def _shared_text(self, index: str, text: str, ref: str) -> str:
        from openpyxl.formula.translate import Translator, TranslatorError

        if index in self._shared:
            first = self._shared[index]
            if first is None:
                return UNKNOWN
            try:
                moved: str = first.translate_formula(ref)
            except TranslatorError:
                return "=#REF!"
            return moved
        if text:
            try:
                self._shared[index] = Translator("=" + text, ref) if len(text) <= _LONGEST else None
            except Exception:  # a formula that is none makes openpyxl's parser raise whatever it raises
                self._shared[index] = None
        return "=" + text


def names_other_workbook(formula: str) -> bool:
    """Whether the formula takes values from another workbook: `[1]Sheet1!A1`, `'C:\\a\\[b.xlsx]S'!A1`, `[1]!Name`.

    A table's column, `Table1[2017]`, is none.
    """
    return _OTHER_WORKBOOK.search(formula) is not None

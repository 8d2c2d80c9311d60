"""The formula of a cell as its text: also for cells that share one formula, for arrays and data tables."""

from __future__ import annotations

from typing import Any


class Formulas:
    """The shared formulas of one sheet while it is read from top to bottom."""

    def __init__(self) -> None:
        self._shared: dict[str, Any] = {}

    def text(self, attributes: dict[str, str], text: str, ref: str) -> str:
        """The formula of the cell at `ref`, with its leading `=`.

        A cell that shares a formula gets the formula moved to its place. The moving is openpyxl's, imported only
        when a workbook needs it.
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
            try:
                moved: str = self._shared[index].translate_formula(ref)
            except TranslatorError:
                return "=#REF!"
            return moved
        if text:
            self._shared[index] = Translator("=" + text, ref)
        return "=" + text

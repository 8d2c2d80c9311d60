"""The ledger of misfits a window at a time, for a screen: ids are mapped once, pages are fetched by their ids."""

from __future__ import annotations

from array import array

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.lookups import MISFIT_SHOWN, MisfitLine

_MAX_PAGE = 500


class MisfitWindow:
    """The misfits of the current lists, or of those of one record type, field and text."""

    def __init__(self, audit: Audit, of: tuple[str, str, str] | None = None) -> None:
        self._audit = audit
        where = " AND i.record_type = ? AND m.field = ? AND m.raw = ?" if of else ""
        found = audit.connection.execute(
            "SELECT m.misfit_id FROM cf_misfit m JOIN cf_import i ON i.import_id = m.import_id "
            f"WHERE i.state = 'current'{where} ORDER BY 1",
            of or (),
        )
        self._ids = array("q", (row[0] for row in found))

    def count(self) -> int:
        """How many there are."""
        return len(self._ids)

    def page(self, start: int, size: int) -> list[MisfitLine]:
        """The misfits from `start` on, at most `size`."""
        ids = self._ids[start : start + min(size, _MAX_PAGE)]
        if not ids:
            return []
        rows = self._audit.rows(
            f"SELECT m.misfit_id AS id, {MISFIT_SHOWN} WHERE m.misfit_id IN ({', '.join('?' * len(ids))})",
            tuple(ids),
        )
        by_id = {row.pop("id"): MisfitLine(**row) for row in rows}
        return [by_id[one] for one in ids if one in by_id]

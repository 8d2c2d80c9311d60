"""The certificates that the audit file keeps, one for each import."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from crossfoot.apart.plain import from_plain
from crossfoot.auditfile.audit import Audit
from crossfoot.errors import AuditFileError
from crossfoot.workbook.certificate.certificate_model import SheetCertificate

_EARLIER = "Not read a second time: the list was imported by an earlier version of Crossfoot."


@dataclass(frozen=True, slots=True)
class KeptCertificate:
    """The certificate of one import; `record` is what the audit file keeps of it."""

    import_id: int
    list_name: str
    record_type: str
    file: str
    sheet: str
    record: dict[str, Any]

    @property
    def verdict(self) -> str:
        """agree, differ or not compared."""
        return str(self.record.get("verdict", "not compared"))

    @property
    def sentence(self) -> str:
        """The certificate in words for an auditor."""
        return str(self.record.get("sentence", _EARLIER))

    @property
    def reading(self) -> SheetCertificate | None:
        """The comparison of the two readings, or None where the sheet was read once."""
        kept = self.record.get("reading")
        return from_plain(SheetCertificate, kept) if kept else None


def certificates(audit: Audit, import_id: int | None = None) -> list[KeptCertificate]:
    """The certificates of the current imports, or of one import in whatever state; AuditFileError for none such."""
    rows = audit.rows(
        "SELECT i.import_id, l.name AS list_name, i.record_type, s.name AS file, i.sheet, i.certificate AS record "
        "FROM cf_import i JOIN cf_list l ON l.list_id = i.list_id JOIN cf_source s ON s.source_id = i.source_id "
        "WHERE (:one IS NULL AND i.state = 'current') OR i.import_id = :one ORDER BY i.import_id",
        {"one": import_id},
    )
    if import_id is not None and not rows:
        raise AuditFileError(
            f"There is no import {import_id} in this audit.", "`crossfoot tables` lists the imports."
        )
    return [KeptCertificate(**{**row, "record": json.loads(row["record"])}) for row in rows]

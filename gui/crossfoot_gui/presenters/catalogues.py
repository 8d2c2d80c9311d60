"""The checks that an audit can run, read once for all pages."""

from __future__ import annotations

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import Catalogue, audit_checks


class Catalogues:
    """Keeps the catalogue of every audit that was asked for, until a check is written."""

    def __init__(self) -> None:
        self._by_audit: dict[str, Catalogue] = {}

    def forget(self) -> None:
        """Read them again when they are next asked for."""
        self._by_audit.clear()

    def of(self, audit: Audit) -> Catalogue:
        """The checks of the audit's pack, and those of the auditor's own."""
        name = audit.facts.uid
        if name not in self._by_audit:
            self._by_audit[name] = audit_checks(audit)
        return self._by_audit[name]

    def title(self, audit: Audit, check_id: str) -> str:
        """The title of a check; its id where the pack no longer has it."""
        check = self.of(audit).checks.get(check_id)
        return check.title if check else check_id

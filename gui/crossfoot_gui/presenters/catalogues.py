"""The checks of each pack, read once for all pages."""

from __future__ import annotations

from crossfoot import content
from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import Catalogue, load_checks


class Catalogues:
    """Keeps the catalogue of every pack that was asked for."""

    def __init__(self) -> None:
        self._by_pack: dict[str, Catalogue] = {}

    def of(self, audit: Audit) -> Catalogue:
        """The checks of the audit's pack."""
        name = audit.facts.pack
        if name not in self._by_pack:
            self._by_pack[name] = load_checks(content.pack(name), audit.types)
        return self._by_pack[name]

    def title(self, audit: Audit, check_id: str) -> str:
        """The title of a check; its id where the pack no longer has it."""
        check = self.of(audit).checks.get(check_id)
        return check.title if check else check_id

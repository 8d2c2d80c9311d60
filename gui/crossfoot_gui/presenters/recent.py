"""The audits that were open lately, kept as a small JSON file in the user's own configuration folder."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

_KEPT = 12


@dataclass(frozen=True, slots=True)
class RecentAudit:
    """One audit as the start page lists it; `path` may be gone by now."""

    path: str
    title: str
    auditee: str
    as_of: str

    @property
    def is_there(self) -> bool:
        """Whether the file is still where it was."""
        return Path(self.path).is_file()


def configuration_folder() -> Path:
    """Where this user's settings are kept on this system."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home())) / "Crossfoot"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Crossfoot"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "crossfoot"


class RecentAudits:
    """The list, newest first. A file that cannot be read or written is no trouble: the list is a convenience."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / "recent.json" if folder else None

    def all(self) -> tuple[RecentAudit, ...]:
        """The remembered audits, newest first."""
        if self._file is None:
            return ()
        try:
            entries = json.loads(self._file.read_text(encoding="utf-8"))
            return tuple(RecentAudit(**entry) for entry in entries)
        except (OSError, ValueError, TypeError):
            return ()

    def remember(self, audit: RecentAudit) -> None:
        """Put `audit` first."""
        self._write([audit, *(other for other in self.all() if other.path != audit.path)][:_KEPT])

    def forget(self, path: str) -> None:
        """Take the audit at `path` off the list; the file itself stays."""
        self._write([other for other in self.all() if other.path != path])

    def _write(self, audits: list[RecentAudit]) -> None:
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps([asdict(audit) for audit in audits], ensure_ascii=False, indent=1)
            self._file.write_text(text, encoding="utf-8")
        except OSError:
            return

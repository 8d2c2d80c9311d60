"""Before and after a purge: the file is alone in our hands, nothing old stays in its pages or beside it."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.purging.needle import Needle
from crossfoot.errors import AuditFileError

MISTAKES = "crossfoot-mistake.log"
_BESIDE = ("-wal", "-shm", "-journal")
_LOOKED_INTO = 32 * 1024 * 1024  # bytes of files that are no part of the audit


@contextmanager
def alone(audit: Audit) -> Iterator[None]:
    """Hold the audit file so that nobody else can have it open; AuditFileError where somebody has."""
    run = audit.connection
    before = str(run.execute("PRAGMA journal_mode").fetchone()[0])
    try:
        run.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        mode = str(run.execute("PRAGMA journal_mode = DELETE").fetchone()[0])
    except sqlite3.OperationalError:
        mode = ""
    if mode != "delete":
        raise AuditFileError(
            f"{audit.path.name} is open in another window or program; a purge needs the file for itself.",
            "Close the audit there and try again.",
        )
    run.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()
    try:
        if before == "wal":  # the pages as they were would lie in a journal beside the file
            with contextlib.suppress(sqlite3.OperationalError):
                run.execute("PRAGMA journal_mode = WAL").fetchone()
        run.execute("PRAGMA secure_delete = ON").fetchone()
        yield
    finally:
        with contextlib.suppress(sqlite3.OperationalError):
            run.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            run.execute("PRAGMA journal_mode = DELETE").fetchone()
        run.execute("PRAGMA locking_mode = NORMAL").fetchone()
        run.execute("SELECT count(*) FROM cf_audit").fetchone()  # the lock is let go with the next reading
        if before == "wal":
            with contextlib.suppress(sqlite3.OperationalError):
                run.execute("PRAGMA journal_mode = WAL").fetchone()


def compact(audit: Audit) -> None:
    """Write the whole file anew without its free pages, and bring it back into one file."""
    run = audit.connection
    run.execute("VACUUM")
    run.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def still_in_bytes(audit: Audit, spellings: list[str]) -> int:
    """How often one of these spellings stands in the bytes of the audit file and of what belongs to it."""
    wanted = [
        spelling.encode(coding, "surrogatepass")
        for spelling in dict.fromkeys(spellings)
        for coding in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    found = 0
    for path in (audit.path, *(audit.path.with_name(audit.path.name + end) for end in _BESIDE)):
        if path.exists() and wanted:
            data = path.read_bytes()
            found += sum(data.count(one) for one in wanted)
    return found


def traces_elsewhere(audit: Audit, needle: Needle | None) -> list[str]:
    """Sentences about what lies beside the audit file and in the folder of temporary files, and may hold the value."""
    said = []
    log = Path(tempfile.gettempdir()) / MISTAKES
    if needle is not None and _holds(log, needle):
        with contextlib.suppress(OSError):
            log.unlink()
            said.append(f"{log} held the value (it tells of a mistake of the program) and was removed.")
    if needle is not None:
        said += _leftovers(Path(tempfile.gettempdir()), needle)
    for path in sorted(audit.path.parent.iterdir()):
        if path != audit.path and path.is_file() and _same_audit(path, audit.facts.uid):
            said.append(
                f"{path.name}, beside this file, is a copy of this audit: purge it too, or delete it."
            )
        elif path.name.startswith(f"{audit.path.name}.import-"):
            said.append(f"{path.name}, beside this file, is of an import that did not end: delete it.")
    return said


def _holds(path: Path, needle: Needle) -> bool:
    try:
        if not path.is_file() or path.stat().st_size > _LOOKED_INTO:
            return False
        data = path.read_bytes().lower()
    except OSError:
        return False
    return any(
        needle.value.lower().encode(coding, "surrogatepass") in data for coding in ("utf-8", "utf-16-le")
    )


def _leftovers(folder: Path, needle: Needle) -> Iterator[str]:
    """What a killed Crossfoot left in the folder of temporary files, as far as it can be looked through soon."""
    left, budget = 0, _LOOKED_INTO
    for path in sorted(folder.glob("crossfoot-*")):
        if path.name == MISTAKES:
            continue
        for one in _files(path):
            size = one.stat().st_size if one.exists() else 0
            if size > budget:
                left += 1
            elif _holds(one, needle):
                yield f"{one} was left by Crossfoot and holds the value: remove it once no Crossfoot runs."
            budget -= min(size, budget)
    if left:
        yield (
            f"{left:,} files that Crossfoot left in {folder} were not looked through: remove what is named crossfoot-* "
            "there once no Crossfoot runs."
        )


def _files(path: Path) -> list[Path]:
    try:
        return [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    except OSError:
        return []


def _same_audit(path: Path, uid: str) -> bool:
    try:
        with path.open("rb") as file:
            if not file.read(16).startswith(b"SQLite format 3"):
                return False
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)) as other:
            return bool(other.execute("SELECT count(*) FROM cf_audit WHERE uid = ?", (uid,)).fetchone()[0])
    except (OSError, sqlite3.Error):
        return False

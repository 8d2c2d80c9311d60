"""Workbooks that a password protects, opened with the password that the auditor was given.

The one door to msoffcrypto, an optional extra (`passwords`). The opened workbook is written, under its own name, into a
folder of its own in the system's folder for temporary files, which only this user may enter (mode 0700, the file 0600);
it is removed when the workbook is closed. The password is written nowhere. The fingerprint of a workbook is that of the
protected file as it was received.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from crossfoot.errors import PasswordError, WorkbookError
from crossfoot.workbook.format import unreadable

_EXCELS_OWN = "VelvetSweatshop"
"""With it Excel encrypts workbooks that are protected against changes only; Excel opens them without asking."""
_GIVE_IT = "Give its password: in the window in the field for it, on the command line by --password or --password-file."
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_SAVE_WITHOUT = "Open it in Excel with the password and save a copy without one; keep the original too."


@contextmanager
def opened_copy(path: Path, password: str | None) -> Iterator[tuple[Path, bool]]:
    """A private copy of the workbook without its protection, there while the context lasts, and whether the password
    given opened it (otherwise it was Excel's own).

    WorkbookError where no password or a wrong one was given, where the library is not installed, or where the kind of
    protection is not known.
    """
    with tempfile.TemporaryDirectory(prefix="crossfoot-") as folder:
        copy = Path(folder) / path.name
        try:
            with path.open("rb") as file, os.fdopen(os.open(copy, _NEW_FILE, 0o600), "wb") as opened:
                given = _decrypt(path, file, password, opened)
        except OSError as error:
            raise unreadable(path, error) from None
        yield copy, given


def _decrypt(path: Path, file: BinaryIO, password: str | None, opened: BinaryIO) -> bool:
    """Write the workbook without its protection; returns whether the password given opened it."""
    try:
        import msoffcrypto
        from msoffcrypto.exceptions import InvalidKeyError
    except ImportError:
        raise WorkbookError(
            f"{path.name} is password protected, and what opens such workbooks is not installed.",
            "Install Crossfoot with its extra `passwords` (pip install 'crossfoot[passwords]'). Or open the workbook "
            "in Excel with the password and save a copy without one; keep the original too.",
        ) from None
    for attempt in (password, _EXCELS_OWN):
        if not attempt:
            continue
        opened.seek(0)
        opened.truncate()
        try:
            protected: Any = msoffcrypto.OfficeFile(file)
            if protected.format == "ooxml":
                protected.load_key(password=attempt, verify_password=True)
            else:
                protected.load_key(password=attempt)
            protected.decrypt(opened)
        except InvalidKeyError:
            continue
        except MemoryError:
            raise
        except Exception as error:
            raise WorkbookError(
                f"{path.name} is password protected in a way that cannot be opened here ({error}).",
                _SAVE_WITHOUT,
            ) from None
        return attempt is password
    if not password:
        raise PasswordError(f"{path.name} is password protected.", _GIVE_IT)
    raise PasswordError(f"The password does not open {path.name}.", "Check the password with the sender.")

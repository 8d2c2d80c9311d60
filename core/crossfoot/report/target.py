"""Where a report may be written: in place of an earlier PDF, never in place of an audit file or a workbook."""

from __future__ import annotations

from pathlib import Path

from crossfoot.errors import ReportError

_PDF = b"%PDF-"


def refuse_other_files(path: Path) -> None:
    """ReportError where a file that is no PDF stands at `path`; it is left as it is. An empty file may be replaced."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_PDF))
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return  # what is wrong with such a place is said when the file is written
    except OSError as error:
        raise ReportError(
            f"The report cannot be written to {path}: {error.strerror}.",
            "Choose another name for the report.",
        ) from None
    if head not in (b"", _PDF):
        raise ReportError(
            f"{path.name} is there already and is not a PDF; it was left as it is.",
            "Choose another name for the report, ending in .pdf.",
        )

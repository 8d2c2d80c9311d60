"""Known trouble, in the words that an auditor reads.

A fault in the *data* is never one of these: a cell that cannot be read is a `Misfit`, a flagged row is an
exception of a check. Anything else that is raised is our bug (exit code 70).
"""

from __future__ import annotations


class CrossfootError(Exception):
    """Known trouble: `message` says what happened and where, `hint` says what to do. Exit code 2."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class WorkbookError(CrossfootError):
    """The workbook cannot be read, or has no such sheet."""


class PasswordError(WorkbookError):
    """The workbook is protected by a password, and none or a wrong one was given."""


class MappingError(CrossfootError):
    """The columns of a sheet cannot be brought to a record type as asked."""


class AuditFileError(CrossfootError):
    """The audit file is missing, damaged, of a newer version, in use, or does not hold what was asked for."""


class CheckDefinitionError(CrossfootError):
    """A check module or a pack is written wrongly; the message names its file and line."""


class CheckRunError(CrossfootError):
    """A check cannot be run as asked (no such check, a parameter that does not fit)."""


class SampleError(CrossfootError):
    """A sample cannot be sized, drawn, filled in or projected as asked."""


class PlanError(CrossfootError):
    """The plan cannot be changed, approved or concluded as asked."""


class EvidenceError(CrossfootError):
    """Evidence, an interview, a citation or a coded form cannot be recorded as asked."""


class RequestError(CrossfootError):
    """A request cannot be written, or what came back cannot be received, as asked."""


class ReviewError(CrossfootError):
    """A decision, finding or recommendation cannot be recorded as asked."""


class ReportError(CrossfootError):
    """The report cannot be built as asked."""


class Cancelled(Exception):  # noqa: N818 - not an error: the auditor asked for it
    """The auditor cancelled long work; nothing of it was kept."""

"""A question to the auditor whose answer is kept with a reason: what it is about, what has to be said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crossfoot_gui.presenters.importing_state import Choice


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing to be said. `choices` are there for the kind "choice"; what is `required` must not stay empty
    (of choices one is always made).

    The kinds "file", "files" (one a line), "folder" and "save" are paths; `endings` says which files are offered, such
    as "Word document (*.docx)".
    """

    name: str
    label: str
    kind: Literal["line", "text", "choice", "file", "files", "folder", "save"] = "line"
    value: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = True
    hint: str = ""
    endings: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`facts` are sentences about what is decided; `submit` is the word on the button that records."""

    title: str
    facts: tuple[str, ...]
    blanks: tuple[Blank, ...]
    submit: str = "&Record"


def reason_blank(hint: str = "What it rests on, in a sentence.", label: str = "Reason") -> Blank:
    """The reason that every decision needs."""
    return Blank("reason", f"{label} (required; it is kept with your name and the time)", "text", hint=hint)

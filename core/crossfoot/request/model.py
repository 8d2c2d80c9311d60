"""What is asked of the auditee: a request, its numbered items, and the columns of a dataset that are asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

ItemKind = Literal["dataset", "document", "interview", "questionnaire"]
KINDS: tuple[ItemKind, ...] = ("dataset", "document", "interview", "questionnaire")
"""In the order in which a letter asks for them."""
_THEMES_NAMED = 2


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """A column of a dataset: which field, and why it is asked for (the steps or checks that read it).

    `optional`: it is welcome where the system has it, but nobody need make it.
    """

    field: str
    why: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that is needed and may be asked for. `steps` are the keys of the steps that need it; `columns` are a
    dataset's; `record_type` is that of a dataset or of the questionnaire on it."""

    kind: ItemKind
    asked: str
    theme: str = ""
    why: str = ""
    steps: tuple[str, ...] = ()
    record_type: str = ""
    columns: tuple[AskedColumn, ...] = ()

    @property
    def short_theme(self) -> str:
        """The theme as a narrow column has room for it: one or two by name, else how many they are."""
        themes = [one for one in self.theme.split("; ") if one]
        return "; ".join(themes) if len(themes) <= _THEMES_NAMED else f"{len(themes)} themes"


@dataclass(frozen=True, slots=True)
class RequestItem:
    """An item as it was asked for: `number` is unique in the audit, whichever request it stands in."""

    uid: str
    number: int
    wanted: Wanted
    asked_on: dt.date
    due_on: dt.date
    state: str = "asked"


@dataclass(frozen=True, slots=True)
class Request:
    """One request. Texts may be empty: what nobody has stated stays a visible blank in the letter."""

    uid: str
    number: int
    addressee: str
    addressee_title: str
    authority: str
    objective: str
    asked_on: dt.date
    due_on: dt.date
    contact: str
    items: tuple[RequestItem, ...]

    def of_kind(self, kind: ItemKind) -> tuple[RequestItem, ...]:
        """Its items of one kind, by number."""
        return tuple(item for item in self.items if item.wanted.kind == kind)

"""The value that is looked for: whether a text may hold it, where it stands, and what each standing is."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from crossfoot.auditfile.purging.readings import folded, has_escapes, quick_form, readings
from crossfoot.errors import AuditFileError

SHORTEST = 4
Standing = Literal["itself", "other spelling", "in a longer text", "inside a longer word"]
_WORD = re.compile(r"[^\W_]+")
_SEAL = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{16}|(?<=[dD]:|R-)[0-9a-f]{12})(?![0-9A-Za-z])"
)  # digests, uids, ids of exceptions; tokens of a purge and pseudonyms
_BASE64 = re.compile(r"[A-Za-z0-9+/]{8,}={0,2}")
_SHORTEST_CORE = 8  # signs of base64; fewer are met by chance


@dataclass(frozen=True, slots=True)
class Found:
    """One standing of the value: the part of the text, the spelling that it has there, and how it stands."""

    start: int
    end: int
    spelling: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Needle:
    """A value to look for in all its spellings. `within_words`: also where it is a part of a longer word."""

    value: str
    within_words: bool = True
    form: str = field(init=False)
    anchor: str = field(init=False)
    cores: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        form = folded(self.value)
        object.__setattr__(self, "form", form)
        object.__setattr__(self, "anchor", max(_WORD.findall(form), key=len, default=""))
        object.__setattr__(self, "cores", tuple(_base64_cores(self.value)))

    def may_be_in(self, text: str) -> bool:
        """Whether the text may hold the value: quick, and never wrongly no."""
        if self.anchor in quick_form(text) or has_escapes(text):
            return True
        return any(core in text for core in self.cores)

    def find(self, text: str, *, markup: bool = False) -> list[Found]:
        """Where the value stands in the text, in order, without overlaps; never in the middle of a seal."""
        found: dict[tuple[int, int], Found] = {}
        for reading in readings(text, markup=markup):
            at = reading.folded.find(self.form)
            while at >= 0:
                start, end = reading.starts[at], reading.ends[at + len(self.form) - 1]
                spelling = reading.meant(text, start, end)
                one = Found(
                    start,
                    end,
                    spelling,
                    self._standing(text, start, end, spelling, reading.beside(text, start, end)),
                )
                known = found.get((start, end))
                if known is None or one.standing != "inside a longer word":
                    found[start, end] = one
                at = reading.folded.find(self.form, at + len(self.form))
        found |= {(one.start, one.end): one for one in self._in_base64(text)}
        if not self.within_words:
            found = {place: one for place, one in found.items() if one.standing != "inside a longer word"}
        return list(_apart(found, text))

    def _standing(self, text: str, start: int, end: int, spelling: str, beside: tuple[str, str]) -> Standing:
        if _alike(beside[0], spelling[:1]) or _alike(spelling[-1:], beside[1]):
            return "inside a longer word"
        if text[:start].strip(' "[') or text[end:].strip(' "]'):
            return "in a longer text"
        return "itself" if spelling == self.value else "other spelling"

    def _in_base64(self, text: str) -> Iterator[Found]:
        if not any(core in text for core in self.cores):
            return
        for run in _BASE64.finditer(text):
            if any(core in run[0] for core in self.cores):
                yield Found(*run.span(), run[0], "in a longer text")


def checked_needle(value: str) -> Needle:
    """A needle for a value that an auditor gave; AuditFileError where it is too short or says nothing."""
    needle = Needle(value)
    if len(needle.form) < SHORTEST or not any(sign.isalnum() for sign in needle.form):
        raise AuditFileError(
            f"A value of fewer than {SHORTEST} letters or digits stands in too many places to be removed everywhere.",
            "Give a longer value, or purge the column or the row: --import ID --column LETTER, --row IMPORT:ROW.",
        )
    return needle


def _alike(one: str, other: str) -> bool:
    """Whether two signs beside each other are parts of one word or number."""
    return bool(one and other) and (
        (one.isalpha() and other.isalpha()) or (one.isdigit() and other.isdigit())
    )


def _apart(found: dict[tuple[int, int], Found], text: str) -> Iterator[Found]:
    seals = [
        match.span() for match in _SEAL.finditer(text) if not match[0].isdigit() and not match[0].isalpha()
    ]
    last = 0
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        in_seal = any(
            first <= start and end <= stop and (first, stop) != (start, end) for first, stop in seals
        )
        if start >= last and not in_seal:
            last = end
            yield found[start, end]


def _base64_cores(value: str) -> Iterator[str]:
    """The signs that the value leaves in base64, wherever it starts in it; not those that depend on what is beside."""
    for spelling in dict.fromkeys((value, value.lower(), value.upper())):
        raw = spelling.encode()
        for lead in range(3):
            coded = b64encode(b"\0" * lead + raw).decode().rstrip("=")
            core = coded[(0, 2, 3)[lead] : len(coded) - ((lead + len(raw)) % 3 > 0)]
            if len(core) >= _SHORTEST_CORE:
                yield core

"""Invented agencies and people: no county, jail or person of these names is known to exist."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

STATES = (
    "ALABAMA",
    "ARKANSAS",
    "FLORIDA",
    "GEORGIA",
    "LOUISIANA",
    "MARYLAND",
    "NORTH CAROLINA",
    "OHIO",
    "OKLAHOMA",
    "SOUTH CAROLINA",
    "TENNESSEE",
    "TEXAS",
)
AGENCIES_PER_STATE = 7

_BEGINNINGS = (
    "Alder", "Bracken", "Corven", "Dunmer", "Elsto", "Fennar", "Gilder", "Hesper", "Inver", "Jorun",
    "Kestle", "Larch", "Merrow", "Norvel", "Oster", "Pellan", "Quarrow", "Rowan", "Sedge", "Thistle",
    "Umber", "Vesper", "Wether", "Yarrow", "Zephyr", "Bramble", "Cinder", "Drover",
)  # fmt: skip
_ENDINGS = (
    ("quill", "mere", "stow", "fell"),
    ("wick", "haven", "combe", "garth"),
    ("thorpe", "lund", "marsh", "bourne"),
)
_LAST_NAMES = (
    "Abbendale", "Brockhurst", "Calloway-Finch", "Dellingsworth", "Everstone", "Fairlamb",
    "Gribbenhall", "Hartsell-Moss", "Ivorsen", "Jessamy", "Kettlebrook", "Lumsgate", "Marrowby",
    "Netherly", "Oakenshaw", "Pemberwick", "Quillfeather", "Ravensmoor", "Stonnington", "Tarrowell",
    "Underhay", "Vintner-Poole", "Wexcombe", "Yellowlees", "Zellerby",
)  # fmt: skip
_FIRST_NAMES = (
    "Avery", "Blake", "Casey", "Drew", "Emery", "Finley", "Gray", "Harper", "Indigo", "Jordan",
    "Kendall", "Lane", "Morgan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SampleAgency:
    """One invented law enforcement agency. `place` is its place within its state, from 0."""

    state: str
    name: str
    agency_type: str
    county: str
    place: int


@dataclass(frozen=True, slots=True)
class Partner:
    """An agency with the agreement it signed and the web address of the document ('' where none was posted)."""

    agency: SampleAgency
    signed_on: dt.date
    moa: str


def all_agencies() -> tuple[SampleAgency, ...]:
    """84 agencies, seven in each of twelve states, in the order of the list."""
    return tuple(
        _agency(state, number * AGENCIES_PER_STATE + place, place)
        for number, state in enumerate(STATES)
        for place in range(AGENCIES_PER_STATE)
    )


def _agency(state: str, number: int, place: int) -> SampleAgency:
    group, within = divmod(number, len(_BEGINNINGS))
    stem = _BEGINNINGS[within] + _ENDINGS[group][within % 4]
    county = f"{stem} County"
    match place:
        case 3:
            return SampleAgency(state, f"{county} Sheriff's Department", "County", county, place)
        case 4:
            return SampleAgency(state, f"{stem} Regional Jail", "County", county, place)
        case 5:
            return SampleAgency(state, f"{stem} Municipal Detention Center", "Municipality", county, place)
        case _:
            return SampleAgency(state, f"{county} Sheriff's Office", "County", county, place)


def slug(agency: SampleAgency) -> str:
    """The agency's name as it stands in a web address."""
    return f"{agency.state}-{agency.name}".lower().replace("'", "").replace(" ", "-")


def person(number: int) -> tuple[str, str]:
    """Last and first name of the officer with this number (from 0); 325 differ before one comes again."""
    return (
        _LAST_NAMES[number % len(_LAST_NAMES)],
        _FIRST_NAMES[(number // len(_LAST_NAMES) + number) % len(_FIRST_NAMES)],
    )

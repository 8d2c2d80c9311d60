"""Two versions of a made-up list with known edits, and how many of them a comparison finds.

    python -m tests.versions_generator [--rows 3000] [--seed 11]

prints precision (how many of the reported entries are edits) and recall (how many of the edits are reported) of each
class, for a list with a natural key (agreements) and for one with identifiers (officers). Names are made of syllables,
so that many of them look alike, as those of real counties do.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit, create_audit
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.auditfile.versions.compare import compare_versions
from crossfoot.auditfile.versions.version_model import ListDiff

EARLIER = dt.date(2017, 12, 31)
"""The day of the earlier list: its dates lie before it; new rows are dated after it unless they are backdated."""
SYLLABLES = (
    "al an bar bel bur cal car col dan del el fal fay gar gil ham har jack ken la lin mar mil nor ol pal ran"
)
ENDINGS = ("ton", "ville", "son", "land", "field", "more", "well", "ford")
RESPELLINGS: tuple[Callable[[str], str], ...] = (
    str.upper,
    lambda text: text.replace(" ", "\u00a0") + " ",
    lambda text: f" {text}",
)
Row = dict[str, Any]


@dataclass(slots=True)
class Edits:
    """What was done: positions of the rows in both lists, by class."""

    added: set[int] = field(default_factory=set)
    removed: set[int] = field(default_factory=set)
    changed: set[tuple[int, str]] = field(default_factory=set)
    spelling: set[tuple[int, str]] = field(default_factory=set)
    key_changed: set[tuple[int, int]] = field(default_factory=set)
    backdated: set[tuple[int, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Score:
    """Of one class: how many edits were made, how many entries reported, how many of them are right."""

    edits: int
    reported: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what was reported that is an edit; 1 where nothing was reported."""
        return self.right / self.reported if self.reported else 1.0

    @property
    def recall(self) -> float:
        """The share of the edits that were reported; 1 where there were none."""
        return self.right / self.edits if self.edits else 1.0


def agreements(chance: random.Random, rows: int) -> list[Row]:
    """Agreements of some hundred agencies in four states, each agency with one to three models."""
    found: list[Row] = []
    while len(found) < rows:
        place = _place(chance)
        state = chance.choice(("TX", "FL", "GA", "TN"))
        agency = chance.choice((f"{place} County Sheriff's Office", f"{place} Police Department"))
        for model in chance.sample(("JEM", "TFM", "WSO"), chance.randint(1, 2)):
            signed = _day(chance)
            link = f"https://moa.example/{place}-{model}-{signed}-{len(found)}.pdf"
            found.append(
                {"agency": agency, "state": state, "county": f"{place} County", "agency_type": "County",
                 "model": model, "signed_on": signed, "moa_link": link if chance.random() < 0.8 else None,
                 "status": "active", "last_review_on": _day(chance) if chance.random() < 0.5 else None}
            )  # fmt: skip
    return _without_twins(found[:rows], ("agency", "state", "model", "signed_on"))


def officers(chance: random.Random, rows: int) -> list[Row]:
    """Officers with identifiers in sequence, so that neighbours differ by one digit."""
    return [
        {"officer_id": f"D-{10_007 + 3 * number}", "agency": f"{_place(chance)} SO", "state": "TX", "model": "JEM",
         "last_name": _place(chance), "first_name": chance.choice(("Ana", "Ben", "Cora", "Dan", "Eve", "Finn")),
         "hired_on": _day(chance, 2005), "authorized_on": _day(chance), "status": "active",
         "revoked_on": _day(chance) if chance.random() < 0.1 else None}
        for number in range(rows)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of list: how to make it, which fields to change, in which a key is mistyped, which date is in the past."""

    record_type: str
    make: Callable[[random.Random, int], list[Row]]
    values: dict[str, tuple[str, ...]]
    spelled: tuple[str, ...]
    mistyped: tuple[str, ...]
    dated: str
    event: str


SHAPES = (
    Shape("agreements", agreements, {"status": ("suspended", "terminated"), "county": ("Other County", "Elsewhere")},
          ("county", "agency"), ("agency", "signed_on"), "last_review_on", "signed_on"),
    Shape("officers", officers, {"status": ("revoked", "separated"), "model": ("TFM", "WSO")},
          ("last_name", "agency"), ("officer_id",), "revoked_on", "authorized_on"),
)  # fmt: skip


def edit(shape: Shape, chance: random.Random, before: list[Row]) -> tuple[list[Row], Edits]:
    """The next version of a list, in another order, and what was done to it (2 percent of the rows for each class)."""
    edits = Edits()
    order = list(range(len(before)))
    chance.shuffle(order)
    share = max(1, len(before) // 50)
    parts = [order[i * share : (i + 1) * share] for i in range(6)]
    edits.removed.update(parts[0])
    kept = [(place, dict(row)) for place, row in enumerate(before) if place not in edits.removed]
    extra = shape.make(chance, share * 2)
    for number, row in enumerate(extra):
        row["moa_link" if shape.record_type == "agreements" else "officer_id"] = (
            f"N-{number}-{chance.random()}"
        )
        row[shape.event] = (EARLIER + dt.timedelta(days=1 + number % 60)).isoformat()
        if number < share:
            row[shape.event] = (EARLIER - dt.timedelta(days=30 + number % 300)).isoformat()
    after = [*kept, *((-1 - number, row) for number, row in enumerate(extra))]
    chance.shuffle(after)
    jobs = dict(zip(("value", "spelling", "key", "date", "fill"), map(set, parts[1:]), strict=True))
    for now, (place, row) in enumerate(after):
        if place < 0:
            edits.added.add(now)
            if row[shape.event] < EARLIER.isoformat():
                edits.backdated.add((now, shape.event))
        elif place in jobs["value"]:
            name = chance.choice(list(shape.values))
            row[name] = chance.choice(shape.values[name])
            edits.changed.add((now, name))
        elif place in jobs["spelling"]:
            name = chance.choice(shape.spelled)
            row[name] = chance.choice(
                (str.upper, lambda t: t.replace(" ", "\u00a0") + " ", lambda t: f" {t}")
            )(row[name])
            edits.spelling.add((now, name))
        elif place in jobs["key"]:
            name = chance.choice(shape.mistyped)
            used = {
                other[name] for other in before
            }  # a slip that makes the key of another row is another kind of edit
            row[name] = _next_day(row[name]) if name == shape.event else _mistype(chance, row[name], used)
            if chance.random() < 0.5:  # and something else changed as well
                row["status"] = chance.choice(shape.values["status"])
            edits.key_changed.add((place, now))
            if row[shape.event] < EARLIER.isoformat():
                edits.backdated.add((now, shape.event))
        elif place in jobs["date"] | jobs["fill"]:
            was = row[shape.dated]
            row[shape.dated] = _next_day(was) if was else _day(chance)
            edits.changed.add((now, shape.dated))
            edits.backdated.add((now, shape.dated))
    return [row for _, row in after], edits


def compare(audit: Audit, shape: Shape, before: list[Row], after: list[Row]) -> ListDiff:
    """Load both versions and compare them."""
    first = load_plain_rows(audit, shape.record_type, before, list_name="before")
    second = load_plain_rows(audit, shape.record_type, after, list_name="after")
    return compare_versions(audit, first.import_id, second.import_id, earlier_list_of=EARLIER)


def scores(diff: ListDiff, edits: Edits) -> dict[str, Score]:
    """Precision and recall by class. Rows whose key changed count as removed and added until a person confirms them."""
    first = 2  # the sheet's row of the first record
    reported: dict[str, set[Any]] = {
        "added": {row.row - first for row in diff.added},
        "removed": {row.row - first for row in diff.removed},
        "changed": {
            (r.after_row - first, c.field) for r in diff.changed for c in r.changes if not c.spelling
        },
        "spelling only": {(r.after_row - first, c.field) for r in diff.spelling for c in r.changes},
        "key changed": {(one.before.row - first, one.after.row - first) for one in diff.proposed},
        "backdated": {(one.after_row - first, one.field) for one in diff.backdated},
    }
    made: dict[str, set[Any]] = {
        "added": edits.added | {now for _, now in edits.key_changed},
        "removed": edits.removed | {was for was, _ in edits.key_changed},
        "changed": edits.changed,
        "spelling only": edits.spelling,
        "key changed": edits.key_changed,
        "backdated": edits.backdated,
    }
    return {
        name: Score(len(made[name]), len(found), len(made[name] & found)) for name, found in reported.items()
    }


def trial(shape: Shape, rows: int, seed: int) -> tuple[ListDiff, dict[str, Score]]:
    """One list, edited and compared."""
    chance = random.Random(f"{shape.record_type}-{seed}")
    before = shape.make(chance, rows)
    after, edits = edit(shape, chance, before)
    with (
        tempfile.TemporaryDirectory() as folder,
        create_audit(Path(folder) / "t.crossfoot", title="Versions", as_of=dt.date(2018, 3, 31)) as audit,
    ):
        diff = compare(audit, shape, before, after)
    return diff, scores(diff, edits)


def _place(chance: random.Random) -> str:
    syllables = SYLLABLES.split()
    return (
        chance.choice(syllables) + chance.choice(("", chance.choice(syllables))) + chance.choice(ENDINGS)
    ).title()


def _day(chance: random.Random, first_year: int = 2014) -> str:
    start = dt.date(first_year, 1, 1)
    return (start + dt.timedelta(days=chance.randrange((EARLIER - start).days))).isoformat()


def _next_day(day: str) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


def _mistype(chance: random.Random, text: str, used: set[str]) -> str:
    """One slip: a character left out, doubled, or two of them changed about."""
    letters = [i for i in range(1, len(text) - 1) if text[i] not in " -'" and text[i + 1] != text[i]]
    place = chance.choice(letters)
    slips = [
        text[:place] + text[place + 1 :],
        text[: place + 1] + text[place:],
        text[:place] + text[place + 1] + text[place] + text[place + 2 :],
    ]
    return chance.choice([slip for slip in slips if slip not in used] or [f"{text}x"])


def _without_twins(rows: list[Row], key: tuple[str, ...]) -> list[Row]:
    return list({tuple(row[name] for name in key): row for row in rows}.values())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()
    print(f"{'list':12}{'class':16}{'edits':>7}{'reported':>10}{'right':>7}{'precision':>11}{'recall':>8}")
    for shape in SHAPES:
        for name, score in trial(shape, args.rows, args.seed)[1].items():
            print(
                f"{shape.record_type:12}{name:16}{score.edits:7}{score.reported:10}{score.right:7}"
                f"{score.precision:11.3f}{score.recall:8.3f}"
            )


if __name__ == "__main__":
    main()

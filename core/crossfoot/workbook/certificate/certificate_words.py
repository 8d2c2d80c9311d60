"""What a certificate says to an auditor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crossfoot.workbook.certificate.certificate_model import Reader, Seen, SheetCertificate

MEASURES: tuple[tuple[str, str], ...] = (
    ("cells", "cells that are not empty"),
    ("texts", "texts"),
    ("numbers", "numbers"),
    ("dates", "dates and times"),
    ("booleans", "yes/no values"),
    ("errors", "error values"),
    ("formulas", "formulas"),
    ("links", "hyperlinks"),
    ("sum", "sum of the numbers"),
    ("minimum", "smallest number"),
    ("maximum", "largest number"),
    ("text_length", "letters of all texts"),
    ("checksum", "checksum of the column"),
)
"""What is compared of a column: the name in `ColumnTotals`, and in words."""

NOT_SEEN: Mapping[str, str] = {
    "error": "error values",
    "formula": "formulas",
    "link": "hyperlinks",
    "blank": "texts of blanks only, or without letters",
}
_LONGEST_SHOWN = 60


def seen_words(seen: Seen | None, other: Seen | None) -> str:
    """What one program saw in a cell, for a reader who compares it with what the other saw."""
    if seen is None:
        return "(nothing)"
    text = seen.text if len(seen.text) <= _LONGEST_SHOWN else f"{seen.text[:_LONGEST_SHOWN]}..."
    words = "a formula without a value" if seen.kind == "empty" else f"{seen.kind} {text!r}"
    if other is not None and seen.formula != other.formula and seen.kind != "empty":
        words += " from a formula" if seen.formula else " without a formula"
    if other is not None and seen.link != other.link:
        words += f" with the link {seen.link}" if seen.link else " without a link"
    return words


def not_seen_words(counts: Mapping[str, int], reader: Reader) -> tuple[str, ...]:
    """What the second program could not see, with how many cells it concerns in this sheet."""
    return tuple(
        f"{reader.name} cannot see {words}: {counts[kind]:,} in this sheet were read once."
        for kind, words in NOT_SEEN.items()
        if counts.get(kind)
    )


def sentence(certificate: SheetCertificate, twice: str, seen_once: int) -> str:
    """The certificate in a few sentences. `twice` says by whom; `seen_once` cells the second program cannot see."""
    cells, differing = certificate.cells, certificate.cells_that_differ
    if differing:
        columns = list(dict.fromkeys(difference.column for difference in certificate.differences))
        first = certificate.differences[0]
        text = (
            f"Read twice, {twice}: of {cells:,} cells the two readings differ in {differing:,}, "
            f"in column{'s' if len(columns) > 1 else ''} {_listed(columns)}. "
            f"Cell {first.ref}: the first reading is {first.first_there}, the second {first.second_there}. "
            "Find out which is right before relying on these rows."
        )
    else:
        limit = "" if certificate.mode == "full" else " in what the second program can see of them"
        text = f"Read twice, {twice}: {cells:,} cells, 0 differences{limit}."
    if certificate.explained:
        count = sum(entry.count for entry in certificate.explained)
        text += f" {count:,} cell{' is' if count == 1 else 's are'} read differently for a known reason."
    if seen_once:
        text += f" {seen_once:,} cell{' was' if seen_once == 1 else 's were'} seen by one program only."
    return text


def _listed(columns: Sequence[str]) -> str:
    if len(columns) > 6:
        return f"{', '.join(columns[:5])} and {len(columns) - 5} more"
    return columns[0] if len(columns) == 1 else f"{', '.join(columns[:-1])} and {columns[-1]}"

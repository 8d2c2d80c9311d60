"""What is said of an import, without the values of columns that were left out: counts stay, contents do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from crossfoot.mapping.model import Mapping
from crossfoot.workbook.model import Hazard

NOT_KEPT = "(not kept)"
_LINK = "link-on-empty-cell"


def left_out_letters(mapping: Mapping) -> frozenset[str]:
    """The letters of the columns that are not loaded."""
    return frozenset(column.letter for column in mapping.columns if column.left_out)


def unkept_letters(mapping: Mapping) -> frozenset[str]:
    """The letters of the columns whose values may stand nowhere as they are: left out, or stored as pseudonyms."""
    return left_out_letters(mapping) | {column.letter for column in mapping.columns if column.pseudonyms}


def hazards_without_values(hazards: Sequence[Hazard], mapping: Mapping) -> tuple[Hazard, ...]:
    """The hazards; one that quotes a link of a column left out only counts."""
    gone = unkept_letters(mapping)
    return tuple(
        replace(one, message=_without_link(one.message))
        if one.code == _LINK and one.where.rpartition("!")[2].split(",")[0].split(":")[0].rstrip("0123456789") in gone
        else one
        for one in hazards
    )  # fmt: skip


def _without_link(message: str) -> str:
    """The sentence without what the first link leads to, and without all behind it: an address may hold anything."""
    return message.partition("; the first leads to ")[0] + f"; the first leads to {NOT_KEPT}."


def certified_without_values(certified: dict[str, Any], mapping: Mapping) -> dict[str, Any]:
    """The entry of a certificate (`certify_import`); of columns whose values are not kept it only counts the cells."""
    gone = unkept_letters(mapping)
    if not gone:
        return certified
    reading = dict(certified["reading"])
    for one in reading["differences"]:
        if one["column"] in gone:
            for text in (one["first_there"], one["second_there"]):
                reading["sentence"] = reading["sentence"].replace(text, NOT_KEPT)
    reading["differences"] = [
        {**one, **dict.fromkeys(("first", "second", "first_there", "second_there"), NOT_KEPT)}
        if one["column"] in gone
        else one
        for one in reading["differences"]
    ]
    reading["columns"] = [
        {**pair, "first": _count(pair["first"]), "second": _count(pair["second"])}
        if pair["column"] in gone
        else pair
        for pair in reading["columns"]
    ]
    return {**certified, "reading": reading}


def _count(totals: dict[str, Any]) -> dict[str, Any]:
    from crossfoot.apart.plain import to_plain
    from crossfoot.workbook.certificate.certificate_model import ColumnTotals

    plain: dict[str, Any] = to_plain(ColumnTotals(cells=totals["cells"]))
    return plain

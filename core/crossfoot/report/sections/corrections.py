"""What people corrected in the lists, for the section on the sources of the data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossfoot import values
from crossfoot.auditfile.corrections.override_list import Override, list_overrides
from crossfoot.report.material import Material
from crossfoot.report.model import Block, Column, TableBlock
from crossfoot.report.sections.exception_tables import DESCRIBES_PERSONS
from crossfoot.report.words import Words

_NOT_SHOWN = "(describes a person)"


def corrections_in_force(material: Material) -> Sequence[Override]:
    """The corrections that change a cell of the lists that the report speaks of."""
    return [override for override in list_overrides(material.audit) if override.cells]


def correction_blocks(material: Material) -> Iterator[Block]:
    """A table of the corrections in force, the raw value beside the used one; nothing where there are none."""
    found = corrections_in_force(material)
    if not found:
        return
    yield TableBlock(
        "Values corrected by the auditor",
        (
            Column("List and field", width=1.3),
            Column("As it stands"),
            Column("Value used"),
            Column("Cells", "right", 0.6),
            Column("Reason", width=2.0),
            Column("By, on", width=1.1),
        ),
        tuple(_row(material, override) for override in found),
        note="The checks read the value used. The files, the ledger of misfits and the counts of the import show the "
        "values as they stand. Every correction can be withdrawn.",
        origin="records",
        key="table-corrections",
    )


def _row(material: Material, override: Override) -> tuple[Words, ...]:
    kind = material.audit.types[override.record_type]
    field = kind.field(override.field)
    shown = field is not None and field.field_class not in DESCRIBES_PERSONS
    place = f" (cell {override.ref})" if override.ref else ""
    day = values.parse_date(override.at)
    return (
        f"{kind.title}: {override.field.replace('_', ' ')}{place}",
        (override.stood or "(blank)") if shown else _NOT_SHOWN,
        (override.used or "(no value)") if shown else _NOT_SHOWN,
        values.count_text(override.cells),
        override.reason if shown or not material.public else _NOT_SHOWN,
        f"{override.actor}, {values.date_text(day) if day else override.at}",
    )

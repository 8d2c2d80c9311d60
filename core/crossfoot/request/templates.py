"""The template of a dataset: an empty table that imports as it stands, its record layout, its extraction statement."""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.auditfile.importing.template_sheets import DATA, RECORD_LAYOUT
from crossfoot.errors import RequestError
from crossfoot.mapping.headers import field_label
from crossfoot.mapping.model import Field, FieldType, RecordType
from crossfoot.papers.spreadsheet import Kind, PaperSheet, SheetColumn
from crossfoot.request.extraction import VERSION, extraction_sheet
from crossfoot.request.model import AskedColumn, Request, RequestItem
from crossfoot.request.statement import Identification

_CELLS: dict[FieldType, Kind] = {
    "date": "date", "timestamp": "timestamp", "integer": "integer", "number": "number", "money": "money",
}  # fmt: skip
_TYPES: dict[FieldType, tuple[str, str]] = {
    "text": ("Text", "As it stands in the system, leading zeros too"),
    "link": ("Link", "A web address, or a cell with a hyperlink"),
    "date": ("Date", "Such as 2018-03-31"),
    "timestamp": ("Date and time", "Such as 2018-03-31 14:05"),
    "integer": ("Whole number", "Digits only"),
    "number": ("Number", "Digits with a decimal point"),
    "money": ("Amount", "Dollars with a decimal point, without a currency sign"),
    "boolean": ("Yes or no", "yes or no"),
    "code": ("Code", "One of the allowed values"),
}
"""What the record layout says of each type: its name, and how a value is written."""
_YES_NO = ("yes", "no")
_ALLOWED_UP_TO = 60
_REASONS_SHOWN = 4


def dataset_template(request: Request, item: RequestItem, record_type: RecordType) -> tuple[PaperSheet, ...]:
    """The sheets of the template for a dataset item; RequestError where its columns are no longer in the pack."""
    columns = item.wanted.columns
    fields = [_field(record_type, column) for column in columns]
    mark = Identification(request.number, item.number, record_type.name, VERSION)
    return (
        PaperSheet(DATA, tuple(_data_column(field) for field in fields), table=True),
        _layout(record_type, columns, fields),
        extraction_sheet(record_type, mark, fields),
    )


def _field(record_type: RecordType, column: AskedColumn) -> Field:
    found = record_type.field(column.field)
    if found is None:
        raise RequestError(
            f"{record_type.title} has no field {column.field!r} any more, but the request asks for it.",
            "The pack has changed since; withdraw the request and compose a new one.",
        )
    return found


def _data_column(field: Field) -> SheetColumn:
    """The header is the field's own name in words, so that the import knows it without a mapping."""
    header = field_label(field)
    return SheetColumn(
        header,
        width=min(30.0, max(14.0, len(header) + 3.0)),
        kind=_CELLS.get(field.type, "text"),
        choices=_YES_NO if field.type == "boolean" else tuple(code for code, _ in field.values),
    )


def _layout(record_type: RecordType, columns: Sequence[AskedColumn], fields: Sequence[Field]) -> PaperSheet:
    rows = [_layout_row(record_type, column, field) for column, field in zip(columns, fields, strict=True)]
    return PaperSheet(
        RECORD_LAYOUT,
        (
            SheetColumn("Column", 20),
            SheetColumn("Meaning", 32),
            SheetColumn("Type", 12),
            SheetColumn("Format", 22),
            SheetColumn("Allowed values", 24),
            SheetColumn("Required", 13),
            SheetColumn("Class", 13),
            SheetColumn("Why it is asked for", 44),
        ),
        rows=rows,
        lead=(
            f"Record layout: {record_type.title}",
            f"One row for each {record_type.unit}.",
            *_limits(record_type, fields),
        ),
    )


def _limits(record_type: RecordType, fields: Sequence[Field]) -> tuple[str, ...]:
    """What not to send: said plainly, with the columns of the list that nobody needs here."""
    asked = {field.name for field in fields}
    left_out = [field_label(field) for field in record_type.fields if field.name not in asked]
    said = "Send no other columns than these."
    if left_out:
        said += f" Leave out in particular: {', '.join(left_out)}."
    return (
        said,
        "An export of your own system is accepted as it is, with a data dictionary: what each column means, and how "
        "its codes are read. Nobody needs to type rows again.",
    )


def _layout_row(record_type: RecordType, column: AskedColumn, field: Field) -> tuple[str, ...]:
    name, form = _TYPES[field.type]
    allowed = _YES_NO if field.type == "boolean" else tuple(code for code, _ in field.values)
    return (
        field_label(field),
        field.meaning,
        name,
        form,
        ", ".join(allowed[:_ALLOWED_UP_TO]),
        _required(record_type, column, field),
        field.field_class.replace("_", " "),
        _why(column),
    )


def _required(record_type: RecordType, column: AskedColumn, field: Field) -> str:
    if field.required:
        return "yes"
    groups = record_type.required_one_of
    if any(field.name in group for group in groups):
        return "one of: " + " / ".join(
            " and ".join(field_label(one) for name in group if (one := record_type.field(name)))
            for group in groups
        )
    return "if recorded" if column.optional else "no"


def _why(column: AskedColumn) -> str:
    """The first reasons, and how many more there are: a list of twenty tests helps nobody."""
    reasons = column.why.split("; ")
    more = len(reasons) - _REASONS_SHOWN
    if more <= 1:
        return "; ".join(reasons)
    return f"{'; '.join(reasons[:_REASONS_SHOWN])}; and {more} more tests"

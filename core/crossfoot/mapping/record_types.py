"""The record types of a pack, read from its TOML files and checked before anyone relies on them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, get_args

from crossfoot import content
from crossfoot.errors import CheckDefinitionError
from crossfoot.mapping.headers import header_key
from crossfoot.mapping.model import AgencyNaming, Field, FieldClass, FieldType, RecordType, Reference
from crossfoot.values import fold

_TYPE_KEYS = frozenset(
    {
        "name",
        "title",
        "unit",
        "key",
        "natural_key",
        "required_one_of",
        "agency",
        "references",
        "fields",
        "joins",
    }
)
_FIELD_KEYS = frozenset(
    {
        "name",
        "type",
        "required",
        "meaning",
        "header_synonyms",
        "class",
        "derived_from",
        "values",
        "values_from",
        "include",
    }
)
RESOLVED_AGENCY = "agency_ref"
"""In a natural key: the agency that the row resolves to, however it names it."""
OTHER_TABLE = RecordType("other_table", "Other table", "row", ())
"""Any table that is no list of the pack, in every pack: its rows have no fields, every column is kept as raw text."""


@cache
def record_types(pack_name: str = content.DEFAULT_PACK) -> dict[str, RecordType]:
    """The record types of the shipped pack, by name in alphabetical order. Read once."""
    return read_record_types(content.pack(pack_name))


def read_record_types(pack: content.Pack) -> dict[str, RecordType]:
    """The record types of `pack` and OTHER_TABLE, by name; CheckDefinitionError names a file that is wrong."""
    found: dict[str, RecordType] = {}
    files: dict[str, Traversable] = {}
    for file in pack.toml_files("record_types"):
        record_type = _record_type(file, pack)
        if record_type.name in found:
            raise _wrong(
                file,
                f"the record type {record_type.name!r} is already defined in {files[record_type.name].name}",
                "Give one of the two another name.",
            )
        found[record_type.name] = record_type
        files[record_type.name] = file
    for name, record_type in found.items():
        _check_references(files[name], record_type, found)
    if OTHER_TABLE.name in found:
        raise _wrong(
            files[OTHER_TABLE.name],
            f"{OTHER_TABLE.name} is the record type of tables that are no list of a pack",
            "Choose another name.",
        )
    return dict(sorted({**found, OTHER_TABLE.name: OTHER_TABLE}.items()))


def _record_type(file: Traversable, pack: content.Pack) -> RecordType:
    table = content.read_toml(file)
    _refuse_unknown(file, table, _TYPE_KEYS, "the record type")
    for key in ("name", "title", "unit", "fields"):
        if not table.get(key):
            raise _wrong(file, f"{key!r} is missing", f"Add the line {key} = ...")
    record_type = RecordType(
        name=table["name"],
        title=table["title"],
        unit=table["unit"],
        fields=tuple(_fields(file, table["fields"], pack)),
        key=tuple(table.get("key", ())),
        natural_key=tuple(table.get("natural_key", ())),
        joins=tuple(tuple(group) for group in table.get("joins", ())),
        references=tuple(Reference(**entry) for entry in table.get("references", ())),
        agency=_agency(table.get("agency")),
        required_one_of=tuple(tuple(group) for group in table.get("required_one_of", ())),
    )
    _check_names(file, record_type)
    _check_headers(file, record_type)
    return record_type


def _agency(table: dict[str, Any] | None) -> AgencyNaming | None:
    if table is None:
        return None
    return AgencyNaming(
        table.get("id", ""), table.get("name", ""), table.get("state", ""), tuple(table.get("carries", ()))
    )


def _fields(file: Traversable, entries: Iterable[dict[str, Any]], pack: content.Pack) -> Iterable[Field]:
    for entry in entries:
        _refuse_unknown(file, entry, _FIELD_KEYS, f"the field {entry.get('name', '')!r}")
        if "include" in entry:
            shared = _reference_file(file, pack, entry["include"])
            yield from _fields(shared, content.read_toml(shared)["fields"], pack)
        else:
            yield _field(file, entry, pack)


def _field(file: Traversable, entry: dict[str, Any], pack: content.Pack) -> Field:
    for key in ("name", "type", "meaning"):
        if not entry.get(key):
            raise _wrong(
                file, f"a field without {key!r}", f"Add {key} to the field {entry.get('name', '?')!r}."
            )
    name = entry["name"]
    if entry["type"] not in get_args(FieldType):
        raise _wrong(
            file,
            f"the field {name!r} has the unknown type {entry['type']!r}",
            f"The types are: {', '.join(get_args(FieldType))}.",
        )
    field_class = entry.get("class", "internal")
    if field_class not in get_args(FieldClass):
        raise _wrong(
            file,
            f"the field {name!r} has the unknown class {field_class!r}",
            f"The classes are: {', '.join(get_args(FieldClass))}.",
        )
    values = _values(file, entry, pack)
    if (entry["type"] == "code") != bool(values):
        raise _wrong(
            file,
            f"the field {name!r} of type {entry['type']} has {'values' if values else 'no values'}",
            "A field of type code lists its values, no other field does.",
        )
    return Field(
        name=name,
        type=entry["type"],
        meaning=entry["meaning"],
        required=bool(entry.get("required", False)),
        header_synonyms=tuple(entry.get("header_synonyms", ())),
        values=values,
        field_class=field_class,
        derived_from=entry.get("derived_from", ""),
    )


def _values(
    file: Traversable, entry: dict[str, Any], pack: content.Pack
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = entry.get("values", {})
    if "values_from" in entry:
        table = content.read_toml(_reference_file(file, pack, entry["values_from"])).get("values", {})
    known: dict[str, str] = {}
    for code, spellings in table.items():
        for spelling in (code, *spellings):
            other = known.setdefault(fold(spelling), code)
            if other != code:
                raise _wrong(
                    file,
                    f"in {entry['name']!r} the spelling {spelling!r} stands for {other!r} and {code!r}",
                    "Leave it with one of them.",
                )
    return tuple((code, tuple(spellings)) for code, spellings in table.items())


def _reference_file(file: Traversable, pack: content.Pack, name: str) -> Traversable:
    found = pack.folder / "reference" / f"{name}.toml"
    if not found.is_file():
        raise _wrong(
            file, f"there is no reference/{name}.toml in the pack", "Correct the name or add the file."
        )
    return found


def _check_names(file: Traversable, record_type: RecordType) -> None:
    names = [field.name for field in record_type.fields]
    for name in names:
        if names.count(name) > 1:
            raise _wrong(file, f"the field {name!r} is defined twice", "Remove one of the two.")
    agency = record_type.agency
    meant = {
        "key": record_type.key,
        "natural_key": tuple(name for name in record_type.natural_key if name != RESOLVED_AGENCY),
        "required_one_of": tuple(name for group in record_type.required_one_of for name in group),
        "references": tuple(reference.field for reference in record_type.references),
        "derived_from": tuple(field.derived_from for field in record_type.fields if field.derived_from),
        "agency": (agency.id, agency.name, agency.state, *agency.carries) if agency else (),
    }
    for place, mentioned in meant.items():
        for name in mentioned:
            if name and name not in names:
                raise _wrong(
                    file, f"{place} names the field {name!r}, which is not defined", "Correct the name."
                )
    if RESOLVED_AGENCY in record_type.natural_key and agency is None:
        raise _wrong(
            file,
            f"natural_key holds {RESOLVED_AGENCY}, but no row names an agency",
            "Add the table [agency].",
        )


def _check_headers(file: Traversable, record_type: RecordType) -> None:
    known: dict[str, str] = {}
    for field in record_type.fields:
        for header in (field.name, *field.header_synonyms):
            other = known.setdefault(header_key(header), field.name)
            if other != field.name:
                raise _wrong(
                    file,
                    f"the header {header!r} stands for {other!r} and {field.name!r}",
                    "Leave it with one of them.",
                )


def _check_references(file: Traversable, record_type: RecordType, types: dict[str, RecordType]) -> None:
    for reference in record_type.references:
        target = types.get(reference.target)
        if target is None:
            raise _wrong(
                file, f"the field {reference.field!r} refers to {reference.target!r}, which is no record type"
            )
        if target.field(reference.target_field) is None:
            raise _wrong(
                file,
                f"the field {reference.field!r} refers to {reference.target}.{reference.target_field}, "
                "which is not defined",
            )


def _refuse_unknown(file: Traversable, table: dict[str, Any], known: frozenset[str], what: str) -> None:
    for key in table:
        if key not in known:
            raise _wrong(
                file, f"{what} has the unknown key {key!r}", f"The keys are: {', '.join(sorted(known))}."
            )


def _wrong(file: Traversable, what: str, hint: str = "Correct the name.") -> CheckDefinitionError:
    return CheckDefinitionError(f"{file.name}: {what}.", hint)

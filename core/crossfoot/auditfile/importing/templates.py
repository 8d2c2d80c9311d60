"""Mappings that are kept under a name, so that the same list is recognised when it comes again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid, now
from crossfoot.errors import MappingError
from crossfoot.mapping.model import Mapping
from crossfoot.mapping.saved import mapping_to_toml, steps_as_stated
from crossfoot.mapping.stated import stated_sheets
from crossfoot.mapping.templates import SavedSteps, header_keys, recognised
from crossfoot.workbook.model import SheetInfo


@dataclass(frozen=True, slots=True)
class Template:
    """A mapping under a name. `headers` are the keys of its named headers, in column order."""

    uid: str
    name: str
    record_type: str
    headers: tuple[str, ...]
    toml: str
    actor: str
    at: str
    withdrawn: bool

    @property
    def origin(self) -> str:
        """Where a mapping made from it comes from, in words."""
        return f'As in template "{self.name}", saved by {self.actor} on {self.at[:10]}'


def save_template(audit: Audit, name: str, mapping: Mapping) -> Template:
    """Keep `mapping` under `name`; rows that it leaves out are not kept, they belong to one file.

    MappingError where the name is blank or in use, or the mapping names no header by which it could be recognised.
    """
    name = name.strip()
    known = check_template(audit, name, mapping)
    kept = replace(mapping, skipped=())
    template = Template(
        known.uid if known else new_uid(),
        name,
        mapping.record_type,
        header_keys(column.header for column in mapping.columns),
        mapping_to_toml(kept),
        audit.actor,
        now(),
        False,
    )
    with audit.write() as db:
        db.conn.execute(
            "INSERT OR REPLACE INTO cf_template (uid, name, record_type, headers, toml, withdrawn, actor, at) "
            "VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
            (
                template.uid,
                name,
                template.record_type,
                json.dumps(template.headers),
                template.toml,
                audit.actor,
                template.at,
            ),
        )
        body = {"name": name, "record_type": template.record_type, "toml": template.toml}
        audit.record("template.saved", f"template:{template.uid}", body)
    return template


def check_template(audit: Audit, name: str, mapping: Mapping) -> Template | None:
    """MappingError where `mapping` cannot be kept under `name`; returns the withdrawn template of that name, if any."""
    name = name.strip()
    if not name:
        raise MappingError("The template has no name.", "Give it one, such as the name of the list.")
    if not header_keys(column.header for column in mapping.columns):
        raise MappingError(
            f"The mapping of sheet {mapping.sheet!r} has no headers, so no sheet could be recognised by it.",
            "Export it as a TOML file instead, and hand it over with --mapping.",
        )
    known = next((one for one in templates(audit, withdrawn=True) if one.name == name), None)
    if known is not None and not known.withdrawn:
        raise MappingError(
            f"There is a template called {name!r} already, saved by {known.actor} on {known.at[:10]}.",
            "Choose another name, or withdraw that one first.",
        )
    return known


def template_from_toml(audit: Audit, name: str, text: str) -> Template:
    """Keep the mapping of a TOML file, such as one exported from another audit, as a template called `name`."""
    stated = stated_sheets(text)
    if len(stated) != 1:
        raise MappingError(
            f"The mapping file is about {len(stated)} sheets; a template is about one.",
            "Write the mapping of one sheet into a file of its own.",
        )
    return save_template(audit, name, steps_as_stated(stated[0], audit.types))


def templates(audit: Audit, *, withdrawn: bool = False) -> list[Template]:
    """The templates of the audit, oldest first; with `withdrawn`, those taken back too."""
    rows = audit.rows(
        "SELECT uid, name, record_type, headers, toml, actor, at, withdrawn FROM cf_template "
        "WHERE withdrawn <= ? ORDER BY at, name",
        (int(withdrawn),),
    )
    return [
        Template(**{**row, "headers": tuple(json.loads(row["headers"])), "withdrawn": bool(row["withdrawn"])})
        for row in rows
    ]


def find_template(audit: Audit, name: str) -> Template:
    """The template of that name; MappingError where there is none, or it is withdrawn."""
    known = templates(audit)
    found = next((template for template in known if template.name == name), None)
    if found is None:
        names = ", ".join(repr(template.name) for template in known) or "none yet"
        raise MappingError(
            f"There is no template called {name!r} in this audit.", f"The templates are: {names}."
        )
    return found


def withdraw_template(audit: Audit, name: str, reason: str) -> None:
    """No sheet is recognised by the template any more; saving a mapping under its name brings it back."""
    if not reason.strip():
        raise MappingError("A template is withdrawn only with a reason.", "Say why it should no longer hold.")
    template = find_template(audit, name)
    with audit.write() as db:
        db.conn.execute("UPDATE cf_template SET withdrawn = 1 WHERE uid = ?", (template.uid,))
        audit.record("template.withdrawn", f"template:{template.uid}", {"name": name, "reason": reason})


def template_steps(audit: Audit) -> list[SavedSteps]:
    """The templates in force as steps to be brought to a sheet, oldest first."""
    return [
        SavedSteps(steps_as_stated(stated_sheets(template.toml)[0], audit.types), template.origin)
        for template in templates(audit)
        if template.record_type in audit.types
    ]


def recognise(
    audit: Audit,
    sheet: SheetInfo,
    record_type: str | None = None,
    steps: Sequence[SavedSteps] | None = None,
) -> Mapping | None:
    """The mapping of the template that `sheet` has the headers of, in any order or nearly; None where there is none.

    Its columns are of kind "template", and its reason says which template it is and what differs.
    """
    known = template_steps(audit) if steps is None else steps
    return recognised(known, sheet, audit.types, record_type)

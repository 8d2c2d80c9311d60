"""How sheets are read, kept beyond one import: templates in the audit, mappings as TOML files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.templates import (
    find_template,
    save_template,
    template_from_toml,
    template_steps,
    templates,
    withdraw_template,
)
from crossfoot.errors import MappingError
from crossfoot.mapping.model import Mapping
from crossfoot.mapping.saved import SavedSheet, mappings_to_toml
from crossfoot.mapping.stated import stated_sheets
from crossfoot.progress import Progress

from crossfoot_gui.presenters.importing import ImportPresenter
from crossfoot_gui.presenters.importing_file import look_as_stated
from crossfoot_gui.presenters.sheet_draft import SheetDraft, as_template


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template as the list of templates shows it."""

    name: str
    kind: str
    columns: str
    saved: str


class MappingsPresenter:
    """Brings kept mappings to the sheets that the import page holds, and keeps those that it holds."""

    def __init__(self, importing: ImportPresenter) -> None:
        self._importing, self._desk = importing, importing.desk

    @property
    def sheet_shown(self) -> bool:
        """Whether a sheet is looked at, to which a mapping can be brought."""
        return self._importing.looked is not None and bool(self._importing.looked.drafts)

    def lines(self) -> tuple[TemplateLine, ...]:
        """The templates in force, oldest first."""
        audit = self._desk.audit
        return tuple(
            TemplateLine(
                each.name,
                audit.types[each.record_type].title if each.record_type in audit.types else each.record_type,
                str(len(each.headers)),
                f"{each.actor}, {each.at[:10]}",
            )
            for each in self._desk.now(lambda: templates(audit)) or ()
        )

    def use(self, name: str) -> bool:
        """Read the shown sheet by the template."""

        def use() -> SheetDraft:
            audit = self._desk.audit
            origin = find_template(audit, name).origin
            steps = next(each for each in template_steps(audit) if each.origin == origin)
            return as_template(self._importing.draft, audit.types, steps)

        changed = self._desk.now(use)
        if changed is not None:
            self._importing.change(changed)
        return changed is not None

    def save(self, name: str) -> bool:
        """Keep the mapping of the shown sheet as a template of the audit."""
        return self._kept(
            lambda: save_template(self._desk.audit, name, self._ready()).name, "Kept as the template"
        )

    def add(self, path: Path, name: str) -> bool:
        """Keep the mapping of a TOML file as a template of the audit."""
        return self._kept(
            lambda: template_from_toml(self._desk.audit, name, read_text(path)).name, "Kept as the template"
        )

    def withdraw(self, name: str, reason: str) -> bool:
        """Recognise no sheet by the template any more."""

        def withdraw() -> str:
            withdraw_template(self._desk.audit, name, reason)
            return name

        return self._kept(withdraw, "No sheet is recognised any more by the template")

    def export(self, name: str, path: Path) -> bool:
        """Write the mapping of a template as a TOML file."""

        def write() -> str:
            write_text(path, find_template(self._desk.audit, name).toml)
            return path.name

        return self._kept(write, "Written to")

    def load(self, path: Path) -> None:
        """Read the sheets as a mapping file says, as a job; those that it does not name are left out."""
        looked, importing = self._importing.looked, self._importing
        if looked is None:
            return
        shown = importing.draft.sheet.name
        stated = self._desk.now(lambda: stated_sheets(read_text(path)))
        if stated is None:
            return

        def work(audit: Audit, progress: Progress) -> tuple[tuple[SheetDraft, ...], int]:
            return look_as_stated(audit, looked, stated, shown, progress)

        def done(found: tuple[tuple[SheetDraft, ...], int]) -> None:
            importing.change_all(*found)
            self._desk.tell(f"Read as {path.name} says; nothing is imported yet.")

        self._desk.run(f"Reading by {path.name}", work, done)

    def write(self, path: Path) -> bool:
        """Write the mappings of the ticked sheets, or of the shown one where none is ticked, as one TOML file."""
        looked = self._importing.looked
        assert looked
        included = [draft for draft in looked.drafts if draft.included] or [self._importing.draft]

        def write() -> str:
            saved = [
                SavedSheet(draft.mapping, draft.list_name.strip() if draft.place == "new" else "")
                for draft in included
                if draft.mapping.record_type
            ]
            if not saved:
                raise MappingError(
                    "There is no mapping to be written yet.", "Say first what kind of list the sheet is."
                )
            write_text(path, mappings_to_toml(saved))
            return path.name

        return self._kept(write, "Written to")

    def suggested_name(self) -> str:
        """What a template of the shown sheet may be called."""
        draft = self._importing.draft
        return draft.version_of if draft.place == "version" else draft.list_name

    def _ready(self) -> Mapping:
        mapping = self._importing.draft.mapping
        if not mapping.record_type:
            raise MappingError(
                "There is no mapping to be kept yet.", "Say first what kind of list the sheet is."
            )
        return mapping

    def _kept(self, work: Callable[[], str], words: str) -> bool:
        name = self._desk.now(work)
        if name is None:
            return False
        if self._importing.looked is not None:
            steps = tuple(template_steps(self._desk.audit))
            self._importing.looked = replace(self._importing.looked, templates=steps)
        self._desk.tell(f"{words} {name!r}.")
        return True


def read_text(path: Path) -> str:
    """The text of a mapping file; MappingError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise MappingError(
            f"{path.name} cannot be read as a mapping file.", "Choose a TOML text file."
        ) from None


def write_text(path: Path, text: str) -> None:
    """Write a mapping file; MappingError where it cannot be written."""
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise MappingError(
            f"{path.name} cannot be written: {error.strerror or error}.", "Choose another folder."
        ) from None

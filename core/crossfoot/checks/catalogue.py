"""All checks of a pack, and those that every pack has. One that is written wrongly is set apart with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from crossfoot import content
from crossfoot.auditfile.audit import Audit
from crossfoot.checks.header import PackView, parse_check, parse_view
from crossfoot.checks.model import Check
from crossfoot.checks.own_checks import own_checks
from crossfoot.checks.own_runs import kept_own_checks
from crossfoot.checks.program import program_checks
from crossfoot.content import Pack
from crossfoot.errors import CheckDefinitionError, CheckRunError
from crossfoot.mapping.model import RecordType
from crossfoot.mapping.record_types import record_types
from crossfoot.settings import own_checks_folder


@dataclass(frozen=True, slots=True)
class BrokenCheck:
    """A check module that cannot be used. `id` is the name of its file, as the header cannot be trusted."""

    id: str
    file: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The checks of a pack by id, in the order of their files, and those that are written wrongly."""

    checks: dict[str, Check]
    broken: tuple[BrokenCheck, ...]
    views: tuple[PackView, ...]

    @property
    def of_the_pack(self) -> list[Check]:
        """The checks that run when nobody names one: an analysis of any table runs when it is asked for.

        Those of data reliability come first; those that auditors wrote last.
        """
        ordered = sorted(self.checks.values(), key=lambda check: (check.family != "reliability", check.own))
        return [check for check in ordered if not check.program]

    def check(self, check_id: str) -> Check:
        """The check of that id; CheckDefinitionError where its file is wrong, CheckRunError where there is none.

        An analysis can be kept under a name of its own: `ga-benford:obligations` is `ga-benford` with its own
        parameters and outcome.
        """
        base, _, name = check_id.partition(":")
        if check_id in self.checks:
            return self.checks[check_id]
        if name and base in self.checks and self.checks[base].program:
            return replace(self.checks[base], id=check_id, title=f"{self.checks[base].title}: {name}")
        for broken in self.broken:
            if broken.id == check_id:
                raise CheckDefinitionError(broken.message, broken.hint)
        near = get_close_matches(check_id, self.checks)
        raise CheckRunError(
            f"There is no check called {check_id!r}.",
            f"{f'Do you mean {near[0]}? ' if near else ''}`crossfoot checks list` shows all {len(self.checks)}.",
        )


def audit_checks(audit: Audit) -> Catalogue:
    """All checks that an audit can run or has run: those of its pack, the analytics, and those that auditors wrote.

    A check of an auditor's own that ran and whose file is not here stands as the audit file keeps it.
    """
    known = with_own_checks(load_checks(content.pack(audit.facts.pack), audit.types), audit.types)
    gone = (check for check in kept_own_checks(audit) if check.id not in known.checks)
    return replace(known, checks={**known.checks, **{check.id: check for check in gone}})


def with_own_checks(
    known: Catalogue, types: Mapping[str, RecordType], folder: Path | None = None
) -> Catalogue:
    """`known` with the checks of the auditor's own folder."""
    checks, broken = dict(known.checks), list(known.broken)
    for found in own_checks(folder or own_checks_folder(), types):
        if not isinstance(found, Check):
            file, error = found
            broken.append(BrokenCheck(file.stem, str(file), error.message, error.hint))
        elif found.id in checks:
            said = f"{found.file}, line 1: the id {found.id!r} is taken by {checks[found.id].file}."
            broken.append(BrokenCheck(Path(found.file).stem, found.file, said, "Give it its own id."))
        else:
            checks[found.id] = found
    return replace(known, checks=checks, broken=tuple(broken))


def load_checks(pack: Pack, types: Mapping[str, RecordType]) -> Catalogue:
    """All check modules and views of `pack`; `types` are its record types.

    A pack that the program knows by its name does not change while it runs, and is read once.
    """
    if (
        pack.name in content.pack_names()
        and pack is content.pack(pack.name)
        and types is record_types(pack.name)
    ):
        return _known_checks(pack.name)
    return _read_checks(pack, types)


@cache
def _known_checks(name: str) -> Catalogue:
    return _read_checks(content.pack(name), record_types(name))


def _read_checks(pack: Pack, types: Mapping[str, RecordType]) -> Catalogue:
    checks: dict[str, Check] = {}
    broken: list[BrokenCheck] = []
    views: list[PackView] = []
    for file in pack.view_files():
        name = f"views/{file.name}"
        try:
            views.append(parse_view(file.read_text(encoding="utf-8"), name))
        except (CheckDefinitionError, UnicodeDecodeError) as error:
            broken.append(_broken(file.name, name, error))
    for file in pack.check_files():
        family = Path(str(file)).parent.name
        name = f"checks/{family}/{file.name}"
        try:
            check = parse_check(file.read_text(encoding="utf-8"), name, family, types)
            if check.id in checks:
                raise CheckDefinitionError(
                    f"{name}, line 1: the id {check.id!r} is taken by {checks[check.id].file}.",
                    "Give it its own id.",
                )
            checks[check.id] = check
        except (CheckDefinitionError, UnicodeDecodeError) as error:
            broken.append(_broken(file.name, name, error))
    checks |= {check.id: check for check in program_checks(types)}
    return Catalogue(checks, tuple(broken), tuple(views))


def _broken(file_name: str, name: str, error: CheckDefinitionError | UnicodeDecodeError) -> BrokenCheck:
    if isinstance(error, CheckDefinitionError):
        return BrokenCheck(file_name.removesuffix(".sql"), name, error.message, error.hint)
    message = f"{name}, line 1: the file is not UTF-8 text."
    return BrokenCheck(file_name.removesuffix(".sql"), name, message, "Save it as UTF-8.")

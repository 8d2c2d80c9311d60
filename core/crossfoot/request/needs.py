"""What the audit needs from the auditee: datasets, documents, interviews and questionnaires, from the plan's steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import Catalogue, audit_checks
from crossfoot.checks.model import Check
from crossfoot.checks.reads import with_fields_read
from crossfoot.errors import RequestError
from crossfoot.request.columns import asked_columns, read_by
from crossfoot.request.model import Wanted
from crossfoot.request.planned import PlannedStep, planned_steps
from crossfoot.values import fold

FROM_STATEMENT = ("control_totals", "criteria_library")
"""No datasets of the auditee: totals come with each extraction statement, criteria from law and policy."""


def wanted_items(audit: Audit, themes: Sequence[str] = ()) -> tuple[Wanted, ...]:
    """All that the steps of the plan need (of these themes only, where any are named), each thing once.

    Where the audit has no plan: every dataset that a check of the pack reads, with the columns that any of them reads.
    RequestError where a theme is named that the plan does not have.
    """
    steps = planned_steps(audit)
    catalogue = _read_whole(audit_checks(audit), audit)
    if not steps:
        if themes:
            raise RequestError(
                "A theme is named, but the audit has no plan.", "Leave out --theme, or plan first."
            )
        return _without_plan(audit, catalogue)
    steps = _of_themes(steps, themes)
    datasets = tuple(_datasets(audit, catalogue, steps))
    return (
        *datasets,
        *_texts("document", ((step, text) for step in steps for text in step.documents)),
        *_texts("interview", ((step, text) for step in steps for text in step.interviews)),
        *_questionnaires(audit, datasets),
    )


def _read_whole(catalogue: Catalogue, audit: Audit) -> Catalogue:
    """The checks with all fields that they read, those too that a shared view reads for them."""
    whole = {
        name: with_fields_read(check, catalogue.views, audit.types)
        for name, check in catalogue.checks.items()
    }
    return replace(catalogue, checks=whole)


def _of_themes(steps: tuple[PlannedStep, ...], themes: Sequence[str]) -> tuple[PlannedStep, ...]:
    known = list(dict.fromkeys(step.theme for step in steps))
    asked = {fold(theme) for theme in themes}
    missing = [theme for theme in themes if fold(theme) not in {fold(one) for one in known}]
    if missing:
        raise RequestError(f"The plan has no theme {missing[0]!r}.", f"Its themes are: {', '.join(known)}.")
    return tuple(step for step in steps if not asked or fold(step.theme) in asked)


def _check(catalogue: Catalogue, step: PlannedStep) -> Check | None:
    return catalogue.checks.get(step.check_id) if step.check_id else None


def _datasets(audit: Audit, catalogue: Catalogue, steps: Iterable[PlannedStep]) -> Iterable[Wanted]:
    readers: dict[str, list[tuple[PlannedStep, Check | None]]] = {}
    for step in steps:
        check = _check(catalogue, step)
        needed = [*step.datasets, *(check.needs if check else ())]
        if check is not None and not step.datasets:
            needed.extend(check.uses)
        for name in dict.fromkeys(needed):
            if name in audit.types and audit.types[name].fields and name not in FROM_STATEMENT:
                readers.setdefault(name, []).append((step, check))
    for name, found in readers.items():
        labelled = [(step.label, check) for step, check in found]
        yield _dataset(
            audit,
            name,
            theme="; ".join(dict.fromkeys(step.theme for step, _ in found)),
            readers=labelled,
            steps=tuple(step.key for step, _ in found),
        )


def _without_plan(audit: Audit, catalogue: Catalogue) -> tuple[Wanted, ...]:
    datasets = []
    for name in audit.types:
        readers = [(check.question, check) for check in catalogue.of_the_pack if read_by(check, name)]
        if readers and name not in FROM_STATEMENT:
            datasets.append(_dataset(audit, name, theme="", readers=readers, steps=()))
    return (*datasets, *_questionnaires(audit, datasets))


def _dataset(
    audit: Audit,
    name: str,
    *,
    theme: str,
    readers: Sequence[tuple[str, Check | None]],
    steps: tuple[str, ...],
) -> Wanted:
    record_type = audit.types[name]
    return Wanted(
        "dataset",
        f"{record_type.title}: one row for each {record_type.unit}",
        theme=theme,
        why="; ".join(dict.fromkeys(label for label, _ in readers)),
        steps=steps,
        record_type=name,
        columns=asked_columns(record_type, readers),
    )


def _texts(kind: str, asked: Iterable[tuple[PlannedStep, str]]) -> Iterable[Wanted]:
    """Documents or interviews, each once however many steps ask for it."""
    found: dict[str, tuple[str, list[PlannedStep]]] = {}
    for step, text in asked:
        if text.strip():
            found.setdefault(fold(text), (text.strip(), []))[1].append(step)
    for text, steps in found.values():
        yield Wanted(
            "document" if kind == "document" else "interview",
            text,
            theme="; ".join(dict.fromkeys(step.theme for step in steps)),
            why="; ".join(dict.fromkeys(step.label for step in steps)),
            steps=tuple(dict.fromkeys(step.key for step in steps)),
        )


def _questionnaires(audit: Audit, datasets: Iterable[Wanted]) -> Iterable[Wanted]:
    for one in datasets:
        yield Wanted(
            "questionnaire",
            f"Reliability questionnaire on {audit.types[one.record_type].title.lower()}",
            theme=one.theme,
            why="Assesses whether the data are reliable enough for the audit's purpose",
            steps=one.steps,
            record_type=one.record_type,
        )

"""What a report is made from, gathered once from the audit file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from crossfoot import content
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.lookups import ImportLine, imports
from crossfoot.checks.catalogue import Catalogue, audit_checks
from crossfoot.checks.model import CheckOutcome, Figure
from crossfoot.checks.read import latest_outcomes
from crossfoot.checks.staleness import outdated_checks
from crossfoot.errors import CheckDefinitionError
from crossfoot.plan.model import Plan
from crossfoot.plan.read import read_plan
from crossfoot.report.figures import figure_register
from crossfoot.report.wording import NUMBER, numbers_in, plural, words_of
from crossfoot.report.words import FigureRef, Run, Text
from crossfoot.review.condition import audit_dates, filled
from crossfoot.review.criteria import CriterionRecord, list_criteria
from crossfoot.review.exceptions import DecisionCounts, counts_by_decision
from crossfoot.review.figures import RegisteredFigure
from crossfoot.review.findings import Finding, list_findings
from crossfoot.review.recommendations import Recommendation, list_recommendations

Status = Literal["draft", "final"]


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What the audit file keeps of the latest run of a check, beside its outcome."""

    title: str
    header: dict[str, Any]
    parameters: dict[str, dict[str, Any]]
    planned: bool
    module_sha256: str


@dataclass(frozen=True, slots=True)
class Material:
    """The audit as the sections of a report read it. `words` is the pack's report.toml."""

    audit: Audit
    status: Status
    public: bool
    words: dict[str, Any]
    catalogue: Catalogue
    outcomes: dict[str, CheckOutcome]
    runs: dict[str, RunFacts]
    counts: dict[str, DecisionCounts]
    figures: dict[str, RegisteredFigure]
    findings: tuple[Finding, ...]
    recommendations: tuple[Recommendation, ...]
    criteria: dict[str, CriterionRecord]
    imports: tuple[ImportLine, ...]
    outdated: dict[str, str]
    plan: Plan

    @property
    def draft(self) -> bool:
        """Whether what is unfinished is said in the text instead of refused."""
        return self.status == "draft"

    def ref(self, figure_id: str) -> FigureRef:
        """The figure of that id, as it is printed."""
        return FigureRef(figure_id, self.figures[figure_id].text)

    def counted(self, figure_id: str, unit: str) -> tuple[Run, ...]:
        """The figure with what it counts: `1 officer`, `57 officers`."""
        one = self.figures[figure_id].value == 1
        return (self.ref(figure_id), Text(f" {unit if one else plural(unit)}"))

    def filled(
        self, text: str, allowed: frozenset[str] = frozenset(), why: str = "wording of the check"
    ) -> tuple[Run, ...]:
        """A text with references in braces as words; numbers in `allowed` are literals."""
        spans = filled(text, self.figures, self.outcomes, audit_dates(self.audit.facts))
        return words_of(spans, allowed, why)

    def pack_words(self, text: str) -> tuple[Run, ...]:
        """A text that the pack wrote: its numbers are literals, as nobody typed them for this audit."""
        named = text.replace("{auditee}", self.audit.facts.auditee or "the auditee")
        return self.filled(named, frozenset(NUMBER.findall(named)), "words of the pack")

    def check_numbers(self, check: str) -> frozenset[str]:
        """The bare numbers that the check's own sentences contain, such as the 200 of "more than 200 days"."""
        run = self.runs.get(check)
        if run is None:
            return frozenset()
        sentences = [figure["sentence"] for figure in run.header.get("figures", [])]
        return numbers_in(
            " ".join([run.header.get("condition", ""), run.header.get("population", ""), *sentences])
        )

    def title_of(self, check: str) -> str:
        """The title of a check as it ran, else as the pack has it."""
        if check in self.runs:
            return self.runs[check].title
        return self.catalogue.checks[check].title if check in self.catalogue.checks else check

    def figures_of(self, check: str, name: str) -> tuple[Figure, ...]:
        """The figures of one name, one per group, as the run gave them."""
        return (
            tuple(f for f in self.outcomes[check].figures if f.name == name) if check in self.outcomes else ()
        )


_WORDS = {
    "highlights": ("why", "found"),
    "results": ("overall",),
    "background": ("growth_check", "paragraphs", "fictitious"),
    "scope": ("methodology", "reliability", "missing_check"),
    "exceptions": ("lead",),
}
"""What the report needs to be told by the pack."""


def gather(audit: Audit, status: Status, public: bool) -> Material:
    """Read everything that a report of `audit` needs."""
    pack = content.pack(audit.facts.pack)
    file = pack.folder / "report.toml"
    if not file.is_file():
        raise CheckDefinitionError(
            f"The pack {pack.name} has no report.toml.", "Write it after that of another pack."
        )
    words = content.read_toml(file)
    missing = [
        f"{part}.{key}" for part, keys in _WORDS.items() for key in keys if key not in words.get(part, {})
    ]
    if missing:
        raise CheckDefinitionError(
            f"The report.toml of the pack {pack.name} lacks {', '.join(missing)}.",
            "Write it after that of another pack.",
        )
    outcomes = {outcome.check: outcome for outcome in latest_outcomes(audit)}
    order: list[str] = words.get("order", [])
    findings = sorted(list_findings(audit), key=lambda f: _place(f, order))
    by_finding = {finding.uid: place for place, finding in enumerate(findings)}
    written = [one for one in list_recommendations(audit) if one.edited]
    return Material(
        audit=audit,
        status=status,
        public=public,
        words=words,
        catalogue=audit_checks(audit),
        outcomes=_ordered(outcomes, order),
        runs=_runs(audit),
        counts={check: counts_by_decision(audit, check) for check in outcomes},
        figures=figure_register(audit),
        findings=tuple(findings),
        recommendations=tuple(sorted(written, key=lambda one: (by_finding[one.finding_uid], one.position))),
        criteria={criterion.id: criterion for criterion in list_criteria(audit)},
        imports=tuple(line for line in imports(audit) if line.state == "current"),
        outdated=outdated_checks(audit),
        plan=read_plan(audit),
    )


def _place(finding: Finding, order: list[str]) -> tuple[int, int]:
    places = [order.index(check) for check in finding.checks if check in order]
    return (min(places, default=len(order)), finding.position)


def _ordered(outcomes: Mapping[str, CheckOutcome], order: list[str]) -> dict[str, CheckOutcome]:
    ranked = sorted(outcomes, key=lambda check: (order.index(check) if check in order else len(order), check))
    return {check: outcomes[check] for check in ranked}


def _runs(audit: Audit) -> dict[str, RunFacts]:
    return {
        row["check_id"]: RunFacts(
            row["title"],
            json.loads(row["header"]),
            json.loads(row["parameters"]),
            bool(row["planned"]),
            row["module_sha256"],
        )
        for row in audit.rows("SELECT * FROM cf_check_run WHERE latest = 1")
    }

"""Build the report of an audit as data: pure from what the audit file holds, so that two builds are the same."""

from __future__ import annotations

from crossfoot import __version__
from crossfoot.auditfile.audit import DEMONSTRATION_MARKING, Audit
from crossfoot.auditfile.history import content_head
from crossfoot.progress import Progress, silent
from crossfoot.report.gates import refuse_unfinished
from crossfoot.report.material import Material, Status, gather
from crossfoot.report.model import Colophon, Report
from crossfoot.report.sections.background import background_section
from crossfoot.report.sections.criteria_used import criteria_section
from crossfoot.report.sections.exception_tables import exceptions_sections
from crossfoot.report.sections.highlights import highlights
from crossfoot.report.sections.recommendations import recommendations_section
from crossfoot.report.sections.results import results_sections
from crossfoot.report.sections.scope import scope_sections
from crossfoot.report.wording import date_words


def build_report(
    audit: Audit, *, status: Status = "draft", public: bool = False, progress: Progress = silent
) -> Report:
    """The report of `audit` as the audit file stands now.

    A draft says in its text what is unfinished. ReportError where `status` is final and an exception is undecided, no
    marking has been chosen, or no issue date is set. `public` leaves out the tables of exceptions, which identify
    persons. `progress` may raise `Cancelled`.
    """
    progress(0, 3, "Reading the audit")
    material = gather(audit, status, public)
    if status == "final":
        refuse_unfinished(material)
    progress(1, 3, "Writing the findings")
    background, charts = background_section(material)
    sections = (background, *results_sections(material, charts), recommendations_section(material))
    progress(2, 3, "Writing the appendices")
    appendices = (*scope_sections(material), *exceptions_sections(material), criteria_section(material))
    facts = audit.facts
    report = Report(
        title=_title(material),
        number=facts.number,
        date=facts.issue_date or facts.as_of,
        auditee=facts.auditee,
        office=facts.office,
        sections=sections,
        colophon=_colophon(material),
        subtitle=_subtitle(material),
        status=status,
        marking=facts.page_marking,
        highlights=highlights(material),
        appendices=appendices,
        known_names=tuple(material.words.get("known_names", ())),
    )
    progress(3, 3, "")
    return report


def _title(material: Material) -> str:
    """The audit's title; that of fictitious data bears the marking too, whatever someone typed."""
    facts = material.audit.facts
    if facts.fictitious and DEMONSTRATION_MARKING not in facts.title:
        return f"{facts.title} ({DEMONSTRATION_MARKING})"
    return facts.title


def _subtitle(material: Material) -> str:
    if material.audit.facts.issue_date is None:
        return "No issue date is set; the date shown is the as-of date of the data."
    return ""


def _colophon(material: Material) -> Colophon:
    facts, head = material.audit.facts, content_head(material.audit.connection)
    return Colophon(
        __version__,
        head.seq,
        head.hash,
        rows=(
            ("Audit", facts.uid),
            ("Audit program", facts.pack),
            *((("Marking", "not yet chosen"),) if facts.marking is None and not facts.fictitious else ()),
            ("As-of date", date_words(facts.as_of, "as-of date")),
        ),
        words="Every number of the audit in this report refers to a figure of a check, a decision or an import, and "
        "from there to the cells of the files listed among the data sources. A changed history is found against the "
        "sequence and head printed here.",
    )

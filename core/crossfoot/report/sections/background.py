"""Background: what the program is, in the pack's sourced words; how it grew; what earlier audits said of it."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot import content
from crossfoot.report.check_exhibits import chart_of
from crossfoot.report.material import Material
from crossfoot.report.model import Block, BulletList, Paragraph, Section
from crossfoot.report.wording import cited, date_words
from crossfoot.report.words import CrossRef, Words
from crossfoot.values import parse_date

GROWTH = "chart-growth"


def background_section(material: Material) -> tuple[Section, dict[str, str]]:
    """The background, and the keys of the charts that stand in it, by check."""
    blocks: list[Block] = []
    words = material.words["background"]
    told = words["fictitious"] if material.audit.facts.fictitious else words["paragraphs"]
    blocks.extend(Paragraph(_sourced(material, entry)) for entry in told)
    charts: dict[str, str] = {}
    check = words["growth_check"]
    if check in material.outcomes and material.outcomes[check].status == "measured":
        chart = chart_of(material, check, key=GROWTH)
        if chart is not None:
            charts[check] = GROWTH
            blocks.append(
                Paragraph(
                    (CrossRef(GROWTH), " shows participation over time, as the imported lists tell it.")
                )
            )
            blocks.append(chart)
    if not material.audit.facts.fictitious:
        blocks.extend(_prior_coverage(material))
    return Section("Background", tuple(blocks), key="background"), charts


def _sourced(material: Material, entry: dict[str, str]) -> Words:
    text = material.pack_words(entry["text"])
    return (*text, " (", cited(entry["source"], "source of a fact"), ")") if entry.get("source") else text


def _prior_coverage(material: Material) -> Iterator[Block]:
    """Earlier reports that the checks of this audit cite as background; they are never criteria."""
    wanted = {name for run in material.runs.values() for name in run.header.get("background", [])}
    file = content.pack(material.audit.facts.pack).folder / "background.toml"
    if not wanted or not file.is_file():
        return
    for report in content.read_toml(file)["background"]:
        if report["id"] not in wanted:
            continue
        issued = parse_date(report["issued_on"])
        title = f", “{report['title']}”" if report["title"] else ""
        when: Words = (", issued ", date_words(issued, "issue date of an earlier report")) if issued else ""
        yield Paragraph(
            (cited(f"Earlier report {report['document']}{title}", "title of an earlier report"),)
            + (when if isinstance(when, tuple) else ())
            + (":",)
        )
        yield BulletList(
            tuple(
                (
                    cited(fact["text"], "fact of an earlier report"),
                    " (",
                    cited(fact["source"], "source of a fact"),
                    ")",
                )
                for fact in report.get("facts", [])
            )
        )

"""A whole report made by hand: the fictitious Bureau of Delegated Examples, three findings."""

from __future__ import annotations

import datetime as dt

from crossfoot.report.chart_spec import (
    Bar,
    BarChart,
    Event,
    Limit,
    Part,
    PartsChart,
    Point,
    Series,
    TimeChart,
    alt_text,
)
from crossfoot.report.model import (
    Block,
    BulletList,
    ChartBlock,
    Colophon,
    Column,
    CrossRef,
    FigureRef,
    Highlights,
    KeyFigure,
    KeyValueTable,
    Labelled,
    Link,
    Literal,
    Note,
    NumberedList,
    Paragraph,
    RecommendationBox,
    Report,
    Section,
    TableBlock,
    Text,
)

MARKING = "DEMONSTRATION - FICTITIOUS DATA"
AS_OF = Literal("March 31, 2018", "as-of date of the audit")
START = Literal("January 25, 2017", "first day of the period")


def figure(name: str, text: str, style: str = "plain") -> FigureRef:
    """A figure of the sample, with a made-up id of the usual form."""
    return FigureRef(name, text, style)  # type: ignore[arg-type]


GROWTH = TimeChart(
    (
        Series(
            "Participating agencies",
            tuple(
                Point(dt.date(*day), value, text, f"growth-agency-count.active@{n}" if text else "")
                for n, (day, value, text) in enumerate(
                    [
                        ((2017, 1, 25), 36, "36"),
                        ((2017, 3, 1), 38, ""),
                        ((2017, 6, 1), 42, ""),
                        ((2017, 7, 31), 59, ""),
                        ((2017, 9, 30), 60, "60"),
                        ((2017, 12, 15), 68, ""),
                        ((2018, 2, 1), 74, ""),
                        ((2018, 3, 31), 76, "76"),
                    ]
                )
            ),
        ),
    ),
    "Participating agencies",
    events=(Event(dt.date(2017, 1, 25), "Executive order"),),
)
INSTALLS = BarChart(
    (
        Bar("Over 200 days", 12, "12 of 24", "equipment-install-timeliness.over_200", emphasis=True),
        Bar("Over 180 days, up to 200", 4, "4 of 24", "equipment-install-timeliness.over_180_only"),
        Bar("Up to 180 days", 8, "8 of 24", "equipment-install-timeliness.in_time"),
    ),
    "Installations completed in the fiscal year",
    keep_order=True,
)
WAITS = BarChart(
    tuple(
        Bar(
            f"{name} County Sheriff's Office",
            days,
            f"{days} days",
            f"equipment-install-timeliness.days@{name}",
            days > 200,
        )
        for name, days in [("Alder", 311), ("Birch", 264), ("Cedar", 230), ("Dogwood", 196), ("Elm", 171)]
    ),
    "Days from agreement to installation",
    Limit(180, "180 days (criterion)"),
)
TRAINING = PartsChart(
    (
        Part(
            "officers without a record of at least one required course",
            57,
            "57",
            "training-online-incomplete.exceptions",
            True,
        ),
        Part("officers with all required courses on record", 243, "243", "training-online-incomplete.clean"),
    ),
    "300",
    "officers authorized on the as-of date",
    "training-online-incomplete.tested",
)


def finding_on_training() -> tuple[Block, ...]:
    """Criteria, condition, cause and effect of the first finding."""
    return (
        Labelled(
            "Criteria",
            (
                Paragraph(
                    (
                        "The standard agreement requires each participating officer to complete the "
                        "required online courses "
                        "before authorization and every ",
                        Literal("2 years", "term of the agreement"),
                        " after it (",
                        Text("Memorandum of Agreement, Section X", "italic"),
                        ").",
                    )
                ),
            ),
        ),
        Labelled(
            "Condition",
            (
                Paragraph(
                    (
                        "As of ",
                        AS_OF,
                        ", records did not show that ",
                        figure("training-online-incomplete.exceptions", "57"),
                        " of ",
                        figure("training-online-incomplete.tested", "300"),
                        " authorized officers (",
                        figure("training-online-incomplete.rate", "19 percent"),
                        ") had completed all required online courses. None of the ",
                        figure("training-online-incomplete.exceptions", "57"),
                        " officers had their authority revoked. ",
                        CrossRef("chart-training"),
                        " shows the share, and ",
                        CrossRef("table-training"),
                        " lists the officers by agency.",
                    )
                ),
                ChartBlock(
                    "Officers without a record of a required course",
                    alt_text(TRAINING, "One officer in five lacks a record of a required course"),
                    TRAINING,
                    source="Crossfoot analysis of the Bureau's officer and course completion records.",
                    key="chart-training",
                ),
            ),
        ),
        Labelled(
            "Cause",
            (
                Paragraph(
                    "The Bureau did not assign responsibility for monitoring course completions, and the "
                    "learning system "
                    "did not alert program managers when a completion lapsed."
                ),
            ),
        ),
        Labelled(
            "Effect",
            (
                Paragraph(
                    "Without current training, officers may exercise delegated authority without knowing "
                    "the limits and "
                    "safeguards that apply to it."
                ),
            ),
        ),
        Note(
            "The test covers records as they stood in the export of the learning system. A sample was not traced to "
            "paper certificates.",
            label="Limitation",
        ),
    )


def sample_report(**changes: object) -> Report:
    """The sample report; keyword arguments replace its fields."""
    facts: dict[str, object] = {
        "title": "The Bureau of Delegated Examples Did Not Fully Plan for, Train, and Equip Its Expanded Program",
        "subtitle": "Performance audit of the Delegated Authority Program",
        "number": "DEMO-26-001",
        "date": dt.date(2026, 11, 20),
        "auditee": "Bureau of Delegated Examples",
        "office": "Office of Inspector General, Department of Examples",
        "site": "oig.example.gov",
        "marking": MARKING,
        "status": "draft",
        "sections": _sections(),
        "appendices": _appendices(),
        "highlights": _highlights(),
        "known_names": ("180 days", "200 days", "up to 200"),
        "colophon": Colophon(
            "0.1.0",
            412,
            "9f2c61d7a0b34e58c1d2e3f405162738495a6b7c8d9eafb0c1d2e3f405162738",
            rows=(("Source files", "bureau_agencies.xlsx, bureau_officers.xlsx, bureau_equipment.xlsx"),),
            words="Every figure in this report traces to a check run, and from there to the cells it counts.",
        ),
    }
    return Report(**{**facts, **changes})  # type: ignore[arg-type]


def _highlights() -> Highlights:
    return Highlights(
        why=(
            Paragraph(
                "The Bureau delegates certain enforcement functions to State and local officers. We "
                "audited whether it "
                "planned for, trained, and equipped the program as it grew."
            ),
        ),
        found=(
            Paragraph(
                (
                    "The program grew from ",
                    figure("growth-agency-count.base", "36"),
                    " to ",
                    figure("growth-agency-count.end", "76"),
                    " participating agencies (",
                    figure("growth-agency-count.rate", "+111.1 percent"),
                    ") without a plan for the people and equipment it would need. Specifically, the Bureau:",
                )
            ),
            BulletList(
                (
                    (
                        "approved ",
                        figure("approval-resource-plan.exceptions", "40"),
                        " of ",
                        figure("approval-resource-plan.tested", "40"),
                        " applications without a staffing or equipment plan;",
                    ),
                    (
                        "had no record that ",
                        figure("training-online-incomplete.exceptions", "57"),
                        " of ",
                        figure("training-online-incomplete.tested", "300"),
                        " officers completed required training; and",
                    ),
                    (
                        "took more than ",
                        Literal("200 days", "threshold of the check"),
                        " to install equipment at ",
                        figure("equipment-install-timeliness.over_200", "12"),
                        " of ",
                        figure("equipment-install-timeliness.tested", "24"),
                        " sites.",
                    ),
                )
            ),
            Paragraph(
                "As a result, the Bureau could not ensure that delegated officers were ready to perform their duties."
            ),
        ),
        recommend=(
            Paragraph(
                "We made three recommendations to improve planning, training oversight, and equipment installation."
            ),
        ),
        response=(
            Paragraph(
                "The Bureau concurred with all recommendations. This response is fictitious, as is the Bureau."
            ),
        ),
        key_figures=(
            KeyFigure(figure("growth-agency-count.added", "40"), "agencies added in the period"),
            KeyFigure(
                figure("training-online-incomplete.exceptions", "57 of 300"),
                "officers without a required course on record",
            ),
            KeyFigure(
                figure("equipment-install-timeliness.over_200", "12 of 24"),
                "installations that took over 200 days",
            ),
        ),
        contact=(
            "Write to the office at ",
            Link("oig.example.gov/contact", "https://oig.example.gov/contact"),
            ".",
        ),
    )


def _sections() -> tuple[Section, ...]:
    return (
        Section(
            "Background",
            (
                Paragraph(
                    (
                        "The Bureau of Delegated Examples may delegate authority to State and local "
                        "officers under written "
                        "agreements. Each agreement names its model, its term, and the training that "
                        "officers must complete. The "
                        "Bureau's program office approves applications, assigns program managers, and "
                        "provides equipment.",
                    )
                ),
                Paragraph(
                    (
                        "Between ",
                        START,
                        " and ",
                        AS_OF,
                        ", participation grew from ",
                        figure("growth-agency-count.base", "36"),
                        " to ",
                        figure("growth-agency-count.end", "76"),
                        " agencies, as ",
                        CrossRef("chart-growth"),
                        " shows. ",
                        CrossRef("appendix-scope"),
                        " describes our scope and methodology.",
                    )
                ),
                ChartBlock(
                    "Participating agencies, by month",
                    alt_text(GROWTH, "Participation more than doubled in fourteen months"),
                    GROWTH,
                    source="Crossfoot analysis of the Bureau's list of agreements.",
                    key="chart-growth",
                ),
                Paragraph(
                    (
                        "Program managers did not grow with the program. ",
                        figure("staffing-pm-ratio.managers", "20"),
                        " program managers served ",
                        figure("growth-agency-count.end", "76"),
                        " agencies, ",
                        figure("staffing-pm-ratio.ratio", "3.8"),
                        " agencies each. No criterion sets a ratio, so we report this as a measure.",
                    )
                ),
            ),
        ),
        Section(
            "Results of Audit",
            (
                Paragraph(
                    "The Bureau expanded its program without the plans, the training records, and the "
                    "equipment that the "
                    "expansion called for. We describe three findings below."
                ),
            ),
        ),
        Section(
            "Officers Held Authority Without a Record of Required Training",
            finding_on_training(),
            level=2,
            key="finding-training",
        ),
        Section(
            "Equipment Was Installed Late",
            (
                Labelled(
                    "Condition",
                    (
                        Paragraph(
                            (
                                "Of ",
                                figure("equipment-install-timeliness.tested", "24"),
                                " installations completed in the fiscal year, ",
                                figure("equipment-install-timeliness.over_180", "16"),
                                " took more than ",
                                Literal("180 days", "threshold of the check"),
                                " and ",
                                figure("equipment-install-timeliness.over_200", "12"),
                                " took more than ",
                                Literal("200 days", "threshold of the check"),
                                ".",
                            )
                        ),
                        ChartBlock(
                            "Installations by time taken",
                            alt_text(INSTALLS, "Half took over 200 days"),
                            INSTALLS,
                        ),
                        ChartBlock(
                            "Days from agreement to installation at five agencies",
                            alt_text(WAITS, "Four of five agencies waited longer than the criterion allows"),
                            WAITS,
                            source="Crossfoot analysis of the Bureau's equipment records.",
                        ),
                        _table_of_sites(),
                    ),
                ),
                Labelled(
                    "Cause",
                    (
                        Paragraph("Three steps had no owner:"),
                        NumberedList(
                            ("ordering the circuit,", "the survey of the site, and", "the acceptance test.")
                        ),
                    ),
                ),
            ),
            level=2,
            key="finding-equipment",
        ),
        Section(
            "Applications Were Approved Without Resource Plans",
            (
                Paragraph(
                    (
                        "None of the ",
                        figure("approval-resource-plan.tested", "40"),
                        " applications approved in the period had the staffing and equipment plans that "
                        "the Bureau's procedure "
                        "requires.",
                    )
                ),
            ),
            level=2,
            key="finding-approval",
        ),
        Section(
            "Recommendations",
            tuple(
                RecommendationBox(
                    number,
                    "Director, Bureau of Delegated Examples",
                    words,
                    key=f"recommendation-{number}",
                    finding=CrossRef(finding, page=True),
                    response="The Bureau concurred (fictitious).",
                    status="Open, resolved",
                )
                for number, finding, words in [
                    (
                        1,
                        "finding-training",
                        "Assign responsibility for monitoring course completions, and act on lapses "
                        "within a set time.",
                    ),
                    (
                        2,
                        "finding-equipment",
                        "Set milestones with an owner for each step of an equipment installation.",
                    ),
                    (
                        3,
                        "finding-approval",
                        "Require a staffing and an equipment plan before an application is approved.",
                    ),
                ]
            ),
        ),
    )


def _table_of_sites() -> TableBlock:
    return TableBlock(
        "Installations by field office",
        (
            Column("Field office", width=2.4),
            Column("Completed", "right"),
            Column("Over 180 days", "right"),
            Column("Over 200 days", "right"),
        ),
        tuple(
            (
                name,
                *(
                    figure(f"equipment-install-timeliness.{kind}@{name}", str(count))
                    for kind, count in zip(("tested", "over_180", "over_200"), counts, strict=True)
                ),
            )
            for name, counts in [("North", (9, 6, 5)), ("South", (8, 6, 4)), ("West", (7, 4, 3))]
        ),
        total=(
            "All",
            figure("equipment-install-timeliness.tested", "24"),
            figure("equipment-install-timeliness.over_180", "16"),
            figure("equipment-install-timeliness.over_200", "12"),
        ),
        note="An installation counts in the fiscal year in which it was completed.",
        source="Crossfoot analysis of the Bureau's equipment records.",
        key="table-sites",
    )


def _appendices() -> tuple[Section, ...]:
    return (
        Section(
            "Objective, Scope, and Methodology",
            (
                Paragraph(
                    "We determined whether the Bureau planned for, trained, and equipped the program as it expanded."
                ),
                KeyValueTable(
                    (
                        ("Period", ("From ", START, " to ", AS_OF)),
                        (
                            "Standards",
                            "Generally accepted government auditing standards; a person asserts "
                            "conformance, not the program.",
                        ),
                    )
                ),
                TableBlock(
                    "Data sources",
                    (
                        Column("File", width=2),
                        Column("SHA-256", width=3),
                        Column("Rows", "right"),
                        Column("Reliability", width=2),
                    ),
                    (
                        (
                            "bureau_agencies.xlsx",
                            "2f7c3a" + "0123456789abcdef" * 3 + "5e6f70819a",
                            "84",
                            "Sufficiently reliable for the count of agencies.",
                        ),
                        (
                            "bureau_officers.xlsx",
                            "a91b44" + "fedcba9876543210" * 3 + "00ff11ee22",
                            "312",
                            "Sufficiently reliable; twelve rows without an id excluded.",
                        ),
                    ),
                    origin="records",
                ),
            ),
            key="appendix-scope",
        ),
        Section(
            "What We Did Not Test",
            (Paragraph("We did not test encounters, because the Bureau gave no records of them."),),
            level=2,
        ),
        Section(
            "Exceptions",
            (
                exceptions_table(57),
                TableBlock(
                    "Wide table of equipment orders",
                    tuple(Column(f"Field {n}") for n in range(1, 10)),
                    tuple(tuple(f"value {row}.{n}" for n in range(1, 10)) for row in range(1, 5)),
                    origin="records",
                ),
            ),
            key="appendix-exceptions",
        ),
    )


def exceptions_table(rows: int) -> TableBlock:
    """A table of exceptions as an appendix lists them."""
    return TableBlock(
        "Officers without a record of a required course",
        (
            Column("Officer"),
            Column("Agency", width=2.2),
            Column("Authorized on"),
            Column("Courses missing", width=2.4),
            Column("Source cell", width=1.8),
        ),
        tuple(
            (
                f"OFF-{n:05d}",
                f"{('Alder', 'Birch', 'Cedar')[n % 3]} County Sheriff's Office",
                f"2017-{n % 12 + 1:02d}-15",
                "Civil rights refresher; Database security" if n % 4 else "Civil rights refresher",
                f"Officers!A{n + 2}",
            )
            for n in range(1, rows + 1)
        ),
        source="Crossfoot, check training-online-incomplete.",
        key="table-training",
        origin="records",
    )

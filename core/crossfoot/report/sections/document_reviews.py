"""Samples that were drawn, and how two people read the documents of their items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from crossfoot.report.material import Material
from crossfoot.report.model import Block, Column, Paragraph, Section, TableBlock
from crossfoot.report.wording import cited
from crossfoot.report.words import Words
from crossfoot.review.adjudication import coded_state
from crossfoot.review.coding_agreement import Agreement, coding_agreement
from crossfoot.review.instruments import Instrument, list_instruments
from crossfoot.review.sample_results import SampleState, sample_state
from crossfoot.review.samples import list_samples

_QUESTION = "question of a data collection instrument"


def document_review_sections(material: Material) -> tuple[Section, ...]:
    """The section, where a sample was drawn."""
    samples = list_samples(material.audit)
    if not samples:
        return ()
    states = [sample_state(material.audit, record.name) for record in samples]
    blocks = [_samples(states)]
    for instrument in list_instruments(material.audit):
        blocks += _instrument(material, instrument)
    return (Section("Samples and Review of Documents", tuple(blocks), level=2, key="document-reviews"),)


def _samples(states: list[SampleState]) -> Block:
    return TableBlock(
        "Samples drawn",
        (
            Column("Sample", width=1.6),
            Column("List", width=1.3),
            Column("Method", width=1.3),
            Column("Units in the frame", "right", 0.9),
            Column("Items that count", "right", 0.9),
            Column("Deviations", "right", 0.9),
            Column("Results missing", "right", 0.9),
        ),
        tuple(_sample(state) for state in states),
        note="Only a sample drawn by chance is projected; the limits stand with the check that projects it.",
        origin="records",
        key="table-samples",
    )


def _sample(state: SampleState) -> tuple[Words, ...]:
    record = state.record
    return (
        cited(record.name, "name of a sample"),
        record.record_type.replace("_", " "),
        record.method,
        f"{record.frame_size:,}",
        f"{len(state.settled.counted):,}",
        f"{sum(one.deviates for one in state.settled.counted):,}",
        f"{len(state.settled.missing):,}",
    )


def _instrument(material: Material, instrument: Instrument) -> Iterator[Block]:
    state, table = (
        coded_state(material.audit, instrument.name),
        coding_agreement(material.audit, instrument.name),
    )
    read_by = (
        "two people, each alone"
        if len(state.coders) > 1
        else "nobody yet"
        if not state.coders
        else "one person"
    )
    yield Paragraph(
        cited(
            f"The documents of the sample {instrument.sample!r} were read by {read_by}, with the questions below. "
            "Where the two differed, a person decided with a reason.",
            "name of a sample",
        )
    )
    decided = Counter(one.attribute.key for one in state.questions if one.differ and one.adjudication)
    open_ = Counter(one.attribute.key for one in state.questions if not one.settled)
    yield TableBlock(
        cited(f"Agreement of the two readers: {instrument.name}", "name of a data collection instrument"),
        (
            Column("Question", width=3.4),
            Column("Read by both", "right", 0.8),
            Column("Same answer", "right", 0.8),
            Column("Kappa", "right", 0.8),
            Column("Decided", "right", 0.8),
            Column("Not settled", "right", 0.8),
        ),
        tuple(
            (
                cited(attribute.question, _QUESTION),
                f"{said.both:,}",
                f"{said.same:,}",
                _kappa(said),
                f"{decided[attribute.key]:,}",
                f"{open_[attribute.key]:,}",
            )
            for attribute, said in zip(instrument.attributes, table.attributes, strict=True)
        ),
        note="Counted are the answers as they stood when the second of each pair came in. Kappa is Cohen's, the "
        "agreement beyond what chance would give; it is left out where it cannot be computed.",
        origin="records",
        key=f"table-agreement-{instrument.uid[:8]}",
    )


def _kappa(said: Agreement) -> str:
    return "–" if said.kappa is None else f"{said.kappa:.2f}"

"""Recommendations: numbered, each to one official, with the finding that it answers."""

from __future__ import annotations

from crossfoot.report.material import Material
from crossfoot.report.model import Block, CrossRef, Note, Paragraph, RecommendationBox, Section

NO_ADDRESSEE = "(addressee not yet named)"


def recommendations_section(material: Material) -> Section:
    """The section of recommendations; templates that nobody edited are not printed, a draft says how many."""
    blocks: list[Block] = [
        RecommendationBox(
            number,
            one.addressee or NO_ADDRESSEE,
            material.filled(one.action),
            key=f"recommendation-{one.uid}",
            finding=CrossRef(f"finding-{one.finding_uid}", page=True),
        )
        for number, one in enumerate(material.recommendations, start=1)
    ]
    if not blocks:
        blocks = [Paragraph("This report makes no recommendations.")]
    answered = {one.finding_uid for one in material.recommendations}
    if material.draft and any(finding.uid not in answered for finding in material.findings):
        blocks.append(
            Note("Findings without a written recommendation are not answered here yet.", label="Draft")
        )
    return Section("Recommendations", tuple(blocks), key="recommendations", new_page=True)

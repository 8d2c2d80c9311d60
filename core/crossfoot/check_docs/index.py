"""The list of all checks of a pack as a page."""

from __future__ import annotations

from crossfoot.check_docs.families import by_family
from crossfoot.checks.catalogue import Catalogue

_HEAD = """\
# The checks

Made from the checks themselves by `make docs`; do not edit.

A check asks one question of the loaded lists. It gives **exceptions** (units that do not meet a confirmed criterion), a
**measure** (figures, where no criterion is confirmed or none can be), or **leads** (worth asking about, never counted).
`crossfoot checks explain ID` shows the page of a check in the terminal.
"""


def index_page(catalogue: Catalogue, pack_name: str) -> str:
    """The Markdown of the index: the checks by family, each with its question and a link to its page."""
    parts = [_HEAD]
    for title, checks in by_family(catalogue.checks.values(), pack_name).items():
        rows = [f"| [`{c.id}`]({c.id}.md) | {c.kind} | {c.question} |" for c in checks]
        parts.append(
            "\n".join([f"## {title}\n", "| check | gives | question |", "| --- | --- | --- |", *rows, ""])
        )
    return "\n".join(parts)

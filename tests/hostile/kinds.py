"""All kinds of hostile files."""

from __future__ import annotations

from tests.hostile import bombs, odd_packages, odd_sheets, other_formats, text_tables, xml_attacks
from tests.hostile.kind import Kind

_SORTS = (xml_attacks, odd_packages, odd_sheets, text_tables, other_formats)
HEAVY: frozenset[str] = frozenset(kind.name for kind in bombs.kinds())
"""Kinds that take some seconds to make and to meet."""
ALL: tuple[Kind, ...] = (*bombs.kinds(), *(kind for sort in _SORTS for kind in sort.kinds()))

"""Headers as they are compared: without case, punctuation and blanks."""

from __future__ import annotations

import re
from functools import lru_cache

from crossfoot.mapping.model import Field, RecordType
from crossfoot.values import fold

_ABBREVIATIONS = frozenset(["aor", "fte", "ice", "id", "isa", "it", "lea", "moa", "opr", "url", "us", "usc"])
_PUNCTUATION = re.compile(r"[\W_]+")


@lru_cache(maxsize=32768)
def header_key(header: str) -> str:
    """The key by which two spellings of one header meet.

    >>> header_key("  Date_Signed: "), header_key("Go-Live Date")
    ('date signed', 'go live date')
    """
    return _PUNCTUATION.sub(" ", fold(header)).strip()


def known_headers(record_type: RecordType) -> dict[str, Field]:
    """Every header that is known for `record_type`, by its key: the fields' own names and their synonyms."""
    return {
        header_key(header): field
        for field in record_type.fields
        for header in (*field.header_synonyms, field.name)
    }


def field_label(field: Field) -> str:
    """How a field is called in a sentence.

    >>> field_label(Field("moa_link", "link", "The link to the signed agreement."))
    'MOA link'
    """
    words = field.name.split("_")
    label = " ".join(word.upper() if word in _ABBREVIATIONS else word for word in words)
    return label[0].upper() + label[1:]

"""A value that leaves wherever it stands: in every text of every table, and in all bytes that are kept."""

from __future__ import annotations

import re

from crossfoot.auditfile.purging.blobs import purge_blobs
from crossfoot.auditfile.purging.needle import Needle, checked_needle
from crossfoot.auditfile.purging.pseudonym_list import pseudonyms_of, replace_pseudonyms
from crossfoot.auditfile.purging.purge_model import PurgeRequest
from crossfoot.auditfile.purging.rewriting import ValueRewriter
from crossfoot.auditfile.purging.walk import rows_with
from crossfoot.auditfile.purging.work import Work
from crossfoot.auditfile.record_names import (
    holds_rows,
    quoted,
    whole_rows,
)
from crossfoot.errors import AuditFileError

_COMMON = re.compile(r"[+-]?[\d.,]{1,7}|\d{4}-\d{2}-\d{2}([T ][\d:.]+Z?)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")
_TOO_MANY = 0.5  # of all cells


def needle_of(request: PurgeRequest) -> Needle | None:
    """What is looked for where a value was given; AuditFileError where it is too short or stands for too much."""
    if not request.value:
        return None
    if request.field:
        return Needle(request.value.strip())
    needle = checked_needle(request.value.strip())
    if _COMMON.fullmatch(needle.form):
        raise AuditFileError(
            "A date or a short number stands for many things at once.",
            "Name the field that it is to leave: --field NAME; or purge the column or the row.",
        )
    return needle if request.inside_words != "leave" else Needle(needle.value, within_words=False)


def purge_value(work: Work, request: PurgeRequest) -> str:
    """Remove a value everywhere; returns what it was, in words that do not tell it."""
    needle = needle_of(request)
    assert needle is not None
    _refuse_own_words(work, needle)
    rewriter = ValueRewriter(needle, work.tokens)
    pseudonyms = pseudonyms_of(work, lambda value: bool(needle.find(value)))
    for table in work.tables():
        work.rewrite(table, rewriter)
    replace_pseudonyms(work, pseudonyms)
    _refuse_everywhere(work)
    if work.places.inside and request.inside_words is None:
        _ask_inside(work)
    _note_numbers(work, needle)
    purge_blobs(work, needle)
    return "a value"


def refuse_what_stays(work: Work, needle: Needle) -> None:
    """The last look before the purge is kept: nothing in any table may still hold the value."""
    for table in work.tables():
        for row in rows_with(work.audit.connection, table, needle.may_be_in):
            for column, text in row.texts.items():
                if needle.find(text):
                    raise AssertionError(f"a purged value still stands in {table.name}.{column}")


def _refuse_own_words(work: Work, needle: Needle) -> None:
    """A value that is a word of the program's own tables cannot be told from it."""
    words = [
        sql for (sql,) in work.audit.connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    ]
    if any(
        one.standing != "inside a longer word" for text in (*words, "[purged:") for one in needle.find(text)
    ):
        raise AuditFileError(
            "The value is a word that the program itself uses in its tables.",
            "Purge the column, the row or the evidence that should not be there instead.",
        )


def _refuse_everywhere(work: Work) -> None:
    rows = sum(cells for (table, _, _), cells in work.places.counts.items() if holds_rows(table))
    (all_cells,) = work.audit.connection.execute("SELECT ifnull(sum(cells), 0) FROM cf_import").fetchone()
    if rows > _TOO_MANY * all_cells:
        raise AuditFileError(
            "The value stands in more than half of all cells.",
            "Give a longer value, or purge the column: --import ID --column LETTER.",
        )


def _ask_inside(work: Work) -> None:
    said = f"In {work.places.inside:,} cells the value is a part of a longer word or number, as a name within a name."
    what_to_do = "Say what becomes of these: --inside-words remove, or --inside-words leave."
    if not work.dry_run:
        raise AuditFileError(said, f"{what_to_do} --dry-run lists the places.")
    work.notes.append(f"{said} {what_to_do}")


def _note_numbers(work: Work, needle: Needle) -> None:
    """Numbers are not texts: whether the same number is one that should leave only its field tells."""
    if not needle.value.isdecimal() or len(needle.value) > 18:
        return
    for kind in work.audit.types.values():
        for field in kind.fields:
            if field.type not in ("integer", "number"):
                continue
            (count,) = work.audit.connection.execute(
                f"SELECT count(*) FROM {whole_rows(kind)} WHERE {quoted(field.name)} = ?",
                (int(needle.value),),
            ).fetchone()
            if count:
                work.notes.append(
                    f"{kind.title}: {count:,} cells of {field.name.replace('_', ' ')} are this number; name --field "
                    f"{field.name} if it is the same thing."
                )

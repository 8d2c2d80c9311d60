"""What an auditor calls the place in which something was found."""

from __future__ import annotations

_TABLES = {
    "cf_event": "history",
    "cf_raw_cell": "cells as stored",
    "cf_restricted_cell": "cells of columns without a field",
    "cf_spelling": "spellings of values",
    "cf_misfit": "misfits",
    "cf_override": "corrections",
    "cf_override_cell": "corrected cells",
    "cf_outcome_row": "rows of check runs",
    "cf_exception": "exceptions",
    "cf_decision": "decisions",
    "cf_figure": "figures",
    "cf_finding": "findings",
    "cf_recommendation": "recommendations",
    "cf_entity": "register of agencies",
    "cf_source": "sources",
    "cf_source_chunk": "kept workbooks",
    "cf_import": "imports",
    "cf_import_column": "columns of imports",
    "cf_evidence": "evidence",
    "cf_evidence_chunk": "attached files",
    "cf_interview": "interviews",
    "cf_interview_paragraph": "paragraphs of interviews",
    "cf_citation": "citations",
    "cf_request_item": "request items",
    "cf_request_answer": "answers to requests",
    "cf_sample_item": "items of samples",
    "cf_sample_result": "results of samples",
    "cf_coding": "coded forms",
    "cf_adjudication": "adjudications",
    "cf_check_run": "check runs",
    "cf_pseudonym": "key list of pseudonyms",
    "cf_audit": "facts of the audit",
}


def place_words(table: str, column: str) -> str:
    """Such as `officers: last name` or `history: body`."""
    named = _TABLES.get(table)
    if named is None:
        named = table.removeprefix("cf_rows_").removeprefix("cf_").replace("_", " ")
    return f"{named}: {column.replace('_', ' ')}"

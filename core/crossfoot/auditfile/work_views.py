"""Views of the work itself, for checks: when the auditee was first asked, and which samples were drawn and examined."""

from __future__ import annotations

WORK_VIEWS = (
    "CREATE VIEW requests_sent AS SELECT number, asked_on, due_on FROM cf_request WHERE withdrawn = 0",
    "CREATE VIEW drawn_samples AS SELECT uid, name, purpose, method, record_type, frame, frame_size, design, "
    "non_response, at FROM cf_sample WHERE withdrawn = 0",
    "CREATE VIEW drawn_items AS SELECT i.sample_uid, i.place, i.entity, i.row_id, i.stratum, i.role, i.book_value "
    "FROM cf_sample_item i JOIN cf_sample s ON s.uid = i.sample_uid WHERE s.withdrawn = 0",
    "CREATE VIEW sample_results AS SELECT r.sample_uid, r.place, r.result, r.audited_value, r.note, r.seq "
    "FROM cf_sample_result r JOIN cf_sample s ON s.uid = r.sample_uid WHERE s.withdrawn = 0",
    "CREATE VIEW import_uids AS SELECT import_id, uid FROM cf_import WHERE state = 'current'",
)
"""`requests_sent`; `drawn_samples` with `drawn_items` and `sample_results` (each result that was entered, by `seq`);
`import_uids` of the current lists."""

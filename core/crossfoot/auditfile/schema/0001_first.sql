-- The audit file, version 1. One file is one audit. Tables of the program start with cf_; the views that checks see
-- are named as the record types and are made from them (record_views.py).
-- Identifiers are text, dates ISO text, times UTC ISO text, money integer cents, booleans 0 or 1, lists and bodies JSON.
-- Every object that a person can change has a uid (32 hex), so that the work of two people can be merged by it.

CREATE TABLE cf_audit (                     -- one row
  uid TEXT NOT NULL, title TEXT NOT NULL, number TEXT NOT NULL DEFAULT '', auditee TEXT NOT NULL DEFAULT '',
  office TEXT NOT NULL DEFAULT '', objective TEXT NOT NULL DEFAULT '', pack TEXT NOT NULL,
  as_of TEXT NOT NULL, period_start TEXT NOT NULL, period_end TEXT NOT NULL,
  issue_date TEXT,                          -- set by the auditor; the only date that a report prints as its own
  marking TEXT,                             -- NULL: not chosen yet; '': none, with the reason beside it
  marking_reason TEXT NOT NULL DEFAULT '',
  fictitious INTEGER NOT NULL DEFAULT 0,    -- 1: every page is marked as a demonstration, and that cannot be unset
  created_at TEXT NOT NULL, program_version TEXT NOT NULL
) STRICT;

CREATE TABLE cf_source (
  source_id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, name TEXT NOT NULL, bytes INTEGER NOT NULL,
  format TEXT NOT NULL, kept TEXT NOT NULL CHECK (kept IN ('whole', 'hash only')), added_at TEXT NOT NULL
) STRICT;

CREATE TABLE cf_source_chunk (              -- the bytes of a kept source, in pieces of 1 MiB, deflated
  source_id INTEGER NOT NULL REFERENCES cf_source, seq INTEGER NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (source_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE cf_list (                      -- what comes again as a new version: 'Participating agencies'
  list_id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, record_type TEXT NOT NULL
) STRICT;

CREATE TABLE cf_import (
  import_id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, list_id INTEGER NOT NULL REFERENCES cf_list,
  source_id INTEGER NOT NULL REFERENCES cf_source, sheet TEXT NOT NULL, record_type TEXT NOT NULL,
  header_row INTEGER NOT NULL, first_row INTEGER NOT NULL, last_row INTEGER NOT NULL,
  rows INTEGER NOT NULL, cells INTEGER NOT NULL, typed INTEGER NOT NULL, misfits INTEGER NOT NULL,
  kept INTEGER NOT NULL, ignored INTEGER NOT NULL, hidden_rows INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'current' CHECK (state IN ('current', 'superseded', 'withdrawn')),
  supersedes INTEGER REFERENCES cf_import, withdrawn_reason TEXT NOT NULL DEFAULT '',
  digest TEXT NOT NULL,                     -- sha256 over the loaded rows, for verify and reperform
  certificate TEXT NOT NULL DEFAULT '{}', control_totals TEXT NOT NULL DEFAULT '[]',
  actor TEXT NOT NULL, loaded_at TEXT NOT NULL,
  CHECK (cells = typed + misfits + kept)    -- nothing of the data range is lost
) STRICT;

CREATE TABLE cf_import_column (
  import_id INTEGER NOT NULL REFERENCES cf_import, position INTEGER NOT NULL, letter TEXT NOT NULL,
  header TEXT NOT NULL, field TEXT, treatment TEXT NOT NULL CHECK (treatment IN ('field', 'kept', 'left out')),
  reason TEXT NOT NULL, confidence REAL NOT NULL, kind TEXT NOT NULL, date_format TEXT,
  field_class TEXT NOT NULL,                -- an unmapped column is restricted until someone says otherwise
  PRIMARY KEY (import_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE cf_misfit (                    -- a cell that did not fit its field, as it stood
  misfit_id INTEGER PRIMARY KEY, import_id INTEGER NOT NULL REFERENCES cf_import, row_no INTEGER NOT NULL,
  ref TEXT NOT NULL, field TEXT NOT NULL, raw TEXT NOT NULL, cell_type TEXT NOT NULL,
  reason TEXT NOT NULL, suggestion TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX cf_misfit_by_row ON cf_misfit (import_id, row_no);

CREATE TABLE cf_raw_cell (                  -- stored text where the typed value does not give it back, and kept columns
  import_id INTEGER NOT NULL REFERENCES cf_import, row_no INTEGER NOT NULL, ref TEXT NOT NULL,
  raw TEXT NOT NULL, cell_type TEXT NOT NULL, link TEXT,        -- link: the target as stored, wrapped or not
  raw_cell_id INTEGER PRIMARY KEY
) STRICT;
CREATE INDEX cf_raw_cell_by_row ON cf_raw_cell (import_id, row_no);

CREATE TABLE cf_override (                  -- a correction beside the raw value; never in its place
  override_id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, record_type TEXT NOT NULL, field TEXT NOT NULL,
  raw TEXT, import_id INTEGER REFERENCES cf_import, row_no INTEGER, used TEXT NOT NULL, reason TEXT NOT NULL,
  withdrawn INTEGER NOT NULL DEFAULT 0, actor TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

CREATE TABLE cf_hazard (
  import_id INTEGER NOT NULL REFERENCES cf_import, code TEXT NOT NULL, place TEXT NOT NULL, count INTEGER NOT NULL,
  message TEXT NOT NULL, PRIMARY KEY (import_id, code, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE cf_hazard_decision (
  uid TEXT PRIMARY KEY, import_id INTEGER NOT NULL REFERENCES cf_import, code TEXT NOT NULL, place TEXT NOT NULL,
  decision TEXT NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

CREATE TABLE cf_entity (                    -- the register of agencies: one per state and folded name, from current rows
  entity_id TEXT PRIMARY KEY,               -- 'TX|wharton county sheriff''s office': stable from import to import
  kind TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL, name_key TEXT NOT NULL, agency_id TEXT,
  record_type TEXT NOT NULL, row_id INTEGER NOT NULL, import_id INTEGER NOT NULL REFERENCES cf_import, row_no INTEGER NOT NULL
) STRICT;

CREATE TABLE cf_alias (                     -- decided by a person: two spellings are one agency, or look-alikes are two
  uid TEXT PRIMARY KEY, kind TEXT NOT NULL, entity_a TEXT NOT NULL, entity_b TEXT NOT NULL,
  same INTEGER NOT NULL, evidence TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

CREATE TABLE cf_criterion (
  criterion_id TEXT PRIMARY KEY, kind TEXT NOT NULL, document TEXT NOT NULL, section TEXT NOT NULL DEFAULT '',
  version TEXT NOT NULL DEFAULT '', in_force_from TEXT, in_force_to TEXT, applies_to TEXT NOT NULL DEFAULT '[]',
  responsible_party TEXT NOT NULL DEFAULT '', force TEXT NOT NULL CHECK (force IN ('must', 'target', 'effort')),
  text TEXT NOT NULL, source TEXT NOT NULL, parameters TEXT NOT NULL DEFAULT '{}',
  origin TEXT NOT NULL CHECK (origin IN ('pack', 'sample', 'auditor')), confirmed_by TEXT, confirmed_on TEXT
) STRICT;

CREATE TABLE cf_check_criterion (           -- criteria that the auditor attached to a check beside those of its header
  check_id TEXT NOT NULL, criterion_id TEXT NOT NULL REFERENCES cf_criterion, PRIMARY KEY (check_id, criterion_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cf_parameter (                 -- values that the auditor set, with where each comes from
  check_id TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL,
  actor TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (check_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE cf_check_run (
  run_id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, check_id TEXT NOT NULL, title TEXT NOT NULL,
  module_file TEXT NOT NULL, module_sha256 TEXT NOT NULL, header TEXT NOT NULL,    -- the header as it ran
  parameters TEXT NOT NULL, as_of TEXT NOT NULL, period_start TEXT NOT NULL, period_end TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('exception', 'measure', 'lead')),
  status TEXT NOT NULL CHECK (status IN ('clean', 'flagged', 'measured', 'not_tested', 'failed')),
  unit TEXT NOT NULL, read INTEGER NOT NULL, excluded TEXT NOT NULL, excluded_count INTEGER NOT NULL,
  exempt INTEGER NOT NULL, tested INTEGER NOT NULL, exceptions INTEGER NOT NULL,
  not_tested_because TEXT NOT NULL DEFAULT '', limitations TEXT NOT NULL DEFAULT '[]',
  measure_because TEXT NOT NULL DEFAULT '', planned INTEGER NOT NULL DEFAULT 1,
  inputs TEXT NOT NULL DEFAULT '{}',        -- import ids and digests that the run read
  latest INTEGER NOT NULL DEFAULT 1, actor TEXT NOT NULL, ran_at TEXT NOT NULL,
  CHECK (read = tested + excluded_count + exempt), CHECK (exceptions <= tested)
) STRICT;
CREATE INDEX cf_check_run_latest ON cf_check_run (check_id) WHERE latest = 1;

CREATE TABLE cf_outcome_row (               -- one row per unit of a run's population
  run_id INTEGER NOT NULL REFERENCES cf_check_run, entity TEXT NOT NULL, row_ids TEXT NOT NULL,
  record_type TEXT NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('tested', 'excluded', 'exempt', 'exception')),
  reason TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '', evidence TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (run_id, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE cf_exception (                 -- an exception as the latest run of its check found it
  exception_id TEXT PRIMARY KEY,            -- first 16 hex of sha256(check id, entity, kind)
  check_id TEXT NOT NULL, entity TEXT NOT NULL, kind TEXT NOT NULL, run_id INTEGER NOT NULL REFERENCES cf_check_run,
  record_type TEXT NOT NULL, row_ids TEXT NOT NULL, message TEXT NOT NULL, evidence TEXT NOT NULL,
  facts_digest TEXT NOT NULL, present INTEGER NOT NULL DEFAULT 1    -- 0: the latest run no longer finds it
) STRICT;
CREATE INDEX cf_exception_by_check ON cf_exception (check_id, present);

CREATE TABLE cf_decision (                  -- never changed: a new decision is a new row
  uid TEXT PRIMARY KEY, exception_id TEXT NOT NULL REFERENCES cf_exception,
  decision TEXT NOT NULL CHECK (decision IN
    ('confirmed', 'explained', 'data_error', 'out_of_scope', 'ask', 'no_reply', 'refer', 'reopened')),
  reason TEXT NOT NULL, facts_digest TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;
CREATE INDEX cf_decision_by_exception ON cf_decision (exception_id, seq);

CREATE VIEW cf_exception_state AS           -- an exception with the decision that holds for its present facts
SELECT e.*, coalesce(d.decision, 'undecided') AS last_decision,
       CASE WHEN d.uid IS NULL OR d.decision = 'reopened' THEN 'undecided'
            WHEN d.facts_digest <> e.facts_digest THEN 'undecided'
            ELSE d.decision END AS decision,
       CASE WHEN d.uid IS NOT NULL AND d.facts_digest <> e.facts_digest THEN 'facts changed'
            ELSE coalesce(d.reason, '') END AS reason,
       d.actor AS decided_by, d.at AS decided_at
FROM cf_exception e
LEFT JOIN cf_decision d ON d.exception_id = e.exception_id
     AND d.seq = (SELECT max(x.seq) FROM cf_decision x WHERE x.exception_id = e.exception_id);

CREATE TABLE cf_figure (                    -- every number that a report may print, and where it comes from
  figure_id TEXT NOT NULL, run_id INTEGER NOT NULL REFERENCES cf_check_run, name TEXT NOT NULL,
  "group" TEXT NOT NULL DEFAULT '', value TEXT, text TEXT NOT NULL, unit TEXT NOT NULL, rounding TEXT NOT NULL,
  sentence TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (run_id, figure_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cf_finding (
  uid TEXT PRIMARY KEY, position INTEGER NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL,
  checks TEXT NOT NULL, criteria TEXT NOT NULL, condition TEXT NOT NULL, cause TEXT NOT NULL DEFAULT '',
  effect TEXT NOT NULL DEFAULT '', significance TEXT NOT NULL DEFAULT '', left_out TEXT NOT NULL DEFAULT '{}',
  state TEXT NOT NULL DEFAULT 'draft', withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE cf_recommendation (
  uid TEXT PRIMARY KEY, finding_uid TEXT NOT NULL REFERENCES cf_finding, position INTEGER NOT NULL,
  addressee TEXT NOT NULL DEFAULT '', action TEXT NOT NULL, cause TEXT NOT NULL DEFAULT '', target_date TEXT,
  edited INTEGER NOT NULL DEFAULT 0, response TEXT, response_text TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT 'open-unresolved', withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE cf_evidence (                  -- documentary, testimonial, physical, analytical
  uid TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, obtained_from TEXT NOT NULL DEFAULT '',
  obtained_on TEXT, obtained_by TEXT NOT NULL DEFAULT '', sha256 TEXT, held_at TEXT NOT NULL DEFAULT '',
  evidence_class TEXT NOT NULL DEFAULT 'internal', pages INTEGER
) STRICT;

CREATE TABLE cf_citation (
  uid TEXT PRIMARY KEY, object TEXT NOT NULL, evidence_uid TEXT NOT NULL REFERENCES cf_evidence,
  page TEXT NOT NULL DEFAULT '', quote TEXT NOT NULL DEFAULT '', supports INTEGER NOT NULL
) STRICT;

CREATE TABLE cf_request_item (              -- 'does not exist', said by an official, is evidence too
  uid TEXT PRIMARY KEY, number INTEGER NOT NULL, asked TEXT NOT NULL, asked_on TEXT, due_on TEXT,
  state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN
    ('asked', 'received', 'partial', 'does not exist', 'refused', 'overdue')),
  official TEXT NOT NULL DEFAULT '', answered_on TEXT, evidence_uid TEXT REFERENCES cf_evidence
) STRICT;

CREATE TABLE cf_event (                     -- the history: append-only, each event sealed by the hash of the one before
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL,
  object TEXT NOT NULL, body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
) STRICT;

CREATE TRIGGER cf_event_no_update BEFORE UPDATE ON cf_event
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER cf_event_no_delete BEFORE DELETE ON cf_event
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER cf_event_in_order BEFORE INSERT ON cf_event
WHEN NEW.seq <> coalesce((SELECT max(seq) FROM cf_event), 0) + 1
  OR NEW.prev <> coalesce((SELECT hash FROM cf_event ORDER BY seq DESC LIMIT 1), '')
BEGIN SELECT RAISE(ABORT, 'history is append-only and in order'); END;

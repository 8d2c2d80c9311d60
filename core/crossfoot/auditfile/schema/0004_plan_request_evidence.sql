-- The audit file, version 4: what the audit means to find out, what it asked for and got, what it rests on beside data,
-- and what has to leave the file again.
-- Rows are withdrawn, never deleted; a table called append-only gets a new row for each change, the latest holds.

-- The plan (design matrix): objectives, questions, steps; approval freezes parameters.

CREATE TABLE cf_plan_objective (
  uid TEXT PRIMARY KEY, position INTEGER NOT NULL, text TEXT NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE cf_plan_question (             -- what is to be answered, under the theme that the report tells it in
  uid TEXT PRIMARY KEY, objective_uid TEXT NOT NULL REFERENCES cf_plan_objective, position INTEGER NOT NULL,
  theme TEXT NOT NULL, text TEXT NOT NULL,
  answer TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'finding', 'no finding')),
  answer_reason TEXT NOT NULL DEFAULT '',   -- why there is no finding; or a remark on the one there is
  finding_uid TEXT REFERENCES cf_finding, withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE cf_plan_step (
  uid TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE,       -- 'training.3': how commands and papers call it
  question_uid TEXT NOT NULL REFERENCES cf_plan_question, position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('check', 'document review', 'interview', 'sample', 'control test')),
  title TEXT NOT NULL, check_id TEXT NOT NULL DEFAULT '', criteria TEXT NOT NULL DEFAULT '[]',
  information TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '', method TEXT NOT NULL DEFAULT '',
  limits TEXT NOT NULL DEFAULT '', who TEXT NOT NULL DEFAULT '',
  datasets TEXT NOT NULL DEFAULT '[]',      -- JSON: record types that the step needs
  documents TEXT NOT NULL DEFAULT '[]',     -- JSON: documents to ask for
  interviews TEXT NOT NULL DEFAULT '[]',    -- JSON: positions whose holders are to be interviewed
  state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'in progress', 'done', 'not done')),
  conclusion TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',   -- reason: why it was not done
  withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE cf_plan_approval (             -- append-only: the plan as it was approved
  uid TEXT PRIMARY KEY, digest TEXT NOT NULL,           -- sha256 over the canonical JSON of `plan`
  plan TEXT NOT NULL,                       -- JSON: objectives, questions, steps
  parameters TEXT NOT NULL,                 -- JSON: check -> parameter -> {value, source}, frozen from now on
  reason TEXT NOT NULL DEFAULT '',          -- why it was approved anew
  actor TEXT NOT NULL, at TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;

CREATE TABLE cf_plan_note (                 -- a line of a planning page
  uid TEXT PRIMARY KEY, page TEXT NOT NULL CHECK (page IN
    ('risk', 'internal control', 'fraud risk', 'prior recommendations', 'independence')),
  position INTEGER NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL DEFAULT '',
  facts TEXT NOT NULL DEFAULT '{}',         -- JSON: what the page asks beside the text (component, likelihood, status ...)
  withdrawn INTEGER NOT NULL DEFAULT 0, actor TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

CREATE TABLE cf_control_test (              -- append-only: what was established of a control (a step of kind control test)
  uid TEXT PRIMARY KEY, step_uid TEXT NOT NULL REFERENCES cf_plan_step, control TEXT NOT NULL,
  assigned_to TEXT NOT NULL DEFAULT '', report TEXT NOT NULL DEFAULT '', frequency TEXT NOT NULL DEFAULT '',
  followed_by TEXT NOT NULL DEFAULT '',     -- who is assigned, which report exists, how often run, what followed
  designed TEXT NOT NULL CHECK (designed IN ('yes', 'no', 'not determined')),
  implemented TEXT NOT NULL CHECK (implemented IN ('yes', 'no', 'not determined')),
  operating TEXT NOT NULL CHECK (operating IN ('yes', 'no', 'not determined')),
  conclusion TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;

ALTER TABLE cf_check_run ADD COLUMN exploratory_because TEXT NOT NULL DEFAULT '';   -- '' where the run was planned

-- Whom a finding is about: a duty of the local agency is no condition of headquarters.
ALTER TABLE cf_finding ADD COLUMN party TEXT NOT NULL DEFAULT '';

-- The request to the auditee and what came of it.

CREATE TABLE cf_request (
  uid TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, addressee TEXT NOT NULL, addressee_title TEXT NOT NULL DEFAULT '',
  authority TEXT NOT NULL DEFAULT '', objective TEXT NOT NULL DEFAULT '', asked_on TEXT NOT NULL, due_on TEXT NOT NULL,
  contact TEXT NOT NULL DEFAULT '', withdrawn INTEGER NOT NULL DEFAULT 0, actor TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

ALTER TABLE cf_request_item ADD COLUMN request_uid TEXT REFERENCES cf_request;
ALTER TABLE cf_request_item ADD COLUMN kind TEXT NOT NULL DEFAULT 'document';
-- 'dataset', 'document', 'interview', 'questionnaire'
ALTER TABLE cf_request_item ADD COLUMN record_type TEXT NOT NULL DEFAULT '';
ALTER TABLE cf_request_item ADD COLUMN theme TEXT NOT NULL DEFAULT '';
ALTER TABLE cf_request_item ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE cf_request_item ADD COLUMN steps TEXT NOT NULL DEFAULT '[]';      -- JSON: keys of the steps that need it
ALTER TABLE cf_request_item ADD COLUMN fields TEXT NOT NULL DEFAULT '[]';     -- JSON: the columns of a dataset: [{field, why, optional}]
ALTER TABLE cf_request_item ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;

CREATE TABLE cf_request_answer (            -- append-only: what was answered to an item, by whom
  uid TEXT PRIMARY KEY, item_uid TEXT NOT NULL REFERENCES cf_request_item, state TEXT NOT NULL,
  official TEXT NOT NULL DEFAULT '', official_title TEXT NOT NULL DEFAULT '', answered_on TEXT,
  said TEXT NOT NULL DEFAULT '', evidence_uid TEXT REFERENCES cf_evidence,
  actor TEXT NOT NULL, at TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;

CREATE TABLE cf_request_file (              -- append-only: a file that came, for the receipt
  uid TEXT PRIMARY KEY, item_uid TEXT NOT NULL REFERENCES cf_request_item, name TEXT NOT NULL, sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL, rows INTEGER, received_on TEXT NOT NULL,
  missing TEXT NOT NULL DEFAULT '[]',       -- JSON: what the deficiency letter names: [{field, meaning, why}]
  actor TEXT NOT NULL, at TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;

-- Evidence beside data.

ALTER TABLE cf_evidence ADD COLUMN number INTEGER NOT NULL DEFAULT 0;         -- 'E-7' on paper
ALTER TABLE cf_evidence ADD COLUMN name TEXT NOT NULL DEFAULT '';             -- of the file
ALTER TABLE cf_evidence ADD COLUMN bytes INTEGER;
ALTER TABLE cf_evidence ADD COLUMN attached INTEGER NOT NULL DEFAULT 0;       -- 1: its bytes are in cf_evidence_chunk
ALTER TABLE cf_evidence ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE cf_evidence ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cf_evidence ADD COLUMN actor TEXT NOT NULL DEFAULT '';
ALTER TABLE cf_evidence ADD COLUMN at TEXT NOT NULL DEFAULT '';

CREATE TABLE cf_evidence_chunk (            -- the bytes of an attached file, in pieces of 1 MiB, deflated
  evidence_uid TEXT NOT NULL REFERENCES cf_evidence, seq INTEGER NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (evidence_uid, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE cf_interview (                 -- one row per evidence of an interview
  evidence_uid TEXT PRIMARY KEY REFERENCES cf_evidence, interviewee TEXT NOT NULL, title TEXT NOT NULL DEFAULT '',
  office TEXT NOT NULL DEFAULT '', held_on TEXT NOT NULL, place TEXT NOT NULL DEFAULT '',
  attendees TEXT NOT NULL DEFAULT '[]', confirmed_by TEXT NOT NULL DEFAULT '', confirmed_on TEXT
) STRICT;

CREATE TABLE cf_interview_paragraph (       -- numbered, so that it can be cited
  evidence_uid TEXT NOT NULL REFERENCES cf_interview, number INTEGER NOT NULL, text TEXT NOT NULL,
  corroborated_by TEXT NOT NULL DEFAULT '[]',           -- JSON: uids of evidence that says the same
  PRIMARY KEY (evidence_uid, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE cf_computation (               -- one row per evidence of a computation
  evidence_uid TEXT PRIMARY KEY REFERENCES cf_evidence, formula TEXT NOT NULL, result TEXT NOT NULL,
  inputs TEXT NOT NULL                      -- JSON: [{name, figure, text, source}]; figure '' where typed with its source
) STRICT;

-- object of a citation: 'finding:UID#condition', 'recommendation:UID', 'step:KEY', 'question:UID'
ALTER TABLE cf_citation ADD COLUMN statement TEXT NOT NULL DEFAULT '';        -- the sentence that it supports or contradicts
ALTER TABLE cf_citation ADD COLUMN quote_checked INTEGER NOT NULL DEFAULT 0;  -- 1: the program found the quote there
ALTER TABLE cf_citation ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cf_citation ADD COLUMN actor TEXT NOT NULL DEFAULT '';
ALTER TABLE cf_citation ADD COLUMN at TEXT NOT NULL DEFAULT '';

-- Data collection instruments: what two people read in the documents of each sampled item.

CREATE TABLE cf_instrument (
  uid TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, sample_uid TEXT NOT NULL REFERENCES cf_sample (uid),
  step_uid TEXT REFERENCES cf_plan_step, purpose TEXT NOT NULL DEFAULT '',
  attributes TEXT NOT NULL,                 -- JSON: [{key, question, help, deviation: [answers]}]
  withdrawn INTEGER NOT NULL DEFAULT 0, actor TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

CREATE TABLE cf_coding (                    -- append-only: one answer of one coder
  uid TEXT PRIMARY KEY, instrument_uid TEXT NOT NULL REFERENCES cf_instrument, place INTEGER NOT NULL,
  attribute TEXT NOT NULL, coder TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'not applicable', 'not found')),
  page TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', sha256 TEXT NOT NULL DEFAULT '',   -- of the filled form
  evidence_uid TEXT REFERENCES cf_evidence,
  actor TEXT NOT NULL, at TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;
CREATE INDEX cf_coding_by_item ON cf_coding (instrument_uid, place, attribute, coder, seq);

CREATE TABLE cf_adjudication (              -- append-only: what holds where two coders differ
  uid TEXT PRIMARY KEY, instrument_uid TEXT NOT NULL REFERENCES cf_instrument, place INTEGER NOT NULL,
  attribute TEXT NOT NULL, answer TEXT NOT NULL, reason TEXT NOT NULL,
  actor TEXT NOT NULL, at TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;

-- Sensitive data. An event is sealed over the digest of its body, so that a value can leave the body and the chain holds.

ALTER TABLE cf_event ADD COLUMN salt TEXT;              -- 32 hex; NULL in events of versions 1 to 3, or where purged
ALTER TABLE cf_event ADD COLUMN body_digest TEXT;       -- sha256(salt + body) as it was written; NULL in old events

CREATE TABLE cf_tombstone (                 -- append-only: what left the file, and on whose authority
  uid TEXT PRIMARY KEY, what TEXT NOT NULL, token TEXT NOT NULL, reason TEXT NOT NULL, authority TEXT NOT NULL,
  places TEXT NOT NULL,                     -- JSON: [{place, count}], and of events: [{seq, digest of the new body}]
  actor TEXT NOT NULL, at TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;

CREATE TABLE cf_secret (                    -- restricted: keys that never leave the file with an export
  name TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT;

CREATE TABLE cf_pseudonym (                 -- restricted: the key list of keyed pseudonyms and tokens
  token TEXT PRIMARY KEY, field_class TEXT NOT NULL, value TEXT NOT NULL
) STRICT;

ALTER TABLE cf_source ADD COLUMN kept_sha256 TEXT;      -- of the kept bytes, where columns left out are not in them

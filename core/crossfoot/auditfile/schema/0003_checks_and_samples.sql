-- The audit file, version 3: samples that were drawn, and what the auditor concluded on the reliability of each list.

CREATE TABLE cf_sample (                    -- a sample as it was drawn; anyone can draw the same again from this row
  uid TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, purpose TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN
    ('simple random', 'systematic', 'stratified', 'monetary unit', 'judgmental', 'two-stage')),
  record_type TEXT NOT NULL,
  frame TEXT NOT NULL,                      -- JSON: imports, digests, the rows left out and why, what it was reconciled to
  frame_size INTEGER NOT NULL, frame_sha256 TEXT NOT NULL,
  design TEXT NOT NULL,                     -- JSON: confidence, tolerable and expected rate, strata, interval, reserve
  non_response TEXT NOT NULL,               -- the rule for items that cannot be examined, chosen before the draw
  seed TEXT NOT NULL, algorithm TEXT NOT NULL,
  withdrawn INTEGER NOT NULL DEFAULT 0, actor TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

CREATE TABLE cf_sample_item (               -- never changed: the items in the order in which they were drawn
  sample_uid TEXT NOT NULL REFERENCES cf_sample (uid), place INTEGER NOT NULL, entity TEXT NOT NULL,
  row_id INTEGER NOT NULL, stratum TEXT NOT NULL DEFAULT '', role TEXT NOT NULL
    CHECK (role IN ('selected', 'reserve', 'certainty')),
  book_value INTEGER,                       -- integer cents, for a monetary unit sample
  PRIMARY KEY (sample_uid, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE cf_sample_result (             -- never changed: a new result of an item is a new row
  uid TEXT PRIMARY KEY, sample_uid TEXT NOT NULL REFERENCES cf_sample (uid), place INTEGER NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('no deviation', 'deviation', 'not examined')),
  audited_value INTEGER,                    -- integer cents, for a monetary unit sample
  note TEXT NOT NULL DEFAULT '', actor TEXT NOT NULL, at TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;

CREATE TABLE cf_reliability (               -- never changed: the latest row of a list holds
  uid TEXT PRIMARY KEY, list_id INTEGER NOT NULL REFERENCES cf_list,
  conclusion TEXT NOT NULL CHECK (conclusion IN
    ('sufficiently reliable', 'not sufficiently reliable', 'undetermined')),
  purpose TEXT NOT NULL, reason TEXT NOT NULL, limitations TEXT NOT NULL DEFAULT '',
  runs TEXT NOT NULL,                       -- JSON: the uids of the check runs that the auditor had before them
  actor TEXT NOT NULL, at TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;

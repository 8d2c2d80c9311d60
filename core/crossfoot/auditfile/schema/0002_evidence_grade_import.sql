-- The audit file, version 2: how a workbook was read, what a person decided about it, and which corrections stand.

ALTER TABLE cf_import ADD COLUMN reading TEXT NOT NULL DEFAULT '{}';
-- JSON of ReadOptions and of the reader: encoding, delimiter, whether a password opened it (never the password),
-- the rows that went to the exact path, the losses of the format
ALTER TABLE cf_import ADD COLUMN skipped TEXT NOT NULL DEFAULT '[]';
-- JSON [[first row, last row, reason]]: rows of the sheet that the mapping declares to be no data

CREATE TABLE cf_template (                  -- a saved mapping, recognised by its headers when the list comes again
  uid TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, record_type TEXT NOT NULL,
  headers TEXT NOT NULL,                    -- JSON: the header keys in column order
  toml TEXT NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0, actor TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

CREATE TABLE cf_override_cell (             -- one cell that an override changes for the checks; `before` brings it back
  override_uid TEXT NOT NULL REFERENCES cf_override (uid), import_id INTEGER NOT NULL REFERENCES cf_import,
  row_no INTEGER NOT NULL, ref TEXT NOT NULL, field TEXT NOT NULL, before TEXT, used TEXT,    -- JSON values
  PRIMARY KEY (import_id, row_no, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE cf_control_total (             -- what the sender says the list holds; compared each time it is asked for
  uid TEXT PRIMARY KEY, list_id INTEGER NOT NULL REFERENCES cf_list, measure TEXT NOT NULL
    CHECK (measure IN ('rows', 'sum', 'distinct', 'filled')), field TEXT NOT NULL DEFAULT '', expected TEXT NOT NULL,
  source TEXT NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0, actor TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

CREATE TABLE cf_row_match (                 -- decided by a person: rows of two versions of a list are one record
  uid TEXT PRIMARY KEY, list_id INTEGER NOT NULL REFERENCES cf_list, key_before TEXT NOT NULL, key_after TEXT NOT NULL,
  same INTEGER NOT NULL, evidence TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

CREATE TABLE cf_spelling (                  -- the raw text of all cells of this value that have none in cf_raw_cell
  import_id INTEGER NOT NULL REFERENCES cf_import, field TEXT NOT NULL, value TEXT NOT NULL, letter TEXT NOT NULL,
  raw TEXT NOT NULL, cell_type TEXT NOT NULL, PRIMARY KEY (import_id, field, value)
) STRICT, WITHOUT ROWID;

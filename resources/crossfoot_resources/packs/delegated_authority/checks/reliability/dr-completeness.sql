/* crossfoot-check
id         = "dr-completeness"
title      = "Missing values, rows and periods"
question   = "Do the lists hold a value wherever their record layout requires one, all rows that the sender counted, and records of each month?"
kind       = "exception"
criteria_from = "record layout"
unit       = "test of a list"
population = "fields of the loaded lists to which a column is mapped, control totals, months with records, and rows that Excel does not show"
background = []
condition  = "{exceptions} of {tested} tests of the loaded lists showed that values, rows or months are missing. Fields that lacked more values than the record layout allows: {fields_lacking}; control totals that differed: {totals_differing}; lists with months without records: {lists_with_gaps}. Rows read: {rows_read}."
cause      = "How was the list extracted, and does the source system require the field? What evidence says so?"
effect     = "Which checks rest on the field, and how many of their units could not be tested?"
recommend  = "Require the field at entry, complete the records that lack it, and reconcile each extract with the source system before it is handed over."
facts      = ["missing", "rows", "expected", "found", "months"]
absent_record = true

[params.max_missing]
type    = "percent"
meaning = "The share of rows that may lack a required value."
source  = "definition"
default = 0
[params.max_missing_optional]
type    = "percent"
meaning = "The share of rows above which an optional field that lacks values is shown; it is never an exception."
source  = "definition"
default = 5
[params.records_per_month]
type    = "integer"
meaning = "A month without records is an exception only where the list has at least so many in an average month of the period."
source  = "definition"
default = 5

[params.event_lists]
type    = "list"
meaning = "Lists of events, of which each month of the period is expected to have some."
source  = "definition"
default = ["training_completions", "encounters", "charging_documents", "complaints"]

[kinds]
A = "{missing} of {rows} rows have no value in the required field {field}: {empty} blank, {null_like} with a text that stands for none, {error_cells} with an error value."
B = "The sender says {expected} ({said_by}); the list holds {found}: {field}."
C = "No record is dated in these months of the period: {months}; an average month has {per_month}."

[figures.rows_read]
sentence = "Rows of all loaded lists, hidden ones too"
[figures.hidden_rows]
sentence = "Rows of the loaded lists that are hidden in Excel"
[figures.fields_required]
sentence = "Required fields among those tested"
where    = "required = 1"
[figures.fields_lacking]
sentence = "Required fields that lack more values than the record layout allows"
where    = "instr(kind, 'A') > 0"
[figures.optional_lacking]
sentence = "Optional fields that lack a value in more rows than the parameter allows; no exceptions"
where    = "instr(kind, 'E') > 0"
[figures.totals_tested]
sentence = "Control totals that were compared with what the lists hold"
where    = "test = 'control total'"
[figures.totals_differing]
sentence = "Control totals that differ from what the lists hold"
where    = "instr(kind, 'B') > 0"
[figures.lists_with_gaps]
sentence = "Lists with a month of the period without records"
where    = "instr(kind, 'C') > 0"
[figures.missing]
sentence = "Rows without a value in {group}"
rows     = "SELECT record_type, row_id FROM missing_cells WHERE record_type || '.' || field = :group"
[figures.error_cells]
sentence = "Of these, rows with an error value in {group}"
rows     = "SELECT record_type, row_id FROM misfit_cells WHERE record_type || '.' || field = :group AND NOT overridden AND reason LIKE 'error value%'"
[figures.unreadable]
sentence = "Rows with a value in {group} that could not be read as its type; these are not missing"
rows     = "SELECT record_type, row_id FROM misfit_cells WHERE record_type || '.' || field = :group AND NOT overridden AND row_id NOT IN (SELECT m.row_id FROM missing_cells m WHERE m.record_type = misfit_cells.record_type AND m.field = misfit_cells.field)"
[figures.total_difference]
sentence = "What the list holds more (or, below 0, less) than the sender says: {group}"
[figures.months_without_records]
sentence = "Months of the period without a record: {group}"
[figures.not_shown]
sentence = "Rows that a person who looks at the list in Excel may not see or count: {group}"

[evidence]
list     = "List"
field    = "Field"
required = "Required"
rows     = "Rows"
missing  = "Missing"
expected = "Expected"
found    = "Found"
months   = "Months without records"

[chart]
kind   = "bars"
figure = "missing"
unit   = "rows without a value"

[[seeds]]
kind  = "A"
says  = "A row lacks a value that the record layout requires."
among = "outcome = 'tested' AND test = 'field' AND list_type || '.' || field IN ('agreements.signed_on', 'officers.authorized_on', 'equipment.requested_on', 'training_completions.completed_on')"
sql   = [
  "UPDATE agreements SET signed_on = NULL WHERE row_id = (SELECT min(row_id) FROM agreements WHERE signed_on IS NOT NULL)",
  "UPDATE officers SET authorized_on = NULL WHERE row_id = (SELECT min(row_id) FROM officers WHERE authorized_on IS NOT NULL)",
  "UPDATE equipment SET requested_on = NULL WHERE row_id = (SELECT min(row_id) FROM equipment WHERE requested_on IS NOT NULL)",
  "UPDATE training_completions SET completed_on = NULL WHERE row_id = (SELECT min(row_id) FROM training_completions WHERE completed_on IS NOT NULL)",
]
[[seeds]]
kind  = "B"
says  = "A list lacks the last of the rows that the sender counted."
among = "outcome = 'tested' AND test = 'control total' AND field = 'rows' AND list_type IN ('agreements', 'applications', 'officers', 'equipment', 'training_completions', 'budget', 'encounters')"
sql   = [
  "DELETE FROM agreements WHERE row_id = (SELECT max(row_id) FROM agreements)",
  "DELETE FROM applications WHERE row_id = (SELECT max(row_id) FROM applications)",
  "DELETE FROM officers WHERE row_id = (SELECT max(row_id) FROM officers)",
  "DELETE FROM equipment WHERE row_id = (SELECT max(row_id) FROM equipment)",
  "DELETE FROM training_completions WHERE row_id = (SELECT max(row_id) FROM training_completions)",
  "DELETE FROM budget WHERE row_id = (SELECT max(row_id) FROM budget)",
  "DELETE FROM encounters WHERE row_id = (SELECT max(row_id) FROM encounters)",
]
[[seeds]]
kind  = "C"
says  = "All records of one month are missing."
among = "outcome = 'tested' AND test = 'months'"
sql   = [
  "DELETE FROM training_completions WHERE substr(completed_on, 1, 7) = substr(:period_start, 1, 7)",
  "DELETE FROM encounters WHERE substr(occurred_at, 1, 7) = substr(:period_start, 1, 7)",
  "DELETE FROM charging_documents WHERE substr(prepared_on, 1, 7) = substr(:period_start, 1, 7)",
  "DELETE FROM complaints WHERE substr(received_at, 1, 7) = substr(:period_start, 1, 7)",
]
*/
WITH RECURSIVE field AS MATERIALIZED (
  SELECT v.*, l.list, c.required,
    v.missing > 0 AND v.missing * 100.0
      > CASE WHEN c.required = 1 THEN :max_missing ELSE :max_missing_optional END * v.rows AS too_many
  FROM field_values v
  JOIN list_catalogue l ON l.import_id = v.import_id
  JOIN field_catalogue c ON c.record_type = v.record_type AND c.field = v.field
),
total AS (
  SELECT t.*, t.found IS NULL OR t.found <> t.expected AS differs FROM total_results t
),
month (first_day, next_day, last_day) AS (
  SELECT substr(period_start, 1, 7) || '-01', add_months(substr(period_start, 1, 7) || '-01', 1), min(as_of, period_end)
  FROM audit_facts
  UNION ALL
  SELECT next_day, add_months(next_day, 1), last_day FROM month WHERE next_day <= last_day
),
dated AS (                       -- in a list of few records a month without one says nothing
  SELECT *, in_period * 1.0 / (SELECT count(*) FROM month) AS per_month FROM field
  WHERE event = 1 AND record_type IN (SELECT value FROM param_event_lists)
    AND in_period >= :records_per_month * (SELECT count(*) FROM month)
),
gap AS (
  SELECT d.import_id, group_concat(substr(m.first_day, 1, 7), ', ') AS months, count(*) AS n
  FROM dated d CROSS JOIN month m
  WHERE NOT EXISTS (
    SELECT 1 FROM event_days e WHERE e.import_id = d.import_id AND e.day >= m.first_day AND e.day < m.next_day)
  GROUP BY d.import_id
),
hidden AS (
  SELECT record_type, import_id, list, 'rows hidden in Excel' AS what, hidden_rows AS n FROM list_catalogue
  UNION ALL
  SELECT h.record_type, h.import_id, h.list, 'blank rows inside the list', sum(h.count)
  FROM hazard_catalogue h WHERE h.code = 'blank-row-inside' GROUP BY h.import_id
  UNION ALL
  SELECT h.record_type, h.import_id, h.list, 'rows outside the filter', sum(h.count)
  FROM hazard_catalogue h WHERE h.code = 'data-outside-filter' GROUP BY h.import_id
)
SELECT
  f.list || '|' || f.record_type || '.' || f.field AS entity,
  CASE WHEN f.required = 1 AND f.too_many THEN (    -- the figure `missing` is traced to all of them, however many
    SELECT json_group_array(row_id) FROM (
      SELECT m.row_id FROM missing_cells m
      WHERE m.record_type = f.record_type AND m.field = f.field AND m.import_id = f.import_id LIMIT 100000)) END AS row_id,
  f.record_type,
  CASE WHEN f.required = 1 AND f.too_many THEN 'exception' ELSE 'tested' END AS outcome,
  '' AS reason,
  CASE WHEN NOT f.too_many THEN '' WHEN f.required = 1 THEN 'A' ELSE 'E' END AS kind,
  'field' AS test, f.list, f.record_type AS list_type, f.field, f.required, f.rows, f.missing, f.empty, f.null_like,
  f.error_cells, f.unreadable, NULL AS expected, NULL AS found, NULL AS said_by, NULL AS months, NULL AS per_month
FROM field f
UNION ALL
SELECT
  t.list || '|total|' || t.measure || '|' || t.field || CASE t.place WHEN '' THEN '' ELSE '|' || t.place END, t.row_id,
  CASE WHEN t.row_id IS NOT NULL THEN 'control_totals' ELSE nullif(t.record_type, '') END,
  CASE WHEN t.differs THEN 'exception' ELSE 'tested' END, '', CASE WHEN t.differs THEN 'B' ELSE '' END,
  'control total', t.list, t.record_type, trim(t.measure || ' ' || t.field), 0, NULL, NULL, NULL, NULL,
  NULL, NULL, t.expected, t.found, t.source, NULL, NULL
FROM total t
UNION ALL
SELECT
  d.list || '|months', NULL, d.record_type, CASE WHEN g.n > 0 THEN 'exception' ELSE 'tested' END, '',
  CASE WHEN g.n > 0 THEN 'C' ELSE '' END,
  'months', d.list, d.record_type, d.field, 0, NULL, NULL, NULL, NULL,
  NULL, NULL, NULL, ifnull(g.n, 0), NULL, g.months, round(d.per_month, 1)
FROM dated d LEFT JOIN gap g ON g.import_id = d.import_id
UNION ALL
SELECT
  h.list || '|' || h.what, NULL, h.record_type, 'tested', '', 'D', h.what, h.list, h.record_type, NULL, 0, NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, h.n, NULL, NULL, NULL
FROM hidden h WHERE h.n > 0

-- figures
WITH field AS (
  SELECT list_type || '.' || field AS name, sum(missing) AS missing, sum(error_cells) AS errors, sum(unreadable) AS unreadable
  FROM outcomes WHERE test = 'field' GROUP BY list_type, field
)
SELECT 'rows_read' AS name, '' AS "group", ifnull(sum(rows), 0) AS value, 'rows' AS unit, 'count' AS rounding FROM list_catalogue
UNION ALL SELECT 'hidden_rows', '', ifnull(sum(hidden_rows), 0), 'rows', 'count' FROM list_catalogue
UNION ALL SELECT 'fields_required', '', count(*), 'fields', 'count' FROM outcomes WHERE required = 1
UNION ALL SELECT 'fields_lacking', '', count(*), 'fields', 'count' FROM outcomes WHERE instr(kind, 'A') > 0
UNION ALL SELECT 'optional_lacking', '', count(*), 'fields', 'count' FROM outcomes WHERE instr(kind, 'E') > 0
UNION ALL SELECT 'totals_tested', '', count(*), 'control totals', 'count' FROM outcomes WHERE test = 'control total'
UNION ALL SELECT 'totals_differing', '', count(*), 'control totals', 'count' FROM outcomes WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'lists_with_gaps', '', count(*), 'lists', 'count' FROM outcomes WHERE instr(kind, 'C') > 0
UNION ALL SELECT 'missing', name, missing, 'rows', 'count' FROM field WHERE missing > 0
UNION ALL SELECT 'error_cells', name, errors, 'rows', 'count' FROM field WHERE errors > 0
UNION ALL SELECT 'unreadable', name, unreadable, 'rows', 'count' FROM field WHERE unreadable > 0
UNION ALL SELECT 'total_difference', entity, found - expected, 'difference', 'one decimal' FROM outcomes
  WHERE test = 'control total' AND found IS NOT NULL
UNION ALL SELECT 'months_without_records', list, found, 'months', 'count' FROM outcomes WHERE test = 'months'
UNION ALL SELECT 'not_shown', list || ': ' || test, found, 'rows', 'count' FROM outcomes WHERE kind = 'D'

/* crossfoot-check
id         = "dr-completeness"
title      = "Required values that are missing"
question   = "Do the lists hold a value wherever their record layout requires one?"
kind       = "exception"
criteria_from = "record layout"
unit       = "field of a list"
population = "fields of the loaded lists to which a column is mapped"
background = []
condition  = "{exceptions} of {tested} fields ({rate}) of the loaded lists lacked more values than the record layout allows; {rows_read} rows were read."
cause      = "How was the list extracted, and does the source system require the field? What evidence says so?"
effect     = "Which checks rest on the field, and how many of their units could not be tested?"
recommend  = "Require the field at entry, and complete the records that lack it."
facts      = ["missing", "rows"]
absent_record = true

[params.max_missing]
type    = "percent"
meaning = "The share of rows that may lack a required value."
source  = "definition"
default = 0

[kinds]
A = "{missing} of {rows} rows have no value in the required field {field}: {empty} blank, {null_like} with a text that stands for none, {error_cells} with an error value."

[figures.rows_read]
sentence = "Rows of all loaded lists, hidden ones too"
[figures.hidden_rows]
sentence = "Rows of the loaded lists that are hidden in Excel"
[figures.fields_required]
sentence = "Required fields among those tested"
where    = "required = 1"
[figures.missing]
sentence = "Rows without a value in {group}"
rows     = "SELECT record_type, row_id FROM missing_cells WHERE record_type || '.' || field = :group"
[figures.error_cells]
sentence = "Of these, rows with an error value in {group}"
rows     = "SELECT record_type, row_id FROM misfit_cells WHERE record_type || '.' || field = :group AND NOT overridden AND reason LIKE 'error value%'"
[figures.unreadable]
sentence = "Rows with a value in {group} that could not be read as its type; these are not missing"
rows     = "SELECT record_type, row_id FROM misfit_cells WHERE record_type || '.' || field = :group AND NOT overridden AND row_id NOT IN (SELECT m.row_id FROM missing_cells m WHERE m.record_type = misfit_cells.record_type AND m.field = misfit_cells.field)"

[evidence]
list     = "List"
field    = "Field"
required = "Required"
rows     = "Rows"
missing  = "Missing"

[chart]
kind   = "bars"
figure = "missing"
unit   = "rows without a value"
*/
WITH field AS (
  SELECT v.*, l.list, c.required, v.missing > 0 AND v.missing * 100.0 > :max_missing * v.rows AS too_many
  FROM field_values v
  JOIN list_catalogue l ON l.import_id = v.import_id
  JOIN field_catalogue c ON c.record_type = v.record_type AND c.field = v.field
)
SELECT
  f.list || '|' || f.record_type || '.' || f.field AS entity,
  CASE WHEN f.required = 1 AND f.too_many THEN (
    SELECT json_group_array(row_id) FROM (
      SELECT m.row_id FROM missing_cells m
      WHERE m.record_type = f.record_type AND m.field = f.field AND m.import_id = f.import_id LIMIT 1000)) END AS row_id,
  f.record_type,
  CASE WHEN f.required = 1 AND f.too_many THEN 'exception' ELSE 'tested' END AS outcome,
  '' AS reason,
  CASE WHEN f.required = 1 AND f.too_many THEN 'A' ELSE '' END AS kind,
  f.list, f.record_type AS list_type, f.field, f.required, f.rows, f.missing, f.empty, f.null_like, f.error_cells, f.unreadable
FROM field f

-- figures
WITH field AS (
  SELECT list_type || '.' || field AS name, sum(missing) AS missing, sum(error_cells) AS errors, sum(unreadable) AS unreadable
  FROM outcomes GROUP BY list_type, field
)
SELECT 'rows_read' AS name, '' AS "group", ifnull(sum(rows), 0) AS value, 'rows' AS unit, 'count' AS rounding FROM list_catalogue
UNION ALL SELECT 'hidden_rows', '', ifnull(sum(hidden_rows), 0), 'rows', 'count' FROM list_catalogue
UNION ALL SELECT 'fields_required', '', count(*), 'fields', 'count' FROM outcomes WHERE required = 1
UNION ALL SELECT 'missing', name, missing, 'rows', 'count' FROM field WHERE missing > 0
UNION ALL SELECT 'error_cells', name, errors, 'rows', 'count' FROM field WHERE errors > 0
UNION ALL SELECT 'unreadable', name, unreadable, 'rows', 'count' FROM field WHERE unreadable > 0

/* crossfoot-check
id         = "dr-key-integrity"
title      = "Repeated keys and rows that name nothing"
question   = "Is each row listed once, and does each row that names another name one that is there?"
kind       = "exception"
criteria_from = "record layout"
unit       = "row"
population = "rows of the loaded lists whose record layout has a key or a reference"
background = []
condition  = "{exceptions} of {tested} rows ({rate}) repeated a key, stood beside another active agreement of the same agency and model, or named a row that is not in the loaded lists."
cause      = "How was the list put together, and does the source system keep keys unique? What evidence says so?"
effect     = "Which counts change with these rows? Rows with a repeated key are left out of every other check."
recommend  = "Keep one record for each key, and correct records that refer to what does not exist."
facts      = ["key_text", "first_row", "other_dates", "orphans"]

[params.same_agreement]
type    = "choice"
meaning = "Whether two active agreements of one agency and model with different dates are exceptions."
source  = "definition"
default = "yes"
choices = ["yes", "no"]

[kinds]
A = "Repeats row {first_row} of its list: {key_text}."
B = "The same agency and model have another active agreement, signed {other_dates}: {key_text}."
C = "Names what is not in the loaded lists: {orphans}."

[figures.repeated_keys]
sentence = "Rows that repeat the key of an earlier row exactly"
where    = "instr(kind, 'A') > 0"
[figures.two_dates]
sentence = "Agreements beside another active agreement of the same agency and model with a different date"
where    = "instr(kind, 'B') > 0"
[figures.orphan_rows]
sentence = "Rows that name a row of another list which is not there"
where    = "instr(kind, 'C') > 0"
[figures.rows_by_list]
sentence = "Rows tested: {group}"
where    = "list_type = :group"
[figures.repeated_by_list]
sentence = "Rows that repeat the key of an earlier row exactly: {group}"
where    = "instr(kind, 'A') > 0 AND list_type = :group"
[figures.orphans_by_list]
sentence = "Rows that name a row of another list which is not there: {group}"
where    = "instr(kind, 'C') > 0 AND list_type = :group"

[evidence]
key_text    = "Key"
first_row   = "First row"
other_dates = "Other dates"
orphans     = "Names"
*/
WITH two_dates AS (
  SELECT agency_ref, model, json_group_array(row_id) AS row_ids, group_concat(DISTINCT signed_on) AS dates
  FROM (SELECT * FROM dated_agreements WHERE reason = '' AND active AND model IS NOT NULL ORDER BY signed_on)
  WHERE :same_agreement = 'yes'
  GROUP BY agency_ref, model HAVING min(signed_on) <> max(signed_on)
),
beside AS (
  SELECT d.row_id, t.dates, t.row_ids FROM two_dates t
  JOIN dated_agreements d ON d.agency_ref = t.agency_ref AND d.model = t.model AND d.reason = '' AND d.active
),
orphan AS (
  SELECT record_type, row_id, group_concat(field || ' ' || value, ', ') AS orphans
  FROM orphan_references GROUP BY record_type, row_id
),
judged AS (
  SELECT k.*, p.row_no AS first_row, b.dates AS other_dates, b.row_ids, o.orphans
  FROM keyed_rows k
  LEFT JOIN row_places p ON k.repeats IS NOT NULL AND p.record_type = k.record_type AND p.row_id = k.repeats
  LEFT JOIN beside b ON k.record_type = 'agreements' AND b.row_id = k.row_id
  LEFT JOIN orphan o ON o.record_type = k.record_type AND o.row_id = k.row_id
),
told AS (
  SELECT *, ltrim(CASE WHEN repeats IS NOT NULL THEN ',A' ELSE '' END || CASE WHEN other_dates IS NOT NULL THEN ',B' ELSE '' END
                  || CASE WHEN orphans IS NOT NULL THEN ',C' ELSE '' END, ',') AS kinds
  FROM judged
)
SELECT
  record_type || '|' || CASE WHEN kinds = '' THEN row_id
    ELSE key_text || '|' || row_number() OVER (PARTITION BY record_type, kinds = '', key_text ORDER BY row_id) END AS entity,
  CASE WHEN row_ids IS NOT NULL THEN row_ids WHEN repeats IS NOT NULL THEN json_array(row_id, repeats) ELSE row_id END AS row_id,
  record_type,
  CASE WHEN kinds = '' THEN 'tested' ELSE 'exception' END AS outcome,
  '' AS reason,
  kinds AS kind,
  record_type AS list_type,
  CASE WHEN kinds <> '' THEN key_text END AS key_text, first_row, other_dates, orphans
FROM told

-- figures
SELECT 'repeated_keys' AS name, '' AS "group", count(*) AS value, 'rows' AS unit, 'count' AS rounding
  FROM outcomes WHERE instr(kind, 'A') > 0
UNION ALL SELECT 'two_dates', '', count(*), 'rows', 'count' FROM outcomes WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'orphan_rows', '', count(*), 'rows', 'count' FROM outcomes WHERE instr(kind, 'C') > 0
UNION ALL SELECT 'rows_by_list', list_type, count(*), 'rows', 'count' FROM outcomes GROUP BY list_type
UNION ALL SELECT 'repeated_by_list', list_type, count(*), 'rows', 'count' FROM outcomes WHERE instr(kind, 'A') > 0 GROUP BY list_type
UNION ALL SELECT 'orphans_by_list', list_type, count(*), 'rows', 'count' FROM outcomes WHERE instr(kind, 'C') > 0 GROUP BY list_type

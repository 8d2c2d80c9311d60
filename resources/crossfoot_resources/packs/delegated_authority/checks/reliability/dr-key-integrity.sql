/* crossfoot-check
id         = "dr-key-integrity"
title      = "Repeated keys, names spelled in two ways, and rows that name nothing"
question   = "Is each row listed once and each name spelled in one way, and does each row that names another name one that is there?"
kind       = "exception"
criteria_from = "record layout"
unit       = "test of keys"
population = "keys, references and names of each loaded list, and each agency of the agreements and applications"
background = []
condition  = "{exceptions} of {tested} tests of keys, references and names did not hold. Rows that repeated a key: {repeated_keys}; agreements beside another active one of the same agency and model: {two_dates}; references to a row that is not in the loaded lists: {orphan_rows}; completions of a course not yet in effect: {early_completions}; rows that gave an identifier another name: {two_names}; agencies spelled with two kinds of apostrophe: {apostrophe_twins}."
cause      = "How was the list put together, and does the source system keep keys unique? What evidence says so?"
effect     = "Which counts change with these rows? Rows with a repeated key are left out of every other check."
recommend  = "Keep one record for each key and one spelling of each name, and correct records that refer to what does not exist."
facts      = ["key_text", "found", "other_dates", "spellings"]

[params.same_agreement]
type    = "choice"
meaning = "Whether two active agreements of one agency and model with different dates are exceptions."
source  = "definition"
default = "yes"
choices = ["yes", "no"]

[kinds]
A = "{found} rows repeat the key of an earlier row of the list: {key_text}."
B = "The same agency and model have active agreements of different dates, {other_dates}: {key_text}."
C = "{found} rows name what is not in the loaded lists: {key_text}."
D = "{found} completions are dated before the course was in effect: {key_text}."
E = "{two_names} rows give an identifier another name than an earlier row: {key_text}."
G = "{found} rows are the same as an earlier row in all columns: {key_text}."
H = "The name of one agency is spelled with two kinds of apostrophe: {spellings}."

[figures.repeated_keys]
sentence = "Rows that repeat the key of an earlier row exactly"
rows     = "SELECT record_type, row_id FROM repeated_rows"
[figures.identical_rows]
sentence = "Rows that are the same as an earlier row in all mapped columns"
rows     = "SELECT record_type, row_id FROM repeated_rows WHERE identical UNION ALL SELECT record_type, row_id FROM identical_rows"
[figures.two_dates]
sentence = "Agreements beside another active agreement of the same agency and model with a different date"
where    = "instr(kind, 'B') > 0"
[figures.orphan_rows]
sentence = "References to a row of another list which is not there; a row may make several"
rows     = "SELECT DISTINCT record_type, row_id FROM orphan_references"
[figures.early_completions]
sentence = "Completions dated before their course was in effect"
rows     = "SELECT record_type, row_id FROM course_dates"
[figures.two_names]
sentence = "Rows that give an officer's identifier another name than an earlier row"
where    = "instr(kind, 'E') > 0"
[figures.same_name]
sentence = "Officers of one agency listed under one name with two identifiers; to be asked about, no exceptions"
where    = "instr(kind, 'F') > 0"
[figures.apostrophe_twins]
sentence = "Agencies whose name is spelled both with a curly and with a straight apostrophe"
where    = "instr(kind, 'H') > 0"
[figures.rows_by_list]
sentence = "Rows tested: {group}"
[figures.repeated_by_list]
sentence = "Rows that repeat the key of an earlier row exactly: {group}"
rows     = "SELECT record_type, row_id FROM repeated_rows WHERE record_type = :group"
[figures.orphans_by_list]
sentence = "References to a row of another list which is not there: {group}"
rows     = "SELECT DISTINCT record_type, row_id FROM orphan_references WHERE record_type = :group"

[evidence]
list        = "List"
rule        = "Test"
found       = "Rows"
key_text    = "Keys"
other_dates = "Dates"
spellings   = "Spellings"

[[seeds]]
kind  = "A"
says  = "A row repeats the key of another row of its list."
among = "outcome = 'tested' AND rule = 'keys' AND record_type IN ('agreements', 'officers', 'equipment', 'training_completions')"
sql   = [
  "UPDATE agreements SET repeats = (SELECT min(row_id) FROM agreements) WHERE row_id = (SELECT max(row_id) FROM agreements HAVING count(*) > 1)",
  "UPDATE officers SET repeats = (SELECT min(row_id) FROM officers) WHERE row_id = (SELECT max(row_id) FROM officers HAVING count(*) > 1)",
  "UPDATE equipment SET repeats = (SELECT min(row_id) FROM equipment) WHERE row_id = (SELECT max(row_id) FROM equipment HAVING count(*) > 1)",
  "UPDATE training_completions SET repeats = (SELECT min(row_id) FROM training_completions) WHERE row_id = (SELECT max(row_id) FROM training_completions HAVING count(*) > 1)",
]
[[seeds]]
kind  = "B"
says  = "An agency has a second active agreement of the same model, signed a day earlier."
among = "outcome = 'tested' AND rule = 'agreements of the agency' AND agreements_active = 1"
sql   = [
  "INSERT INTO agreements (row_id, import_id, row_no, hidden, agency_ref, model, signed_on) SELECT (SELECT max(row_id) FROM agreements) + row_number() OVER (ORDER BY a.row_id), a.import_id, 1000000 + a.row_no, 0, a.agency_ref, a.model, add_days(a.signed_on, -1) FROM agreements a WHERE a.row_id IN (SELECT row_id FROM seeded)",
]
[[seeds]]
kind  = "C"
says  = "A row names an officer who is not listed."
among = "outcome = 'tested' AND rule = 'officer_id' AND record_type IN ('training_completions', 'encounters')"
sql   = [
  "UPDATE training_completions SET officer_id = 'planted, not listed' WHERE row_id = (SELECT min(row_id) FROM training_completions)",
  "UPDATE encounters SET officer_id = 'planted, not listed' WHERE row_id = (SELECT min(row_id) FROM encounters)",
]
[[seeds]]
kind  = "D"
says  = "A completion is dated the day before its course was in effect."
among = "outcome = 'tested' AND rule = 'course dates'"
sql   = [
  "UPDATE training_courses SET effective_from = add_days((SELECT max(completed_on) FROM training_completions), 1)",
]
[[seeds]]
kind  = "E"
says  = "An officer's identifier is listed a second time under another name."
among = "outcome = 'tested' AND rule = 'names'"
sql   = [
  "UPDATE officers SET last_name = 'Planted', repeats = (SELECT min(row_id) FROM officers) WHERE row_id = (SELECT max(row_id) FROM officers)",
]
[[seeds]]
kind  = "G"
says  = "A row of a list without a key stands in it twice."
among = "outcome = 'tested' AND rule = 'identical rows' AND record_type IN ('absences', 'meetings', 'inspections')"
sql   = [
  "INSERT INTO absences (row_id, import_id, row_no, hidden, officer_id, kind, from_on, to_on) SELECT row_id + 1000000, import_id, row_no + 1000000, 0, officer_id, kind, from_on, to_on FROM absences WHERE row_id = (SELECT min(row_id) FROM absences)",
  "INSERT INTO meetings (row_id, import_id, row_no, hidden, agency_ref, agency_id, agency, state, held_on, kind) SELECT row_id + 1000000, import_id, row_no + 1000000, 0, agency_ref, agency_id, agency, state, held_on, kind FROM meetings WHERE row_id = (SELECT min(row_id) FROM meetings)",
  "INSERT INTO inspections (row_id, import_id, row_no, hidden, agency_ref, agency_id, agency, state, model, started_on, issued_on, result, deficiencies, closed_on) SELECT row_id + 1000000, import_id, row_no + 1000000, 0, agency_ref, agency_id, agency, state, model, started_on, issued_on, result, deficiencies, closed_on FROM inspections WHERE row_id = (SELECT min(row_id) FROM inspections)",
]
[[seeds]]
kind  = "H"
says  = "The name of an agency is written with a curly apostrophe in one row and a straight one in another."
among = "outcome = 'tested' AND rule = 'agreements of the agency' AND record_type = 'agreements'"
sql   = [
  "INSERT INTO agreements (row_id, import_id, row_no, hidden, agency_ref, agency, state) SELECT (SELECT max(row_id) FROM agreements) + row_number() OVER (ORDER BY a.row_id), a.import_id, 1000000 + a.row_no, 0, a.agency_ref, a.agency || char(8217), a.state FROM agreements a WHERE a.row_id IN (SELECT row_id FROM seeded)",
  "UPDATE agreements SET agency = agency || '''' WHERE row_id IN (SELECT row_id FROM seeded)",
]
*/
WITH active AS MATERIALIZED (
  SELECT row_id, agency_ref, model, signed_on FROM dated_agreements
  WHERE reason = '' AND active AND model IS NOT NULL
),
two_dates AS (
  SELECT agency_ref, model, count(*) AS n FROM active
  WHERE :same_agreement = 'yes'
  GROUP BY agency_ref, model HAVING min(signed_on) <> max(signed_on)
),
beside AS (
  SELECT agency_ref, json_group_array(row_id) AS row_ids, count(*) AS n, group_concat(said, ', ') AS dates,
         group_concat(DISTINCT model) AS models
  FROM (SELECT a.row_id, a.agency_ref, a.model, a.signed_on AS said FROM two_dates t
        JOIN active a ON a.agency_ref = t.agency_ref AND a.model = t.model ORDER BY a.agency_ref, a.model, a.signed_on)
  GROUP BY agency_ref
),
named AS MATERIALIZED (
  SELECT 'agreements' AS record_type, import_id, row_id, agency_ref, agency FROM agreements WHERE agency_ref IS NOT NULL
  UNION ALL SELECT 'applications', import_id, row_id, agency_ref, agency FROM applications WHERE agency_ref IS NOT NULL
),
curly AS (                       -- two kinds of apostrophe in one list, all else alike: one name, two spellings
  SELECT import_id, agency_ref,
    replace(replace(replace(lower(trim(agency)), char(8217), ''''), char(8216), ''''), char(700), '''') AS plain
  FROM named
  GROUP BY import_id, agency_ref, plain HAVING count(DISTINCT lower(trim(agency))) > 1
),
twin AS (
  SELECT import_id, agency_ref, json_group_array(row_id) AS row_ids, group_concat(DISTINCT trim(agency)) AS spellings
  FROM (SELECT n.* FROM curly c JOIN named n ON n.import_id = c.import_id AND n.agency_ref = c.agency_ref ORDER BY n.agency)
  GROUP BY import_id, agency_ref
),
agency AS (
  SELECT n.record_type, n.import_id, n.agency_ref, min(n.row_id) AS first_row, count(*) AS rows, min(a.row_id) AS active_row
  FROM named n LEFT JOIN active a ON n.record_type = 'agreements' AND a.row_id = n.row_id
  GROUP BY n.record_type, n.import_id, n.agency_ref
),
fault AS (                       -- each row that breaks a rule on keys, with what is shown of it
  SELECT record_type, import_id, 'keys' AS rule, 'A' AS kind, row_id, key_text, identical FROM repeated_rows
  UNION ALL SELECT record_type, import_id, 'identical rows', 'G', row_id, key_text, 1 FROM identical_rows
  UNION ALL SELECT record_type, import_id, field, 'C', row_id, value, 0 FROM orphan_references
  UNION ALL SELECT record_type, import_id, 'course dates', 'D', row_id, key_text, 0 FROM course_dates
  UNION ALL SELECT r.record_type, r.import_id, 'names', 'E', r.row_id, r.key_text, 0
  FROM repeated_rows r JOIN officers a ON a.row_id = r.row_id JOIN officers b ON b.row_id = r.repeats
  WHERE r.record_type = 'officers'
    AND (fold(a.last_name) <> fold(b.last_name) OR fold(a.first_name) <> fold(b.first_name))
),
ordered AS (
  SELECT *, row_number() OVER (PARTITION BY import_id, rule ORDER BY key_text, row_id) AS n,
         row_number() OVER (PARTITION BY import_id, rule, key_text ORDER BY row_id) AS same
  FROM fault
),
broken AS (
  SELECT import_id, rule, kind, count(*) AS n, sum(identical) AS identical, json_group_array(row_id) AS row_ids,
         group_concat(CASE WHEN n <= 20 AND same = 1 THEN key_text END, '; ') || CASE WHEN count(*) > 20 THEN '; ...' ELSE '' END AS key_text
  FROM (SELECT * FROM ordered ORDER BY import_id, rule, n)
  GROUP BY import_id, rule, kind
),
listed AS (                      -- one name with two identifiers in one agency: to be asked about
  SELECT agency_ref, lower(trim(last_name)) AS last, lower(trim(first_name)) AS first FROM officers
  WHERE repeats IS NULL AND last_name IS NOT NULL AND first_name IS NOT NULL
  GROUP BY 1, 2, 3 HAVING count(*) > 1
),
same_name AS (
  SELECT o.import_id, count(*) AS n, json_group_array(o.row_id) AS row_ids
  FROM officers o JOIN listed l ON l.last = lower(trim(o.last_name)) AND l.first = lower(trim(o.first_name))
    AND l.agency_ref IS o.agency_ref
  WHERE o.repeats IS NULL
  GROUP BY o.import_id
)
SELECT
  r.list || '|' || r.rule AS entity,
  coalesce(b.row_ids, CASE WHEN r.rule = 'names' THEN s.row_ids END) AS row_id,
  r.record_type,
  CASE WHEN b.n IS NULL THEN 'tested' ELSE 'exception' END AS outcome,
  '' AS reason,
  coalesce(b.kind, CASE WHEN r.rule = 'names' AND s.n IS NOT NULL THEN 'F' END, '') AS kind,
  r.list, r.rule, l.rows, ifnull(b.n, 0) AS found, b.key_text, NULL AS other_dates, NULL AS spellings, ifnull(b.identical, 0) AS identical,
  CASE WHEN b.kind = 'E' THEN b.n ELSE 0 END AS two_names,
  CASE WHEN r.rule = 'names' THEN ifnull(s.n, 0) ELSE 0 END AS same_names, NULL AS agreements_active
FROM list_rules r
JOIN list_catalogue l ON l.import_id = r.import_id
LEFT JOIN broken b ON b.import_id = r.import_id AND b.rule = r.rule
LEFT JOIN same_name s ON s.import_id = r.import_id
WHERE l.rows > 0
UNION ALL
SELECT
  l.list || '|' || a.agency_ref,
  coalesce(b.row_ids, t.row_ids, a.active_row, a.first_row),
  a.record_type,
  CASE WHEN b.n IS NULL AND t.spellings IS NULL THEN 'tested' ELSE 'exception' END,
  '',
  ltrim(CASE WHEN b.n IS NULL THEN '' ELSE ',B' END || CASE WHEN t.spellings IS NULL THEN '' ELSE ',H' END, ','),
  l.list, 'agreements of the agency', a.rows, ifnull(b.n, 0), a.agency_ref || ' | ' || b.models,
  b.dates, t.spellings, 0, 0, 0, a.active_row IS NOT NULL
FROM agency a
JOIN list_catalogue l ON l.import_id = a.import_id
LEFT JOIN beside b ON a.record_type = 'agreements' AND b.agency_ref = a.agency_ref
LEFT JOIN twin t ON t.import_id = a.import_id AND t.agency_ref = a.agency_ref

-- figures
WITH list AS (SELECT record_type, sum(rows) AS rows FROM list_catalogue GROUP BY record_type),
fault AS (SELECT * FROM outcomes WHERE rule <> 'agreements of the agency')
SELECT 'repeated_keys' AS name, '' AS "group", ifnull(sum(found), 0) AS value, 'rows' AS unit, 'count' AS rounding
  FROM fault WHERE rule = 'keys'
UNION ALL SELECT 'identical_rows', '', ifnull(sum(identical), 0), 'rows', 'count' FROM fault
UNION ALL SELECT 'two_dates', '', ifnull(sum(found), 0), 'rows', 'count' FROM outcomes WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'orphan_rows', '', ifnull(sum(found), 0), 'references', 'count' FROM fault WHERE kind = 'C'
UNION ALL SELECT 'early_completions', '', ifnull(sum(found), 0), 'rows', 'count' FROM fault WHERE kind = 'D'
UNION ALL SELECT 'two_names', '', ifnull(sum(two_names), 0), 'rows', 'count' FROM fault
UNION ALL SELECT 'same_name', '', ifnull(sum(same_names), 0), 'officers', 'count' FROM fault
UNION ALL SELECT 'apostrophe_twins', '', count(*), 'agencies', 'count' FROM outcomes WHERE instr(kind, 'H') > 0
UNION ALL SELECT 'rows_by_list', record_type, rows, 'rows', 'count' FROM list
UNION ALL SELECT 'repeated_by_list', record_type, sum(found), 'rows', 'count' FROM fault WHERE rule = 'keys' AND found > 0 GROUP BY record_type
UNION ALL SELECT 'orphans_by_list', record_type, sum(found), 'references', 'count' FROM fault WHERE kind = 'C' GROUP BY record_type

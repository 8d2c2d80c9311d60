/* crossfoot-check
id         = "dr-validity"
title      = "Values that cannot be, or are unlikely"
question   = "Are the values of the lists of their type, in their code list, within limits that can be, and in the order of time?"
kind       = "exception"
criteria_from = "record layout"
unit       = "test of a field"
population = "mapped fields that hold dates, numbers, codes, or yes and no, and pairs of dates of which one follows the other"
background = []
condition  = "{exceptions} of {tested} fields and pairs of dates ({rate}) held values that cannot be right. Values that could not be read as their type: {unreadable}; values in no code list: {not_in_list}; dates before {earliest}: {too_early}; dates after the as-of date: {in_future}; dates in a year that cannot be: {impossible_year}; numbers out of their range: {out_of_range}; pairs of dates in the wrong order: {wrong_order}."
cause      = "How do the values get into the source system, and does it refuse impossible ones? What evidence says so?"
effect     = "Which checks rest on the field, and which of their results change with the right values?"
recommend  = "Check values at entry, and correct those that cannot be right from the source documents."
facts      = ["found", "examples"]

[params.earliest]
type    = "date"
meaning = "Dates before this day cannot be right: the program's statute was enacted on 30 September 1996 (to be confirmed by the auditor)."
source  = "definition"
default = "1996-09-30"
[params.no_earliest]
type    = "list"
meaning = "Fields that may hold earlier dates, as record type and field."
source  = "definition"
default = ["officers.hired_on", "training_courses.effective_from", "training_courses.effective_to", "criteria_library.effective_from", "criteria_library.effective_to"]
[params.may_be_future]
type    = "list"
meaning = "Fields that may hold dates after the as-of date, as record type and field."
source  = "definition"
default = ["agreements.expires_on", "agreements.terminated_on", "agreements.suspended_to", "agreement_addenda.new_expires_on", "officers.authority_expires_on", "equipment.isa_expires_on", "absences.to_on", "exemptions.to_on", "course_equivalents.from_on", "course_equivalents.to_on", "training_courses.effective_from", "training_courses.effective_to", "assignments.end_on", "criteria_library.effective_from", "criteria_library.effective_to"]
[params.furthest_years]
type    = "integer"
meaning = "How many years after the as-of date the dates of these fields may lie."
source  = "definition"
default = 50
[params.ranges]
type    = "list"
meaning = "Fields whose numbers have a least and a most; all other numbers may not be negative."
source  = "definition"
default = ["training_completions.score 0..100", "positions.collateral_pct 0..100", "positions.fte 0..1", "officers.years_experience 0..60"]
[params.pairs]
type    = "list"
meaning = "Pairs of dates of which the first may not lie after the second; take one out to turn it off."
source  = "definition"
default = ["applications.received_on <= decided_on", "agreements.signed_on <= operational_on", "agreements.signed_on <= terminated_on", "agreements.signed_on <= expires_on", "agreements.suspended_from <= suspended_to", "equipment.requested_on <= approved_on", "equipment.requested_on <= shipped_on", "equipment.shipped_on <= installed_on", "equipment.requested_on <= installed_on", "equipment.isa_signed_on <= isa_expires_on", "officers.nominated_on <= authorized_on", "officers.hired_on <= authorized_on", "officers.authorized_on <= revoked_on", "officers.authorized_on <= separated_on", "officers.authorized_on <= authority_expires_on", "training_completions.assigned_on <= completed_on", "positions.established_on <= filled_on", "assignments.start_on <= end_on", "inspections.started_on <= issued_on", "inspections.issued_on <= closed_on", "absences.from_on <= to_on", "exemptions.from_on <= to_on", "course_equivalents.from_on <= to_on", "training_courses.effective_from <= effective_to", "complaints.received_at <= resolved_on", "charging_documents.signed_on <= served_on"]
[params.default_share]
type    = "percent"
meaning = "A date field is shown where more of its dates than this fall on 1 January, which some systems fill in for an unknown day; it is never an exception for that."
source  = "definition"
default = 10
[params.county_words]
type    = "list"
meaning = "Words by which the name of a county or its equal ends; other names are shown, and are no exceptions."
source  = "definition"
default = ["county", "parish", "borough", "census area", "municipality", "city"]

[kinds]
A = "Values that are not of their type or in no code list: {unfit}. For example {examples}."
B = "Dates before {earliest}: {early}. For example {examples}."
C = "Dates after the as-of date: {future}. For example {examples}."
D = "Dates in a year that cannot be: {far}. For example {examples}."
E = "Numbers out of their range: {out_of_range}. For example {examples}."
F = "Pairs of dates in the wrong order: {disordered}. For example {examples}."

[figures.unreadable]
sentence = "Values that could not be read as the type of their field"
where    = "unreadable > 0"
[figures.not_in_list]
sentence = "Values that are in no code list"
where    = "unlisted > 0"
[figures.too_early]
sentence = "Dates before the earliest day that can be"
rows     = "SELECT record_type, row_id FROM value_faults WHERE kind = 'B'"
[figures.in_future]
sentence = "Dates after the as-of date in fields that tell what has happened"
rows     = "SELECT record_type, row_id FROM value_faults WHERE kind = 'C'"
[figures.impossible_year]
sentence = "Dates in a year that cannot be"
where    = "instr(kind, 'D') > 0"
[figures.out_of_range]
sentence = "Numbers out of their range, or negative"
rows     = "SELECT record_type, row_id FROM value_faults WHERE kind = 'E'"
[figures.wrong_order]
sentence = "Pairs of dates of which the first lies after the second"
rows     = "SELECT record_type, row_id FROM value_faults WHERE kind = 'F'"
[figures.invalid]
sentence = "Values at fault in {group}"
where    = "list_type || '.' || field = :group"
[figures.first_of_january]
sentence = "Dates on 1 January in {group}, where they are a larger share than may be expected; no exceptions"
[figures.county_spelled_otherwise]
sentence = "Rows whose county does not end as a county's name does; no exceptions"
where    = "instr(kind, 'K') > 0"
[figures.type_contradicts_name]
sentence = "Rows whose type of agency the agency's own name contradicts; no exceptions"
where    = "instr(kind, 'L') > 0"
[figures.blanks_at_ends]
sentence = "Texts that begin or end with blanks, which are compared without them: {group}"

[evidence]
list     = "List"
field    = "Field"
found    = "Values"
examples = "Examples"

[chart]
kind   = "bars"
figure = "invalid"
unit   = "values"

[[seeds]]
kind  = "A"
says  = "A date is a text that is no date."
among = "outcome = 'tested' AND list_type || '.' || field IN ('agreements.signed_on', 'officers.authorized_on', 'equipment.requested_on', 'training_completions.completed_on')"
sql   = [
  "UPDATE agreements SET signed_on = '05/082017' WHERE row_id = (SELECT min(row_id) FROM agreements)",
  "UPDATE officers SET authorized_on = '05/082017' WHERE row_id = (SELECT min(row_id) FROM officers)",
  "UPDATE equipment SET requested_on = '05/082017' WHERE row_id = (SELECT min(row_id) FROM equipment)",
  "UPDATE training_completions SET completed_on = '05/082017' WHERE row_id = (SELECT min(row_id) FROM training_completions)",
]
[[seeds]]
kind  = "B"
says  = "A date lies a day before the earliest day that can be."
among = "outcome = 'tested' AND list_type || '.' || field IN ('agreements.signed_on', 'officers.authorized_on', 'equipment.requested_on', 'training_completions.completed_on')"
sql   = [
  "UPDATE agreements SET signed_on = add_days(:earliest, -1) WHERE row_id = (SELECT min(row_id) FROM agreements)",
  "UPDATE officers SET authorized_on = add_days(:earliest, -1) WHERE row_id = (SELECT min(row_id) FROM officers)",
  "UPDATE equipment SET requested_on = add_days(:earliest, -1) WHERE row_id = (SELECT min(row_id) FROM equipment)",
  "UPDATE training_completions SET completed_on = add_days(:earliest, -1) WHERE row_id = (SELECT min(row_id) FROM training_completions)",
]
[[seeds]]
kind  = "C"
says  = "A date lies a day after the as-of date."
among = "outcome = 'tested' AND list_type || '.' || field IN ('agreements.signed_on', 'officers.authorized_on', 'equipment.requested_on', 'training_completions.completed_on')"
sql   = [
  "UPDATE agreements SET signed_on = add_days(:as_of, 1) WHERE row_id = (SELECT min(row_id) FROM agreements)",
  "UPDATE officers SET authorized_on = add_days(:as_of, 1) WHERE row_id = (SELECT min(row_id) FROM officers)",
  "UPDATE equipment SET requested_on = add_days(:as_of, 1) WHERE row_id = (SELECT min(row_id) FROM equipment)",
  "UPDATE training_completions SET completed_on = add_days(:as_of, 1) WHERE row_id = (SELECT min(row_id) FROM training_completions)",
]
[[seeds]]
kind  = "D"
says  = "A date lies three years after the as-of date."
among = "outcome = 'tested' AND list_type || '.' || field IN ('agreements.signed_on', 'officers.authorized_on', 'equipment.requested_on', 'training_completions.completed_on')"
sql   = [
  "UPDATE agreements SET signed_on = add_days(:as_of, 1100) WHERE row_id = (SELECT min(row_id) FROM agreements)",
  "UPDATE officers SET authorized_on = add_days(:as_of, 1100) WHERE row_id = (SELECT min(row_id) FROM officers)",
  "UPDATE equipment SET requested_on = add_days(:as_of, 1100) WHERE row_id = (SELECT min(row_id) FROM equipment)",
  "UPDATE training_completions SET completed_on = add_days(:as_of, 1100) WHERE row_id = (SELECT min(row_id) FROM training_completions)",
]
[[seeds]]
kind  = "E"
says  = "A number is out of its range."
among = "outcome = 'tested' AND list_type || '.' || field IN ('training_completions.score', 'positions.fte', 'budget.enacted', 'equipment.quantity')"
sql   = [
  "UPDATE training_completions SET score = 101 WHERE row_id = (SELECT min(row_id) FROM training_completions)",
  "UPDATE positions SET fte = -1 WHERE row_id = (SELECT min(row_id) FROM positions)",
  "UPDATE budget SET enacted = -1 WHERE row_id = (SELECT min(row_id) FROM budget)",
  "UPDATE equipment SET quantity = -1 WHERE row_id = (SELECT min(row_id) FROM equipment)",
]
[[seeds]]
kind  = "F"
says  = "The second date of a pair lies a day before the first."
among = "outcome = 'tested' AND list_type || '.' || field IN ('equipment.requested_on <= installed_on', 'officers.authorized_on <= revoked_on', 'applications.received_on <= decided_on', 'training_completions.assigned_on <= completed_on')"
sql   = [
  "UPDATE equipment SET requested_on = add_days(installed_on, 1) WHERE row_id = (SELECT min(row_id) FROM equipment WHERE installed_on IS NOT NULL)",
  "UPDATE officers SET authorized_on = '2010-01-02', revoked_on = '2010-01-01' WHERE row_id = (SELECT min(row_id) FROM officers)",
  "UPDATE applications SET received_on = '2010-01-02', decided_on = '2010-01-01' WHERE row_id = (SELECT min(row_id) FROM applications)",
  "UPDATE training_completions SET assigned_on = add_days(completed_on, 1) WHERE row_id = (SELECT min(row_id) FROM training_completions WHERE completed_on IS NOT NULL)",
]
*/
WITH rule AS (
  SELECT * FROM value_rules WHERE type NOT IN ('text', 'link') OR field = 'county'
),
fault AS (
  SELECT f.record_type, f.import_id, f.field, f.kind, f.row_id, f.row_no, CAST(f.value AS TEXT) AS value FROM value_faults f
  UNION ALL
  SELECT m.record_type, m.import_id, m.field,
    CASE WHEN r.type = 'code' THEN 'L' WHEN m.reason LIKE '%not a plausible date%' THEN 'D' ELSE 'A' END,
    m.row_id, m.row_no, m.raw
  FROM misfit_cells m JOIN rule r ON r.import_id = m.import_id AND r.field = m.field
  WHERE NOT m.overridden AND m.reason NOT LIKE 'error value%'
    AND m.reason NOT IN ('text that stands for a missing value', 'only blanks')
),
spelled AS (
  SELECT 'agreements' AS record_type, import_id, row_id, agency, agency_type, county FROM agreements
  UNION ALL SELECT 'applications', import_id, row_id, agency, agency_type, county FROM applications
),
odd AS (                         -- worth a look, and no exceptions
  SELECT s.record_type, s.import_id, 'county' AS field, 'K' AS kind, json_group_array(s.row_id) AS row_ids, count(*) AS n
  FROM spelled s
  WHERE s.county IS NOT NULL AND lower(trim(s.county)) NOT IN ('', '-', 'n/a', '#n/a', '#na', 'na', 'none', 'unknown')
    AND NOT EXISTS (SELECT 1 FROM param_county_words w WHERE lower(trim(s.county)) LIKE '%' || w.value)
  GROUP BY s.record_type, s.import_id
  UNION ALL
  SELECT s.record_type, s.import_id, 'agency_type', 'L', json_group_array(s.row_id), count(*)
  FROM spelled s
  WHERE (s.agency_type = 'Municipality' AND (lower(s.agency) LIKE '%county sheriff%' OR lower(s.agency) LIKE '%parish sheriff%'))
     OR (s.agency_type IN ('County', 'State Agency') AND lower(s.agency) LIKE '%police department%' AND lower(s.agency) NOT LIKE '%county%'
         AND lower(s.agency) NOT LIKE '%state%' AND lower(s.agency) NOT LIKE '%university%' AND lower(s.agency) NOT LIKE '%college%'
         AND lower(s.agency) NOT LIKE '%school%')
     OR (s.agency_type = 'State Agency' AND lower(s.agency) LIKE '%county sheriff%')
  GROUP BY s.record_type, s.import_id
  UNION ALL
  SELECT d.record_type, d.import_id, d.field, 'J', NULL, d.first_of_january FROM date_shares d
  WHERE d.first_of_january * 100.0 > :default_share * d.filled
),
ordered AS (
  SELECT *, row_number() OVER (PARTITION BY import_id, field ORDER BY value, row_no) AS n FROM fault
),
broken AS (
  SELECT import_id, field, json_group_array(row_id) AS row_ids, count(*) AS n,
    group_concat(CASE WHEN n <= 10 THEN value END, ', ') AS examples,
    sum(kind = 'A') AS unreadable, sum(kind = 'L') AS unlisted, sum(kind = 'B') AS early, sum(kind = 'C') AS future,
    sum(kind = 'D') AS far, sum(kind = 'E') AS out_of_range, sum(kind = 'F') AS disordered
  FROM (SELECT * FROM ordered ORDER BY import_id, field, n)
  GROUP BY import_id, field
)
SELECT
  r.list || '|' || r.record_type || '.' || r.field AS entity,
  coalesce(b.row_ids, o.row_ids) AS row_id,
  r.record_type,
  CASE WHEN b.n > 0 THEN 'exception' ELSE 'tested' END AS outcome,
  '' AS reason,
  ltrim(CASE WHEN b.unreadable + b.unlisted > 0 THEN ',A' ELSE '' END || CASE WHEN b.early > 0 THEN ',B' ELSE '' END
        || CASE WHEN b.future > 0 THEN ',C' ELSE '' END || CASE WHEN b.far > 0 THEN ',D' ELSE '' END
        || CASE WHEN b.out_of_range > 0 THEN ',E' ELSE '' END || CASE WHEN b.disordered > 0 THEN ',F' ELSE '' END
        || CASE WHEN o.n > 0 AND b.n IS NULL THEN ',' || o.kind ELSE '' END, ',') AS kind,
  r.list, r.record_type AS list_type, r.field, r.type, ifnull(b.n, 0) AS found, b.examples,
  b.unreadable, b.unlisted, b.unreadable + b.unlisted AS unfit, b.early, b.future, b.far, b.out_of_range, b.disordered,
  :earliest AS earliest, o.kind AS odd_kind, o.n AS odd
FROM rule r
LEFT JOIN broken b ON b.import_id = r.import_id AND b.field = r.field
LEFT JOIN odd o ON o.import_id = r.import_id AND o.field = r.field
WHERE EXISTS (SELECT 1 FROM list_catalogue l WHERE l.import_id = r.import_id AND l.rows > 0)

-- figures
SELECT 'unreadable' AS name, '' AS "group", ifnull(sum(unreadable), 0) AS value, 'values' AS unit, 'count' AS rounding FROM outcomes
UNION ALL SELECT 'not_in_list', '', ifnull(sum(unlisted), 0), 'values', 'count' FROM outcomes
UNION ALL SELECT 'too_early', '', ifnull(sum(early), 0), 'dates', 'count' FROM outcomes
UNION ALL SELECT 'in_future', '', ifnull(sum(future), 0), 'dates', 'count' FROM outcomes
UNION ALL SELECT 'impossible_year', '', ifnull(sum(far), 0), 'dates', 'count' FROM outcomes
UNION ALL SELECT 'out_of_range', '', ifnull(sum(out_of_range), 0), 'numbers', 'count' FROM outcomes
UNION ALL SELECT 'wrong_order', '', ifnull(sum(disordered), 0), 'pairs', 'count' FROM outcomes
UNION ALL SELECT 'invalid', list_type || '.' || field, sum(found), 'values', 'count' FROM outcomes GROUP BY list_type, field HAVING sum(found) > 0
UNION ALL SELECT 'first_of_january', list_type || '.' || field, odd, 'dates', 'count' FROM outcomes WHERE odd_kind = 'J'
UNION ALL SELECT 'county_spelled_otherwise', '', ifnull(sum(odd), 0), 'rows', 'count' FROM outcomes WHERE odd_kind = 'K'
UNION ALL SELECT 'type_contradicts_name', '', ifnull(sum(odd), 0), 'rows', 'count' FROM outcomes WHERE odd_kind = 'L'
UNION ALL SELECT 'blanks_at_ends', h.list || ': ' || h.place, h.count, 'values', 'count' FROM hazard_catalogue h WHERE h.code = 'trailing-spaces'

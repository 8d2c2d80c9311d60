/* crossfoot-check
id         = "reporting-structure"
title      = "Unclear reporting lines or duties"
question   = "Does each position have one supervisor on record, a description of its duties, and time for them?"
kind       = "exception"
unit       = "position"
population = "positions of the tested roles established by the as-of date"
criteria   = ["reporting-lines", "reporting-lines-2025"]
background = ["oig-18-77"]
condition  = "Of {tested} positions, records did not show a reporting line and documented duties as required for {exceptions} ({rate}): {no_line} had no usable reporting line, {other_unit} reported to another unit than stated, {no_description} had no current position description, and {collateral} had more other duties than the limit."
cause      = "Who sets reporting lines and keeps position descriptions? When were they last reviewed, and what evidence says so?"
effect     = "Which instructions conflicted, or which duties did no one perform? What evidence says so?"
recommend  = "Establish one reporting structure for program managers, document their duties, and keep both current."
facts      = ["line", "reports_to", "supervising_unit", "position_description_on", "collateral_pct"]
absent_record = true

[needs]
positions = ["position_id", "role", "reports_to_position_id"]

[uses]
positions = ["org_unit", "position_description_on", "collateral_pct", "duties_ack_on", "filled_on", "vacated_on", "established_on"]

[without]
"positions.org_unit"                = "The positions do not name their unit; to which units they report was not counted."
"positions.position_description_on" = "The positions give no day of their description; whether duties are described was not tested."
"positions.collateral_pct"          = "The positions give no share of other duties; it was not tested."
"positions.duties_ack_on"           = "The positions do not say when duties were acknowledged; it was not counted."
"positions.filled_on"               = "The positions do not say when the incumbent began; all of them count as vacant."
"positions.vacated_on"              = "The positions do not say when an incumbent left."
"positions.established_on"          = "The positions do not say when they were established; all of them count."

[params.roles]
type    = "list"
meaning = "The roles that are tested."
source  = "definition"
default = ["program_manager"]
choices = ["program_manager", "it_support", "field_office_director", "other"]
[params.expected_unit]
type    = "text"
meaning = "The unit to which positions of these roles report, as policy says; without it the units are counted and none is an exception."
source  = "auditor"
[params.reorganized_on]
type    = "date"
meaning = "The day of the last reorganization: a description of duties of an earlier day is not current. Without it a description of any day will do."
source  = "auditor"
[params.max_collateral]
type    = "percent"
meaning = "The largest share of time for other duties that policy allows; without it the shares are shown and none is an exception."
source  = "auditor"

[kinds]
A = "Reporting line: {line}."
B = "Reports to {reports_to}, a position of {supervising_unit}."
C = "Position description: {position_description_on}."
D = "Other duties: {collateral_pct} percent of the time."

[figures.no_line]
sentence = "Positions without a usable reporting line"
where    = "instr(kind, 'A') > 0"
[figures.by_line]
sentence = "Positions whose reporting line is: {group}"
where    = "outcome <> 'excluded' AND line = :group"
[figures.other_unit]
sentence = "Positions that report to another unit than {expected_unit}"
where    = "instr(kind, 'B') > 0"
[figures.units]
sentence = "Different units to which positions of these roles report"
where    = "outcome <> 'excluded' AND supervising_unit IS NOT NULL"
[figures.by_unit]
sentence = "Positions that report to a position of {group}"
where    = "outcome <> 'excluded' AND supervising_unit = :group"
[figures.no_description]
sentence = "Positions without a position description on record, or with one from before {reorganized_on}"
where    = "instr(kind, 'C') > 0"
[figures.collateral]
sentence = "Positions with more than {max_collateral} percent other duties"
where    = "instr(kind, 'D') > 0"
[figures.with_other_duties]
sentence = "Positions for which the list gives a share of other duties above zero"
where    = "outcome <> 'excluded' AND collateral_pct > 0"
[figures.not_acknowledged]
sentence = "Filled positions whose incumbent has not acknowledged the duties on record since beginning"
where    = "outcome <> 'excluded' AND acknowledged = 0"

[evidence]
role                    = "Role"
reports_to              = "Reports to"
line                    = "Reporting line"
supervising_unit        = "Unit of the supervisor"
position_description_on = "Position description"
collateral_pct          = "Other duties, percent"

[chart]
kind   = "bars"
figure = "by_line"
unit   = "positions"

[[seeds]]
kind = "A"
says = "A position that names itself as its supervisor."
sql  = ["UPDATE positions SET reports_to_position_id = position_id WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind  = "A"
says  = "A position that names no supervisor."
sql   = ["UPDATE positions SET reports_to_position_id = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind  = "B"
says  = "A position that reports to a position of another unit than policy says."
among = "outcome = 'tested' AND :expected_unit IS NOT NULL"
sql   = [
  "INSERT INTO positions (row_id, position_id, org_unit) SELECT 900000000 + row_id, 'seeded ' || row_id, 'seeded unit' FROM seeded",
  "UPDATE positions SET reports_to_position_id = 'seeded ' || row_id WHERE row_id IN (SELECT row_id FROM seeded)",
]
[[seeds]]
kind  = "C"
says  = "A position without a day of its description."
among = "outcome = 'tested' AND EXISTS (SELECT 1 FROM field_catalogue WHERE record_type = 'positions' AND field = 'position_description_on' AND mapped)"
sql   = ["UPDATE positions SET position_description_on = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind  = "D"
says  = "A position with more time for other duties than the limit."
among = "outcome = 'tested' AND :max_collateral IS NOT NULL"
sql   = ["UPDATE positions SET collateral_pct = :max_collateral + 0.5 WHERE row_id IN (SELECT row_id FROM seeded)"]
*/
WITH RECURSIVE
known AS MATERIALIZED (SELECT position_id, org_unit, reports_to_position_id FROM positions WHERE repeats IS NULL),
asked AS (
  SELECT * FROM position_states WHERE role IN (SELECT value FROM param_roles)
),
line(start, at) AS (             -- upwards from each tested position; UNION ends it where it comes back to itself
  SELECT position_id, position_id FROM asked
  UNION
  SELECT l.start, k.reports_to_position_id FROM line l JOIN known k ON k.position_id = l.at
),
circle AS (                      -- lines of which every position names one that is on the list: they have no top
  SELECT l.start FROM line l LEFT JOIN known k ON k.position_id = l.at
  GROUP BY l.start HAVING count(*) = count(k.reports_to_position_id)
),
mapped AS (SELECT record_type || '.' || field AS place FROM field_catalogue WHERE mapped),
judged AS (
  SELECT a.row_id, a.position_id, a.repeats, a.role, a.field_office, a.reports_to_position_id AS reports_to,
    a.position_description_on, a.collateral_pct, s.org_unit AS supervising_unit,
    CASE WHEN a.reports_to_position_id IS NULL THEN 'no supervisor on record'
         WHEN a.reports_to_position_id = a.position_id THEN 'reports to itself'
         WHEN s.position_id IS NULL THEN 'supervisor is not on the list of positions'
         WHEN c.start IS NOT NULL THEN 'runs in a circle'
         ELSE 'supervisor on record' END AS line,
    CASE WHEN a.filled = 1 THEN ifnull(a.duties_ack_on BETWEEN ifnull(a.began_on, '') AND :as_of, 0) END AS acknowledged,
    'positions.position_description_on' IN (SELECT place FROM mapped)
      AND (a.position_description_on IS NULL OR a.position_description_on NOT BETWEEN ifnull(:reorganized_on, '') AND :as_of) AS undescribed
  FROM asked a
    LEFT JOIN known s ON s.position_id = a.reports_to_position_id
    LEFT JOIN circle c ON c.start = a.position_id
),
flagged AS (
  SELECT *,
    CASE WHEN repeats IS NOT NULL THEN '' ELSE
      substr(CASE WHEN line <> 'supervisor on record' THEN ',A' ELSE '' END
             || CASE WHEN line = 'supervisor on record' AND lower(trim(ifnull(supervising_unit, ''))) <> lower(trim(:expected_unit))
                     THEN ',B' ELSE '' END
             || CASE WHEN undescribed THEN ',C' ELSE '' END
             || CASE WHEN collateral_pct > :max_collateral THEN ',D' ELSE '' END, 2) END AS kinds
  FROM judged
)
SELECT
  coalesce(CASE WHEN repeats IS NULL THEN position_id END, 'row ' || row_id) AS entity,
  row_id,
  CASE WHEN repeats IS NOT NULL THEN 'excluded' WHEN kinds <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  CASE WHEN repeats IS NOT NULL THEN 'repeated key' ELSE '' END AS reason,
  kinds AS kind, role, field_office, reports_to, line, supervising_unit, position_description_on, collateral_pct, acknowledged
FROM flagged

-- figures
WITH tested AS (SELECT * FROM outcomes WHERE outcome <> 'excluded'),
mapped AS (SELECT record_type || '.' || field AS place FROM field_catalogue WHERE mapped)
SELECT 'no_line' AS name, '' AS "group", count(*) AS value, 'positions' AS unit, 'count' AS rounding FROM tested WHERE instr(kind, 'A') > 0
UNION ALL SELECT 'by_line', line, count(*), 'positions', 'count' FROM tested GROUP BY line
UNION ALL SELECT 'other_unit', '', count(*), 'positions', 'count' FROM tested WHERE instr(kind, 'B') > 0 HAVING :expected_unit IS NOT NULL
UNION ALL SELECT 'units', '', count(DISTINCT supervising_unit), 'units', 'count' FROM tested HAVING 'positions.org_unit' IN (SELECT place FROM mapped)
UNION ALL SELECT 'by_unit', supervising_unit, count(*), 'positions', 'count' FROM tested
  WHERE supervising_unit IS NOT NULL GROUP BY supervising_unit
UNION ALL SELECT 'no_description', '', count(*), 'positions', 'count' FROM tested WHERE instr(kind, 'C') > 0
  HAVING 'positions.position_description_on' IN (SELECT place FROM mapped)
UNION ALL SELECT 'collateral', '', count(*), 'positions', 'count' FROM tested WHERE instr(kind, 'D') > 0 HAVING :max_collateral IS NOT NULL
UNION ALL SELECT 'with_other_duties', '', count(*), 'positions', 'count' FROM tested WHERE collateral_pct > 0
  HAVING 'positions.collateral_pct' IN (SELECT place FROM mapped)
UNION ALL SELECT 'not_acknowledged', '', count(*), 'positions', 'count' FROM tested WHERE acknowledged = 0
  HAVING 'positions.duties_ack_on' IN (SELECT place FROM mapped)

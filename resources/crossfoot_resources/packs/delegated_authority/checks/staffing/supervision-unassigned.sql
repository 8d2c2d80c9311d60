/* crossfoot-check
id         = "supervision-unassigned"
title      = "Agencies without an assigned supervisor"
question   = "Was each participating agency assigned to a supervisor or program manager whose position was filled?"
kind       = "exception"
unit       = "agency"
population = "agencies with an active agreement on the as-of date"
criteria   = ["supervision-policy", "delegation-statute", "supervision-jem-2020", "supervision-jem-2025", "supervision-wso-2025", "supervision-tfm-2025"]
background = ["oig-18-77"]
condition  = "Records did not show an uninterrupted assignment to a filled position for {exceptions} of {tested} agencies ({rate}): as of {as_of_date}, {unassigned} had no assignment on record and {vacant_position} were assigned only to vacant positions; for {interrupted}, assignments in the period had gaps."
cause      = "Who assigns agencies to supervisors, and who acts when a supervisor leaves? What evidence says so?"
effect     = "What did the officers of these agencies do in that time, and who reviewed it? What evidence says so?"
recommend  = "Assign each agency to a filled position at all times, name a deputy for vacancies, and review the assignments each month."
record_type = "agreements"
facts      = ["positions", "gap_from", "gap_to"]
absent_record = true

[needs]
agreements  = ["model", "signed_on"]
assignments = ["position_id", "start_on", "end_on"]
positions   = ["position_id", "filled_on", "vacated_on"]

[uses]
agreements = ["terminated_on", "suspended_from"]
positions  = ["status"]
officers   = ["authorized_on", "revoked_on"]

[without]
"agreements.terminated_on"  = "The list of agreements gives no terminations; all listed agreements count as active."
"agreements.suspended_from" = "The list of agreements gives no suspensions; a suspended agreement counts as active."
"positions.status"          = "The positions give no status; whether one is filled was read from its dates alone."
"officers"                  = "No list of officers was loaded; the authorized officers of these agencies were not counted."
"officers.revoked_on"       = "The list of officers gives no revocations; an officer counts as authorized until another record ends it."

[params.max_gap]
type    = "days"
meaning = "Days without an assignment between two assignments that are not yet a gap; with 0 each day counts."
source  = "definition"
default = 0

[kinds]
A = "Records did not show an assignment that covers the as-of date."
B = "Assigned only to positions that were vacant on the as-of date: {positions}."
C = "No assignment on record from {gap_from} to {gap_to}: {gap_days} days."

[figures.unassigned]
sentence = "Agencies without an assignment on record that covers the as-of date"
where    = "instr(kind, 'A') > 0"
[figures.vacant_position]
sentence = "Agencies assigned on the as-of date only to positions that were vacant"
where    = "instr(kind, 'B') > 0"
[figures.interrupted]
sentence = "Agencies whose assignments in the period had a gap of more than {max_gap} days"
where    = "instr(kind, 'C') > 0"
[figures.longest_gap]
sentence = "The most days between two assignments of an agency in the period"
where    = "gap_days IS NOT NULL"
[figures.several]
sentence = "Agencies assigned to more than one position on the as-of date"
where    = "assigned > 1"
[figures.officers]
sentence = "Officers authorized on the as-of date at agencies without an assignment to a filled position"
rows     = "SELECT 'officers' AS record_type, a.officer_row AS row_id FROM authorized_officers a JOIN outcomes o ON o.agency_ref = a.agency_ref WHERE instr(o.kind, 'A') > 0 OR instr(o.kind, 'B') > 0"

[evidence]
agency_ref = "Agency"
positions  = "Assigned to"
gap_from   = "Gap from"
gap_to     = "Gap to"
gap_days   = "Days"

[[seeds]]
kind  = "A"
says  = "An agency whose assignments are all missing from the list."
among = "outcome = 'tested' AND kind = ''"
sql   = ["DELETE FROM assignments WHERE agency_ref IN (SELECT entity FROM seeded)"]
[[seeds]]
kind  = "B"
says  = "An agency whose assigned positions were all vacated on the as-of date."
among = "outcome = 'tested' AND kind = ''"
sql   = [
  "DELETE FROM assignments WHERE agency_ref IN (SELECT entity FROM seeded) AND position_id NOT IN (SELECT position_id FROM positions WHERE position_id IS NOT NULL)",
  "UPDATE positions SET established_on = NULL, filled_on = add_days(:as_of, -100), vacated_on = :as_of, status = NULL WHERE position_id IN (SELECT position_id FROM assignments WHERE agency_ref IN (SELECT entity FROM seeded))",
]
[[seeds]]
kind  = "C"
says  = "An agency between whose assignments there is one day more than the check allows."
among = "outcome = 'tested' AND kind = '' AND active_since <= add_days(min(:as_of, :period_end), -20 - :max_gap) AND :period_start <= add_days(min(:as_of, :period_end), -20 - :max_gap)"
sql   = [
  "UPDATE assignments SET start_on = add_days(min(:as_of, :period_end), -10), end_on = NULL WHERE agency_ref IN (SELECT entity FROM seeded)",
  "INSERT INTO assignments (row_id, agency_ref, position_id, start_on, end_on) SELECT 900000000 + min(row_id), agency_ref, 'seeded', '1990-01-01', add_days(min(:as_of, :period_end), -12 - :max_gap) FROM assignments WHERE agency_ref IN (SELECT entity FROM seeded) GROUP BY agency_ref",
]
*/
WITH active AS (SELECT * FROM dated_agreements WHERE reason = '' AND active),
established AS (                 -- agencies to which a criterion of this check applies on the as-of date
  SELECT DISTINCT a.agency_ref
  FROM active a JOIN criterion_terms t ON (t.model IS NULL OR t.model = a.model)
    AND (t.template IS NULL OR a.template IS NULL OR t.template = a.template)
    AND (t.in_force_from IS NULL OR t.in_force_from <= :as_of) AND (t.in_force_to IS NULL OR :as_of <= t.in_force_to)
),
agency AS (                      -- its rows are those of its agreements
  SELECT agency_ref, agency_ref AS entity, json_group_array(row_id) AS row_id, min(signed_on) AS active_since, '' AS reason
  FROM (SELECT * FROM active ORDER BY row_id) GROUP BY agency_ref
  UNION ALL
  SELECT NULL, agency_ref || '|undated', json_group_array(row_id), NULL, reason
  FROM (SELECT * FROM dated_agreements ORDER BY row_id)
  WHERE reason = 'date unusable' AND agency_ref NOT IN (SELECT agency_ref FROM active)
  GROUP BY agency_ref, reason
  UNION ALL
  SELECT NULL, 'row ' || row_id, json_array(row_id), NULL, reason FROM dated_agreements WHERE reason = 'agency not known' AND active
),
assigned AS (
  SELECT agency_ref, position_id, start_on, end_on FROM assignments WHERE repeats IS NULL
),
covering AS (
  SELECT DISTINCT a.agency_ref, a.position_id,
    CASE WHEN p.reason = '' THEN p.filled END AS filled    -- NULL: not on the list of positions, or its state not told
  FROM assigned a LEFT JOIN position_states p ON p.position_id = a.position_id AND p.repeats IS NULL
  WHERE a.start_on <= :as_of AND (a.end_on IS NULL OR :as_of <= a.end_on)
),
present AS (
  SELECT agency_ref, count(*) AS assigned, max(filled) AS staffed, count(*) - count(filled) AS untold,
    group_concat(position_id, ', ') AS positions
  FROM (SELECT * FROM covering ORDER BY agency_ref, position_id) GROUP BY agency_ref
),
undated AS (SELECT DISTINCT agency_ref FROM assigned WHERE start_on IS NULL),
following AS (                   -- each assignment with the last day of those that began before it; NULL: one lasts
  SELECT agency_ref, start_on,
    max(ifnull(end_on, 'lasts')) OVER (PARTITION BY agency_ref ORDER BY start_on, end_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS ended_on
  FROM assigned
  WHERE end_on IS NULL OR start_on <= end_on
),
gap AS (                         -- the days of it that lie in the period and after the agreement was signed
  SELECT f.agency_ref, max(add_days(f.ended_on, 1), :period_start, g.active_since) AS gap_from, add_days(f.start_on, -1) AS gap_to
  FROM following f JOIN agency g ON g.agency_ref = f.agency_ref
  WHERE f.start_on <= min(:as_of, :period_end)
),
longest AS (
  SELECT *, days_between(gap_from, gap_to) + 1 AS gap_days,
    row_number() OVER (PARTITION BY agency_ref ORDER BY days_between(gap_from, gap_to) DESC, gap_from) AS place
  FROM gap WHERE gap_from <= gap_to
),
judged AS (
  SELECT g.entity, g.agency_ref, g.row_id, g.active_since, p.assigned, p.positions,
    l.gap_from, l.gap_to, l.gap_days,
    CASE WHEN g.reason <> '' THEN g.reason
         WHEN e.agency_ref IS NULL THEN 'criterion not established'
         WHEN p.staffed = 1 THEN ''
         WHEN p.untold > 0 THEN 'state of the assigned position not told'
         WHEN u.agency_ref IS NOT NULL THEN 'start of an assignment missing'
         ELSE '' END AS why,
    CASE WHEN p.agency_ref IS NULL THEN ',A' WHEN p.staffed = 0 THEN ',B' ELSE '' END
      || CASE WHEN l.gap_days > :max_gap THEN ',C' ELSE '' END AS kinds
  FROM agency g
    LEFT JOIN established e ON e.agency_ref = g.agency_ref
    LEFT JOIN present p ON p.agency_ref = g.agency_ref
    LEFT JOIN undated u ON u.agency_ref = g.agency_ref
    LEFT JOIN longest l ON l.agency_ref = g.agency_ref AND l.place = 1
)
SELECT
  entity, row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN kinds <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN why = '' THEN substr(kinds, 2) ELSE '' END AS kind,
  agency_ref, active_since, CASE WHEN why = '' THEN assigned END AS assigned, positions, gap_from, gap_to,
  CASE WHEN why = '' THEN gap_days END AS gap_days
FROM judged

-- figures
WITH unassigned AS (SELECT * FROM outcomes WHERE instr(kind, 'A') > 0),
vacant AS (SELECT * FROM outcomes WHERE instr(kind, 'B') > 0)
SELECT 'unassigned' AS name, '' AS "group", count(*) AS value, 'agencies' AS unit, 'count' AS rounding FROM unassigned
UNION ALL SELECT 'vacant_position', '', count(*), 'agencies', 'count' FROM vacant
UNION ALL SELECT 'interrupted', '', count(*), 'agencies', 'count' FROM outcomes WHERE instr(kind, 'C') > 0
UNION ALL SELECT 'longest_gap', '', max(gap_days), 'days', 'count' FROM outcomes
UNION ALL SELECT 'several', '', count(*), 'agencies', 'count' FROM outcomes WHERE assigned > 1
UNION ALL SELECT 'officers', '', count(*), 'officers', 'count'
  FROM authorized_officers WHERE agency_ref IN (SELECT agency_ref FROM unassigned UNION ALL SELECT agency_ref FROM vacant)
  HAVING 'officers' IN (SELECT record_type FROM field_catalogue WHERE loaded)

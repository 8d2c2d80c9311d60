/* crossfoot-check
id         = "supervision-span"
title      = "Agencies and officers per program manager"
question   = "For how many agencies and officers is each program manager responsible?"
kind       = "exception"
unit       = "program manager position"
population = "program manager positions filled on the as-of date"
criteria   = ["supervisory-load"]
background = ["oig-18-77"]
condition  = "As of {as_of_date}, {exceptions} of {tested} program managers ({rate}) were responsible for more agencies or officers than the limit, or for agencies of another area of responsibility; the largest load was {most_agencies} agencies, the median {median_agencies}."
cause      = "How are agencies distributed among program managers, and who reviews the distribution? What evidence says so?"
effect     = "What oversight could managers with the largest loads not do? What evidence says so?"
recommend  = "Set a limit for the agencies and officers that one program manager oversees, and distribute agencies by it."
record_type = "positions"
facts      = ["agencies", "officers", "elsewhere"]

[needs]
positions   = ["position_id", "role", "filled_on", "vacated_on"]
assignments = ["position_id", "start_on", "end_on"]
agreements  = ["signed_on"]

[uses]
positions  = ["status", "field_office", "aor"]
agencies   = ["field_office", "aor"]
agreements = ["terminated_on", "suspended_from"]
officers   = ["authorized_on", "revoked_on"]

[without]
"positions.status"          = "The positions give no status; whether one is filled was read from its dates alone."
"positions.aor"             = "The positions do not give an area of responsibility; field offices were compared where both lists give them."
"positions.field_office"    = "The positions do not name their field office."
"agencies"                  = "No list of agencies was loaded; the areas of responsibility of managers and agencies were not compared."
"agencies.aor"              = "The list of agencies gives no area of responsibility; field offices were compared where both lists give them."
"agencies.field_office"     = "The list of agencies does not name field offices."
"agreements.terminated_on"  = "The list of agreements gives no terminations; all listed agreements count as active."
"agreements.suspended_from" = "The list of agreements gives no suspensions; a suspended agreement counts as active."
"officers"                  = "No list of officers was loaded; the officers for whom a manager is responsible were not counted."
"officers.revoked_on"       = "The list of officers gives no revocations; an officer counts as authorized until another record ends it."

[params.max_agencies]
type    = "integer"
meaning = "The auditee's own limit: a manager responsible for more agencies is an exception."
source  = "criterion"
[params.max_officers]
type    = "integer"
meaning = "The auditee's own limit for officers, where it has one; without it the officers are counted and none is an exception."
source  = "auditor"
[params.agency_loads]
type    = "list"
meaning = "Numbers of agencies for which the managers responsible for more are shown; none of them is a standard."
source  = "definition"
default = [3, 4, 5, 6, 8]
[params.officer_loads]
type    = "list"
meaning = "Numbers of officers for which the managers responsible for more are shown; none of them is a standard."
source  = "definition"
default = [20, 40, 60, 80]

[kinds]
A = "Responsible for {agencies} agencies."
B = "Responsible for {officers} officers."
C = "Responsible for agencies of another area of responsibility: {elsewhere}."

[figures.managers]
sentence = "Program manager positions that were filled on the as-of date"
where    = "outcome IN ('tested', 'exception')"
[figures.assigned_agencies]
sentence = "Participating agencies assigned to them on the as-of date, each counted once"
rows     = "SELECT 'assignments' AS record_type, a.row_id FROM assignments a JOIN outcomes o ON o.position_id = a.position_id AND o.outcome <> 'excluded' WHERE a.repeats IS NULL AND a.start_on <= :as_of AND (a.end_on IS NULL OR :as_of <= a.end_on) AND a.agency_ref IN (SELECT agency_ref FROM dated_agreements WHERE reason = '' AND active)"
[figures.without_agency]
sentence = "Filled program manager positions without an assignment on the as-of date"
where    = "outcome <> 'excluded' AND agencies = 0"
[figures.median_agencies]
sentence = "Median of the agencies for which a program manager is responsible"
where    = "outcome <> 'excluded'"
[figures.most_agencies]
sentence = "The most agencies for which one program manager is responsible"
where    = "outcome <> 'excluded'"
[figures.median_officers]
sentence = "Median of the officers for whom a program manager is responsible"
where    = "outcome <> 'excluded'"
[figures.most_officers]
sentence = "The most officers for whom one program manager is responsible"
where    = "outcome <> 'excluded'"
[figures.in_several_states]
sentence = "Program managers whose agencies lie in more than one state"
where    = "outcome <> 'excluded' AND states > 1"
[figures.outside_area]
sentence = "Program managers responsible for an agency of another area of responsibility or field office"
where    = "outcome <> 'excluded' AND elsewhere IS NOT NULL"
[figures.by_agencies]
sentence = "Program managers responsible for {group} agencies"
where    = "outcome <> 'excluded' AND agencies = CAST(:group AS INTEGER)"
[figures.more_agencies_than]
sentence = "Program managers responsible for more than {group} agencies"
where    = "outcome <> 'excluded' AND agencies > CAST(:group AS INTEGER)"
[figures.more_officers_than]
sentence = "Program managers responsible for more than {group} officers"
where    = "outcome <> 'excluded' AND officers > CAST(:group AS INTEGER)"
[figures.largest]
sentence = "Agencies for which position {group} is responsible, one of the five largest loads"
where    = "outcome <> 'excluded' AND entity = :group"

[evidence]
agencies  = "Agencies"
officers  = "Officers"
states    = "States"
elsewhere = "Of another area"

[chart]
kind   = "bars"
figure = "by_agencies"
unit   = "program managers"

[[seeds]]
kind  = "A"
says  = "A manager to whom one agency more than the limit is assigned."
among = "outcome = 'tested' AND position_id = entity AND kind = '' AND :max_agencies < (SELECT count(DISTINCT agency_ref) FROM dated_agreements WHERE reason = '' AND active)"
sql   = [
  "DELETE FROM assignments WHERE position_id IN (SELECT entity FROM seeded)",
  "INSERT INTO assignments (row_id, agency_ref, position_id, start_on) SELECT 800000000 + s.row_id * 100000 + g.place, g.agency_ref, s.entity, :as_of FROM seeded s CROSS JOIN (SELECT agency_ref, row_number() OVER (ORDER BY agency_ref) AS place FROM (SELECT DISTINCT agency_ref FROM agreements WHERE repeats IS NULL AND agency_ref IS NOT NULL AND signed_on <= :as_of AND (terminated_on IS NULL OR terminated_on > :as_of) AND suspended_from IS NULL)) g WHERE g.place <= :max_agencies + 1",
]
[[seeds]]
kind  = "B"
says  = "A manager at whose agencies one officer more than the limit is authorized."
among = "outcome = 'tested' AND agencies > 0 AND kind = '' AND :max_officers >= 0 AND officers IS NOT NULL"
sql   = [
  "INSERT INTO officers (row_id, officer_id, agency_ref, authorized_on) WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :max_officers) SELECT 700000000 + s.row_id * 100000 + n.i, 'seeded ' || s.row_id || ' ' || n.i, (SELECT min(a.agency_ref) FROM assignments a WHERE a.repeats IS NULL AND a.position_id = s.entity AND a.start_on <= :as_of AND (a.end_on IS NULL OR :as_of <= a.end_on) AND a.agency_ref IN (SELECT g.agency_ref FROM agreements g WHERE g.repeats IS NULL AND g.signed_on <= :as_of AND (g.terminated_on IS NULL OR g.terminated_on > :as_of) AND g.suspended_from IS NULL)), :as_of FROM seeded s CROSS JOIN n",
]
[[seeds]]
kind  = "C"
says  = "A manager whose area of responsibility is another one than that of the assigned agencies."
among = "outcome = 'tested' AND compared > 0 AND kind = ''"
sql   = ["UPDATE positions SET aor = 'seeded', field_office = 'seeded' WHERE row_id IN (SELECT row_id FROM seeded)"]
*/
WITH active AS (SELECT DISTINCT agency_ref FROM dated_agreements WHERE reason = '' AND active),
assigned AS (
  SELECT DISTINCT a.position_id, a.agency_ref
  FROM assignments a JOIN active d ON d.agency_ref = a.agency_ref
  WHERE a.repeats IS NULL AND a.start_on <= :as_of AND (a.end_on IS NULL OR :as_of <= a.end_on)
),
authorized AS (SELECT agency_ref, count(*) AS officers FROM authorized_officers GROUP BY agency_ref),
place AS (
  SELECT agency_ref, name, state, nullif(lower(trim(aor)), '') AS aor, nullif(lower(trim(field_office)), '') AS office
  FROM agencies WHERE agency_ref IN (SELECT agency_ref FROM assigned)
),
manager AS (
  SELECT *, nullif(lower(trim(aor)), '') AS own_aor, nullif(lower(trim(field_office)), '') AS own_office
  FROM position_states
  WHERE role = 'program_manager' AND ifnull(CASE WHEN reason = '' THEN filled END, 1) = 1
),
measured AS (
  SELECT m.row_id, a.agency_ref, p.name, p.state, ifnull(n.officers, 0) AS officers,
    coalesce(m.own_aor <> p.aor, m.own_office <> p.office) AS differs    -- NULL: one of the two is not given
  FROM manager m
    JOIN assigned a ON a.position_id = m.position_id
    LEFT JOIN place p ON p.agency_ref = a.agency_ref
    LEFT JOIN authorized n ON n.agency_ref = a.agency_ref
  WHERE m.reason = ''
),
load AS (
  SELECT row_id, count(*) AS agencies, sum(officers) AS officers, count(DISTINCT state) AS states,
    count(differs) AS compared, group_concat(CASE WHEN differs THEN name END, '; ') AS elsewhere
  FROM (SELECT * FROM measured ORDER BY row_id, agency_ref) GROUP BY row_id
),
judged AS (
  SELECT m.row_id, m.position_id, m.repeats, m.field_office, m.reason, ifnull(l.agencies, 0) AS agencies,
    CASE WHEN 'officers' IN (SELECT record_type FROM field_catalogue WHERE loaded) THEN ifnull(l.officers, 0) END AS officers,
    l.states, l.compared, l.elsewhere
  FROM manager m LEFT JOIN load l ON l.row_id = m.row_id
),
flagged AS (
  SELECT *,
    CASE WHEN reason <> '' THEN '' ELSE
      substr(CASE WHEN agencies > :max_agencies THEN ',A' ELSE '' END || CASE WHEN officers > :max_officers THEN ',B' ELSE '' END
             || CASE WHEN elsewhere IS NOT NULL THEN ',C' ELSE '' END, 2) END AS kinds
  FROM judged
)
SELECT
  coalesce(CASE WHEN repeats IS NULL THEN position_id END, 'row ' || row_id) AS entity,
  row_id,
  CASE WHEN reason <> '' THEN 'excluded' WHEN kinds <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  reason, kinds AS kind, position_id, field_office, agencies, officers, states, compared, elsewhere
FROM flagged

-- figures
WITH load AS (SELECT * FROM outcomes WHERE outcome <> 'excluded'),
counted AS (SELECT * FROM load WHERE officers IS NOT NULL),
by_agencies AS (SELECT agencies, row_number() OVER (ORDER BY agencies) AS place, count(*) OVER () AS total FROM load),
by_officers AS (SELECT officers, row_number() OVER (ORDER BY officers) AS place, count(*) OVER () AS total FROM counted),
largest AS (SELECT entity, agencies FROM load ORDER BY agencies DESC, entity LIMIT 5),
of_filled AS (
  SELECT a.agency_ref FROM assignments a JOIN load o ON o.position_id = a.position_id
  WHERE a.repeats IS NULL AND a.start_on <= :as_of AND (a.end_on IS NULL OR :as_of <= a.end_on)
  INTERSECT SELECT agency_ref FROM dated_agreements WHERE reason = '' AND active
)
SELECT 'managers' AS name, '' AS "group", count(*) AS value, 'positions' AS unit, 'count' AS rounding FROM load
UNION ALL SELECT 'assigned_agencies', '', count(*), 'agencies', 'count' FROM of_filled
UNION ALL SELECT 'without_agency', '', count(*), 'positions', 'count' FROM load WHERE agencies = 0
UNION ALL SELECT 'median_agencies', '',
  (SELECT avg(agencies) FROM by_agencies WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'agencies', 'one decimal'
UNION ALL SELECT 'most_agencies', '', max(agencies), 'agencies', 'count' FROM load
UNION ALL SELECT 'median_officers', '',
  (SELECT avg(officers) FROM by_officers WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'officers', 'one decimal'
  WHERE EXISTS (SELECT 1 FROM counted)
UNION ALL SELECT 'most_officers', '', max(officers), 'officers', 'count' FROM counted HAVING sum(officers) IS NOT NULL
UNION ALL SELECT 'in_several_states', '', count(*), 'positions', 'count' FROM load WHERE states > 1
UNION ALL SELECT 'outside_area', '', count(elsewhere), 'positions', 'count' FROM load HAVING ifnull(sum(compared), 0.0) <> 0.0
UNION ALL SELECT 'by_agencies', CAST(agencies AS TEXT), count(*), 'positions', 'count' FROM load GROUP BY agencies
UNION ALL SELECT 'more_agencies_than', CAST(p.value AS TEXT), (SELECT count(*) FROM load WHERE agencies > p.value), 'positions', 'count'
  FROM (SELECT CAST(value AS INTEGER) AS value FROM param_agency_loads) p
UNION ALL SELECT 'more_officers_than', CAST(p.value AS TEXT), (SELECT count(*) FROM counted WHERE officers > p.value), 'positions', 'count'
  FROM (SELECT CAST(value AS INTEGER) AS value FROM param_officer_loads) p WHERE EXISTS (SELECT 1 FROM counted)
UNION ALL SELECT 'largest', entity, agencies, 'agencies', 'count' FROM largest

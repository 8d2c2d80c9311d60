/* crossfoot-check
id         = "authority-not-revoked"
title      = "Authority not revoked although required training lapsed"
question   = "Was authority revoked or suspended when an officer did not complete required training?"
kind       = "exception"
unit       = "officer"
population = "officers with a required course not completed within the revocation period after its due date"
criteria   = ["training-revocation"]
background = ["oig-18-77"]
condition  = "Records did not show that authority was revoked or suspended for {exceptions} of {tested} officers ({rate}) whose required training was not completed within {revoke_after} days of its due date, as of {as_of}."
cause      = "Who decides on revocation, and on what report? What evidence says so?"
effect     = "What did these officers do under the authority since? What evidence says so?"
recommend  = "Revoke or suspend the authority of officers who do not complete required training within the period that policy sets, and record the decision."
record_type = "officers"
facts      = ["courses", "ended_on", "suspended_from"]
absent_record = true

[needs]
officers             = ["officer_id", "authorized_on", "revoked_on"]
training_courses     = ["course_id", "due_rule", "required"]
training_completions = ["officer_id", "course_id", "completed_on"]

[uses]
officers             = ["suspended_on", "separated_on"]
training_completions = ["result"]
exemptions           = ["entity", "requirement", "from_on"]
absences             = ["officer_id", "from_on"]
course_equivalents   = ["course_id", "replaces_course_id"]
encounters           = ["officer_id", "occurred_at"]

[without]
"officers.suspended_on"       = "The list of officers gives no suspensions; only revocations could be seen."
"officers.separated_on"       = "The list of officers does not say who left; an officer who left counts as authorized until revoked."
"training_completions.result" = "Completions give no result; each counts as completed."
"exemptions"                  = "No exemptions were loaded; nobody counts as exempt by one."
"absences"                    = "No absences were loaded; nobody counts as exempt by one."
"course_equivalents"          = "No course equivalents were loaded; a completion counts for its own course only."
"encounters"                  = "No encounters were loaded; encounters after the period was over were not counted."

[params.revoke_after]
type    = "days"
meaning = "Days after the due date by which authority is to be revoked where the course is not completed; without a policy the days from the due date itself are measured."
source  = "criterion"
[params.grace_days]
type    = "days"
meaning = "Days after the due date in which a completion is still on time, where the course does not say."
source  = "definition"
default = 0
[params.grace_new]
type    = "days"
meaning = "An officer authorized fewer days than these before a due date is not tested on it."
source  = "definition"
default = 30
[params.course_kinds]
type    = "list"
meaning = "The kinds of required courses that are tested; a course without a kind is tested too."
source  = "definition"
default = ["online"]

[kinds]
A = "Not completed: {courses}. Records did not show that authority was revoked or suspended by {deadline_on}."
B = "Not completed: {courses}. Authority ended or was suspended only after {deadline_on}."

[figures.still_authorized]
sentence = "Officers for whom records showed no end or suspension of authority by the as-of date"
where    = "kind = 'A'"
[figures.ended_late]
sentence = "Officers whose authority ended or was suspended only after the period was over"
where    = "kind = 'B'"
[figures.median_days]
sentence = "Median of the days for which authority went on after the period was over, up to the as-of date"
where    = "days_after IS NOT NULL"
[figures.most_days]
sentence = "The most days for which authority went on after the period was over, up to the as-of date"
where    = "days_after IS NOT NULL"
[figures.encounters_after]
sentence = "Encounters on record of these officers after the period was over and while authority went on"
rows     = "SELECT 'encounters' AS record_type, e.row_id FROM outcomes o JOIN encounters e ON e.officer_id = o.entity AND e.repeats IS NULL AND substr(e.occurred_at, 1, 10) > o.deadline_on AND substr(e.occurred_at, 1, 10) <= o.counted_to WHERE o.days_after IS NOT NULL"

[evidence]
agency_ref     = "Agency"
courses        = "Not completed (due)"
deadline_on    = "To be revoked by"
ended_on       = "Authority ended"
suspended_from = "Suspended"

[[seeds]]
kind = "A"
says = "no end and no suspension of the authority is on record"
sql  = ["UPDATE officers SET revoked_on = NULL, suspended_on = NULL, separated_on = NULL, authority_expires_on = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind = "B"
says = "authority was revoked only on the as-of date"
sql  = ["UPDATE officers SET revoked_on = :as_of WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "kind = 'A' AND days_after > 0"
*/
WITH lapse AS (                  -- due dates whose course was not completed before the revocation period was over
  SELECT c.officer_row, c.course_id, c.due_on, c.completed_on, add_days(c.due_on, ifnull(:revoke_after, 0)) AS deadline_on,
         a.officer_id, a.agency_ref, a.until_on, a.suspended_from, a.suspended_to
  FROM training_cycles c CROSS JOIN authority a ON a.officer_row = c.officer_row
  WHERE c.status IN ('missing', 'late')
    AND add_days(c.due_on, ifnull(:revoke_after, 0)) <= :as_of
    AND (c.completed_on IS NULL OR c.completed_on >= add_days(c.due_on, ifnull(:revoke_after, 0)))
),
answered AS (
  SELECT *,
    (until_on IS NOT NULL AND until_on <= deadline_on)
      OR (suspended_from IS NOT NULL AND suspended_from <= deadline_on
          AND (suspended_to IS NULL OR deadline_on < suspended_to)) AS in_time
  FROM lapse
),
officer AS (
  SELECT officer_row, officer_id, agency_ref, min(until_on) AS ended_on, min(suspended_from) AS suspended_from,
    max(NOT in_time) AS open,
    min(CASE WHEN NOT in_time THEN deadline_on END) AS deadline_on,
    group_concat(course_id || ' (' || due_on || ')', ', ') AS courses
  FROM (SELECT * FROM answered ORDER BY officer_row, due_on, course_id) GROUP BY officer_row
),
judged AS (
  SELECT *,
    CASE WHEN ended_on <= :as_of AND (suspended_from IS NULL OR suspended_from > :as_of OR suspended_from <= deadline_on
                                      OR ended_on <= suspended_from) THEN ended_on
         WHEN suspended_from <= :as_of AND suspended_from > deadline_on THEN suspended_from END AS stopped_on
  FROM officer
)
SELECT
  officer_id AS entity, officer_row AS row_id,
  CASE WHEN open THEN 'exception' ELSE 'tested' END AS outcome,
  '' AS reason,
  CASE WHEN NOT open THEN '' WHEN stopped_on IS NULL THEN 'A' ELSE 'B' END AS kind,
  agency_ref, courses, deadline_on, ended_on, suspended_from,
  CASE WHEN open THEN days_between(deadline_on, ifnull(stopped_on, :as_of)) END AS days_after,
  CASE WHEN open THEN ifnull(stopped_on, :as_of) END AS counted_to
FROM judged

-- figures
WITH ranked AS (
  SELECT days_after AS days, row_number() OVER (ORDER BY days_after) AS place, count(*) OVER () AS total
  FROM outcomes WHERE days_after IS NOT NULL
)
SELECT 'still_authorized' AS name, '' AS "group", count(*) AS value, 'officers' AS unit, 'count' AS rounding
  FROM outcomes WHERE kind = 'A'
UNION ALL SELECT 'ended_late', '', count(*), 'officers', 'count' FROM outcomes WHERE kind = 'B'
UNION ALL SELECT 'median_days', '',
  (SELECT avg(days) FROM ranked WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'days', 'one decimal'
UNION ALL SELECT 'most_days', '', max(days_after), 'days', 'count' FROM outcomes
UNION ALL SELECT 'encounters_after', '', count(*), 'encounters', 'count'
  FROM outcomes o JOIN encounters e ON e.officer_id = o.entity AND e.repeats IS NULL
    AND substr(e.occurred_at, 1, 10) > o.deadline_on AND substr(e.occurred_at, 1, 10) <= o.counted_to
  WHERE o.days_after IS NOT NULL
  HAVING (SELECT max(loaded) FROM field_catalogue WHERE record_type = 'encounters')

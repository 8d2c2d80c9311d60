/* crossfoot-check
id         = "training-online-incomplete"
title      = "Required online courses not completed"
question   = "Did authorized officers complete the required online courses by their due dates?"
kind       = "exception"
unit       = "officer"
population = "officers authorized in the period"
criteria   = ["online-training"]
background = ["oig-18-77", "gao-21-186"]
condition  = "Records did not show that {exceptions} of {tested} officers ({rate}) completed each required online course that fell due from {period_start} to {as_of}; {officers_late} further officers completed courses late."
cause      = "Who is assigned to monitor completions? Does the system report lapses? What evidence says so?"
effect     = "What happened because of this? What evidence says so?"
recommend  = "Assign responsibility for monitoring completions of required courses, review them each month, and report the results to program management."
record_type = "officers"
facts      = ["missing_courses"]
absent_record = true

[needs]
officers             = ["officer_id", "authorized_on"]
training_courses     = ["course_id", "due_rule", "required"]
training_completions = ["officer_id", "course_id", "completed_on"]

[uses]
officers             = ["suspended_on", "revoked_on", "separated_on"]
training_completions = ["result"]
exemptions           = ["entity", "requirement", "from_on"]
absences             = ["officer_id", "from_on"]
course_equivalents   = ["course_id", "replaces_course_id"]

[without]
"officers.separated_on"       = "The list of officers does not say who left; an officer who left counts as authorized until revoked."
"training_completions.result" = "Completions give no result; each counts as completed."
"exemptions"                  = "No exemptions were loaded; nobody counts as exempt by one."
"absences"                    = "No absences were loaded; nobody counts as exempt by one."
"course_equivalents"          = "No course equivalents were loaded; a completion counts for its own course only."

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
A = "Records did not show a completion for: {missing_courses}."

[figures.officers_missing]
sentence = "Officers for whom records did not show one or more required completions"
where    = "missing > 0"
[figures.officers_late]
sentence = "Further officers who completed every required course, but at least one of them late"
where    = "missing = 0 AND late > 0"
[figures.officers_complete]
sentence = "Officers who completed every required course on time"
where    = "outcome NOT IN ('excluded', 'exempt') AND missing = 0 AND late = 0"
[figures.officer_courses_due]
sentence = "Due dates of required courses, counted for each officer"
where    = "due > 0"
[figures.officer_courses_missing]
sentence = "Due dates for which records did not show a completion"
where    = "missing > 0"
[figures.officer_courses_late]
sentence = "Due dates whose completion was late"
where    = "late > 0"
[figures.due_by_course]
sentence = "Due dates of course {group}"
where    = "due > 0"
[figures.missing_by_course]
sentence = "Due dates of course {group} for which records did not show a completion"
where    = "instr(missing_courses, :group || ' (') > 0"
[figures.late_by_course]
sentence = "Due dates of course {group} whose completion was late"
where    = "instr(late_courses, :group || ' (') > 0"
[figures.agencies_tested]
sentence = "Agencies with at least one officer tested"
where    = "outcome NOT IN ('excluded', 'exempt') AND agency_ref IS NOT NULL"
[figures.agencies_complete]
sentence = "Agencies for whose tested officers records showed every required completion"
where    = "agency_missing = 0"
[figures.agencies_complete_rate]
sentence = "The same, as a share of the agencies with at least one officer tested"
parts    = ["agencies_complete", "agencies_tested"]

[evidence]
agency_ref      = "Agency"
authorized_on   = "Authorized"
missing_courses = "Missing (due)"
late_courses    = "Late (due)"

[chart]
kind   = "bars"
figure = "missing_by_course"
unit   = "due dates without a completion"

[[seeds]]
kind = "A"
says = "no completion of any course is on record"
sql  = ["DELETE FROM training_completions WHERE officer_id IN (SELECT entity FROM seeded)"]
among = "outcome = 'tested' AND due > 0"
*/
WITH last_day AS (SELECT min(as_of, period_end) AS day FROM audit_facts),
roster AS (
  SELECT officer_row AS row_id, officer_id, repeats, agency_ref, from_on AS authorized_on FROM authority
  WHERE from_on <= (SELECT day FROM last_day) AND (until_on IS NULL OR until_on > :period_start)
  UNION ALL
  SELECT row_id, officer_id, repeats, agency_ref, NULL FROM officers WHERE authorized_on IS NULL
),
tally AS (
  SELECT officer_row,
    sum(status IN ('met', 'late', 'missing')) AS due, sum(status = 'missing') AS missing, sum(status = 'late') AS late,
    sum(status = 'exempt') AS exempt, sum(status = 'too new') AS too_new, sum(status = 'suspended') AS suspended
  FROM training_cycles GROUP BY officer_row
),
lapses AS (
  SELECT officer_row,
    group_concat(CASE WHEN status = 'missing' THEN course_id || ' (' || due_on || ')' END, ', ') AS missing_courses,
    group_concat(CASE WHEN status = 'late' THEN course_id || ' (' || due_on || ')' END, ', ') AS late_courses
  FROM (SELECT officer_row, course_id, due_on, status FROM training_cycles WHERE status IN ('missing', 'late')
        ORDER BY officer_row, due_on, course_id) GROUP BY officer_row
),
judged AS MATERIALIZED (
  SELECT r.*, t.due, t.missing, t.late, l.missing_courses, l.late_courses,
    CASE WHEN r.repeats IS NOT NULL OR r.authorized_on IS NULL THEN 'excluded'
         WHEN ifnull(t.due, 0) = 0 AND t.exempt > 0 THEN 'exempt' WHEN ifnull(t.due, 0) = 0 THEN 'excluded'
         WHEN t.missing > 0 THEN 'exception' ELSE 'tested' END AS outcome,
    CASE WHEN r.repeats IS NOT NULL THEN 'repeated key' WHEN r.authorized_on IS NULL THEN 'authorization date missing'
         WHEN t.due > 0 THEN '' WHEN t.exempt > 0 THEN 'exempt on each due date'
         WHEN t.too_new > 0 THEN 'authorized less than ' || :grace_new || ' days before the due date'
         WHEN t.suspended > 0 THEN 'suspended on the due date' ELSE 'no due date yet' END AS reason
  FROM roster r LEFT JOIN tally t ON t.officer_row = r.row_id LEFT JOIN lapses l ON l.officer_row = r.row_id
),
worst AS (                       -- the most that an officer of the agency lacks
  SELECT agency_ref, max(missing) AS missing FROM judged WHERE outcome IN ('tested', 'exception') GROUP BY agency_ref
)
SELECT
  ifnull(j.officer_id, '?') || CASE WHEN j.repeats IS NULL AND j.officer_id IS NOT NULL THEN '' ELSE '|row ' || j.row_id END AS entity,
  j.row_id, j.outcome, j.reason,
  CASE WHEN j.outcome = 'exception' THEN 'A' ELSE '' END AS kind,
  j.agency_ref, j.authorized_on, ifnull(j.due, 0) AS due, ifnull(j.missing, 0) AS missing, ifnull(j.late, 0) AS late,
  j.missing_courses, j.late_courses,
  CASE WHEN j.outcome IN ('tested', 'exception') THEN w.missing END AS agency_missing
FROM judged j LEFT JOIN worst w ON w.agency_ref = j.agency_ref

-- figures
WITH tested AS (SELECT * FROM outcomes WHERE outcome IN ('tested', 'exception')),
cycle AS (
  SELECT c.course_id, count(*) AS due, sum(c.status = 'missing') AS missing, sum(c.status = 'late') AS late
  FROM training_cycles c JOIN tested t ON t.row_id = c.officer_row
  WHERE c.status IN ('met', 'late', 'missing') GROUP BY c.course_id
),
agency AS (SELECT agency_ref, max(agency_missing) AS missing FROM tested WHERE agency_ref IS NOT NULL GROUP BY agency_ref)
SELECT 'officers_missing' AS name, '' AS "group", count(*) AS value, 'officers' AS unit, 'count' AS rounding,
       NULL AS part, NULL AS whole FROM tested WHERE missing > 0
UNION ALL SELECT 'officers_late', '', count(*), 'officers', 'count', NULL, NULL FROM tested WHERE missing = 0 AND late > 0
UNION ALL SELECT 'officers_complete', '', count(*), 'officers', 'count', NULL, NULL FROM tested WHERE missing = 0 AND late = 0
UNION ALL SELECT 'officer_courses_due', '', ifnull(sum(due), 0), 'due dates', 'count', NULL, NULL FROM cycle
UNION ALL SELECT 'officer_courses_missing', '', ifnull(sum(missing), 0), 'due dates', 'count', NULL, NULL FROM cycle
UNION ALL SELECT 'officer_courses_late', '', ifnull(sum(late), 0), 'due dates', 'count', NULL, NULL FROM cycle
UNION ALL SELECT 'due_by_course', course_id, due, 'due dates', 'count', NULL, NULL FROM cycle
UNION ALL SELECT 'missing_by_course', course_id, missing, 'due dates', 'count', NULL, NULL FROM cycle
UNION ALL SELECT 'late_by_course', course_id, late, 'due dates', 'count', NULL, NULL FROM cycle
UNION ALL SELECT 'agencies_tested', '', count(*), 'agencies', 'count', NULL, NULL FROM agency
UNION ALL SELECT 'agencies_complete', '', count(*), 'agencies', 'count', NULL, NULL FROM agency WHERE missing = 0
UNION ALL SELECT 'agencies_complete_rate', '', NULL, '', 'rate', ifnull(sum(missing = 0), 0), count(*) FROM agency

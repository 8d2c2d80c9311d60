/* crossfoot-check
id         = "training-refresher-overdue"
title      = "Refresher training overdue"
question   = "How long ago was the last initial or refresher training of each authorized officer?"
kind       = "exception"
unit       = "officer"
population = "officers authorized on the as-of date"
criteria   = ["refresher-training"]
background = ["oig-18-77", "gao-21-186"]
condition  = "Records did not show that {exceptions} of {tested} officers ({rate}) authorized on {as_of} completed refresher training within {interval_months} months of the training before it."
cause      = "Who sets the interval, and who tracks when refresher training is due? What evidence says so?"
effect     = "What did officers not learn that changed meanwhile? What evidence says so?"
recommend  = "State in policy when refresher training is due, and track the due date of each officer."
record_type = "officers"
facts      = ["last_on"]
absent_record = true

[needs]
officers             = ["officer_id", "authorized_on"]
training_courses     = ["course_id", "kind"]
training_completions = ["officer_id", "course_id", "completed_on"]

[uses]
officers             = ["model", "suspended_on", "revoked_on", "separated_on"]
training_completions = ["result"]
exemptions           = ["entity", "requirement", "from_on"]
absences             = ["officer_id", "from_on"]
course_equivalents   = ["course_id", "replaces_course_id"]

[without]
"officers.suspended_on"       = "The list of officers gives no suspensions; a suspended officer is tested like any other."
"officers.revoked_on"         = "The list of officers gives no revocations; an officer counts as authorized until the list says otherwise."
"officers.separated_on"       = "The list of officers does not say who left; an officer who left counts as authorized until revoked."
"training_completions.result" = "Completions give no result; each counts as completed."
"exemptions"                  = "No exemptions were loaded; nobody counts as exempt by one."
"absences"                    = "No absences were loaded; nobody counts as exempt by one."
"course_equivalents"          = "No course equivalents were loaded; a completion counts for its own course only."

[params.interval_months]
type    = "months"
meaning = "Months after the last initial or refresher training by which refresher training is due again; without a policy no due date is known and the time since is measured."
source  = "criterion"
[params.grace]
type    = "days"
meaning = "Days after the due date in which refresher training is still on time."
source  = "definition"
default = 30
[params.intervals]
type    = "list"
meaning = "Intervals, in months, for which the officers over it are shown; none of them is a standard."
source  = "definition"
default = [12, 24, 36]
[params.early_months]
type    = "months"
meaning = "A refresher that came sooner after the training before it is shown for information: the jail enforcement agreement speaks of not more often than every two years."
source  = "definition"
default = 24

[kinds]
A = "Last initial or refresher training on {last_on}, {days_since} days before the as-of date; it was due again on {due_on}."

[figures.overdue]
sentence = "Officers whose refresher training was due, with its grace, before the as-of date"
where    = "kind = 'A'"
[figures.over_interval]
sentence = "Officers over it if refresher training were due {group} months after the last training"
where    = "outcome IN ('tested', 'exception') AND add_days(add_months(last_on, :group), :grace) < :as_of"
[figures.median_days]
sentence = "Median of the days since the last initial or refresher training"
where    = "outcome NOT IN ('excluded', 'exempt')"
[figures.most_days]
sentence = "The most days since the last initial or refresher training"
where    = "outcome NOT IN ('excluded', 'exempt')"
[figures.by_band]
sentence = "Officers whose last initial or refresher training was {group}"
where    = "band = :group"
[figures.early_refreshers]
sentence = "Officers with a refresher in the period that came sooner than {early_months} months after the training before it"
where    = "early_on IS NOT NULL"

[evidence]
agency_ref = "Agency"
last_on    = "Last training"
due_on     = "Due again"
days_since = "Days since"

[chart]
kind   = "bars"
figure = "by_band"
unit   = "officers"

[[seeds]]
kind = "A"
says = "the last initial or refresher training was ten years before the as-of date"
sql  = ["UPDATE training_completions SET completed_on = add_days(:as_of, -3653) WHERE officer_id IN (SELECT entity FROM seeded)"]
among = "outcome = 'tested' AND kind = ''"
*/
WITH term AS (                   -- without a policy: the longest of the intervals that are shown
  SELECT coalesce(:interval_months, max(CAST(value AS INTEGER))) AS months FROM param_intervals
),
course AS (
  SELECT course_id, kind = 'refresher' AS refreshes FROM training_courses
  WHERE repeats IS NULL AND kind IN ('initial', 'refresher')
),
counting AS (
  SELECT course_id, refreshes, NULL AS from_on, NULL AS to_on FROM course
  UNION
  SELECT e.course_id, c.refreshes, e.from_on, e.to_on
  FROM course_equivalents e JOIN course c ON c.course_id = e.replaces_course_id WHERE e.repeats IS NULL
),
training AS (
  SELECT t.officer_id, t.completed_on, max(c.refreshes) AS refreshes,
    lag(t.completed_on) OVER (PARTITION BY t.officer_id ORDER BY t.completed_on) AS before_on
  FROM counting c CROSS JOIN training_completions t
  WHERE t.course_id = c.course_id AND t.repeats IS NULL AND t.completed_on <= :as_of
    AND (t.result IS NULL OR t.result IN ('pass', 'complete'))
    AND (c.from_on IS NULL OR c.from_on <= t.completed_on) AND (c.to_on IS NULL OR t.completed_on <= c.to_on)
  GROUP BY t.officer_id, t.completed_on
),
last AS (
  SELECT officer_id, max(completed_on) AS last_on,
    max(CASE WHEN refreshes AND completed_on >= :period_start AND completed_on < add_months(before_on, :early_months)
             THEN completed_on END) AS early_on
  FROM training GROUP BY officer_id
),
roster AS (
  SELECT officer_row, officer_id, repeats, agency_ref, model, from_on AS authorized_on,
    suspended_from <= :as_of AND (suspended_to IS NULL OR :as_of < suspended_to) AS suspended
  FROM authority WHERE from_on <= :as_of AND (until_on IS NULL OR until_on > :as_of)
  UNION ALL
  SELECT row_id, officer_id, repeats, agency_ref, model, NULL, NULL FROM officers WHERE authorized_on IS NULL
),
dated AS (
  SELECT r.*, l.last_on, l.early_on, add_months(l.last_on, (SELECT months FROM term)) AS due_on
  FROM roster r LEFT JOIN last l ON l.officer_id = r.officer_id
),
excused AS (
  SELECT d.officer_row FROM exemptions e JOIN dated d ON d.officer_id = e.entity
  WHERE fold(e.requirement) IN ('training', 'refresher training', 'training-refresher-overdue')
    AND ((e.from_on <= :as_of AND (e.to_on IS NULL OR :as_of <= e.to_on))
      OR (e.from_on <= d.due_on AND d.due_on <= e.to_on))
  UNION
  SELECT d.officer_row FROM absences a JOIN dated d ON d.officer_id = a.officer_id
  WHERE (a.from_on <= :as_of AND (a.to_on IS NULL OR :as_of <= a.to_on))
     OR (a.from_on <= d.due_on AND d.due_on <= a.to_on)
),
judged AS MATERIALIZED (
  SELECT d.*, x.officer_row IS NOT NULL AS exempt, days_between(d.last_on, :as_of) AS days_since,
    add_days(d.due_on, :grace) < :as_of AS overdue,
    CASE WHEN d.repeats IS NOT NULL THEN 'repeated key'
         WHEN d.authorized_on IS NULL THEN 'authorization date missing'
         WHEN d.suspended THEN 'suspended on the as-of date'
         WHEN d.last_on IS NULL THEN 'no initial or refresher training on record' ELSE '' END AS why
  FROM dated d LEFT JOIN excused x ON x.officer_row = d.officer_row
)
SELECT
  ifnull(officer_id, '?') || CASE WHEN repeats IS NULL AND officer_id IS NOT NULL THEN '' ELSE '|row ' || officer_row END AS entity,
  officer_row AS row_id,
  CASE WHEN exempt AND why <> 'repeated key' THEN 'exempt' WHEN why <> '' THEN 'excluded'
       WHEN overdue THEN 'exception' ELSE 'tested' END AS outcome,
  CASE WHEN exempt AND why <> 'repeated key' THEN 'exempt or absent on the due date or on the as-of date' ELSE why END AS reason,
  CASE WHEN NOT exempt AND why = '' AND overdue THEN 'A' ELSE '' END AS kind,
  agency_ref, model, last_on, due_on,
  CASE WHEN NOT exempt AND why = '' THEN days_since END AS days_since,
  CASE WHEN exempt OR why <> '' THEN NULL WHEN days_since <= 365 THEN '365 days or less before'
       WHEN days_since <= 730 THEN '366 to 730 days before' WHEN days_since <= 1095 THEN '731 to 1,095 days before'
       ELSE 'more than 1,095 days before' END AS band,
  CASE WHEN NOT exempt AND why = '' THEN early_on END AS early_on
FROM judged

-- figures
WITH tested AS (SELECT * FROM outcomes WHERE outcome IN ('tested', 'exception')),
ranked AS (
  SELECT days_since AS days, row_number() OVER (ORDER BY days_since) AS place, count(*) OVER () AS total FROM tested
),
day AS (SELECT last_on, count(*) AS officers FROM tested GROUP BY last_on)
SELECT 'overdue' AS name, '' AS "group", count(*) AS value, 'officers' AS unit, 'count' AS rounding
  FROM outcomes WHERE kind = 'A' HAVING :interval_months IS NOT NULL
UNION ALL SELECT 'over_interval', i.value, sum(CASE WHEN add_days(add_months(d.last_on, i.value), :grace) < :as_of THEN d.officers ELSE 0 END),
  'officers', 'count'
  FROM param_intervals i CROSS JOIN day d GROUP BY i.value
UNION ALL SELECT 'median_days', '',
  (SELECT avg(days) FROM ranked WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'days', 'one decimal'
UNION ALL SELECT 'most_days', '', max(days_since), 'days', 'count' FROM tested
UNION ALL SELECT 'by_band', band, count(*), 'officers', 'count' FROM tested GROUP BY band
UNION ALL SELECT 'early_refreshers', '', count(*), 'officers', 'count' FROM outcomes WHERE early_on IS NOT NULL

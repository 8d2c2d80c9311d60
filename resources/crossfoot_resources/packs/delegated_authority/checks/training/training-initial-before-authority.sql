/* crossfoot-check
id         = "training-initial-before-authority"
title      = "Authority before initial training"
question   = "Did each authorized officer complete initial training before receiving authority?"
kind       = "exception"
unit       = "officer"
population = "officers authorized at any time in the period"
criteria   = ["jem-initial-training", "wso-initial-training", "tfm-initial-training"]
background = ["oig-18-77"]
condition  = "Records did not show that {exceptions} of {tested} officers ({rate}) authorized at any time from {period_start} to {as_of} had completed initial training by the day of their authorization: for {never_shown} records showed no completion, for {shown_later} only one after that day."
cause      = "What did the office that authorizes see of training records before it authorized? What evidence says so?"
effect     = "What did these officers do under the authority before their training was complete? What evidence says so?"
recommend  = "Withhold authorization until the completion of initial training is recorded, and decide in writing on officers who were authorized without it."
record_type = "officers"
facts      = ["authorized_on", "trained_on"]
absent_record = true

[needs]
officers             = ["officer_id", "authorized_on"]
training_courses     = ["course_id", "kind"]
training_completions = ["officer_id", "course_id", "completed_on"]

[uses]
officers             = ["model", "revoked_on", "separated_on"]
training_courses     = ["models"]
training_completions = ["result"]
exemptions           = ["entity", "requirement", "from_on"]
course_equivalents   = ["course_id", "replaces_course_id"]

[without]
"officers.model"              = "The list of officers gives no model; the model of the agency's agreements is taken where it is one only."
"officers.revoked_on"         = "The list of officers gives no revocations; an officer counts as authorized until the list says otherwise."
"officers.separated_on"       = "The list of officers does not say who left; an officer who left counts as authorized until revoked."
"training_courses.models"     = "Courses do not say for which models they are; each course of initial training counts for every officer."
"training_completions.result" = "Completions give no result; each counts as completed."
"exemptions"                  = "No exemptions were loaded; nobody counts as exempt by one."
"course_equivalents"          = "No course equivalents were loaded; a completion counts for its own course only."

[params.results]
type    = "list"
meaning = "The results that count as completed successfully."
source  = "definition"
default = ["pass", "complete"]
choices = ["pass", "fail", "complete", "incomplete"]

[kinds]
A = "Authorized on {authorized_on}. Records did not show a completion of initial training."
B = "Authorized on {authorized_on}. The first completion of initial training on record is dated {trained_on}."

[figures.never_shown]
sentence = "Officers for whom records showed no completion of initial training by the as-of date"
where    = "kind = 'A'"
[figures.shown_later]
sentence = "Officers whose first completion of initial training on record is later than their authorization"
where    = "kind = 'B'"
[figures.on_the_day]
sentence = "Officers whose first completion of initial training on record is dated on the day of their authorization, which is in time"
where    = "outcome = 'tested' AND trained_on = authorized_on"
[figures.median_days]
sentence = "Median of the days from the authorization to the first completion of initial training, where it came later"
where    = "kind = 'B'"
[figures.most_days]
sentence = "The most days from the authorization to the first completion of initial training"
where    = "kind = 'B'"

[evidence]
agency_ref    = "Agency"
model         = "Model"
authorized_on = "Authorized"
trained_on    = "Initial training completed"
days_early    = "Days authorized before it"

[[seeds]]
kind = "A"
says = "no completion of initial training is on record"
sql  = ["DELETE FROM training_completions WHERE officer_id IN (SELECT entity FROM seeded)"]
[[seeds]]
kind = "B"
says = "initial training was completed the day after the authorization"
sql  = ["UPDATE training_completions SET completed_on = (SELECT add_days(o.authorized_on, 1) FROM officers o JOIN seeded s ON s.row_id = o.row_id WHERE o.officer_id = training_completions.officer_id) WHERE officer_id IN (SELECT entity FROM seeded)"]
among = "outcome = 'tested' AND trained_on IS NOT NULL AND authorized_on < :as_of"
*/
WITH last_day AS (SELECT min(as_of, period_end) AS day FROM audit_facts),
result_column AS (
  SELECT mapped AS there FROM field_catalogue WHERE record_type = 'training_completions' AND field = 'result'
),
course AS (                      -- courses of initial training: for which models, each with what counts in its place
  SELECT course_id, CASE WHEN models IS NULL THEN ''
    ELSE ',' || replace(replace(replace(upper(models), ';', ','), '/', ','), ' ', '') || ',' END AS models
  FROM training_courses WHERE repeats IS NULL AND kind = 'initial'
),
counting AS (
  SELECT course_id, models, NULL AS from_on, NULL AS to_on FROM course
  UNION
  SELECT e.course_id, c.models, e.from_on, e.to_on FROM course_equivalents e JOIN course c ON c.course_id = e.replaces_course_id
  WHERE e.repeats IS NULL
),
completion AS (
  SELECT t.officer_id, c.models, t.completed_on,
    CASE WHEN t.result IN (SELECT value FROM param_results) OR NOT r.there THEN 'completed'
         WHEN t.result IS NULL THEN 'unknown' END AS said
  FROM counting c CROSS JOIN training_completions t CROSS JOIN result_column r
  WHERE t.course_id = c.course_id AND t.repeats IS NULL AND t.completed_on <= :as_of
    AND (c.from_on IS NULL OR c.from_on <= t.completed_on) AND (c.to_on IS NULL OR t.completed_on <= c.to_on)
),
roster AS (
  SELECT officer_row AS row_id, officer_id, repeats, agency_ref, model, from_on AS authorized_on FROM authority
  WHERE from_on <= (SELECT day FROM last_day) AND (until_on IS NULL OR until_on > :period_start)
  UNION ALL
  SELECT row_id, officer_id, repeats, agency_ref, model, NULL FROM officers WHERE authorized_on IS NULL
),
found AS (
  SELECT r.row_id, min(CASE WHEN c.said = 'completed' THEN c.completed_on END) AS trained_on,
    min(CASE WHEN c.said = 'unknown' THEN c.completed_on END) AS unknown_on
  FROM completion c JOIN roster r ON r.officer_id = c.officer_id
  WHERE c.models = '' OR r.model IS NULL OR instr(c.models, ',' || upper(r.model) || ',') > 0
  GROUP BY r.row_id
),
exempted AS (
  SELECT DISTINCT r.row_id FROM exemptions e JOIN roster r ON r.officer_id = e.entity
  WHERE fold(e.requirement) IN ('training', 'initial training', 'training-initial-before-authority')
    AND e.from_on <= r.authorized_on AND (e.to_on IS NULL OR r.authorized_on <= e.to_on)
),
judged AS MATERIALIZED (
  SELECT r.*, f.trained_on, x.row_id IS NOT NULL AS exempt,
    CASE WHEN r.repeats IS NOT NULL THEN 'repeated key'
         WHEN r.authorized_on IS NULL THEN 'authorization date missing'
         WHEN NOT EXISTS (SELECT 1 FROM criterion_terms c
                          WHERE (c.model IS NULL OR c.model = r.model)
                            AND (c.template IS NULL OR NOT EXISTS (SELECT 1 FROM agency_templates g
                              WHERE g.agency_ref = r.agency_ref AND g.model = c.model AND g.template <> c.template))
                            AND (c.in_force_from IS NULL OR c.in_force_from <= r.authorized_on)
                            AND (c.in_force_to IS NULL OR r.authorized_on <= c.in_force_to)) THEN 'criterion not established'
         WHEN (f.trained_on IS NULL OR f.trained_on > r.authorized_on) AND f.unknown_on <= r.authorized_on
           THEN 'result of the initial training missing' ELSE '' END AS why
  FROM roster r LEFT JOIN found f ON f.row_id = r.row_id LEFT JOIN exempted x ON x.row_id = r.row_id
)
SELECT
  ifnull(officer_id, '?') || CASE WHEN repeats IS NULL AND officer_id IS NOT NULL THEN '' ELSE '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN exempt AND why <> 'repeated key' THEN 'exempt' WHEN why <> '' THEN 'excluded'
       WHEN trained_on IS NULL OR trained_on > authorized_on THEN 'exception' ELSE 'tested' END AS outcome,
  CASE WHEN exempt AND why <> 'repeated key' THEN 'exempt on the day of the authorization' ELSE why END AS reason,
  CASE WHEN exempt OR why <> '' OR trained_on <= authorized_on THEN '' WHEN trained_on IS NULL THEN 'A' ELSE 'B' END AS kind,
  agency_ref, model, authorized_on, trained_on,
  CASE WHEN NOT exempt AND why = '' THEN max(0, days_between(authorized_on, trained_on)) END AS days_early
FROM judged

-- figures
WITH early AS (
  SELECT days_early AS days, row_number() OVER (ORDER BY days_early) AS place, count(*) OVER () AS total
  FROM outcomes WHERE kind = 'B'
)
SELECT 'never_shown' AS name, '' AS "group", count(*) AS value, 'officers' AS unit, 'count' AS rounding
  FROM outcomes WHERE kind = 'A'
UNION ALL SELECT 'shown_later', '', count(*), 'officers', 'count' FROM outcomes WHERE kind = 'B'
UNION ALL SELECT 'on_the_day', '', count(*), 'officers', 'count' FROM outcomes
  WHERE outcome = 'tested' AND trained_on = authorized_on
UNION ALL SELECT 'median_days', '',
  (SELECT avg(days) FROM early WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'days', 'one decimal'
UNION ALL SELECT 'most_days', '', max(days), 'days', 'count' FROM early

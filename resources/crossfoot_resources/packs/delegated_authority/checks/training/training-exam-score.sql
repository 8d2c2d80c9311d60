/* crossfoot-check
id         = "training-exam-score"
title      = "Examination scores below the pass mark"
question   = "Did each authorized officer pass the examinations of initial training as the agreement asks?"
kind       = "exception"
unit       = "officer"
population = "officers authorized at any time in the period for whom an examination of initial training is on record"
criteria   = ["jem-examinations", "wso-examinations"]
background = ["oig-18-77"]
condition  = "Records of {exceptions} of {tested} officers ({rate}) authorized at any time from {period_start} to {as_of} showed examinations that did not meet the agreement: {below_mark} with a score below {pass_mark} percent, {more_remedials} with more remedial examinations than {max_remedial}, {failed_twice} who failed twice and stayed authorized. One officer can be in more than one of these."
cause      = "Who compares examination records with authorizations, and when? What evidence says so?"
effect     = "What did these officers do under the authority? What evidence says so?"
recommend  = "Compare authorizations with examination records, and decide in writing on officers whose records do not meet the agreement."
record_type = "officers"
facts      = ["authorized_on", "score", "remedials"]

[needs]
officers             = ["officer_id", "authorized_on"]
training_completions = ["officer_id", "course_id", "completed_on", "score"]

[uses]
officers             = ["model", "revoked_on", "separated_on"]
training_courses     = ["course_id", "kind"]
training_completions = ["exam_no", "attempt", "is_remedial", "result"]
exemptions           = ["entity", "requirement", "from_on"]

[without]
"officers.model"                   = "The list of officers gives no model; the model of the agency's agreements is taken where it is one only."
"officers.revoked_on"              = "The list of officers gives no revocations; an officer counts as authorized until the list says otherwise."
"officers.separated_on"            = "The list of officers does not say who left; an officer who left counts as authorized until revoked."
"training_courses"                 = "No list of courses was loaded; each score on record counts as one of initial training."
"training_courses.kind"            = "Courses give no kind; each score on record counts as one of initial training."
"training_completions.exam_no"     = "Scores do not say of which examination they are; those of one course count as one examination."
"training_completions.attempt"     = "Scores do not say of which attempt they are; the later day counts as the later attempt."
"training_completions.is_remedial" = "Scores do not say which examinations were remedial; a second or later attempt counts as one."
"training_completions.result"      = "Scores give no result; whether a score below the mark was recorded as passed was not tested."
"exemptions"                       = "No exemptions were loaded; nobody counts as exempt by one."

[params.pass_mark]
type    = "percent"
meaning = "The lowest score that passes; exactly this score passes."
source  = "criterion"
[params.max_remedial]
type    = "integer"
meaning = "The most remedial examinations that an officer may take."
source  = "criterion"
[params.retake_models]
type    = "list"
meaning = "Models whose agreement lets one examination be taken again, and does not count remedial examinations over the course."
source  = "definition"
default = ["WSO"]
[params.course_kinds]
type    = "list"
meaning = "The kinds of courses whose examinations are tested; a listed course without a kind is tested too."
source  = "definition"
default = ["initial"]

[kinds]
A = "Below the mark: {score}."
B = "Remedial examinations on record: {remedials}."
C = "Failed a second time on {failed_again_on}; authorized on {authorized_on}. Below the mark: {score}."

[figures.below_mark]
sentence = "Officers whose last score of an examination was below the mark when they were authorized or is below it while they are, or with a score below the mark that was recorded as passed"
where    = "instr(kind, 'A') > 0"
[figures.more_remedials]
sentence = "Officers with more remedial examinations on record than the agreement allows"
where    = "instr(kind, 'B') > 0"
[figures.failed_twice]
sentence = "Officers who failed twice and were authorized later, or stayed authorized"
where    = "instr(kind, 'C') > 0"
[figures.examinations]
sentence = "Scores on record that were tested"
where    = "outcome NOT IN ('excluded', 'exempt') AND scores > 0"
[figures.scaled]
sentence = "Scores on record between 0 and 1 that were read as shares of one hundred percent"
where    = "outcome NOT IN ('excluded', 'exempt') AND scaled > 0"

[evidence]
agency_ref      = "Agency"
model           = "Model"
authorized_on   = "Authorized"
score           = "Below the mark"
remedials       = "Remedial examinations"
failed_again_on = "Failed a second time"

[[seeds]]
kind = "A"
says = "the scores of the officer are ten points below the mark"
sql  = ["UPDATE training_completions SET score = max(0, ifnull(:pass_mark, 70) - 10) WHERE score IS NOT NULL AND officer_id IN (SELECT entity FROM seeded)"]
among = "outcome = 'tested' AND scores > 0"
[[seeds]]
kind = "B"
says = "remedial examinations are on record, more than the agreement allows"
sql  = ["INSERT INTO training_completions (import_id, row_no, hidden, officer_id, course_id, completed_on, score, exam_no, attempt, is_remedial, result) SELECT t.import_id, t.row_no, t.hidden, t.officer_id, t.course_id, t.completed_on, 99, t.exam_no, 2 + n.value, 1, 'pass' FROM training_completions t JOIN (SELECT 1 AS value UNION ALL SELECT 2 UNION ALL SELECT 3) n ON n.value <= 3 WHERE t.row_id IN (SELECT min(x.row_id) FROM training_completions x WHERE x.score IS NOT NULL AND x.repeats IS NULL AND x.officer_id IN (SELECT entity FROM seeded) GROUP BY x.officer_id)"]
among = "outcome = 'tested' AND scores > 0 AND model NOT IN ('WSO')"
[[seeds]]
kind = "C"
says = "two more examinations were failed on the day of the authorization"
sql  = ["INSERT INTO training_completions (import_id, row_no, hidden, officer_id, course_id, completed_on, score, exam_no, attempt, is_remedial, result) SELECT t.import_id, t.row_no, t.hidden, t.officer_id, t.course_id, (SELECT o.authorized_on FROM officers o JOIN seeded s ON s.row_id = o.row_id WHERE o.officer_id = t.officer_id), max(0, ifnull(:pass_mark, 70) - 10), 900 + n.value, n.value, 0, 'fail' FROM training_completions t JOIN (SELECT 1 AS value UNION ALL SELECT 2) n ON n.value <= 2 WHERE t.row_id IN (SELECT min(x.row_id) FROM training_completions x WHERE x.score IS NOT NULL AND x.repeats IS NULL AND x.officer_id IN (SELECT entity FROM seeded) GROUP BY x.officer_id)"]
among = "outcome = 'tested' AND scores > 0 AND model NOT IN ('WSO')"
*/
WITH last_day AS (SELECT min(as_of, period_end) AS day FROM audit_facts),
known AS (                       -- whether the audit's list of courses tells their kinds
  SELECT mapped AS kinds FROM field_catalogue WHERE record_type = 'training_courses' AND field = 'kind'
),
course AS (
  SELECT DISTINCT course_id FROM training_courses CROSS JOIN known
  WHERE known.kinds AND repeats IS NULL AND (kind IS NULL OR kind IN (SELECT value FROM param_course_kinds))
),
sitting AS (
  SELECT t.row_id, t.officer_id, t.course_id, t.exam_no, t.attempt, t.completed_on, t.is_remedial, t.result, t.score
  FROM course c CROSS JOIN training_completions t
  WHERE t.course_id = c.course_id AND t.repeats IS NULL AND (t.score IS NOT NULL OR t.exam_no IS NOT NULL)
    AND (t.completed_on IS NULL OR t.completed_on <= :as_of)
  UNION ALL
  SELECT t.row_id, t.officer_id, t.course_id, t.exam_no, t.attempt, t.completed_on, t.is_remedial, t.result, t.score
  FROM known k CROSS JOIN training_completions t
  WHERE NOT k.kinds AND t.repeats IS NULL AND (t.score IS NOT NULL OR t.exam_no IS NOT NULL)
    AND (t.completed_on IS NULL OR t.completed_on <= :as_of)
),
top AS (SELECT max(score) AS score FROM sitting),
roster AS (
  SELECT officer_row, officer_id, repeats, agency_ref, model, from_on AS authorized_on,
    until_on IS NULL OR until_on > (SELECT day FROM last_day) AS stays
  FROM authority
  WHERE from_on <= (SELECT day FROM last_day) AND (until_on IS NULL OR until_on > :period_start)
  UNION ALL
  SELECT row_id, officer_id, repeats, agency_ref, model, NULL, NULL FROM officers WHERE authorized_on IS NULL
),
scored AS (                      -- a score between 0 and 1 is a share; so is 1 where no score of the list is above it
  SELECT r.officer_row, r.authorized_on, r.stays, r.model IN (SELECT value FROM param_retake_models) AS retakes,
    s.row_id, s.course_id, ifnull(s.exam_no, 0) AS exam_no, ifnull(s.attempt, 0) AS attempt, s.completed_on, s.result, s.score,
    ifnull(s.is_remedial, ifnull(s.attempt, 1) > 1) AS remedial,
    s.score > 0 AND (s.score < 1 OR top.score <= 1) AS scaled,
    CASE WHEN s.score < 0 OR s.score > 100 OR s.completed_on IS NULL THEN NULL
         WHEN s.score < 1 OR top.score <= 1 THEN round(s.score * 100, 6) ELSE s.score END AS points
  FROM sitting s JOIN roster r ON r.officer_id = s.officer_id CROSS JOIN top
),
marked AS (SELECT *, points < :pass_mark AS fails FROM scored),
officer AS (
  SELECT officer_row, sum(points IS NOT NULL) AS scores, sum(scaled AND points IS NOT NULL) AS scaled,
    sum(fails) AS fails, sum(remedial) AS remedials,
    sum(score IS NULL) AS unscored, sum(completed_on IS NULL) AS undated, sum(points IS NULL) AS unusable
  FROM marked GROUP BY officer_row
),
placed AS (                      -- of officers with a score below the mark: each score and its place among those of its examination
  SELECT s.*,
    row_number() OVER (PARTITION BY s.officer_row, s.course_id, s.exam_no ORDER BY s.completed_on DESC, s.attempt DESC, s.row_id DESC)
      AS from_last,
    row_number() OVER (PARTITION BY s.officer_row, s.course_id, s.exam_no, s.completed_on <= s.authorized_on
                       ORDER BY s.completed_on DESC, s.attempt DESC, s.row_id DESC) AS from_authorized,
    row_number() OVER (PARTITION BY s.officer_row, s.course_id, s.exam_no, s.fails
                       ORDER BY s.completed_on, s.attempt, s.row_id) AS nth
  FROM marked s JOIN officer o ON o.officer_row = s.officer_row AND o.fails > 0
  WHERE s.points IS NOT NULL
),
failed AS (
  SELECT *, row_number() OVER (PARTITION BY officer_row, nth ORDER BY completed_on, row_id) AS nth_exam FROM placed WHERE fails
),
verdict AS (
  SELECT officer_row,
    max(result = 'pass' OR (from_authorized = 1 AND completed_on <= authorized_on) OR (from_last = 1 AND stays)) AS below,
    min(CASE WHEN retakes AND nth = 2 THEN completed_on WHEN NOT retakes AND nth_exam = 2 THEN completed_on END)
      AS again_on,
    group_concat(course_id || CASE WHEN exam_no > 0 THEN ' examination ' || exam_no ELSE '' END || ' on ' || completed_on
                 || ': ' || printf('%g', points), '; ') AS failed
  FROM (SELECT * FROM failed ORDER BY officer_row, completed_on, course_id, exam_no, attempt, row_id)
  GROUP BY officer_row
),
exempted AS (
  SELECT DISTINCT r.officer_row FROM exemptions e JOIN roster r ON r.officer_id = e.entity
  WHERE fold(e.requirement) IN ('training', 'initial training', 'examinations', 'training-exam-score')
    AND e.from_on <= r.authorized_on AND (e.to_on IS NULL OR r.authorized_on <= e.to_on)
),
judged AS MATERIALIZED (
  SELECT r.*, o.scores, o.scaled, o.remedials, o.unscored, o.undated, o.unusable, v.failed, v.again_on,
    x.officer_row IS NOT NULL AS exempt,
    CASE WHEN v.below THEN ',A' ELSE '' END
      || CASE WHEN r.model IN (SELECT value FROM param_retake_models) THEN '' WHEN o.remedials > :max_remedial THEN ',B' ELSE '' END
      || CASE WHEN v.again_on IS NOT NULL AND (v.again_on <= r.authorized_on OR r.stays) THEN ',C' ELSE '' END AS found,
    CASE WHEN r.repeats IS NOT NULL THEN 'repeated key'
         WHEN r.authorized_on IS NULL THEN 'authorization date missing'
         WHEN NOT EXISTS (SELECT 1 FROM criterion_terms c
                          WHERE (c.model IS NULL OR c.model = r.model)
                            AND (c.template IS NULL OR NOT EXISTS (SELECT 1 FROM agency_templates g
                              WHERE g.agency_ref = r.agency_ref AND g.model = c.model AND g.template <> c.template))
                            AND (c.in_force_from IS NULL OR c.in_force_from <= r.authorized_on)
                            AND (c.in_force_to IS NULL OR r.authorized_on <= c.in_force_to)) THEN 'criterion not established'
         ELSE '' END AS why
  FROM officer o JOIN roster r ON r.officer_row = o.officer_row
  LEFT JOIN verdict v ON v.officer_row = o.officer_row LEFT JOIN exempted x ON x.officer_row = o.officer_row
),
settled AS (
  SELECT *, CASE WHEN why <> '' OR found <> '' OR unusable = 0 THEN why
                 WHEN undated > 0 THEN 'date of an examination missing' WHEN unscored > 0 THEN 'score of an examination missing'
                 ELSE 'score of an examination outside 0 to 100' END AS because
  FROM judged
)
SELECT
  officer_id || CASE WHEN repeats IS NULL THEN '' ELSE '|row ' || officer_row END AS entity,
  officer_row AS row_id,
  CASE WHEN exempt AND why <> 'repeated key' THEN 'exempt' WHEN because <> '' THEN 'excluded'
       WHEN found <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  CASE WHEN exempt AND why <> 'repeated key' THEN 'exempt on the day of the authorization' ELSE because END AS reason,
  CASE WHEN exempt OR because <> '' THEN '' ELSE substr(found, 2) END AS kind,
  agency_ref, model, authorized_on, failed AS score, remedials, again_on AS failed_again_on, scores, scaled
FROM settled

-- figures
WITH tested AS (SELECT * FROM outcomes WHERE outcome IN ('tested', 'exception'))
SELECT 'below_mark' AS name, '' AS "group", count(*) AS value, 'officers' AS unit, 'count' AS rounding
  FROM tested WHERE instr(kind, 'A') > 0
UNION ALL SELECT 'more_remedials', '', count(*), 'officers', 'count' FROM tested WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'failed_twice', '', count(*), 'officers', 'count' FROM tested WHERE instr(kind, 'C') > 0
UNION ALL SELECT 'examinations', '', sum(scores), 'scores', 'count' FROM tested
UNION ALL SELECT 'scaled', '', sum(scaled), 'scores', 'count' FROM tested

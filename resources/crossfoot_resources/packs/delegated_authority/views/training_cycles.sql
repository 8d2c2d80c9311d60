/* crossfoot-view
name = "training_cycles"
says = "Each due date of a required course for each officer in the period: met, late, missing, or why it does not count."
*/
-- Rules: settled.md section 2. A completion serves one due date only: the earliest unserved one whose window starts
-- before it, and only if it lies before the next due date + grace. Status: met, late, missing; or, not counted: exempt,
-- too new, suspended, not authorized, not in force, open (the grace has not ended by the as-of date).
WITH RECURSIVE
horizon AS (SELECT as_of, period_start, min(as_of, period_end) AS last_day FROM audit_facts),
course AS (
  SELECT
    c.course_id, c.due_rule, c.due_month_day, c.effective_from, c.effective_to,
    CASE c.due_rule WHEN 'fixed' THEN 12 WHEN 'anniversary' THEN ifnull(c.interval_months, 12)
                    WHEN 'interval' THEN c.interval_months END AS months,
    coalesce(c.grace_days, (SELECT value FROM param_grace_days), 0) AS grace,
    CASE WHEN c.models IS NULL THEN ''
         ELSE ',' || replace(replace(replace(upper(c.models), ';', ','), '/', ','), ' ', '') || ',' END AS models
  FROM training_courses c
  WHERE c.repeats IS NULL AND c.required = 1
    AND (c.kind IS NULL OR c.kind IN (SELECT value FROM param_course_kinds))
),
officer AS (
  SELECT o.row_id AS officer_row, o.officer_id, o.model, o.agency_ref,
         a.from_on, a.until_on, a.until_reason, a.suspended_from, a.suspended_to
  FROM officers o JOIN authority a ON a.officer_row = o.row_id CROSS JOIN horizon h
  WHERE o.repeats IS NULL AND a.from_on <= h.last_day AND (a.until_on IS NULL OR a.until_on > h.period_start)
),
taker AS (
  SELECT o.*, c.*
  FROM officer o JOIN course c
    ON c.models = '' OR o.model IS NULL OR instr(c.models, ',' || upper(o.model) || ',') > 0
),
start AS (                       -- from where the due dates of an officer and course are counted
  SELECT t.officer_row, t.course_id, t.months,
         CASE t.due_rule WHEN 'fixed' THEN '2000-' || t.due_month_day ELSE t.from_on END AS anchor,
         CASE t.due_rule
           WHEN 'fixed' THEN CAST(substr(h.period_start, 1, 4) AS INTEGER) - 2000
           WHEN 'anniversary' THEN max(1, ((substr(h.period_start, 1, 4) - substr(t.from_on, 1, 4)) * 12
                                           + substr(h.period_start, 6, 2) - substr(t.from_on, 6, 2)) / t.months)
           ELSE 0 END AS k
  FROM taker t CROSS JOIN horizon h
  WHERE t.due_rule IN ('anniversary', 'once') OR (t.due_rule = 'fixed' AND t.due_month_day GLOB '[01][0-9]-[0-3][0-9]')
),
due AS (
  SELECT officer_row, course_id, months, anchor, k, add_months(anchor, ifnull(months, 0) * k) AS due_on FROM start
  UNION ALL
  SELECT d.officer_row, d.course_id, d.months, d.anchor, d.k + 1, add_months(d.anchor, d.months * (d.k + 1))
  FROM due d CROSS JOIN horizon h
  WHERE d.months > 0 AND add_months(d.anchor, d.months * (d.k + 1)) <= h.last_day
),
completion AS (
  SELECT t.officer_id, t.course_id, t.completed_on
  FROM training_completions t CROSS JOIN horizon h
  WHERE t.repeats IS NULL AND t.completed_on <= h.as_of AND ifnull(t.result, 'complete') IN ('pass', 'complete')
),
reading AS (                     -- of courses that fall due an interval after the last completion
  SELECT t.officer_row, t.course_id, t.months, c.completed_on AS from_day
  FROM taker t JOIN completion c ON c.officer_id = t.officer_id
  WHERE t.due_rule = 'interval' AND t.months > 0
    AND (c.course_id = t.course_id OR EXISTS (
      SELECT 1 FROM course_equivalents e WHERE e.course_id = c.course_id AND e.replaces_course_id = t.course_id
        AND (e.from_on IS NULL OR e.from_on <= c.completed_on) AND (e.to_on IS NULL OR c.completed_on <= e.to_on)))
  UNION
  SELECT t.officer_row, t.course_id, t.months, t.from_on
  FROM taker t WHERE t.due_rule = 'interval' AND t.months > 0
),
interval_due AS (
  SELECT officer_row, course_id, add_months(from_day, months) AS due_on,
         lead(from_day) OVER (PARTITION BY officer_row, course_id ORDER BY from_day) AS completed_on
  FROM reading
),
dated AS (
  SELECT d.officer_row, d.course_id, d.due_on, add_months(d.anchor, d.months * (d.k + 1)) AS next_on, NULL AS completed_on
  FROM due d CROSS JOIN horizon h WHERE d.due_on BETWEEN h.period_start AND h.last_day
  UNION ALL
  SELECT i.officer_row, i.course_id, i.due_on, NULL, i.completed_on
  FROM interval_due i JOIN officer o ON o.officer_row = i.officer_row CROSS JOIN horizon h
  WHERE i.due_on BETWEEN h.period_start AND h.last_day
    AND (i.completed_on IS NULL OR i.completed_on > o.from_on)   -- what lies wholly before the authority is no duty
),
judged AS (
  SELECT d.officer_row, t.officer_id, t.agency_ref, d.course_id, t.due_rule, d.due_on, d.next_on, d.completed_on,
    t.from_on, t.until_on, t.until_reason, t.suspended_from, t.suspended_to, t.grace,
    add_days(d.due_on, t.grace) AS limit_on,
    ifnull(lag(d.due_on) OVER (PARTITION BY d.officer_row, d.course_id ORDER BY d.due_on), add_days(d.due_on, -365))
      AS window_start,
    CASE
      WHEN d.due_on < t.effective_from OR d.due_on > t.effective_to THEN 'not in force'
      WHEN d.due_on < t.from_on OR d.due_on >= t.until_on THEN 'not authorized'
      WHEN t.suspended_from <= d.due_on AND (t.suspended_to IS NULL OR d.due_on < t.suspended_to) THEN 'suspended'
      WHEN t.due_rule <> 'once'
        AND days_between(t.from_on, d.due_on) < (SELECT value FROM param_grace_new) THEN 'too new'
      WHEN t.officer_id IN (SELECT entity FROM exemptions) AND EXISTS (
        SELECT 1 FROM exemptions e WHERE e.entity = t.officer_id
          AND fold(e.requirement) IN (fold(t.course_id), 'training', 'online training', 'training-online-incomplete')
          AND e.from_on <= d.due_on AND (e.to_on IS NULL OR d.due_on <= e.to_on)) THEN 'exempt'
      WHEN t.officer_id IN (SELECT officer_id FROM absences) AND EXISTS (
        SELECT 1 FROM absences a WHERE a.officer_id = t.officer_id
          AND a.from_on <= d.due_on AND (a.to_on IS NULL OR d.due_on <= a.to_on)) THEN 'exempt'
      ELSE 'counted'
    END AS state
  FROM dated d JOIN taker t ON t.officer_row = d.officer_row AND t.course_id = d.course_id
),
counted AS MATERIALIZED (
  SELECT *, row_number() OVER (PARTITION BY officer_row, course_id ORDER BY due_on) AS n
  FROM judged WHERE state = 'counted' AND due_rule <> 'interval'
),
served AS (                      -- due date by due date: the first completion in its window that no earlier one took
  SELECT officer_row, course_id, 0 AS n, NULL AS completed_on, '' AS used FROM counted WHERE n = 1
  UNION ALL
  SELECT c.officer_row, c.course_id, c.n,
    (SELECT min(t.completed_on) FROM training_completions t
     WHERE t.officer_id = c.officer_id AND t.repeats IS NULL AND ifnull(t.result, 'complete') IN ('pass', 'complete')
       AND (t.course_id = c.course_id OR EXISTS (
         SELECT 1 FROM course_equivalents e WHERE e.course_id = t.course_id AND e.replaces_course_id = c.course_id
           AND (e.from_on IS NULL OR e.from_on <= t.completed_on) AND (e.to_on IS NULL OR t.completed_on <= e.to_on)))
       AND t.completed_on > max(c.window_start, s.used, ifnull(s.completed_on, ''))
       AND (c.next_on IS NULL OR t.completed_on < add_days(c.next_on, c.grace))
       AND t.completed_on <= (SELECT as_of FROM horizon)),
    max(s.used, ifnull(s.completed_on, ''))
  FROM served s JOIN counted c ON c.officer_row = s.officer_row AND c.course_id = s.course_id AND c.n = s.n + 1
),
told AS (
  SELECT c.officer_row, c.course_id, c.due_on, s.completed_on
  FROM counted c JOIN served s ON s.officer_row = c.officer_row AND s.course_id = c.course_id AND s.n = c.n
)
SELECT
  j.officer_row, j.officer_id, j.agency_ref, j.course_id, j.due_on, j.limit_on,
  j.from_on, j.until_on, j.until_reason, j.suspended_from, j.suspended_to,
  coalesce(t.completed_on, j.completed_on) AS completed_on,
  CASE
    WHEN j.state <> 'counted' THEN j.state
    WHEN coalesce(t.completed_on, j.completed_on) > j.limit_on THEN 'late'
    WHEN coalesce(t.completed_on, j.completed_on) IS NOT NULL THEN 'met'
    WHEN j.limit_on > h.as_of THEN 'open'
    ELSE 'missing'
  END AS status
FROM judged j CROSS JOIN horizon h
LEFT JOIN told t ON t.officer_row = j.officer_row AND t.course_id = j.course_id AND t.due_on = j.due_on

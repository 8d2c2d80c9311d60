/* crossfoot-view
name = "training_cycles"
says = "Each due date of a required course on which an officer was authorized: met, late, missing, or why it does not count."
indexes = ["officer_row"]
*/
-- Rules: settled.md section 2. A completion serves one due date only: the earliest unserved one whose window starts
-- before it, and only if it lies before the next due date + grace. Status: met, late, missing; or, not counted: exempt,
-- too new, suspended, not in force, open (the grace has not ended by the as-of date).
-- Due dates are reckoned once for each course and day of authorization (calendar), not once for each officer. Only a
-- late completion can be in the way of the next due date: only those officers' courses are walked through in order.
WITH RECURSIVE
horizon AS (SELECT as_of, period_start, min(as_of, period_end) AS last_day FROM audit_facts),
grace_new AS (SELECT ifnull((SELECT value FROM param_grace_new), 0) AS days),
course AS MATERIALIZED (
  SELECT
    c.course_id, c.due_rule, c.due_month_day, c.effective_from, c.effective_to,
    CASE c.due_rule WHEN 'fixed' THEN 12 WHEN 'anniversary' THEN ifnull(c.interval_months, 12)
                    WHEN 'interval' THEN c.interval_months END AS months,
    coalesce(c.grace_days, (SELECT value FROM param_grace_days), 0) AS grace,
    CASE WHEN c.models IS NULL THEN ''
         ELSE ',' || replace(replace(replace(upper(c.models), ';', ','), '/', ','), ' ', '') || ',' END AS models,
    EXISTS (SELECT 1 FROM course_equivalents e WHERE e.replaces_course_id = c.course_id) AS has_equivalents
  FROM training_courses c
  WHERE c.repeats IS NULL AND c.required = 1
    AND (c.kind IS NULL OR c.kind IN (SELECT value FROM param_course_kinds))
),
officer AS MATERIALIZED (
  SELECT o.row_id AS officer_row, o.officer_id, o.model, o.agency_ref, a.from_on, a.until_on, a.suspended_from, a.suspended_to,
         o.officer_id IN (SELECT entity FROM exemptions) AS has_exemption,
         o.officer_id IN (SELECT officer_id FROM absences) AS has_absence
  FROM authority a JOIN officers o ON o.row_id = a.officer_row CROSS JOIN horizon h
  WHERE o.repeats IS NULL AND a.from_on <= h.last_day AND (a.until_on IS NULL OR a.until_on > h.period_start)
),
beginning AS (SELECT DISTINCT from_on FROM officer),
start AS (                       -- from where the due dates of a course are counted; from_on NULL: the same for all
  SELECT c.course_id, c.months, NULL AS from_on, '2000-' || c.due_month_day AS anchor,
         CAST(substr(h.period_start, 1, 4) AS INTEGER) - 2000 AS k
  FROM course c CROSS JOIN horizon h
  WHERE c.due_rule = 'fixed' AND c.due_month_day GLOB '[01][0-9]-[0-3][0-9]'
  UNION ALL
  SELECT c.course_id, c.months, b.from_on, b.from_on,
         CASE c.due_rule WHEN 'once' THEN 0
           ELSE max(1, ((CAST(substr(h.period_start, 1, 4) AS INTEGER) - CAST(substr(b.from_on, 1, 4) AS INTEGER)) * 12
                        + CAST(substr(h.period_start, 6, 2) AS INTEGER) - CAST(substr(b.from_on, 6, 2) AS INTEGER))
                       / c.months) END
  FROM course c CROSS JOIN beginning b CROSS JOIN horizon h WHERE c.due_rule IN ('anniversary', 'once')
),
due AS (
  SELECT course_id, months, from_on, anchor, k, add_months(anchor, ifnull(months, 0) * k) AS due_on FROM start
  UNION ALL
  SELECT d.course_id, d.months, d.from_on, d.anchor, d.k + 1, add_months(d.anchor, d.months * (d.k + 1))
  FROM due d CROSS JOIN horizon h
  WHERE d.months > 0 AND add_months(d.anchor, d.months * (d.k + 1)) <= h.last_day
),
reckoned AS MATERIALIZED (
  SELECT d.course_id, d.from_on, d.due_on, c.models, c.has_equivalents, add_days(d.due_on, c.grace) AS limit_on,
    min(ifnull(add_days(add_months(d.anchor, d.months * (d.k + 1)), c.grace), '9999'), add_days(h.as_of, 1)) AS next_limit,
    CASE c.due_rule WHEN 'once' THEN NULL ELSE add_days(d.due_on, -g.days) END AS new_after,
    ifnull(lag(d.due_on) OVER course, add_days(d.due_on, -365)) AS window_start,
    ifnull(d.due_on < c.effective_from OR d.due_on > c.effective_to, 0) AS not_in_force,
    count(*) OVER (PARTITION BY d.course_id, d.from_on) > 1 AS chained
  FROM due d JOIN course c ON c.course_id = d.course_id CROSS JOIN horizon h CROSS JOIN grace_new g
  WHERE d.due_on BETWEEN h.period_start AND h.last_day
  WINDOW course AS (PARTITION BY d.course_id, d.from_on ORDER BY d.due_on)
),
calendar AS MATERIALIZED (       -- for each day of authorization, whether or not the due date is counted from it
  SELECT b.from_on, r.course_id, r.due_on, r.models, r.has_equivalents, r.limit_on, r.next_limit, r.window_start,
         r.not_in_force, r.chained, ifnull(b.from_on > r.new_after, 0) AS too_new
  FROM beginning b JOIN reckoned r ON r.from_on IS NULL OR r.from_on = b.from_on
  WHERE r.due_on >= b.from_on
),
reading AS (                     -- of courses that fall due an interval after the last completion
  SELECT o.officer_row, c.course_id, c.months, c.grace, t.completed_on AS from_day
  FROM course c CROSS JOIN officer o CROSS JOIN training_completions t CROSS JOIN horizon h
  WHERE c.due_rule = 'interval' AND c.months > 0 AND t.officer_id = o.officer_id
    AND t.repeats IS NULL AND t.completed_on <= h.as_of AND ifnull(t.result, 'complete') IN ('pass', 'complete')
    AND (c.models = '' OR o.model IS NULL OR instr(c.models, ',' || upper(o.model) || ',') > 0)
    AND (t.course_id = c.course_id OR EXISTS (
      SELECT 1 FROM course_equivalents e WHERE e.course_id = t.course_id AND e.replaces_course_id = c.course_id
        AND (e.from_on IS NULL OR e.from_on <= t.completed_on) AND (e.to_on IS NULL OR t.completed_on <= e.to_on)))
  UNION
  SELECT o.officer_row, c.course_id, c.months, c.grace, o.from_on
  FROM course c CROSS JOIN officer o
  WHERE c.due_rule = 'interval' AND c.months > 0
    AND (c.models = '' OR o.model IS NULL OR instr(c.models, ',' || upper(o.model) || ',') > 0)
),
interval_due AS (
  SELECT officer_row, course_id, grace, add_months(from_day, months) AS due_on,
         lead(from_day) OVER (PARTITION BY officer_row, course_id ORDER BY from_day) AS completed_on
  FROM reading
),
judged AS MATERIALIZED (         -- first_on: the first completion in the window, whether or not another due date takes it
  SELECT d.officer_row, d.course_id, d.due_on, d.limit_on, d.chained, d.state, d.read_on, d.next_limit, d.window_start,
    CASE WHEN d.state = 'counted' AND d.next_limit <> '' THEN nullif(min(
      ifnull((SELECT min(t.completed_on) FROM training_completions t
              WHERE t.officer_id = d.officer_id AND t.course_id = d.course_id AND t.completed_on > d.window_start
                AND t.completed_on < d.next_limit AND t.repeats IS NULL
                AND ifnull(t.result, 'complete') IN ('pass', 'complete')), '9999'),
      CASE WHEN d.has_equivalents THEN ifnull((
        SELECT min(t.completed_on) FROM course_equivalents e JOIN training_completions t ON t.course_id = e.course_id
        WHERE e.replaces_course_id = d.course_id AND t.officer_id = d.officer_id AND t.completed_on > d.window_start
          AND t.completed_on < d.next_limit AND t.repeats IS NULL AND ifnull(t.result, 'complete') IN ('pass', 'complete')
          AND (e.from_on IS NULL OR e.from_on <= t.completed_on) AND (e.to_on IS NULL OR t.completed_on <= e.to_on)),
        '9999') ELSE '9999' END), '9999') END AS first_on
  FROM (
    SELECT s.*,
      CASE
        WHEN s.not_in_force THEN 'not in force'
        WHEN s.suspended_from <= s.due_on AND (s.suspended_to IS NULL OR s.due_on < s.suspended_to) THEN 'suspended'
        WHEN s.too_new THEN 'too new'
        WHEN s.has_exemption AND EXISTS (
          SELECT 1 FROM exemptions e WHERE e.entity = s.officer_id
            AND fold(e.requirement) IN (fold(s.course_id), 'training', 'online training', 'training-online-incomplete')
            AND e.from_on <= s.due_on AND (e.to_on IS NULL OR s.due_on <= e.to_on)) THEN 'exempt'
        WHEN s.has_absence AND EXISTS (
          SELECT 1 FROM absences a WHERE a.officer_id = s.officer_id
            AND a.from_on <= s.due_on AND (a.to_on IS NULL OR s.due_on <= a.to_on)) THEN 'exempt'
        ELSE 'counted'
      END AS state
    FROM (
      SELECT o.officer_row, o.officer_id, o.suspended_from, o.suspended_to, o.has_exemption, o.has_absence, c.course_id,
             c.due_on, c.limit_on, c.next_limit, c.window_start, c.not_in_force, c.too_new, c.has_equivalents, c.chained,
             NULL AS read_on
      FROM officer o JOIN calendar c ON c.from_on = o.from_on
      WHERE (o.until_on IS NULL OR c.due_on < o.until_on)
        AND (c.models = '' OR o.model IS NULL OR instr(c.models, ',' || upper(o.model) || ',') > 0)
      UNION ALL
      SELECT o.officer_row, o.officer_id, o.suspended_from, o.suspended_to, o.has_exemption, o.has_absence, i.course_id,
             i.due_on, add_days(i.due_on, i.grace), '', '', ifnull(i.due_on < c.effective_from OR i.due_on > c.effective_to, 0),
             ifnull(o.from_on > add_days(i.due_on, -g.days), 0), 0, 0, i.completed_on
      FROM interval_due i JOIN officer o ON o.officer_row = i.officer_row JOIN course c ON c.course_id = i.course_id
      CROSS JOIN horizon h CROSS JOIN grace_new g
      WHERE i.due_on BETWEEN h.period_start AND h.last_day
        AND i.due_on >= o.from_on AND (o.until_on IS NULL OR i.due_on < o.until_on)
        AND (i.completed_on IS NULL OR i.completed_on > o.from_on)   -- what lies wholly before the authority is no duty
    ) s
  ) d
),
delayed AS MATERIALIZED (        -- officers' courses in which a completion came after the due date that it serves first
  SELECT DISTINCT officer_row, course_id FROM judged WHERE chained AND first_on > due_on
),
walked AS MATERIALIZED (
  SELECT j.officer_row, j.course_id, o.officer_id, j.due_on, j.window_start, j.next_limit, c.has_equivalents,
         row_number() OVER (PARTITION BY j.officer_row, j.course_id ORDER BY j.due_on) AS n
  FROM judged j CROSS JOIN delayed d ON d.officer_row = j.officer_row AND d.course_id = j.course_id
  CROSS JOIN officer o ON o.officer_row = j.officer_row CROSS JOIN course c ON c.course_id = j.course_id
  WHERE j.chained AND j.state = 'counted'
),
served AS (                      -- due date by due date: the first completion in its window that no earlier one took
  SELECT officer_row, course_id, 0 AS n, NULL AS due_on, NULL AS completed_on, '' AS used FROM walked WHERE n = 1
  UNION ALL
  SELECT c.officer_row, c.course_id, c.n, c.due_on, nullif(min(
    ifnull((SELECT min(t.completed_on) FROM training_completions t
            WHERE t.officer_id = c.officer_id AND t.course_id = c.course_id
              AND t.completed_on > max(c.window_start, s.used, ifnull(s.completed_on, ''))
              AND t.completed_on < c.next_limit AND t.repeats IS NULL
              AND ifnull(t.result, 'complete') IN ('pass', 'complete')), '9999'),
    CASE WHEN c.has_equivalents THEN ifnull((
      SELECT min(t.completed_on) FROM course_equivalents e JOIN training_completions t ON t.course_id = e.course_id
      WHERE e.replaces_course_id = c.course_id AND t.officer_id = c.officer_id
        AND t.completed_on > max(c.window_start, s.used, ifnull(s.completed_on, ''))
        AND t.completed_on < c.next_limit AND t.repeats IS NULL AND ifnull(t.result, 'complete') IN ('pass', 'complete')
        AND (e.from_on IS NULL OR e.from_on <= t.completed_on) AND (e.to_on IS NULL OR t.completed_on <= e.to_on)),
      '9999') ELSE '9999' END), '9999'),
    max(s.used, ifnull(s.completed_on, ''))
  FROM served s JOIN walked c ON c.officer_row = s.officer_row AND c.course_id = s.course_id AND c.n = s.n + 1
),
told AS (
  SELECT j.officer_row, j.course_id, j.due_on, j.limit_on, j.state, j.next_limit = '' AS by_interval,
    CASE WHEN j.next_limit = '' THEN j.read_on WHEN s.n > 0 THEN s.completed_on ELSE j.first_on END AS served_on
  FROM judged j
  LEFT JOIN served s ON j.chained AND s.officer_row = j.officer_row AND s.course_id = j.course_id AND s.due_on = j.due_on
)
SELECT
  t.officer_row, t.course_id, t.due_on, t.limit_on,
  CASE WHEN t.state = 'counted' OR t.by_interval THEN t.served_on END AS completed_on,
  CASE
    WHEN t.state <> 'counted' THEN t.state
    WHEN t.served_on > t.limit_on THEN 'late'
    WHEN t.served_on IS NOT NULL THEN 'met'
    WHEN t.limit_on > h.as_of THEN 'open'
    ELSE 'missing'
  END AS status
FROM told t CROSS JOIN horizon h

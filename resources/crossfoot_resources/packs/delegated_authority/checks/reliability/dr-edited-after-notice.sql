/* crossfoot-check
id         = "dr-edited-after-notice"
title      = "Records made or changed after the audit was announced"
question   = "Which records of earlier events were made or changed after the auditee knew of the audit?"
kind       = "lead"
unit       = "list"
population = "loaded lists"
background = []
condition  = "Of {tested} lists that say when their records were made or changed, {lists_touched} held records that were made or changed after the audit was announced: {made_after} were made and {changed_after} changed after that day, although they tell of earlier events."
cause      = "Who made or changed these records, and why? What does the log of the system say?"
effect     = "Which results rest on these records, and what did they hold before? What evidence says so?"
recommend  = "Keep a log of the changes of each record, with who made them and why."
facts      = ["made_after", "changed_after"]
rests_on   = ["requests"]

[params.announced_on]
type    = "date"
meaning = "The day on which the auditee learned of the audit. Not set: the day of the first request that this audit sent."
source  = "auditor"

[kinds]
A = "{made_after} records were made after {announced}, although they tell of earlier events: {made_examples}."
B = "{changed_after} records were changed after {announced}: {changed_examples}."

[figures.announced]
sentence = "The day on which the audit was announced"
[figures.lists_touched]
sentence = "Lists with records that were made or changed after the audit was announced"
where    = "kind <> ''"
[figures.made_after]
sentence = "Records of earlier events that were made after the audit was announced"
rows     = "SELECT d.record_type, d.row_id FROM record_dates d WHERE d.made_on > coalesce(:announced_on, (SELECT min(asked_on) FROM requests_sent)) AND (d.event_on IS NULL OR d.event_on <= coalesce(:announced_on, (SELECT min(asked_on) FROM requests_sent)))"
[figures.changed_after]
sentence = "Records made before that were changed after the audit was announced"
rows     = "SELECT d.record_type, d.row_id FROM record_dates d WHERE d.changed_on > coalesce(:announced_on, (SELECT min(asked_on) FROM requests_sent)) AND (d.made_on IS NULL OR d.made_on <= coalesce(:announced_on, (SELECT min(asked_on) FROM requests_sent))) AND (d.event_on IS NULL OR d.event_on <= coalesce(:announced_on, (SELECT min(asked_on) FROM requests_sent)))"
[figures.by_list]
sentence = "Such records, made or changed: {group}"
where    = "list = :group"
[figures.of_later_events]
sentence = "Records made or changed after that day which tell of later events; no wonder"
where    = "of_later > 0"
[figures.dated]
sentence = "Records for which a list says when they were made or changed"
rows     = "SELECT record_type, row_id FROM record_dates WHERE made_on IS NOT NULL OR changed_on IS NOT NULL"

[evidence]
list             = "List"
announced        = "Announced on"
dated            = "Records with such a date"
made_after       = "Made after"
changed_after    = "Changed after"
made_examples    = "Made: examples"
changed_examples = "Changed: examples"
first_on         = "First such day"
last_on          = "Last such day"

[[seeds]]
kind  = "A"
says  = "A record is dated as made the day after the audit was announced."
among = "outcome = 'tested' AND made_known = 1 AND record_type IN ('officers', 'training_completions', 'equipment', 'agreements')"
sql   = [
  "UPDATE officers SET record_created_on = add_days((SELECT coalesce(:announced_on, min(asked_on)) FROM requests_sent), 1), authorized_on = NULL WHERE row_id = (SELECT min(row_id) FROM officers)",
  "UPDATE training_completions SET record_created_on = add_days((SELECT coalesce(:announced_on, min(asked_on)) FROM requests_sent), 1), completed_on = NULL WHERE row_id = (SELECT min(row_id) FROM training_completions)",
  "UPDATE equipment SET record_created_on = add_days((SELECT coalesce(:announced_on, min(asked_on)) FROM requests_sent), 1), requested_on = NULL WHERE row_id = (SELECT min(row_id) FROM equipment)",
  "UPDATE agreements SET record_created_on = add_days((SELECT coalesce(:announced_on, min(asked_on)) FROM requests_sent), 1), signed_on = NULL WHERE row_id = (SELECT min(row_id) FROM agreements)",
]
[[seeds]]
kind  = "B"
says  = "A record is dated as changed the day after the audit was announced."
among = "outcome = 'tested' AND changed_known = 1 AND record_type IN ('officers', 'training_completions', 'equipment', 'agreements')"
sql   = [
  "UPDATE officers SET record_created_on = NULL, record_changed_on = add_days((SELECT coalesce(:announced_on, min(asked_on)) FROM requests_sent), 1), authorized_on = NULL WHERE row_id = (SELECT min(row_id) FROM officers)",
  "UPDATE training_completions SET record_created_on = NULL, record_changed_on = add_days((SELECT coalesce(:announced_on, min(asked_on)) FROM requests_sent), 1), completed_on = NULL WHERE row_id = (SELECT min(row_id) FROM training_completions)",
  "UPDATE equipment SET record_created_on = NULL, record_changed_on = add_days((SELECT coalesce(:announced_on, min(asked_on)) FROM requests_sent), 1), requested_on = NULL WHERE row_id = (SELECT min(row_id) FROM equipment)",
  "UPDATE agreements SET record_created_on = NULL, record_changed_on = add_days((SELECT coalesce(:announced_on, min(asked_on)) FROM requests_sent), 1), signed_on = NULL WHERE row_id = (SELECT min(row_id) FROM agreements)",
]
*/
WITH notice AS (SELECT coalesce(:announced_on, min(asked_on)) AS day FROM requests_sent),
told AS (
  SELECT d.*, n.day, d.event_on > n.day AS of_later,
    CASE WHEN d.made_on > n.day THEN 'A' WHEN d.changed_on > n.day THEN 'B' END AS how
  FROM record_dates d CROSS JOIN notice n
),
ordered AS (
  SELECT *, row_number() OVER (PARTITION BY import_id, how ORDER BY key_text, row_id) AS n
  FROM told WHERE how IS NOT NULL AND NOT ifnull(of_later, 0)
),
touched AS (
  SELECT import_id, sum(how = 'A') AS made_after, sum(how = 'B') AS changed_after, json_group_array(row_id) AS row_ids,
    group_concat(CASE WHEN how = 'A' AND n <= 10 THEN key_text END, '; ') AS made_examples,
    group_concat(CASE WHEN how = 'B' AND n <= 10 THEN key_text END, '; ') AS changed_examples,
    min(CASE how WHEN 'A' THEN made_on ELSE changed_on END) AS first_on,
    max(CASE how WHEN 'A' THEN made_on ELSE changed_on END) AS last_on
  FROM (SELECT * FROM ordered ORDER BY import_id, how, n)
  GROUP BY import_id
),
dated AS (
  SELECT import_id, sum(made_on IS NOT NULL OR changed_on IS NOT NULL) AS dated,
    sum(how IS NOT NULL AND ifnull(of_later, 0)) AS of_later
  FROM told GROUP BY import_id
),
column_there AS (
  SELECT import_id, max(field = 'record_created_on') AS made, max(field = 'record_changed_on') AS changed
  FROM mapped_columns WHERE field IN ('record_created_on', 'record_changed_on') GROUP BY import_id
),
settled AS (
  SELECT l.list, l.record_type, n.day, c.made, c.changed, ifnull(d.dated, 0) AS dated, ifnull(d.of_later, 0) AS of_later,
    t.*,
    CASE WHEN n.day IS NULL THEN 'the day of the announcement is not set'
         WHEN c.import_id IS NULL THEN 'no column says when records were made or changed'
         WHEN ifnull(d.dated, 0) = 0 THEN 'no record says when it was made or changed' ELSE '' END AS why
  FROM list_catalogue l CROSS JOIN notice n
  LEFT JOIN column_there c ON c.import_id = l.import_id
  LEFT JOIN dated d ON d.import_id = l.import_id
  LEFT JOIN touched t ON t.import_id = l.import_id
  WHERE l.rows > 0
)
SELECT
  list AS entity,
  CASE WHEN why = '' THEN row_ids END AS row_id,
  record_type,
  CASE WHEN why <> '' THEN 'excluded' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN why <> '' THEN '' ELSE
    ltrim(CASE WHEN made_after > 0 THEN ',A' ELSE '' END || CASE WHEN changed_after > 0 THEN ',B' ELSE '' END, ',') END AS kind,
  list, day AS announced, dated, ifnull(made_after, 0) AS made_after, ifnull(changed_after, 0) AS changed_after,
  made_examples, changed_examples, first_on, last_on, of_later, made AS made_known, changed AS changed_known
FROM settled

-- figures
SELECT 'announced' AS name, '' AS "group", max(announced) AS value, '' AS unit, 'text' AS rounding FROM outcomes
UNION ALL SELECT 'lists_touched', '', count(*), 'lists', 'count' FROM outcomes WHERE kind <> ''
UNION ALL SELECT 'made_after', '', ifnull(sum(made_after), 0), 'records', 'count' FROM outcomes WHERE reason = ''
UNION ALL SELECT 'changed_after', '', ifnull(sum(changed_after), 0), 'records', 'count' FROM outcomes WHERE reason = ''
UNION ALL SELECT 'by_list', list, made_after + changed_after, 'records', 'count' FROM outcomes WHERE kind <> ''
UNION ALL SELECT 'of_later_events', '', ifnull(sum(of_later), 0), 'records', 'count' FROM outcomes WHERE reason = ''
UNION ALL SELECT 'dated', '', ifnull(sum(dated), 0), 'records', 'count' FROM outcomes WHERE reason = ''

/* crossfoot-check
id         = "dr-reconcile"
title      = "Records that differ from the version before, or from another list"
question   = "Which records of a list left, came or changed since its earlier version, or differ from another list of the same kind?"
kind       = "exception"
criteria_from = "earlier version or other list"
unit       = "record"
population = "records of each list that came again, in its last two versions; or of the two lists that the parameters name"
background = []
condition  = "{exceptions} of {tested} records ({rate}) differed from the version before, or from the other list; lists compared: {lists_compared}. Records no longer listed, with no end on record: {only_left}; with other values: {changed}; with another signing date: {date_changed}; with another model: {model_changed}; listed under another agency: {renamed}; back after they had left: {reappeared}."
cause      = "Why did the records leave, come back or change, and who approved it? What evidence says so?"
effect     = "Which counts depend on the version that is used?"
recommend  = "Keep the date and reason of each change, and end records with a date instead of leaving them out."
facts      = ["changed", "before", "after"]

[params.left]
type    = "text"
meaning = "The list to compare with, by its name; blank: each list is compared with its version before."
source  = "definition"
default = ""
[params.right]
type    = "text"
meaning = "The list that is compared, of the same kind; blank where versions are compared."
source  = "definition"
default = ""
[params.tolerated_count]
type    = "integer"
meaning = "So many differing records of a list are within the tolerance and no exceptions."
source  = "definition"
default = 0
[params.tolerated_percent]
type    = "percent"
meaning = "Such a share of differing records, of the longer of the two lists, is within the tolerance."
source  = "definition"
default = 0

[kinds]
A = "Listed before and no longer, with no end on record: {record}."
B = "Not in the list that it was compared with: {record}."
C = "Other values of {changed}: {record}."
D = "Another signing date, {after} instead of {before}: {record}."
E = "Another model, {after} instead of {before}: {record}."
F = "The same agreement document under another agency, {after} instead of {before}."

[figures.lists_compared]
sentence = "Lists that were compared"
[figures.rows_left]
sentence = "Rows of the earlier version, or of the list compared with: {group}"
[figures.rows_right]
sentence = "Rows of the version, or list, that is compared: {group}"
[figures.difference]
sentence = "Rows more (or, below 0, less) than before: {group}"
[figures.difference_percent]
sentence = "The same as a share of the rows before, in percent: {group}"
[figures.only_left]
sentence = "Records that are no longer listed and have no end on record"
where    = "kind = 'A'"
[figures.ended]
sentence = "Records that are no longer listed, whose end was on record, or applications that have an agreement now"
where    = "state = 'ended'"
[figures.only_right]
sentence = "Records that only the list compared has: new ones, where versions are compared"
where    = "state = 'only right'"
[figures.changed]
sentence = "Records with other values than before"
where    = "instr(kind, 'C') > 0"
[figures.date_changed]
sentence = "Agreements of the same agency and model with another signing date"
where    = "kind = 'D'"
[figures.model_changed]
sentence = "Agreements of the same agency and date with another model"
where    = "kind = 'E'"
[figures.renamed]
sentence = "Agreements whose document is now listed under another agency"
where    = "kind = 'F'"
[figures.reappeared]
sentence = "Records that came back after a version without them; to be asked about, no exceptions"
where    = "instr(kind, 'G') > 0"
[figures.unchanged]
sentence = "Records that are the same on both sides"
where    = "state = 'same'"
[figures.pending_to_active]
sentence = "Applications of an earlier version of the pending list whose agency and model now have an agreement that the earlier list of agreements did not have"
rows     = "SELECT 'agreements' AS record_type, a.row_id FROM agreements a WHERE a.repeats IS NULL AND EXISTS (SELECT 1 FROM earlier_applications p WHERE p.agency_ref = a.agency_ref AND p.model = a.model) AND NOT EXISTS (SELECT 1 FROM earlier_agreements e JOIN list_pairs l ON l.left_import = e.import_id WHERE e.agency_ref = a.agency_ref AND e.model = a.model)"

[evidence]
list    = "List"
record  = "Record"
changed = "Changed"
before  = "Before"
after   = "After"

[[seeds]]
kind  = "A"
says  = "A record that the earlier version has is no longer listed."
among = "state = 'same' AND record_type = 'agreements' AND ended = 0 AND only_one = 1 AND compared = 'versions'"
sql   = ["DELETE FROM agreements WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind  = "B"
says  = "A record is not in the other list."
among = "state = 'same' AND record_type = 'agreements' AND compared = 'two lists'"
sql   = [
  "DELETE FROM agreements WHERE EXISTS (SELECT 1 FROM seeded s JOIN agreements a ON a.row_id = s.row_id WHERE a.import_id <> agreements.import_id AND a.agency_ref = agreements.agency_ref AND a.model = agreements.model AND a.signed_on = agreements.signed_on)",
]
[[seeds]]
kind  = "C"
says  = "A record has another value than in the earlier version."
among = "state = 'same' AND record_type = 'agreements' AND has_county = 1"
sql   = ["UPDATE agreements SET county = county || ' (planted)' WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind  = "D"
says  = "An agreement has a signing date one day earlier than in the earlier version."
among = "state = 'same' AND record_type = 'agreements' AND ended = 0 AND only_one = 1 AND compared = 'versions'"
sql   = ["UPDATE agreements SET signed_on = add_days(signed_on, -1) WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind  = "E"
says  = "An agreement is of another model than in the earlier version."
among = "state = 'same' AND record_type = 'agreements' AND ended = 0 AND only_one = 1 AND compared = 'versions'"
sql   = ["UPDATE agreements SET model = CASE model WHEN 'JEM' THEN 'WSO' ELSE 'JEM' END WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind  = "F"
says  = "The document of an agreement is listed under another agency than in the earlier version."
among = "state = 'same' AND record_type = 'agreements' AND ended = 0 AND only_one = 1 AND has_link = 1 AND compared = 'versions'"
sql   = ["UPDATE agreements SET agency_ref = agency_ref || ' (planted)', agency = agency || ' (planted)' WHERE row_id IN (SELECT row_id FROM seeded)"]
*/
WITH pair AS MATERIALIZED (SELECT * FROM list_pairs),
record AS MATERIALIZED (
  SELECT r.*, p.left_list, p.right_list, p.versions, p.left_rows, p.right_rows
  FROM record_pairs r JOIN pair p ON p.left_import = r.left_import AND p.right_import = r.right_import
),
left_agreement AS (              -- of what only one side has, what may be the same agreement under another key
  SELECT r.left_import, r.right_import, r.key_text, r.left_row, a.agency_ref, a.model, a.signed_on, a.moa_link, a.terminated_on, a.status
  FROM record r JOIN earlier_agreements a ON a.row_id = r.left_row
  WHERE r.record_type = 'agreements' AND r.versions = 1 AND r.right_row IS NULL
),
right_agreement AS (
  SELECT r.left_import, r.right_import, r.key_text, r.right_row, a.agency_ref, a.model, a.signed_on, a.moa_link
  FROM record r JOIN agreements a ON a.row_id = r.right_row
  WHERE r.record_type = 'agreements' AND r.versions = 1 AND r.left_row IS NULL
),
candidate AS (
  SELECT 'D' AS kind, l.left_row, r.right_row, l.signed_on AS before, r.signed_on AS after
  FROM left_agreement l JOIN right_agreement r ON r.agency_ref = l.agency_ref AND r.model = l.model
  UNION ALL
  SELECT 'E', l.left_row, r.right_row, l.model, r.model
  FROM left_agreement l JOIN right_agreement r ON r.agency_ref = l.agency_ref AND r.signed_on = l.signed_on
  UNION ALL
  SELECT 'F', l.left_row, r.right_row, l.agency_ref, r.agency_ref
  FROM left_agreement l JOIN right_agreement r ON r.moa_link = l.moa_link AND r.agency_ref <> l.agency_ref
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY left_row ORDER BY kind, right_row) AS of_left FROM candidate
),
paired AS (
  SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY right_row ORDER BY kind, left_row) AS of_right FROM ranked WHERE of_left = 1)
  WHERE of_right = 1
),
former AS (SELECT DISTINCT record_type, right_import, key_text FROM former_records),
told AS (
  SELECT r.*, m.kind AS key_kind, m.before, m.after, m.right_row AS moved_to,
    r.right_row IS NOT NULL AND r.left_row IS NULL AND f.key_text IS NOT NULL AS again,
    CASE WHEN l.terminated_on IS NOT NULL OR l.status IN ('terminated', 'expired', 'superseded') OR p.decided_on IS NOT NULL
           OR EXISTS (SELECT 1 FROM agreements a WHERE a.agency_ref = p.agency_ref AND a.model = p.model) THEN 1 ELSE 0 END AS ended
  FROM record r
  LEFT JOIN paired m ON m.left_row = r.left_row AND r.record_type = 'agreements' AND r.versions = 1 AND r.right_row IS NULL
  LEFT JOIN former f ON f.right_import = r.right_import AND f.key_text = r.key_text
  LEFT JOIN earlier_agreements l ON r.record_type = 'agreements' AND r.versions = 1 AND l.row_id = r.left_row
  LEFT JOIN earlier_applications p ON r.record_type = 'applications' AND r.versions = 1 AND p.row_id = r.left_row
  WHERE NOT (r.record_type = 'agreements' AND r.versions = 1 AND r.left_row IS NULL
             AND r.right_row IN (SELECT right_row FROM paired))
),
judged AS (
  SELECT *,
    CASE WHEN right_row IS NULL AND key_kind IS NOT NULL THEN key_kind
         WHEN right_row IS NULL AND ended = 1 THEN ''
         WHEN right_row IS NULL THEN 'A'
         WHEN left_row IS NULL AND again THEN 'G'                               -- to be asked about, no exception
         WHEN left_row IS NULL AND versions = 0 THEN 'B'
         WHEN changed <> '' THEN 'C' ELSE '' END AS kinds,
    CASE WHEN right_row IS NULL AND key_kind IS NOT NULL THEN 'key changed'
         WHEN right_row IS NULL AND ended = 1 THEN 'ended'
         WHEN right_row IS NULL THEN 'only left'
         WHEN left_row IS NULL THEN 'only right'
         WHEN changed <> '' THEN 'changed' ELSE 'same' END AS state,
    row_number() OVER (PARTITION BY right_import, key_text ORDER BY left_row, right_row) AS same_key
  FROM told
),
weighed AS (
  SELECT left_import, right_import, sum(kinds NOT IN ('', 'G')) AS n, max(left_rows, right_rows) AS rows
  FROM judged GROUP BY left_import, right_import
)
SELECT
  j.right_list || '|' || j.key_text || CASE WHEN j.same_key > 1 THEN '|' || j.same_key ELSE '' END AS entity,
  CASE WHEN j.versions = 1 AND j.right_row IS NULL THEN j.moved_to
       ELSE ifnull(j.right_row, j.left_row) END AS row_id,
  j.record_type,
  CASE WHEN j.kinds NOT IN ('', 'G') AND w.n > :tolerated_count AND w.n * 100.0 > :tolerated_percent * w.rows
    THEN 'exception' ELSE 'tested' END AS outcome,
  '' AS reason,
  j.kinds AS kind,
  j.right_list AS list, j.key_text AS record, j.state, nullif(j.changed, '') AS changed, j.before, j.after,
  j.ended, CASE j.versions WHEN 1 THEN 'versions' ELSE 'two lists' END AS compared,
  CASE WHEN a.moa_link IS NOT NULL THEN 1 ELSE 0 END AS has_link,
  CASE WHEN a.county IS NOT NULL THEN 1 ELSE 0 END AS has_county,
  CASE WHEN j.record_type = 'agreements' AND a.signed_on IS NOT NULL AND (
    SELECT count(*) FROM agreements o WHERE o.agency_ref = a.agency_ref) = 1 THEN 1 ELSE 0 END AS only_one
FROM judged j
JOIN weighed w ON w.left_import = j.left_import AND w.right_import = j.right_import
LEFT JOIN agreements a ON j.record_type = 'agreements' AND a.row_id = j.right_row

-- figures
WITH count_of AS (SELECT state, kind, count(*) AS n FROM outcomes GROUP BY state, kind)
SELECT 'lists_compared' AS name, '' AS "group", count(*) AS value, 'lists' AS unit, 'count' AS rounding FROM list_pairs
UNION ALL SELECT 'rows_left', right_list, left_rows, 'rows', 'count' FROM list_pairs
UNION ALL SELECT 'rows_right', right_list, right_rows, 'rows', 'count' FROM list_pairs
UNION ALL SELECT 'difference', right_list, right_rows - left_rows, 'rows', 'count' FROM list_pairs
UNION ALL SELECT 'difference_percent', right_list, CASE WHEN left_rows > 0 THEN (right_rows - left_rows) * 100.0 / left_rows END,
  'percent', 'one decimal' FROM list_pairs
UNION ALL SELECT 'only_left', '', ifnull(sum(n), 0), 'records', 'count' FROM count_of WHERE kind = 'A'
UNION ALL SELECT 'ended', '', ifnull(sum(n), 0), 'records', 'count' FROM count_of WHERE state = 'ended'
UNION ALL SELECT 'only_right', '', ifnull(sum(n), 0), 'records', 'count' FROM count_of WHERE state = 'only right'
UNION ALL SELECT 'changed', '', ifnull(sum(n), 0), 'records', 'count' FROM count_of WHERE kind = 'C'
UNION ALL SELECT 'date_changed', '', ifnull(sum(n), 0), 'agreements', 'count' FROM count_of WHERE kind = 'D'
UNION ALL SELECT 'model_changed', '', ifnull(sum(n), 0), 'agreements', 'count' FROM count_of WHERE kind = 'E'
UNION ALL SELECT 'renamed', '', ifnull(sum(n), 0), 'agreements', 'count' FROM count_of WHERE kind = 'F'
UNION ALL SELECT 'reappeared', '', ifnull(sum(n), 0), 'records', 'count' FROM count_of WHERE kind = 'G'
UNION ALL SELECT 'unchanged', '', ifnull(sum(n), 0), 'records', 'count' FROM count_of WHERE state = 'same'
UNION ALL SELECT 'pending_to_active', '', count(*), 'agreements', 'count' FROM agreements a
  WHERE a.repeats IS NULL AND EXISTS (SELECT 1 FROM earlier_applications p WHERE p.agency_ref = a.agency_ref AND p.model = a.model)
    AND NOT EXISTS (SELECT 1 FROM earlier_agreements e JOIN list_pairs l ON l.left_import = e.import_id
                    WHERE e.agency_ref = a.agency_ref AND e.model = a.model)

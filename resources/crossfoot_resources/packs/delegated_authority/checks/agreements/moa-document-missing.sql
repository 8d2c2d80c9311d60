/* crossfoot-check
id         = "moa-document-missing"
title      = "Signed agreement not linked from the list"
question   = "Is the signed agreement on file and linked from the list?"
kind       = "exception"
unit       = "agreement"
population = "listed agreements active on the as-of date"
criteria   = ["agreement-on-file"]
background = ["oig-10-63"]
condition  = "Records did not show a proper link to the signed agreement for {exceptions} of {tested} agreements ({rate}) active on {as_of}: no link more than {max_days} days after signing, one link on two agencies, or a link to another host."
cause      = "Who posts signed agreements, and within what time? What evidence says so?"
effect     = "What could the public or the agency not learn because of this? What evidence says so?"
recommend  = "Post each signed agreement within the period that policy sets, and check each month that links lead to the right document."
facts      = ["signed_on", "link_state", "target"]
absent_record = true

[needs]
agreements = ["signed_on", "moa_link", "moa_status"]

[uses]
agreements = ["terminated_on"]

[without]
"agreements.terminated_on" = "The list gives no terminations; all listed agreements count as active."

[params.max_days]
type    = "days"
meaning = "Days after signing by which the agreement is to be linked."
source  = "criterion"
default = 30
[params.host]
type    = "text"
meaning = "The host that links lead to; its sub-domains count too. Empty: not tested."
source  = "auditor"
default = ""

[kinds]
A = "Signed on {signed_on}, {link_state}: records did not show a link {age} days later."
B = "The link {target} stands on the agreements of more than one agency."
C = "The link leads to {host_found}."

[figures.listed]
sentence = "Listed agreements, repeated rows left out"
where    = "reason <> 'repeated key'"
[figures.linked]
sentence = "Listed agreements with a link, repeated rows left out"
where    = "reason <> 'repeated key' AND link_state = 'linked'"
[figures.pending]
sentence = "Listed agreements whose link is said to be pending, repeated rows left out"
where    = "reason <> 'repeated key' AND link_state = 'pending'"
[figures.unlinked]
sentence = "Listed agreements without a link and without a word that it is pending, repeated rows left out"
where    = "reason <> 'repeated key' AND link_state = 'unlinked'"
[figures.overdue]
sentence = "Agreements without a link more than {max_days} days after signing"
where    = "instr(kind, 'A') > 0"
[figures.same_link]
sentence = "Agreements whose link stands on the agreements of more than one agency"
where    = "instr(kind, 'B') > 0"
[figures.other_host]
sentence = "Agreements whose link leads to another host"
where    = "instr(kind, 'C') > 0"
[figures.pending_over_30]
sentence = "Agreements without a link more than 30 days after signing"
where    = "age > 30"
[figures.pending_over_60]
sentence = "Agreements without a link more than 60 days after signing"
where    = "age > 60"
[figures.pending_over_90]
sentence = "Agreements without a link more than 90 days after signing"
where    = "age > 90"
[figures.pending_dated]
sentence = "Agreements without a link whose age is known; the ages below are theirs"
where    = "age IS NOT NULL"
[figures.agencies_sharing]
sentence = "Agencies whose agreement carries a link that stands on the agreement of another agency"
where    = "instr(kind, 'B') > 0"
[figures.shared_links]
sentence = "Links that stand on the agreements of more than one agency"
where    = "instr(kind, 'B') > 0"
[figures.median_age]
sentence = "Median of the days since signing of agreements without a link"
where    = "age IS NOT NULL"
[figures.max_age]
sentence = "The most days since signing of an agreement without a link"
where    = "age IS NOT NULL"
[figures.by_age]
sentence = "Agreements without a link, signed {group} before the as-of date"
where    = "band = :group"

[evidence]
agency_ref = "Agency"
model      = "Model"
signed_on  = "Signed"
link_state = "Link"
target     = "Address"
age        = "Days since signing"

[chart]
kind   = "bars"
figure = "by_age"
unit   = "agreements without a link"

[[seeds]]
kind = "A"
says = "An agreement signed a day more than the allowed days ago has no link yet."
among = "outcome = 'tested' AND days_signed > :max_days"
sql  = ["UPDATE agreements SET moa_link = NULL, moa_status = 'pending' WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind = "B"
says = "The link of an agreement is copied onto one of another agency."
sql  = [
  "UPDATE agreements SET moa_status = 'linked', moa_link = 'https://' || ifnull(nullif(:host, ''), 'agreements.example') || '/seeded.pdf' WHERE row_id IN (SELECT row_id FROM seeded)",
  "INSERT INTO agreements (row_id, import_id, row_no, hidden, agency_ref, model, signed_on, moa_link, moa_status) SELECT (SELECT max(row_id) FROM agreements) + 1, 1, 900000, 0, 'SEEDED|another agency', 'JEM', :as_of, (SELECT max(moa_link) FROM agreements WHERE row_id IN (SELECT row_id FROM seeded)), 'linked'",
]
[[seeds]]
kind = "C"
says = "The link of an agreement leads to a host that is not the one set."
among = "outcome = 'tested' AND ifnull(:host, '') <> ''"
sql  = ["UPDATE agreements SET moa_status = 'linked', moa_link = 'https://elsewhere.invalid/' || row_id || '.pdf' WHERE row_id IN (SELECT row_id FROM seeded)"]
*/
WITH listed AS (
  SELECT *, coalesce(moa_status, CASE WHEN moa_link IS NULL THEN 'unlinked' ELSE 'linked' END) AS link_state,
    link_target(moa_link) AS target, link_host(moa_link) AS host_found
  FROM dated_agreements
  WHERE reason <> '' OR active
),
shared AS (
  SELECT target FROM listed WHERE reason = '' AND link_state = 'linked'
  GROUP BY target HAVING min(agency_ref) <> max(agency_ref)
),
judged AS (
  SELECT *,
    CASE WHEN reason = '' AND link_state <> 'linked' THEN days_between(signed_on, :as_of) END AS age,
    reason = '' AND link_state = 'linked' AND target IN (SELECT target FROM shared) AS same_link,
    reason = '' AND link_state = 'linked' AND ifnull(:host, '') <> ''
      AND host_found <> lower(:host) AND substr(host_found, -length(:host) - 1) <> '.' || lower(:host) AS other_host
  FROM listed
),
told AS (
  SELECT *, ltrim(CASE WHEN age > :max_days THEN ',A' ELSE '' END || CASE WHEN same_link THEN ',B' ELSE '' END
                  || CASE WHEN other_host THEN ',C' ELSE '' END, ',') AS kinds
  FROM judged
)
SELECT
  ifnull(agency_ref, '?') || '|' || ifnull(model, '?') || '|' || ifnull(signed_on, '?')
    || CASE WHEN reason = '' THEN '' ELSE '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN reason <> '' THEN 'excluded' WHEN kinds <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  reason,
  kinds AS kind,
  agency_ref, model, signed_on, link_state, target, host_found, age,
  CASE WHEN reason = '' THEN days_between(signed_on, :as_of) END AS days_signed,
  CASE WHEN age IS NULL THEN NULL WHEN age <= 30 THEN '0 to 30 days' WHEN age <= 60 THEN '31 to 60 days'
       WHEN age <= 90 THEN '61 to 90 days' ELSE 'more than 90 days' END AS band
FROM told

-- figures
WITH listed AS (SELECT * FROM outcomes WHERE reason <> 'repeated key'),
ranked AS (
  SELECT age, row_number() OVER (ORDER BY age) AS place, count(*) OVER () AS total FROM outcomes WHERE age IS NOT NULL
)
SELECT 'listed' AS name, '' AS "group", count(*) AS value, 'agreements' AS unit, 'count' AS rounding FROM listed
UNION ALL SELECT 'linked', '', count(*), 'agreements', 'count' FROM listed WHERE link_state = 'linked'
UNION ALL SELECT 'pending', '', count(*), 'agreements', 'count' FROM listed WHERE link_state = 'pending'
UNION ALL SELECT 'unlinked', '', count(*), 'agreements', 'count' FROM listed WHERE link_state = 'unlinked'
UNION ALL SELECT 'overdue', '', count(*), 'agreements', 'count' FROM outcomes WHERE instr(kind, 'A') > 0
UNION ALL SELECT 'same_link', '', count(*), 'agreements', 'count' FROM outcomes WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'other_host', '', count(*), 'agreements', 'count' FROM outcomes WHERE instr(kind, 'C') > 0
UNION ALL SELECT 'pending_over_30', '', count(*), 'agreements', 'count' FROM outcomes WHERE age > 30
UNION ALL SELECT 'pending_over_60', '', count(*), 'agreements', 'count' FROM outcomes WHERE age > 60
UNION ALL SELECT 'pending_over_90', '', count(*), 'agreements', 'count' FROM outcomes WHERE age > 90
UNION ALL SELECT 'pending_dated', '', count(age), 'agreements', 'count' FROM outcomes
UNION ALL SELECT 'agencies_sharing', '', count(DISTINCT agency_ref), 'agencies', 'count' FROM outcomes WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'shared_links', '', count(DISTINCT target), 'links', 'count' FROM outcomes WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'median_age', '',
  (SELECT avg(age) FROM ranked WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'days', 'one decimal'
UNION ALL SELECT 'max_age', '', max(age), 'days', 'count' FROM outcomes
UNION ALL SELECT 'by_age', band, count(*), 'agreements', 'count' FROM outcomes WHERE band IS NOT NULL GROUP BY band

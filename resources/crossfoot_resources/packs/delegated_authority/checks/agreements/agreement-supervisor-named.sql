/* crossfoot-check
id         = "agreement-supervisor-named"
title      = "Agreement without a named supervising position"
question   = "Does each agreement name the position of the federal officer who directs and supervises the local officers?"
kind       = "exception"
unit       = "agreement"
population = "listed agreements active on the as-of date"
criteria   = ["delegation-statute"]
background = []
condition  = "Records did not show a supervising position for {exceptions} of {tested} agreements ({rate}) active on {as_of}."
cause      = "Who drafts the agreements and who reads them before they are signed? What evidence says so?"
effect     = "Who directed the officers under these agreements? What evidence says so?"
recommend  = "Name the supervising position in each agreement, or in an addendum to it, and keep it on record."
facts      = ["signed_on", "supervising_position"]
absent_record = true

[needs]
agreements = ["signed_on", "supervising_position"]

[uses]
agreements = ["terminated_on"]

[without]
"agreements.terminated_on" = "The list gives no terminations; all listed agreements count as active."

[kinds]
A = "Signed on {signed_on}: records did not show a supervising position."

[figures.unnamed]
sentence = "Active agreements without a supervising position on record"
where    = "kind = 'A'"
[figures.agencies]
sentence = "Agencies with at least one such agreement"
where    = "kind = 'A'"
[figures.positions]
sentence = "Different positions that the active agreements name"
where    = "reason = '' AND supervising_position IS NOT NULL"

[evidence]
agency_ref           = "Agency"
model                = "Model"
signed_on            = "Signed"
supervising_position = "Supervising position"

[[seeds]]
kind = "A"
says = "An active agreement names no supervising position."
sql  = ["UPDATE agreements SET supervising_position = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
*/
WITH listed AS (
  SELECT d.row_id, d.agency_ref, d.model, d.signed_on, d.reason, a.supervising_position,
    trim(ifnull(a.supervising_position, '')) = '' AS unnamed,
    EXISTS (SELECT 1 FROM criterion_terms t      -- what binds an agreement is what was in force when it was signed
            WHERE (t.model IS NULL OR t.model = d.model)
              AND (t.template IS NULL OR d.template IS NULL OR t.template = d.template)
              AND (t.in_force_from IS NULL OR t.in_force_from <= d.signed_on)
              AND (t.in_force_to IS NULL OR d.signed_on <= t.in_force_to)) AS bound
  FROM dated_agreements d JOIN agreements a ON a.row_id = d.row_id
  WHERE d.reason <> '' OR d.active
),
settled AS (
  SELECT *, CASE WHEN reason <> '' THEN reason WHEN NOT bound THEN 'criterion not established' ELSE '' END AS why
  FROM listed
)
SELECT
  ifnull(agency_ref, '?') || '|' || ifnull(model, '?') || '|' || ifnull(signed_on, '?')
    || CASE WHEN reason = '' THEN '' ELSE '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN unnamed THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN why = '' AND unnamed THEN 'A' ELSE '' END AS kind,
  agency_ref, model, signed_on, supervising_position
FROM settled

-- figures
SELECT 'unnamed' AS name, '' AS "group", count(*) AS value, 'agreements' AS unit, 'count' AS rounding
  FROM outcomes WHERE kind = 'A'
UNION ALL SELECT 'agencies', '', count(DISTINCT agency_ref), 'agencies', 'count' FROM outcomes WHERE kind = 'A'
UNION ALL SELECT 'positions', '', count(DISTINCT fold(supervising_position)), 'positions', 'count'
  FROM outcomes WHERE reason = '' AND kind = ''

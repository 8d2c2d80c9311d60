/* crossfoot-check
id         = "equipment-isa-missing"
title      = "Installations without an interconnection security agreement in force"
question   = "Was an interconnection security agreement signed before equipment was installed, and is it in force?"
kind       = "exception"
unit       = "installation"
population = "orders installed by the as-of date"
criteria   = ["isa-jem", "isa-tfm"]
condition  = "Records did not show an interconnection security agreement signed by the day of installation and in force on {as_of} for {exceptions} of {tested} installations ({rate}): {missing} without one, {signed_after} signed after the installation, {expired} expired."
cause      = "Who sees to it that the agreement is signed before equipment is installed? What evidence says so?"
effect     = "Which connections are in use without it, and what does the system's owner say of that? What evidence says so?"
recommend  = "Install equipment only where the interconnection security agreement is signed, and track when each expires."
facts      = ["installed_on", "isa_signed_on", "isa_expires_on"]
absent_record = true

[needs]
equipment = ["order_id", "installed_on", "isa_signed_on"]

[uses]
equipment  = ["isa_expires_on"]
agreements = ["model", "signed_on"]

[without]
"equipment.isa_expires_on" = "The orders do not say when a security agreement expires; whether one was still in force was not tested."
"agreements"               = "No list of agreements was loaded; the model of an agency is not known, and a term of one model could not be applied."

[kinds]
A = "Installed on {installed_on}; records did not show an interconnection security agreement."
B = "Installed on {installed_on}, the security agreement was signed on {isa_signed_on}."
C = "The security agreement expired on {isa_expires_on}."

[figures.missing]
sentence = "Installations for which records did not show a security agreement"
where    = "instr(kind, 'A') > 0"
[figures.signed_after]
sentence = "Installations whose security agreement was signed after the installation"
where    = "instr(kind, 'B') > 0"
[figures.expired]
sentence = "Installations whose security agreement had expired before the as-of date"
where    = "instr(kind, 'C') > 0"
[figures.median_days_after]
sentence = "Median of the days from the installation to the signing, where it was signed after"
where    = "days_after IS NOT NULL"
[figures.agencies]
sentence = "Agencies with at least one such installation"
where    = "kind <> ''"

[evidence]
agency_ref     = "Agency"
item           = "Item"
installed_on   = "Installed"
isa_signed_on  = "Security agreement signed"
isa_expires_on = "Expires"
days_after     = "Days signed after"

[[seeds]]
kind = "A"
says = "The security agreement of an installation is taken out."
sql  = ["UPDATE equipment SET isa_signed_on = NULL, isa_expires_on = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind = "B"
says = "The security agreement is signed the day after the installation."
sql  = ["UPDATE equipment SET isa_signed_on = add_days(installed_on, 1), isa_expires_on = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind = "C"
says = "The security agreement expired the day before the as-of date."
sql  = ["UPDATE equipment SET isa_signed_on = installed_on, isa_expires_on = add_days(:as_of, -1) WHERE row_id IN (SELECT row_id FROM seeded)"]
*/
WITH installed AS (
  SELECT row_id, order_id, agency_ref, repeats, item, installed_on, isa_signed_on, isa_expires_on
  FROM equipment WHERE installed_on <= :as_of
),
agency_model AS (SELECT DISTINCT agency_ref, model, template FROM dated_agreements WHERE reason = ''),
bound AS (                       -- installations on which a term was in force, for the model of an agreement of the agency
  SELECT DISTINCT e.row_id
  FROM installed e
  JOIN criterion_terms t ON (t.in_force_from IS NULL OR t.in_force_from <= e.installed_on)
    AND (t.in_force_to IS NULL OR e.installed_on <= t.in_force_to)
  LEFT JOIN agency_model m ON m.agency_ref = e.agency_ref AND m.model = t.model
    AND (t.template IS NULL OR m.template IS NULL OR m.template = t.template)
  WHERE t.model IS NULL OR m.model IS NOT NULL
),
unreadable AS (                  -- a date that is there and cannot be read is not an absent record
  SELECT DISTINCT row_id FROM misfit_cells
  WHERE field IN ('isa_signed_on', 'isa_expires_on') AND NOT overridden
    AND reason NOT LIKE 'error value%' AND reason NOT IN ('text that stands for a missing value', 'only blanks')
),
judged AS (
  SELECT e.*,
    CASE WHEN e.repeats IS NOT NULL THEN 'repeated key' WHEN b.row_id IS NULL THEN 'criterion not established'
         WHEN u.row_id IS NOT NULL THEN 'date of the security agreement unusable' ELSE '' END AS why,
    ltrim(CASE WHEN isa_signed_on IS NULL THEN ',A' ELSE '' END
          || CASE WHEN isa_signed_on > installed_on THEN ',B' ELSE '' END
          || CASE WHEN isa_expires_on < :as_of THEN ',C' ELSE '' END, ',') AS kinds
  FROM installed e LEFT JOIN bound b ON b.row_id = e.row_id LEFT JOIN unreadable u ON u.row_id = e.row_id
)
SELECT
  ifnull(order_id, '?') || CASE WHEN repeats IS NULL AND order_id IS NOT NULL THEN '' ELSE '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN kinds <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN why = '' THEN kinds ELSE '' END AS kind,
  agency_ref, item, installed_on, isa_signed_on, isa_expires_on,
  CASE WHEN why = '' AND isa_signed_on > installed_on THEN days_between(installed_on, isa_signed_on) END AS days_after
FROM judged

-- figures
WITH ranked AS (
  SELECT days_after, row_number() OVER (ORDER BY days_after) AS place, count(*) OVER () AS total
  FROM outcomes WHERE days_after IS NOT NULL
)
SELECT 'missing' AS name, '' AS "group", count(*) AS value, 'installations' AS unit, 'count' AS rounding
  FROM outcomes WHERE instr(kind, 'A') > 0
UNION ALL SELECT 'signed_after', '', count(*), 'installations', 'count' FROM outcomes WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'expired', '', count(*), 'installations', 'count' FROM outcomes WHERE instr(kind, 'C') > 0
  HAVING (SELECT mapped FROM field_catalogue WHERE field = 'isa_expires_on')
UNION ALL SELECT 'median_days_after', '',
  (SELECT avg(days_after) FROM ranked WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'days', 'one decimal'
UNION ALL SELECT 'agencies', '', count(DISTINCT agency_ref), 'agencies', 'count' FROM outcomes WHERE kind <> ''

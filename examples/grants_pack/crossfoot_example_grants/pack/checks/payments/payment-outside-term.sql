/* crossfoot-check
id         = "payment-outside-term"
title      = "Payments outside the term of the grant"
question   = "Was each payment made within the term of its grant?"
kind       = "exception"
unit       = "payment"
population = "payments made by the as-of date"
criteria   = ["grant-term"]
condition  = "Of {tested} payments made by {as_of_date}, {exceptions} ({rate}) were dated outside the term of the grant."
cause      = "What compares the date of a payment with the term? What evidence says so?"
effect     = "What happened because of this? What evidence says so?"
recommend  = "Compare the date of each payment with the term of the grant before it is made."
facts      = ["paid_on", "starts_on", "ends_on"]

[needs]
payments = ["payment_id", "grant_id", "paid_on"]
grants   = ["grant_id", "starts_on", "ends_on"]

[kinds]
A = "Paid on {paid_on}, before the term began on {starts_on}."
B = "Paid on {paid_on}, after the term ended on {ends_on}."

[figures.days_after_most]
sentence = "The most days by which a payment followed the end of the term"
where    = "kind = 'B'"

[evidence]
paid_on   = "Paid"
starts_on = "Term begins"
ends_on   = "Term ends"

[[seeds]]
kind = "A"
says = "a payment dated the day before the term begins"
sql  = ["UPDATE payments SET paid_on = (SELECT add_days(g.starts_on, -1) FROM grants g WHERE g.grant_id = payments.grant_id) WHERE row_id IN (SELECT row_id FROM seeded)"]

[[seeds]]
kind = "B"
says = "a grant whose term ended the day before the payment"
sql  = ["UPDATE payments SET paid_on = (SELECT add_days(g.ends_on, 1) FROM grants g WHERE g.grant_id = payments.grant_id) WHERE row_id IN (SELECT row_id FROM seeded)"]
*/
WITH term AS (SELECT grant_id, starts_on, ends_on FROM grants WHERE repeats IS NULL),
judged AS (
  SELECT p.row_id, p.payment_id, p.repeats, p.paid_on, t.grant_id AS known, t.starts_on, t.ends_on,
    p.repeats IS NULL AND t.starts_on IS NOT NULL AND t.ends_on IS NOT NULL AS testable
  FROM payments p LEFT JOIN term t ON t.grant_id = p.grant_id
  WHERE p.paid_on IS NULL OR p.paid_on <= :as_of
)
SELECT
  ifnull(payment_id, '?') || CASE WHEN repeats IS NULL AND payment_id IS NOT NULL THEN '' ELSE '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN paid_on IS NULL OR NOT testable THEN 'excluded'
       WHEN paid_on < starts_on OR paid_on > ends_on THEN 'exception' ELSE 'tested' END AS outcome,
  CASE WHEN repeats IS NOT NULL THEN 'repeated key' WHEN paid_on IS NULL THEN 'date of payment missing'
       WHEN known IS NULL THEN 'grant not known' WHEN NOT testable THEN 'term of the grant missing' ELSE '' END AS reason,
  CASE WHEN paid_on IS NULL OR NOT testable THEN '' WHEN paid_on < starts_on THEN 'A' WHEN paid_on > ends_on THEN 'B'
       ELSE '' END AS kind,
  paid_on, starts_on, ends_on
FROM judged

-- figures
SELECT 'days_after_most' AS name, '' AS "group", max(days_between(ends_on, paid_on)) AS value, 'days' AS unit,
       'count' AS rounding
FROM outcomes WHERE kind = 'B'

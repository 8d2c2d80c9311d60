/* crossfoot-view
name = "authorized_officers"
says = "Each officer who was authorized and not suspended on the as-of date, repeated rows left out."
*/
SELECT a.officer_row, a.officer_id, a.agency_ref
FROM authority a CROSS JOIN audit_facts f
WHERE a.repeats IS NULL AND a.from_on <= f.as_of AND (a.until_on IS NULL OR f.as_of < a.until_on)
  AND NOT (a.suspended_from IS NOT NULL AND a.suspended_from <= f.as_of AND (a.suspended_to IS NULL OR f.as_of < a.suspended_to))

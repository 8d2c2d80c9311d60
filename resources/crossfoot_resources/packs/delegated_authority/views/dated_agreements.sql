/* crossfoot-view
name = "dated_agreements"
says = "Each listed agreement, when it began and ended, and why it cannot be counted (reason; empty where it can)."
*/
-- A date more than a year after the as-of year cannot be right (5025); a date that could not be read is NULL here.
SELECT
  a.row_id, a.row_no, a.agency_ref, a.model, a.template, a.signed_on, a.operational_on, a.terminated_on AS until_on,
  a.suspended_from, a.suspended_to, a.moa_link, a.moa_status, a.status,
  CASE
    WHEN a.repeats IS NOT NULL THEN 'repeated key'
    WHEN a.signed_on IS NULL OR CAST(substr(a.signed_on, 1, 4) AS INTEGER) > CAST(substr(f.as_of, 1, 4) AS INTEGER) + 1
      THEN 'date unusable'
    WHEN a.agency_ref IS NULL THEN 'agency not known'
    ELSE ''
  END AS reason,
  a.signed_on <= f.as_of
    AND (a.terminated_on IS NULL OR f.as_of < a.terminated_on)
    AND NOT (a.suspended_from IS NOT NULL AND a.suspended_from <= f.as_of
             AND (a.suspended_to IS NULL OR f.as_of < a.suspended_to)) AS active
FROM agreements a CROSS JOIN audit_facts f

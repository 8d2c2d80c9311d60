/* crossfoot-view
name = "order_spans"
says = "Each equipment order, from when to when it was open, and why that cannot be said (reason; empty where it can)."
*/
-- Open on a day d: requested_on <= d, and not yet installed or cancelled on d. What ends on d is no longer open on d.
WITH spanned AS (
  SELECT e.row_id, e.order_id, e.agency_ref, e.item, e.repeats, e.requested_on, e.installed_on, e.operational_on, e.status,
    CASE WHEN e.installed_on IS NULL OR e.cancelled_on < e.installed_on THEN e.cancelled_on ELSE e.installed_on END
      AS ended_on
  FROM equipment e
)
SELECT
  row_id, order_id, agency_ref, item, requested_on, installed_on, ended_on,
  CASE
    WHEN repeats IS NOT NULL THEN 'repeated key'
    WHEN ended_on IS NULL AND status = 'cancelled' THEN 'cancelled, date missing'
    WHEN ended_on IS NULL AND (status IN ('installed', 'operational') OR operational_on IS NOT NULL)
      THEN 'said to be installed, date missing'
    WHEN requested_on IS NULL THEN 'requested date missing'
    WHEN requested_on > ended_on THEN 'requested after it ended'
    ELSE ''
  END AS reason
FROM spanned

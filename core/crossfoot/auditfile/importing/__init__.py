"""From a workbook to rows in the audit file: plan, reading apart, certificate, one transaction."""

"""Text tables, the old formats, and workbooks with a password."""

"""Documents that leave the program beside the report: letters (.docx) and workbooks (.xlsx) of fixed bytes."""

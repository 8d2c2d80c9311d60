"""The sample workbooks of a fictional agency, with what is planted in them and what is expected, as data."""

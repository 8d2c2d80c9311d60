"""What in a workbook may mislead an auditor: the table of kinds, and what finds each of them.

`kinds` says what each is, why it matters, and what the auditor may decide; `find` looks for all of them.
"""

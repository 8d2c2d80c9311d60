"""The parameters that all analyses of a table share, as the TOML of their headers, and how groups are asked for."""

from __future__ import annotations

TABLE = """
[params.table]
type    = "text"
meaning = "The table: a record type that the audit holds, one list by its name, or agencies."
source  = "auditor"
[params.only]
type    = "list"
meaning = "Conditions COLUMN=VALUE; rows that do not meet them are not in the population."
source  = "definition"
default = []
"""
"""`table` and `only`; each analysis states its own `columns`."""

GROUPS = """
[params.by_group]
type    = "list"
meaning = "Columns by whose values the rows are grouped."
source  = "definition"
default = []
"""

"""Crossfoot: from an agency's workbooks to an audit report whose every figure traces to a cell."""

import os

__version__ = "0.1.0"

# The letters' library brings lxml, and openpyxl would take it as soon as it is there: then workbooks would be read by a
# parser that defusedxml does not guard, and written in other bytes than on a machine without it.
os.environ["OPENPYXL_LXML"] = "False"

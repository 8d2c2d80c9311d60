"""Crossfoot: from an agency's workbooks to an audit report whose every figure traces to a cell."""

__version__ = "0.1.0"

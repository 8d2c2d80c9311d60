"""Stands before the real PySide6 on PYTHONPATH, so that a process runs as on a machine without it."""

raise ModuleNotFoundError("No module named 'PySide6' (kept away on purpose)", name="PySide6")

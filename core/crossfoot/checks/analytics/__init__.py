"""Checks for any table that one SELECT cannot say: each module is one, with its header (crossfoot.checks.program)."""

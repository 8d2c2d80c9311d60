"""Run the case files of checks: small audits, typed by hand, with what the check must say of each.

A case file is TOML and bears the name of its check, or states it as `check`. What stands at its top (`as_of`,
`period_start`, `period_end`, `criteria`, `set`, `rows`, `absent`, `samples`) holds for each case that does not say
otherwise; `rows` are taken record type by record type. A case::

    [[case]]
    name = "An installation that took 181 days took longer than the target"
    criteria = { confirmed = ["install-target-180"], parameters = { target = 180 } }
    set = { clock_start = "requested_on" }
    rows.equipment = [{ order_id = "O1", requested_on = 2017-01-01, installed_on = 2017-07-01 }]
    expect = { status = "flagged", tested = 1, exceptions = ["O1/A"] }

A row with `times = 120` stands for so many rows, in whose texts `#` is their number. Rows of `other_table` are given by
their headers.
`rows.TYPE = []` is a list without rows. Each list has the columns that its rows name and all that the check needs and
uses. `absent` leaves out a column of them ("TYPE.FIELD") or a whole list ("TYPE"). A cell that could not be read is
`{ misfit = "its text", reason = "..." }`. `samples` are drawn from the rows and filled in (see `case_samples`);
earlier versions, a second list, control totals and hazards are said as `case_lists` shows.
A figure is expected as its value, or as its printed text; `evidence = { O1 = { days = 181 } }` expects columns of units
('' where there is no value) and their `reason`; `kinds = ["O1/A"]` the units that bear a kind, which a measure has too.
"""

from __future__ import annotations

from crossfoot.testing.run import CaseResult, run_case_file

__all__ = ["CaseResult", "run_case_file"]

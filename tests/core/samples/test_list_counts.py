"""What is planted of the lists themselves: the control totals sent along, counted again from the workbooks."""

from __future__ import annotations

from tests.core.samples.committed import expected, records


def test_one_of_the_five_control_totals_differs_by_two_rows() -> None:
    differences = {}
    for row in records("control_totals"):
        listed = records(row["LIST"].lower().replace(" ", "_"))
        if row["ROW COUNT"] is not None:
            differences[row["LIST"]] = row["ROW COUNT"] - len(listed)
        else:
            differences[row["LIST"]] = row["COLUMN SUM"] - sum(line["AMOUNT ENACTED"] or 0 for line in listed)
    assert {name: by for name, by in differences.items() if by} == {"Training completions": 2}
    stated = expected()["dr-completeness"]
    assert (stated["totals_tested"], stated["totals_differing"]) == (len(differences), 1)

"""From a list that nobody knows to one that is recognised: propose, correct, import, keep, come again."""

from __future__ import annotations

import json
from pathlib import Path

from tests.builders import write_xlsx
from tests.journeys.command_line import crossfoot

TABLE = [
    ["Where", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "From when"],
    ["TEXAS", "Alpha County SO", "Jail Enforcement Model", "seen"],
    ["FLORIDA", "Beta County SO", "Task Force Model", "seen"],
]


def test_a_strange_list_is_proposed_corrected_kept_and_recognised(tmp_path: Path) -> None:
    audit, file = tmp_path / "a.crossfoot", tmp_path / "mapping.toml"
    assert crossfoot("new", audit, "--title", "T", "--as-of", "2018-03-31").code == 0
    first = write_xlsx(tmp_path / "first.xlsx", {"List": TABLE})

    proposed = crossfoot("mappings", audit, "--propose", first, "--as", "agreements", "--export", file)
    assert proposed.code == 0
    assert proposed.out == f"Written to {file}.\n"
    assert "say in the file which column is signed_on." in proposed.err
    again = crossfoot("mappings", audit, "--propose", first, "--as", "agreements", "--export", file)
    assert (again.code, again.err.splitlines()[-2]) == (
        2,
        f"crossfoot: There is a file called {file} already.",
    )

    text = file.read_text(encoding="utf-8")
    text = text.replace('header = "From when"\n', 'header = "From when"\nfield = "signed_on"\n')
    file.write_text(text, encoding="utf-8")
    done = crossfoot("import", audit, first, "--mapping", file, "--save-template", "Strange", "--json")
    assert done.code == 0, done.err
    assert {c["column"]: c["field"] for c in json.loads(done.out)["imports"][0]["mapping"]} == {
        "A": "state", "B": "agency", "C": "model", "D": "signed_on",
    }  # fmt: skip

    listed = crossfoot("mappings", audit, "--json")
    assert [(one["name"], one["record_type"]) for one in json.loads(listed.out)] == [
        ("Strange", "agreements")
    ]
    second = write_xlsx(tmp_path / "second.xlsx", {"Another name": [["A title"], *TABLE]})
    came = crossfoot("import", audit, second, "--as-list", "Again")
    assert came.code == 0, came.err
    assert 'As in template "Strange", saved by' in came.out

    assert crossfoot("mappings", audit, "--withdraw", "Strange", "--reason", "No longer sent.").code == 0
    assert crossfoot("mappings", audit).out.startswith("There are no templates yet.")
    kept = crossfoot("mappings", audit, "--import", "1")
    assert kept.out.splitlines()[:3] == ['sheet = "List"', 'record_type = "agreements"', "header_row = 1"]


def test_a_template_name_in_use_is_said_before_anything_is_imported(tmp_path: Path) -> None:
    audit = tmp_path / "a.crossfoot"
    crossfoot("new", audit, "--title", "T", "--as-of", "2018-03-31")
    one = write_xlsx(tmp_path / "one.xlsx", {"One": [["Time", "Heat"], [1, 2]]})
    words = ("--as", "other_table", "--save-template", "Readings")
    assert crossfoot("import", audit, one, *words).code == 0
    refused = crossfoot("import", audit, one, *words, "--as-list", "More")
    assert refused.code == 2
    assert "There is a template called 'Readings' already" in refused.err
    assert len(json.loads(crossfoot("tables", audit, "--json").out)) == 1

"""A check module that is written wrongly is refused with its file and line."""

from __future__ import annotations

import pytest
from crossfoot.checks.header import parse_view
from crossfoot.errors import CheckDefinitionError

from tests.core.checks.modules import SELECT, check_of, module


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


def refused(text: str) -> str:
    with pytest.raises(CheckDefinitionError) as caught:
        check_of(text, "checks/test/wrong.sql")
    assert caught.value.hint
    return caught.value.message


def test_a_module_that_is_written_well_is_read() -> None:
    check = check_of(module())
    assert (check.id, check.kind, check.needs, check.record_type) == (
        "test-check",
        "exception",
        {"agreements": ("signed_on",)},
        "agreements",
    )
    assert check.sql == SELECT


MISTAKES = {
    "an unknown key": ("unit       =", 'colour = "red"\nunit       =', "colour", "no 'colour'"),
    "a kind that is none": ('kind       = "exception"', 'kind       = "crime"', "kind", "exception, measure"),
    "a record type that is not there": ("agreements = [", "contracts = [", "contracts", "no record type"),
    "a field that is not there": ('["signed_on"]\n*/', '["sealed_on"]\n*/', "sealed_on", "no such field"),
    "a sentence with an unknown figure": ("{exceptions}", "{exeptions}", "exeptions", "no figure"),
    "broken TOML": ("title      = ", "title      ", "title", "not valid TOML"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_header_names_file_and_line(mistake: str) -> None:
    right, wrong, near, said = MISTAKES[mistake]
    text = module()
    assert text.count(right) == 1
    text = text.replace(right, wrong)
    message = refused(text)
    assert f"checks/test/wrong.sql, line {line_of(text, near)}:" in message
    assert said in message


@pytest.mark.parametrize("key", ["id", "title", "question", "unit", "population", "condition"])
def test_a_header_that_lacks_what_it_must_say_is_refused(key: str) -> None:
    text = "\n".join(line for line in module().splitlines() if not line.startswith(f"{key} "))
    assert repr(key) in refused(text)


def test_a_parameter_without_a_meaning_or_with_a_strange_type_is_refused() -> None:
    more = '[params.days]\ntype = "days"\nsource = "criterion"\n'
    assert "lacks its meaning" in refused(module(more=more))
    assert "type 'dayz'" in refused(module(more=more.replace('"days"', '"dayz"') + 'meaning = "x"\n'))
    assert "source" in refused(module(more=more.replace("criterion", "hearsay") + 'meaning = "x"\n'))


def test_figures_without_their_query_and_a_query_without_figures_are_refused() -> None:
    assert "-- figures" in refused(module(more='[figures]\nlate = "Late ones"\n'))
    assert "-- figures" in refused(module(SELECT + "\n-- figures\nSELECT 1"))


def test_a_figure_cannot_take_the_name_of_one_that_every_check_has() -> None:
    text = module(SELECT + "\n-- figures\nSELECT 1", more='[figures]\ntested = "Mine"\n')
    assert "figure tested is made for every check" in refused(text)


def test_a_file_without_a_header_or_without_a_select_is_refused() -> None:
    assert "line 1" in refused("SELECT 1")
    assert "no SELECT" in refused(module(" "))


def test_a_view_needs_a_name() -> None:
    assert parse_view('/* crossfoot-view\nname = "mine"\n*/\nSELECT 1;', "v.sql").sql == "SELECT 1"
    with pytest.raises(CheckDefinitionError, match=r"v\.sql, line 1"):
        parse_view('/* crossfoot-view\nname = "My view"\n*/\nSELECT 1', "v.sql")

"""The tables of exceptions: what the records show of each, and nothing that describes a person."""

from __future__ import annotations

from crossfoot.report.sections.criteria_used import parameter_words
from crossfoot.report.sections.exception_tables import entity_words, shown_value, told_without
from crossfoot.report.words import plain
from crossfoot.review.exceptions import ExceptionRecord

AGENCIES = {"AL|alder county sheriff's office": "Alder County Sheriff's Office, AL"}


def test_a_key_is_told_with_the_name_of_its_agency_and_dates_as_dates() -> None:
    key = "AL|alder county sheriff's office|JEM|2015-10-27"
    assert entity_words(key, AGENCIES) == "Alder County Sheriff's Office, AL, JEM, October 27, 2015"
    assert entity_words("DIO-0001", AGENCIES) == "DIO-0001"


def test_values_are_told_as_a_reader_writes_them() -> None:
    assert shown_value("2017-07-10T09:30:00", AGENCIES) == "July 10, 2017, 09:30"
    assert shown_value("2017-07-10T09:30:01", AGENCIES) == "July 10, 2017, 09:30:01"
    assert shown_value("program_manager", AGENCIES) == "program manager"
    assert shown_value("BDE_7", AGENCIES) == "BDE_7"


def test_a_sentence_leaves_out_what_describes_a_person_and_says_what_is_blank() -> None:
    told = {"A": "Detainer issued {issued}; notice on record: {notice}.", "B": "Open for {days} days."}
    evidence = {"issued": "2017-05-22T10:39:00", "notice": None, "days": 3}
    record = ExceptionRecord("x", "c", "E-1", "A,B", "", "", "", "", "", evidence, "encounters", (1,))
    said = "Detainer issued (left out); notice on record: (blank). Open for 3 days."
    assert told_without(told, record, frozenset(("issued", "notice")), {}) == said


def test_a_parameter_of_pairs_is_told_by_what_they_belong_to() -> None:
    pairs = [
        {"action": "encounter", "model": "JEM"},
        {"action": "field_arrest", "model": "TFM"},
        {"action": "interview", "model": "JEM"},
    ]
    assert plain(parameter_words(pairs)) == "JEM: encounter, interview; TFM: field arrest"
    assert plain(parameter_words([30, 60])) == "30, 60"

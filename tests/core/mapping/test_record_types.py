"""How a pack's record type files are read, and what is said of one that is written wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.content import Pack
from crossfoot.errors import CheckDefinitionError
from crossfoot.mapping.record_types import read_record_types

GOOD = """
name = "visits"
title = "Visits"
unit = "visit"
key = ["visit_id"]

[[fields]]
name = "visit_id"
type = "text"
meaning = "The identifier of the visit."
header_synonyms = ["visit no"]

[[fields]]
name = "result"
type = "code"
meaning = "How it ended."
values = { good = ["fine"], bad = ["poor"] }
"""


def pack_with(folder: Path, text: str, **others: str) -> Pack:
    """A pack in `folder` whose record type file `visits.toml` holds `text`."""
    (folder / "record_types").mkdir()
    (folder / "reference").mkdir()
    for name, content in {"visits": text, **others}.items():
        (folder / "record_types" / f"{name}.toml").write_text(content, encoding="utf-8")
    return Pack("example", folder)


def test_a_record_type_of_another_pack_is_read_alike(tmp_path: Path) -> None:
    visits = read_record_types(pack_with(tmp_path, GOOD))["visits"]
    assert [field.name for field in visits.fields] == ["visit_id", "result"]
    assert visits.key == ("visit_id",)


def test_fields_that_many_lists_share_are_written_once(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, GOOD + '\n[[fields]]\ninclude = "dates"\n')
    (tmp_path / "reference" / "dates.toml").write_text(
        '[[fields]]\nname = "made_on"\ntype = "date"\nmeaning = "When."\n', encoding="utf-8"
    )
    assert [field.name for field in read_record_types(pack)["visits"].fields] == [
        "visit_id",
        "result",
        "made_on",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('type = "text"', 'type = "txt"', "the field 'visit_id' has the unknown type 'txt'"),
        (
            'type = "text"',
            'type = "text"\nclass = "secret"',
            "the field 'visit_id' has the unknown class 'secret'",
        ),
        ('name = "result"', 'name = "visit_id"', "the field 'visit_id' is defined twice"),
        ('key = ["visit_id"]', 'key = ["visit"]', "key names the field 'visit', which is not defined"),
        ('"visit no"', '"Result:"', "the header 'result' stands for 'visit_id' and 'result'"),
        ('["poor"]', '["Fine"]', "in 'result' the spelling 'Fine' stands for 'good' and 'bad'"),
        ("values = {", "value = {", "the field 'result' has the unknown key 'value'"),
        ('type = "code"', 'type = "text"', "the field 'result' of type text has values"),
        ('values = { good = ["fine"], bad = ["poor"] }', "", "the field 'result' of type code has no values"),
        (
            'values = { good = ["fine"], bad = ["poor"] }',
            'values_from = "marks"',
            "there is no reference/marks.toml",
        ),
        ('unit = "visit"', "", "'unit' is missing"),
        ('meaning = "How it ended."', "", "a field without 'meaning'"),
        (
            "key =",
            'natural_key = ["agency_ref"]\nkey =',
            "natural_key holds agency_ref, but no row names an agency",
        ),
        ("key =", "keys = []\nkey =", "the record type has the unknown key 'keys'"),
        (
            "[[fields]]",
            '[[references]]\nfield = "result"\ntarget = "marks"\ntarget_field = "mark"\n\n[[fields]]',
            "the field 'result' refers to 'marks', which is no record type",
        ),
        (
            "[[fields]]",
            '[[references]]\nfield = "result"\ntarget = "visits"\ntarget_field = "mark"\n\n[[fields]]',
            "the field 'result' refers to visits.mark, which is not defined",
        ),
    ],
)
def test_a_record_type_that_is_written_wrongly_is_named_with_its_file(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    pack = pack_with(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(CheckDefinitionError) as caught:
        read_record_types(pack)
    assert caught.value.message.startswith("visits.toml: ")
    assert message in caught.value.message
    assert caught.value.hint


def test_two_files_cannot_define_one_record_type(tmp_path: Path) -> None:
    with pytest.raises(
        CheckDefinitionError, match=r"walks\.toml: the record type 'visits' is already defined in visits"
    ):
        read_record_types(pack_with(tmp_path, GOOD, walks=GOOD))

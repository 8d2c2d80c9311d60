"""Values of any letters, planted in any writing in any text: each is gone from the bytes, and the file verifies."""

from __future__ import annotations

import base64
import html
import json
from pathlib import Path
from urllib.parse import quote

import pytest
from crossfoot.auditfile.purging.hidden_bytes import holds
from crossfoot.auditfile.purging.needle import Needle
from crossfoot.auditfile.purging.purge import purge
from crossfoot.auditfile.purging.purge_model import PurgeRequest
from crossfoot.auditfile.purging.rewriting import ValueRewriter
from crossfoot.auditfile.purging.tokens import Tokens
from crossfoot.auditfile.verify import verify
from crossfoot.errors import AuditFileError
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some

from tests.core.auditfile import quillfeather

LETTERS = "abcXYZ\u00e9\u00df\u0130\uff21\u4e00 '\u2019\"\\/&<%-,.\u00a0\u0301\U0001f600\ufb01Kq9"
VALUES = some.text(LETTERS, min_size=5, max_size=14).filter(
    lambda text: Needle(text).anchor != "" and not text.strip().startswith("\u0301")
)
WRITINGS = {
    "plain": str,
    "upper": lambda text: text.upper() if text.upper().casefold() == text.casefold() else text,
    "json": json.dumps,
    "json in json": lambda text: json.dumps([json.dumps({"of": text})]),
    "web": lambda text: f"https://x.example/{quote(text)}",
    "xml": html.escape,
    "entities": lambda text: "".join(f"&#{ord(sign)};" for sign in text),
    "wide blanks": lambda text: text.replace(" ", "\u00a0 "),
}
PLACES = (
    ("cf_finding", "effect"), ("cf_finding", "left_out"), ("cf_evidence", "note"), ("cf_decision", "reason"),
    ("cf_request_item", "asked"), ("cf_interview_paragraph", "text"), ("cf_rows_officers", "first_name"),
    ("cf_rows_agreements", "county"), ("cf_exception", "message"), ("cf_sample", "purpose"), ("cf_import", "sheet"),
)  # fmt: skip


def still_there(text: str, needle: Needle) -> bool:
    """Whether the value can be read in the text by anyone, whatever was done to the text."""
    return bool(needle.find(text)) or holds(text.encode("utf-8", "replace"), needle)


@given(
    VALUES,
    some.sampled_from(sorted(WRITINGS)),
    some.text('ab1 .|"\n', max_size=8),
    some.text('ab1 .|"\n', max_size=8),
)
@settings(max_examples=400, deadline=None)
def test_a_value_is_found_in_every_writing_and_the_rest_of_the_text_stays(
    value: str, writing: str, before: str, after: str
) -> None:
    needle, text = Needle(value), before + WRITINGS[writing](value) + after
    assume(len(needle.form) >= 4 and not needle.find(before))
    assert needle.may_be_in(text)
    new, standings = ValueRewriter(needle, Tokens()).rewrite(text)
    assert standings
    assert not still_there(new, needle)
    assert new.startswith(before.rstrip()) or writing in ("json", "json in json")


@given(VALUES, some.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "base64"]), some.binary(max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_value_is_seen_in_bytes_of_every_coding(value: str, coding: str, before: bytes) -> None:
    raw = value.encode("utf-8")
    if coding == "base64":
        data = before + b" " + base64.b64encode(b"a letter on " + raw + b" and more") + b" "
    else:
        data = before + value.encode(coding)
    assert holds(data, Needle(value))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quillfeather.built_once(tmp_path_factory)


@pytest.mark.slow
@given(
    some.text("qQzZxX\u00e9' -9", min_size=6, max_size=14).filter(
        lambda text: len(Needle(text).anchor) > 2 and any(sign in "qQzZxX" for sign in text)
    ),
    some.lists(
        some.tuples(some.sampled_from(PLACES), some.sampled_from(sorted(WRITINGS))), min_size=1, max_size=5
    ),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wherever_it_is_planted_it_is_gone_and_the_file_verifies(
    built: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    value: str,
    planted: list[tuple[tuple[str, str], str]],
) -> None:
    (tmp_path / "temporary").mkdir(exist_ok=True)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    with quillfeather.copy_of(built, tmp_path) as audit:
        for (table, column), writing in planted:
            text = f"about {WRITINGS[writing](value)} ..."
            with audit.write() as db:
                if table.startswith(("cf_rows_", "cf_decision")):
                    audit.record("finding.edited", "finding:1", {"of": [text]})
                else:
                    db.conn.execute(f"UPDATE {table} SET {column} = ?", (text,))
                audit.record("finding.edited", "finding:1", {"of": text, "place": column})
        try:
            purge(audit, PurgeRequest("it was sent by mistake", "nobody", value=value, inside_words="remove"))
        except AuditFileError as error:
            assert "in too many places" in error.message or "program itself" in error.message
            return
        assert verify(audit).differences == ()
        needle = Needle(value.strip())
        for table in ("cf_event", *{table for (table, _), _ in planted}):
            for row in audit.rows(f"SELECT * FROM {table}"):
                assert not any(still_there(text, needle) for text in row.values() if isinstance(text, str))
        assert needle.value.encode() not in audit.path.read_bytes()

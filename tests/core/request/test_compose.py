"""A request is composed once, kept with an event, and never asks twice for the same thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.auditfile.history import events
from crossfoot.errors import RequestError
from crossfoot.plan.edit import add_step
from crossfoot.request.compose import withdraw_request
from crossfoot.request.read import find_request, list_requests

from tests.core.request.planned_audit import ASKED, DUE, EQUIPMENT, TRAINING, asked, planned_audit


def test_the_items_are_numbered_in_the_order_of_the_letter_and_bear_the_dates(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        request = asked(audit, addressee="Alex Sample", authority="Charter, section 6", by="R. Lead")
        assert request == find_request(audit)
        assert [item.number for item in request.items] == list(range(1, len(request.items) + 1))
        kinds = [item.wanted.kind for item in request.items]
        assert list(dict.fromkeys(kinds)) == ["dataset", "document", "interview", "questionnaire"]
        assert {(item.asked_on, item.due_on, item.state) for item in request.items} == {(ASKED, DUE, "asked")}
        assert request.objective == "To determine whether required training is monitored."
        event = list(events(audit.connection))[-1]
        assert (event.kind, event.actor) == ("request.composed", "R. Lead")
        assert event.body["authority"] == "Charter, section 6"
        assert len(event.body["items"]) == len(request.items)


def test_a_second_request_asks_only_for_what_is_new_and_counts_on(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        first = asked(audit)
        with pytest.raises(RequestError, match="asked for already"):
            asked(audit)
        add_step(audit, TRAINING, kind="interview", title="Ask the union", interviews=["Union official"])
        second = asked(audit)
        assert (second.number, [item.wanted.asked for item in second.items]) == (2, ["Union official"])
        assert second.items[0].number == len(first.items) + 1
        assert [one.number for one in list_requests(audit)] == [1, 2]


def test_a_dataset_is_asked_for_again_as_a_whole_where_the_plan_reads_further_columns(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        first = asked(audit)
        before = next(i.wanted for i in first.items if i.wanted.record_type == "equipment").columns
        add_step(audit, EQUIPMENT, kind="check", title="ISA", check_id="equipment-isa-missing")
        second = asked(audit)
        (again,) = [item.wanted for item in second.items if item.wanted.record_type == "equipment"]
        assert again.asked.endswith("(the whole list again, with further columns)")
        fields = [column.field for column in again.columns]
        assert {column.field for column in before} < set(
            fields
        )  # what comes replaces the list that came first
        assert "isa_signed_on" in set(fields) - {column.field for column in before}
        assert fields == [field.name for field in audit.types["equipment"].fields if field.name in fields]
        with pytest.raises(RequestError, match="asked for already"):
            asked(audit)


def test_what_a_withdrawn_request_asked_for_is_asked_for_anew_under_new_numbers(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        first = asked(audit)
        with pytest.raises(RequestError, match="only with a reason"):
            withdraw_request(audit, 1, " ")
        withdraw_request(audit, 1, "Sent to the wrong office")
        assert list_requests(audit) == ()
        second = asked(audit)
        assert second.number == 2
        assert [item.wanted for item in second.items] == [item.wanted for item in first.items]
        assert second.items[0].number == first.items[-1].number + 1


def test_a_request_that_somebody_answered_cannot_be_taken_back(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        request = asked(audit)
        with audit.write() as db:
            db.conn.execute(
                "UPDATE cf_request_item SET state = 'refused' WHERE uid = ?", (request.items[4].uid,)
            )
        with pytest.raises(RequestError, match="Item 5 of request 1 was answered"):
            withdraw_request(audit, 1, "No longer needed")


def test_a_request_cannot_be_due_before_it_is_asked(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        with pytest.raises(RequestError, match="would be due on 2018-04-02"):
            asked(audit, due_on=ASKED)
        with pytest.raises(RequestError, match="No request was composed yet"):
            find_request(audit)
        asked(audit)
        with pytest.raises(RequestError, match="There is no request 7"):
            find_request(audit, 7)

"""Results of a sample, item by item: each is kept beside those before it, and the latest one holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid
from crossfoot.errors import SampleError
from crossfoot.review.sample_conditions import refuse_unwritable
from crossfoot.review.samples import SampleRecord, find_sample
from crossfoot.sampling.results import OUTCOMES, Item, Outcome, Result, Settled
from crossfoot.sampling.stored import ITEMS, RESULTS, items_of, results_of, settled


@dataclass(frozen=True, slots=True)
class SampleState:
    """A sample with its items, the latest result of each, and which of them count."""

    record: SampleRecord
    items: tuple[Item, ...]
    results: dict[int, Result]
    settled: Settled

    def item(self, place: int) -> Item:
        """The item at a place; SampleError where there is none."""
        if not 1 <= place <= len(self.items):
            raise SampleError(
                f"The sample {self.record.name!r} has no item {place}.",
                f"Its items are 1 to {len(self.items)}.",
            )
        return self.items[place - 1]

    def place_of(self, entity: str) -> int:
        """The place of the item with that key; SampleError where it was not drawn."""
        found = next((item.place for item in self.items if item.entity == entity), None)
        if found is None:
            raise SampleError(
                f"{entity!r} is no item of the sample {self.record.name!r}.",
                "`crossfoot sample AUDIT show NAME` lists its items.",
            )
        return found


@dataclass(frozen=True, slots=True)
class ResultEntry:
    """What was found of one item. `audited_value` (cents) is for a monetary unit sample, where it tells the result."""

    place: int
    result: str = ""
    audited_value: int | None = None
    note: str = ""


def sample_state(audit: Audit, name: str) -> SampleState:
    """A sample as it stands now; SampleError where there is none of that name."""
    record = find_sample(audit, name)
    connection = audit.connection
    items = items_of(connection.execute(ITEMS.format(audit=""), (record.uid,)))
    results = results_of(connection.execute(RESULTS.format(audit=""), (record.uid,)))
    return SampleState(record, tuple(items), results, settled(items, results, record.non_response))


def enter_results(
    audit: Audit, name: str, entries: Sequence[ResultEntry], by: str | None = None
) -> SampleState:
    """Keep the results, all or none, each as an event of its own (`sample.result`); the sample as it then stands.

    An item of the reserve takes a result only once the rule calls it up. What is the same as before is not kept again.
    """
    state = sample_state(audit, name)
    if state.record.withdrawn:
        raise SampleError("This sample was withdrawn; results are no longer entered.", "Draw another one.")
    with audit.write() as db:
        for entry in sorted(entries, key=lambda one: one.place):
            item = state.item(entry.place)
            result = _checked(state, item, entry)
            before = state.results.get(item.place)
            if result == before:
                continue
            event = audit.record(
                "sample.result",
                f"sample:{state.record.uid}",
                {
                    "name": state.record.name,
                    "place": item.place,
                    "entity": item.entity,
                    "before": asdict(before) if before else None,
                    "after": asdict(result),
                },
                actor=by,
            )
            db.conn.execute(
                "INSERT INTO cf_sample_result (uid, sample_uid, place, result, audited_value, note, actor, at, seq) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (new_uid(), state.record.uid, item.place, result.result, result.audited_value, result.note,
                 event.actor, event.at, event.seq),
            )  # fmt: skip
            results = {**state.results, item.place: result}
            now = (
                settled(state.items, results, state.record.non_response)
                if _moves(result, before)
                else state.settled
            )
            state = SampleState(state.record, state.items, results, now)
    return sample_state(audit, name)


def _moves(result: Result, before: Result | None) -> bool:
    """Whether the result can call up an item of the reserve, or send one back."""
    return "not examined" in (result.result, before.result if before else "")


def _checked(state: SampleState, item: Item, entry: ResultEntry) -> Result:
    place = f"Item {item.place} ({item.entity})"
    refuse_unwritable(entry.note)
    if item.role == "reserve" and item.place not in state.settled.called_up:
        raise SampleError(
            f"{place} is of the reserve and is not called up: no item that it could stand in for is 'not examined'.",
            "Enter 'not examined' for that item first; reserve items come in the order in which they were drawn.",
        )
    told = entry.result.strip().lower().replace("_", " ")
    if state.record.method != "monetary unit":
        if entry.audited_value is not None:
            raise SampleError(
                f"{place} takes no audited amount: the sample is not drawn by amounts.", "Leave it out."
            )
        return Result(_outcome(place, told), None, entry.note.strip())
    if told == "not examined":
        if entry.audited_value is not None:
            raise SampleError(f"{place} was not examined, yet has an audited amount.", "Give one of the two.")
        return Result("not examined", None, entry.note.strip())
    if entry.audited_value is None or entry.audited_value < 0:
        raise SampleError(
            f"{place} needs its audited amount, zero or more.",
            "Give what should have been recorded, or 'not examined'.",
        )
    found = "no deviation" if entry.audited_value == item.book_value else "deviation"
    if told and told != found:
        raise SampleError(
            f"{place} is said to be a {told!r}, but its audited amount makes it {found!r}.",
            "Correct one of them.",
        )
    return Result(_outcome(place, found), entry.audited_value, entry.note.strip())


def _outcome(place: str, told: str) -> Outcome:
    found = next((outcome for outcome in OUTCOMES if outcome == told), None)
    if found is None:
        raise SampleError(
            f"{place} cannot have the result {told!r}.", f"It is one of: {', '.join(OUTCOMES)}."
        )
    return found

"""The criteria that a check cites, as the pack states them: what each says, how strongly, what is to be confirmed."""

from __future__ import annotations

from functools import cache
from typing import Any

from crossfoot import content
from crossfoot.check_docs.pages import Item

_FORCES = {
    "must": "a duty (“did not meet”)",
    "target": "a target (“took longer than the target”)",
    "effort": "an effort (“records did not show”)",
}
_KINDS = {"agreement_term": "term of an agreement", "own_target": "the auditee's own target"}


@cache
def _criteria(pack_name: str) -> dict[str, dict[str, Any]]:
    files = content.pack(pack_name).toml_files("criteria")
    return {entry["id"]: entry for file in files for entry in content.read_toml(file).get("criteria", [])}


@cache
def _background(pack_name: str) -> dict[str, dict[str, Any]]:
    file = content.pack(pack_name).folder / "background.toml"
    return {entry["id"]: entry for entry in content.read_toml(file)["background"]} if file.is_file() else {}


def criterion_item(criterion_id: str, pack_name: str) -> Item:
    """What the pack says of a criterion; one that the pack does not hold is to be brought by the auditor."""
    entry = _criteria(pack_name).get(criterion_id)
    if entry is None:
        return Item(f"`{criterion_id}`", "The pack does not hold it; the auditor adds it.")
    return Item(f"`{criterion_id}`", " ".join(_sentences(entry)))


def background_item(report_id: str, pack_name: str) -> Item:
    """An earlier report that is background, never a criterion."""
    entry = _background(pack_name).get(report_id)
    if entry is None:
        return Item(f"`{report_id}`", "not described in the pack")
    title = f" “{entry['title']}”" if entry.get("title") else ""
    issued = f", issued {entry['issued_on']}" if entry.get("issued_on") else ""
    return Item(f"`{report_id}`", f"{entry['document']}{title}{issued}")


def _sentences(entry: dict[str, Any]) -> list[str]:
    places = (("section ", "section"), ("version ", "version"))
    where = ", ".join([entry["document"], *(f"{word}{entry[key]}" for word, key in places if entry.get(key))])
    kind = _KINDS.get(entry["kind"], entry["kind"].replace("_", " "))
    said = [f"{entry['text'].rstrip('.')}. ({where}; {kind}; {_FORCES[entry['force']]}{_party(entry)})"]
    if in_force := _in_force(entry):
        said.append(in_force)
    if entry.get("applies_to"):
        said.append(f"For {', '.join(entry['applies_to'])}.")
    if entry.get("parameters"):
        said.append(f"It states {', '.join(f'{k} = {v}' for k, v in entry['parameters'].items())}.")
    if entry.get("to_be_confirmed"):
        wanted = ", ".join(entry.get("parameters_wanted", ()))
        more = f", and fills in {wanted}" if wanted else ""
        said.append(f"To be confirmed: nobody has read it on the page yet; the auditor reads it{more}.")
    said.append(f"How it is known: {entry['source'].rstrip('.')}.")
    return said


def _party(entry: dict[str, Any]) -> str:
    party = str(entry.get("responsible_party") or "").replace("_", " ")
    who = {"both": "headquarters and the local agency", "": "not said"}.get(party, party)
    return f"; responsible: {who}"


def _in_force(entry: dict[str, Any]) -> str:
    start, end = entry.get("in_force_from"), entry.get("in_force_to")
    if start and end:
        return f"In force from {start} to {end}."
    return f"In force from {start}." if start else f"In force to {end}." if end else ""

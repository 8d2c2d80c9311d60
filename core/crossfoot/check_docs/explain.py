"""The page of a check: what it asks, how it decides, what it needs, where its limits are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossfoot.check_docs.criteria_words import background_item, criterion_item
from crossfoot.check_docs.families import family_title
from crossfoot.check_docs.pages import Item, Page, Section
from crossfoot.check_docs.reasons import reasons_of
from crossfoot.checks.header import PackView
from crossfoot.checks.model import Check, Parameter
from crossfoot.mapping.model import RecordType

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_GIVES = {
    "exception": "exceptions where a criterion stands, a measure until then",
    "measure": "a measure, never exceptions",
    "lead": "leads, never exceptions",
}
_SOURCES = {
    "criterion": "a confirmed criterion gives it, or the auditor with a source; without it the check measures",
    "term": "a confirmed criterion gives it, or the auditor with a source; without it the part of the check that rests "
    "on it is not tested",
    "auditor": "the auditor sets it and says why",
    "audit": "the audit gives it",
    "definition": "part of the rule",
}
_AUDIT_DATES = {
    "as_of": "the as-of date",
    "period_start": "the first day of the period",
    "period_end": "the last day of the period",
    "last_fiscal_year_start": "the first day of the last fiscal year that ended in the period",
    "last_fiscal_year_end": "the last day of that fiscal year",
}
_STANDARD = {
    "as_of": "as-of date",
    "as_of_date": "as-of date",
    "rate": "share",
    "exceptions": "number of exceptions",
    "tested": "number tested",
    "read": "number read",
    "excluded": "number excluded",
    "exempt": "number exempt",
}


def check_page(
    check: Check, pack_name: str, views: tuple[PackView, ...], types: Mapping[str, RecordType]
) -> Page:
    """The page of `check`; `views` are those of its pack, `types` the record types."""
    gives = f"it gives {_GIVES[check.kind]}"
    if check.criteria_from:
        gives = f"it gives exceptions by the {check.criteria_from}, without a criterion"
    head = (check.question, f"`{check.id}`, {family_title(check.family, pack_name)}; {gives}.")
    sections = (
        _counted(check, views),
        _decided(check),
        Section("Parameters", items=tuple(Item(f"`{p.name}`", _parameter(p)) for p in check.parameters)),
        _criteria(check, pack_name),
        Section(
            "Figures",
            items=tuple(Item(f"`{f.name}`", f"{_filled(check, f.sentence)}.") for f in check.figures),
        ),
        _needed(check, types),
        _limits(check, types),
        _asked(check),
        Section(
            "Self-test",
            ("`crossfoot checks self-test` plants, into a copy of the audit's own lists:",)
            if check.seeds
            else (),
            tuple(Item(seed.kind, f"{seed.says.rstrip('.')}.") for seed in check.seeds),
        ),
        Section("File", (f"`{check.file}`",)),
    )
    return Page(check.title, head, tuple(section for section in sections if not section.empty))


def _counted(check: Check, views: tuple[PackView, ...]) -> Section:
    population = check.population or f"each {check.unit}"
    unit = f"One unit is one {check.unit}; the population is {population}."
    end = "exceptions are among those tested" if check.kind == "exception" else "none is an exception"
    whole = f"Each unit is tested, excluded or exempt; {end}."
    reasons = check_reasons(check, views)
    exempt = [reason for reason in reasons if reason.startswith("exempt")]
    excluded = [reason for reason in reasons if reason not in exempt]
    return Section(
        "What is counted",
        (unit, whole),
        (
            *(Item("excluded", _sentence(_filled(check, reason))) for reason in excluded),
            *(Item("exempt", _sentence(_filled(check, reason))) for reason in exempt),
        ),
    )


def check_reasons(check: Check, views: tuple[PackView, ...]) -> tuple[str, ...]:
    """Why a unit may be left out: what its text says, and what its header adds."""
    read = reasons_of(check.sql, {view.name: view.sql for view in views})
    return tuple(dict.fromkeys((*read, *check.reasons)))


def _decided(check: Check) -> Section:
    texts = [f"In a report: “{_filled(check, check.condition)}”"]
    if check.kind == "exception" and not check.criteria_from:
        texts.append(
            "Exceptions need a confirmed criterion that was in force in the audit's period, and a value with a source "
            "for each parameter that a criterion must give. Until then the check counts and shows figures; nothing is "
            "an exception."
        )
    if check.kinds and check.kind != "measure":
        texts.append(
            "An exception says that records did not show something, not that it did not happen."
            if check.absent_record
            else "An exception says what a record says."
        )
    if check.facts:
        named = ", ".join(check.evidence.get(name, _plain(name)) for name in check.facts)
        texts.append(f"A decision of the auditor is opened again when one of these changes: {named}.")
    kinds = tuple(Item(f"kind {kind}", _filled(check, said)) for kind, said in check.kinds.items())
    return Section("How it decides", tuple(texts), kinds)


def _parameter(parameter: Parameter) -> str:
    default = parameter.default
    if parameter.source == "audit":
        value = f"it is {_AUDIT_DATES.get(str(default), str(default))}"
    elif default is None:
        value = "no default"
    else:
        value = f"default {', '.join(map(str, default)) if isinstance(default, list) else default}"
    choices = f" One of {', '.join(parameter.choices)}." if parameter.choices else ""
    meaning = parameter.meaning.rstrip(".")
    return f"{meaning}.{choices} ({parameter.type}, {value}; {_SOURCES[parameter.source]})"


def _criteria(check: Check, pack_name: str) -> Section:
    texts = [] if check.criteria or check.kind != "exception" else ["None; the auditor attaches one."]
    if check.criteria_from:
        texts = [f"The {check.criteria_from} takes the place of a criterion."]
    cited = [criterion_item(name, pack_name) for name in check.criteria]
    known = [background_item(name, pack_name) for name in check.background]
    items = [*cited, *(Item(f"background {i.name}", f"{i.text}. It is no criterion.") for i in known)]
    return Section("Criteria and background", tuple(texts), tuple(items))


def _needed(check: Check, types: Mapping[str, RecordType]) -> Section:
    needs = [Item(_title(types, name), f"{_fields(fields)}.") for name, fields in check.needs.items()]
    uses = [
        Item(f"{_title(types, name)}, where there", f"{_fields(fields)}.")
        for name, fields in check.uses.items()
    ]
    texts = ("Without what it needs it is not tested.",) if needs else ("Any loaded list.",)
    return Section("What it needs and uses", texts, (*needs, *uses))


def _limits(check: Check, types: Mapping[str, RecordType]) -> Section:
    said = []
    for place, text in check.without.items():
        name, _, field = place.partition(".")
        what = (
            f"without {_plain(field)} in {_low(_title(types, name))}"
            if field
            else f"without {_low(_title(types, name))}"
        )
        said.append(Item(what, text))
    return Section("Limits", items=tuple(said))


def _asked(check: Check) -> Section:
    """What only the auditor can say; the program writes neither a cause nor an effect."""
    said = (("cause", check.cause), ("effect", check.effect))
    items = [Item(name, text) for name, text in said if text]
    if check.recommend:
        items.append(
            Item(
                "recommendation",
                f"{check.recommend} (A template; it opens only when a cause with evidence stands.)",
            )
        )
    return Section("What the auditor is asked", items=tuple(items))


def _filled(check: Check, sentence: str) -> str:
    """A sentence with its placeholders as words in brackets."""
    return _PLACEHOLDER.sub(lambda match: f"[{_word(check, match.group(1))}]", sentence)


def _word(check: Check, name: str) -> str:
    base, _, group = name.partition("@")
    word = _STANDARD.get(base) or check.evidence.get(base) or _plain(base)
    return f"{_low(word)}, {group}" if group else _low(word)


def _fields(fields: tuple[str, ...]) -> str:
    return ", ".join(map(_plain, fields)) if fields else "the list as a whole"


def _title(types: Mapping[str, RecordType], name: str) -> str:
    return types[name].title if name in types else name


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _low(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    return f"{text.rstrip('.')}."
